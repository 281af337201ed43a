"""What a check rule sees and what it says: a document, its surroundings, findings; must not hold a rule itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from engine.definitions.conformity import Break
from engine.definitions.form_sources import Source
from engine.definitions.graph import Graph
from engine.spiff import Problem, Remark, Structure
from engine.text import Text, shortened, translate
from engine.xml import Element

Severity = Literal["error", "warning", "info"]
_LONGEST = 200  # characters of what a sentence quotes


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that somebody should know about a drawing: data only; its words come from its rule's texts.

    `element` is the id of the element, empty for the whole file. `params` are plain JSON; a sentence among them is
    {"msgid", "params"}. An error stands against publishing; warnings and infos do not. `change` is the mechanical
    remedy as data, {"change": name, …} for `engine.definitions.mend`, None where somebody has to think.
    """

    rule: str
    severity: Severity
    element: str
    name: str
    line: int
    sentence: str
    remedy: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    change: Mapping[str, Any] | None = field(default=None, hash=False)

    def message(self, lang: str) -> str:
        """Return what was found, in words."""
        said = translate(lang, self.sentence, **_worded(self.params))
        return f"The{said[3:]}" if said.startswith("the ") else said  # a place without a name may begin a sentence

    def fix(self, lang: str) -> str:
        """Return what to do about it, in words."""
        return translate(lang, self.remedy, **_worded(self.params))

    def stored(self) -> dict[str, Any]:
        """Return the finding as plain JSON; `of` reads it again."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Finding":
        """Return a finding from what `stored` gave."""
        return cls(**stored)


def _worded(params: Mapping[str, Any]) -> dict[str, object]:
    return {name: _word(value) for name, value in params.items()}


def _word(value: Any) -> object:
    """Return a parameter as it stands in a sentence: names that go on for pages are cut."""
    if isinstance(value, Mapping) and "msgid" in value:
        return Text(value["msgid"], _worded(value.get("params", {})))
    return shortened(value, _LONGEST) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Process:
    """One process of a file: its tree, what is drawn in it, why it cannot run, and where its forms come from."""

    id: str
    element: Element
    structure: Structure
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...]
    forms: Mapping[str, Source]
    marked: bool  # the file says that it is executable


@dataclass(frozen=True, slots=True)
class Document:
    """A file as the rules see it; `processes` are those that become definitions."""

    root: Element
    graph: Graph
    processes: tuple[Process, ...]
    breaks: tuple[Break, ...] = ()  # of the standard's schema
    assumed: tuple[Finding, ...] = ()  # what was taken for granted to complete the drawing
    given: frozenset[str] = frozenset()  # ids that elements did not have and were given


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is there beside the file: keys of the agency's groups (normalised names) and the files sent with it.

    `groups` is None where no agency is asked, as on the command line; rules about groups are then silent. `processes`
    are the keys of the agency's processes, `decisions` those of its published decisions; `calls` are the processes of
    all files, each with those that it calls.
    """

    groups: frozenset[str] | None = None
    files: Mapping[str, bytes] = field(default_factory=dict, hash=False)
    processes: frozenset[str] | None = None
    calls: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    decisions: frozenset[str] | None = None


class Placed(Protocol):
    """Something drawn that a finding may speak of: a node, a flow, a scope, a pool."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str | None:
        """What is written at it."""

    @property
    def line(self) -> int:
        """Its line in the file, 0 where it is not known."""


Found = Iterator[Finding]
Examine = Callable[[Document, Surroundings], Found]


@dataclass(frozen=True, slots=True)
class Rule:
    """A duty of a drawing: its name, how much it weighs, and its two texts (English, the keys of translations)."""

    name: str
    severity: Severity
    message: str
    fix: str

    def finding(self, element: str = "", name: str | None = "", line: int = 0, **params: object) -> Finding:
        """Say that the rule is broken at an element."""
        return Finding(self.name, self.severity, element, name or "", line, self.message, self.fix, params)

    def at(
        self,
        place: Placed,
        *,
        change: Mapping[str, Any] | None = None,
        severity: Severity | None = None,
        **params: object,
    ) -> Finding:
        """Say that the rule is broken at a node, flow, scope or pool, with the change that mends it if there is one."""
        weight = severity or self.severity
        return Finding(
            self.name, weight, place.id, place.name or "", place.line, self.message, self.fix, params, change
        )
