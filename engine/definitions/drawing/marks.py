"""What is shown on a drawing beyond the drawing itself; must not know how it was found out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

#: What became of an element from one version to the next.
Change = Literal["added", "removed", "changed", "moved"]
Colour = Literal["error", "warning", "info", "ok", "quiet"]

_SIGNS: Final[Mapping[Change, tuple[str, Colour]]] = {
    "added": ("+", "ok"),
    "removed": ("−", "error"),
    "changed": ("~", "info"),
    "moved": ("↔", "quiet"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A short label at an element or flow, such as the number of a finding; `kind` gives its colour.

    `title` is read aloud and shown under the pointer. `anchor` is the id that the badge gets on the page, so that a
    list can link to it (it stands once, at the first place where the element is drawn), and `href` is where it leads.
    """

    text: str
    kind: Colour = "info"
    title: str = ""
    anchor: str = ""
    href: str = ""


def sign(change: Change, *, title: str = "", anchor: str = "", href: str = "") -> Badge:
    """Return the badge of a difference: + added, − removed, ~ changed, ↔ moved."""
    text, kind = _SIGNS[change]
    return Badge(text, kind, title, anchor, href)


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a case is and has been, by ids of elements and flows, and what else is noted there.

    `tokens` counts what waits at an element, `trodden` are elements and flows already passed, `incidents` are
    elements where the case cannot go on. `badges` are the labels of each element or flow, `changes` what became of it,
    `path` the elements and flows of one way through the drawing that is pointed out.
    """

    tokens: Mapping[str, int] = field(default_factory=dict)
    trodden: frozenset[str] = frozenset()
    incidents: frozenset[str] = frozenset()
    badges: Mapping[str, tuple[Badge, ...]] = field(default_factory=dict)
    changes: Mapping[str, Change] = field(default_factory=dict)
    path: frozenset[str] = frozenset()

    def of_node(self, element: str) -> str:
        """Return the style classes that the marks give to a node."""
        classes = []
        if element in self.incidents:
            classes.append("node-incident")
        elif self.tokens.get(element):
            classes.append("node-now")
        elif element in self.trodden:
            classes.append("node-been")
        return " ".join([*classes, *self._everywhere(element, "node")])

    def of_flow(self, element: str) -> str:
        """Return the style classes that the marks give to a connection."""
        classes = ["flow-been"] if element in self.trodden else []
        return " ".join([*classes, *self._everywhere(element, "flow")])

    def above(self, element: str) -> bool:
        """Tell whether a connection lies above the others."""
        return element in self.trodden or element in self.path or element in self.changes

    @property
    def linked(self) -> bool:
        """Tell whether a badge leads somewhere, so that the drawing is more than a picture."""
        return any(badge.href for badges in self.badges.values() for badge in badges)

    def _everywhere(self, element: str, of: str) -> list[str]:
        classes = [f"{of}-path"] if element in self.path else []
        if (change := self.changes.get(element)) is not None:
            classes.append(f"{of}-{change}")
        return classes


NO_MARKS = Marks()
