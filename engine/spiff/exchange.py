"""How values go into an element and come out of it while a case runs; must not move tokens or know who asks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.spiff.expressions import Environment, Formula, Script, Unreadable, read_python, read_text
from engine.spiff.handover import Drawn, Foreign, Handover
from engine.spiff.reasons import word
from engine.spiff.scope import Overlay

Value = Formula | str | tuple["Formula | str", ...] | Mapping[str, "Formula | str"] | None
_WHAT: Final = {"inputs": "input", "outputs": "output"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """What an element takes in and gives back, read once per version."""

    inputs: tuple[tuple[tuple[str, ...], Value], ...]
    outputs: tuple[tuple[tuple[str, ...], Value], ...]
    before: Script | None
    after: Script | None
    closed: bool

    @classmethod
    def of(cls, drawn: Handover, report: Callable[[Unreadable], None]) -> "Exchange":
        """Read what is drawn; what cannot be read is reported and left out."""

        def pairs(side: str) -> Iterator[tuple[tuple[str, ...], Value]]:
            for name, source in getattr(drawn, side):
                try:
                    yield _path(name, side), _read(source, name)
                except Unreadable as problem:
                    report(problem)

        def script(source: str | None) -> Script | None:
            try:
                return None if source is None else read_python(source)
            except Unreadable as problem:
                report(problem)
                return None

        return cls(
            tuple(pairs("inputs")), tuple(pairs("outputs")), script(drawn.before), script(drawn.after), drawn.closed
        )

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """All expressions of the exchange."""
        values = [value for _, value in (*self.inputs, *self.outputs)]
        scripts = [script.formula for script in (self.before, self.after) if script is not None]
        return tuple(formula for value in (*values, *scripts) for formula in _formulas(value))

    def enter(self, environment: Environment, scope: Mapping[str, Any]) -> "Desk":
        """Return the values that the element works with, evaluated now. Raises Stuck."""
        desk = Desk(scope)
        if self.before is not None:
            desk.pending.update(self.before.values(environment.evaluate(self.before.formula, desk.view)))
        for path, value in self.inputs:
            _set(desk.local, path, _evaluate(environment, value, desk.view), {})
        return desk

    def put(self, desk: "Desk", values: Mapping[str, Any]) -> None:
        """Lay what the work gave on the desk: what is local, and what must not leave, stays inside."""
        for name, value in values.items():
            inside = name in desk.local or (self.closed and self.outputs)
            (desk.local if inside else desk.pending)[name] = value

    def leave(self, environment: Environment, desk: "Desk") -> None:
        """Compute what the element gives back. Raises Stuck, and nothing has been given then."""
        given: dict[str, Any] = {}
        if self.after is not None:
            self.put(desk, self.after.values(environment.evaluate(self.after.formula, desk.view)))
        for path, value in self.outputs:
            _set(given, path, _evaluate(environment, value, desk.view), desk.below)
        desk.pending.update(given)


@dataclass(slots=True)
class Desk:
    """Where an element works: its own values, values to be written, and the case's variables below, in this order."""

    below: Mapping[str, Any]
    local: dict[str, Any] = field(default_factory=dict)
    pending: dict[str, Any] = field(default_factory=dict)

    @property
    def view(self) -> Overlay:
        """The values as expressions see them."""
        return Overlay(self.local, Overlay(self.pending, self.below))


def _path(name: str, side: str) -> tuple[str, ...]:
    parts = tuple(name.split("."))
    if not all(part.isidentifier() for part in parts):
        raise Unreadable("mapping-name", what=word(_WHAT[side]), value=name)
    return parts


def _read(drawn: Drawn, name: str) -> Value:
    if isinstance(drawn, Foreign):
        raise Unreadable("mapping-value", name=name, language=drawn.language)
    if drawn is None or isinstance(drawn, str):
        return None if drawn is None else read_text(drawn)
    if isinstance(drawn, Mapping):
        return {key: read_text(source) for key, source in drawn.items()}
    return tuple(read_text(source) for source in drawn)


def _formulas(value: Value) -> Iterator[Formula]:
    if isinstance(value, Formula):
        yield value
    elif isinstance(value, Mapping):
        yield from (one for one in value.values() if isinstance(one, Formula))
    elif isinstance(value, tuple):
        yield from (one for one in value if isinstance(one, Formula))


def _evaluate(environment: Environment, value: Value, view: Mapping[str, Any]) -> Any:
    def one(part: Formula | str | None) -> Any:
        return environment.evaluate(part, view) if isinstance(part, Formula) else part

    if isinstance(value, Mapping):
        return {name: one(part) for name, part in value.items()}
    return [one(part) for part in value] if isinstance(value, tuple) else one(value)


def _set(values: dict[str, Any], path: tuple[str, ...], value: Any, below: Mapping[str, Any]) -> None:
    """Set a value at a path; contexts on the way are copied, because values of a case are never changed in place."""
    first, *inner = path
    if not inner:
        values[first] = value
        return
    found = values[first] if first in values else below.get(first)
    outer = values[first] = dict(found) if isinstance(found, dict) else {}
    for name in inner[:-1]:
        kept = outer.get(name)
        outer[name] = dict(kept) if isinstance(kept, dict) else {}
        outer = outer[name]
    outer[inner[-1]] = value
