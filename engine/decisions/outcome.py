"""What a decision came to: its result, which rules fired, and what could not be computed; must not compute."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from engine.frozen import Record
from engine.text import Text


class Fired(NamedTuple):
    """A rule that contributed to a result: its table (id, else the name of what holds it) and its number from 1."""

    table: str
    rule: int


class Applied(NamedTuple):
    """A rule as it was applied: its number from 1, what it gave by the names of the columns, and its remarks."""

    rule: int
    outputs: tuple[tuple[str, Any], ...]
    notes: tuple[tuple[str, str], ...]


class Looked(Record):
    """One look into a table: what stood against its columns, and the rules that made its result (none: no rule fits).

    Values are plain JSON.
    """

    table: str
    name: str
    inputs: tuple[tuple[str, Any], ...]
    rules: tuple[Applied, ...]


#: Why something is null: the model forbids what came ("wrong"), no rule fits ("no rule"), or FEEL has no value for it.
Weight = Literal["wrong", "no rule", "unknown"]


class Fault(Record):
    """Why something is null: the decision, knowledge model or service in which it happened, and what happened."""

    where: str
    text: Text
    weight: Weight = "unknown"

    def show(self, lang: str) -> str:
        """Return it as people read it."""
        return f"{self.where}: {self.text.show(lang)}" if self.where else self.text.show(lang)


class Outcome(Record):
    """What one decision came to; `result` is plain JSON, `value` the same as FEEL has it (dates stay dates).

    `stopped`: it would have cost more than one request may, so that there is no result at all.
    """

    decision: str
    result: Any
    fired: tuple[Fired, ...]
    errors: tuple[Fault, ...]
    value: Any = None
    stopped: bool = False
    looked: tuple[Looked, ...] = ()

    @property
    def refusal(self) -> Fault | None:
        """Why nobody should go on with this result: it was stopped, forbidden, or null for another reason than no rule.

        None where it may be used: also for the null of a table of which no rule fits.
        """
        wrong = [one for one in self.errors if one.weight == "wrong" or self.stopped]
        unknown = [one for one in self.errors if one.weight == "unknown" and self.result is None]
        return next(iter(wrong or unknown), None)

    def plain(self, lang: str = "en") -> Mapping[str, Any]:
        """Return it as `ravand decide` prints it."""
        return {
            "decision": self.decision,
            "result": self.result,
            "fired": [one._asdict() for one in self.fired],
            "errors": [one.show(lang) for one in self.errors],
        }
