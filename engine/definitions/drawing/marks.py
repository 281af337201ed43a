"""What is shown on a drawing beyond the drawing itself; must not know how it was found out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Badge:
    """A short label at an element, such as the number of a finding; `kind` gives its colour."""

    text: str
    kind: Literal["error", "warning", "info", "ok"] = "info"


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a case is and has been, by ids of elements and flows, and what else is noted there.

    `tokens` counts what waits at an element, `trodden` are elements and flows already passed, `incidents` are
    elements where the case cannot go on.
    """

    tokens: Mapping[str, int] = field(default_factory=dict)
    trodden: frozenset[str] = frozenset()
    incidents: frozenset[str] = frozenset()
    badges: Mapping[str, Badge] = field(default_factory=dict)

    def of_node(self, element: str) -> str:
        """Return the style classes that the marks give to a node."""
        if element in self.incidents:
            return "node-incident"
        if self.tokens.get(element):
            return "node-now"
        return "node-been" if element in self.trodden else ""


NO_MARKS = Marks()
