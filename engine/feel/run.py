"""Answers what one evaluation may still spend and why it gave null; it must not know nodes or functions."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from engine import errors
from engine.calendar import Calendar
from engine.feel import limits
from engine.frozen import Record
from engine.text import Text

# A FEEL value: None, bool, int, Decimal, str, list, dict, Range, or a date, time or duration of `engine.feel.temporal`.
# Lists and contexts that come from the scope may still hold floats inside: whoever takes an element out calls `admit`.
Value = Any
_Wanted = TypeVar("_Wanted")  # lets `null` stand for a missing value of whatever kind the caller gives


class Reason(Record):
    """Why a part of the expression is null: what happened, and where (character of the source, from 1)."""

    text: Text
    position: int


class Frame:
    """Names bound inside an expression: by a context, a loop, or (as `item`) by a filter."""

    __slots__ = ("names", "outer")

    def __init__(self, names: dict[str, Value], outer: "Frame | None") -> None:
        """Bind `names`; what is not among them is looked up in `outer`."""
        self.names = names
        self.outer = outer


class ItemFrame(Frame):
    """The names that an element brings into its filter, and the element itself."""

    __slots__ = ("item",)

    def __init__(self, names: dict[str, Value], item: Value, outer: Frame | None) -> None:
        """Bind the entries of `item` when it is a context, and `item` as a whole."""
        self.names = names  # as Frame does: there is one for each element, and a further call would cost as much again
        self.outer = outer
        self.item = item


class Run:
    """One evaluation: its scope and clock, and what it has left of fuel and room."""

    __slots__ = ("allowed", "at", "calendar", "fuel", "levels", "now", "reasons", "room", "scope")

    def __init__(self, scope: Mapping[str, object], now: datetime | None, fuel: int) -> None:
        """Begin with `fuel` units and all the room for produced values."""
        self.scope = scope
        self.now = now
        self.calendar: Calendar | None = None
        self.allowed = fuel
        self.fuel = fuel
        self.room = limits.MAX_PRODUCED
        self.reasons: list[Reason] | None = None
        self.at = 0
        self.levels = 0  # how deep the functions that run now go, one inside the other

    def charge(self, units: int) -> None:
        """Take `units` of fuel; FeelOutOfFuel when there is no more."""
        self.fuel -= units
        if self.fuel < 0:
            raise errors.FeelOutOfFuel(maximum=self.allowed)

    def enter(self, levels: int) -> None:
        """Go into a function; FeelTooDeep when functions call each other deeper than Python's stack may hold."""
        self.levels += levels
        if self.levels > limits.MAX_CALL_LEVELS:
            raise errors.FeelTooDeep(maximum=limits.MAX_CALL_LEVELS)

    def produce_text(self, characters: int) -> None:
        """Pay for a text before it is made."""
        if characters > limits.MAX_TEXT:
            raise errors.FeelTextTooLong(maximum=limits.MAX_TEXT)
        self._produce(characters, characters // limits.CHARACTERS_PER_FUEL + 1)

    def produce_list(self, elements: int) -> None:
        """Pay for a list or context of so many elements before it is made."""
        if elements > limits.MAX_LIST:
            raise errors.FeelListTooLong(maximum=limits.MAX_LIST)
        self._produce(elements, elements)

    def _produce(self, size: int, fuel: int) -> None:
        self.room -= size
        if self.room < 0:
            raise errors.FeelProducesTooMuch(maximum=limits.MAX_PRODUCED)
        self.charge(fuel)

    def null(self, text: Text, position: int | None = None) -> _Wanted | None:
        """Give null and keep the reason; only the first reasons are kept."""
        if self.reasons is None:
            self.reasons = []
        if len(self.reasons) < limits.MAX_REASONS:
            self.reasons.append(Reason(text, self.at if position is None else position))
        return None


Closure = Callable[[Run, Frame | None], Value]
