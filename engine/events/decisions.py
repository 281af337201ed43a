"""What can happen to decisions: published, withdrawn, made in a case; must not decide."""

from dataclasses import dataclass, field
from typing import Any

from engine.events.kinds import Event, personal


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(Event):
    """A decision was asked and answered, in a case.

    `decision` is the version of the decision, `fired` are all rules that made the result: table and number from 1.
    `tables` tell what stood against the columns and what the rules gave; `result` and the values there are sides, as
    those of changes are.
    """

    type = "decision.made"
    element: str
    activity: int
    decision: str
    name: str
    fired: list[tuple[str, int]] = field(default_factory=list)
    result: Any = personal(default=None)
    tables: list[dict[str, Any]] = personal(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPublished(Event):
    """A version of a decision was published: versions of processes published from now on may ask it."""

    type = "decision.published"
    decision: str
    key: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsRetired(Event):
    """The decisions of a deployment were withdrawn: nothing new asks them; versions that ask them go on."""

    type = "decision.retired"
    deployment: str
