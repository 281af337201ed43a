"""What a decision came to: its result, which rules fired, and what could not be computed; must not compute."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.text import Text


class Fired(NamedTuple):
    """A rule that contributed to a result: its table (id, else the name of what holds it) and its number from 1."""

    table: str
    rule: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something is null: the decision, knowledge model or service in which it happened, and what happened."""

    where: str
    text: Text

    def show(self, lang: str) -> str:
        """Return it as people read it."""
        return f"{self.where}: {self.text.show(lang)}" if self.where else self.text.show(lang)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one decision came to; `result` is plain JSON, `value` the same as FEEL has it (dates stay dates).

    `stopped`: it would have cost more than one request may, so that there is no result at all.
    """

    decision: str
    result: Any
    fired: tuple[Fired, ...]
    errors: tuple[Fault, ...]
    value: Any = None
    stopped: bool = False

    def plain(self, lang: str = "en") -> Mapping[str, Any]:
        """Return it as `ravand decide` prints it."""
        return {
            "decision": self.decision,
            "result": self.result,
            "fired": [one._asdict() for one in self.fired],
            "errors": [one.show(lang) for one in self.errors],
        }
