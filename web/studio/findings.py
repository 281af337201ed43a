"""How the findings of a version are told: grouped, numbered as on the drawing, with what one press can mend."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from engine.context import Context
from engine.definitions import Badge, Finding, Marks, Version, assume, mend, ready
from engine.definitions.drawing.marks import Colour
from engine.text import shortened, show_number, translate
from web.naming import Names

#: Severity of a finding → colour of its badge on the drawing, and tone of its place in the list.
_COLOURS: Final[Mapping[str, Colour]] = {"error": "error", "warning": "warning", "info": "info"}
_TONES: Final = {"error": "danger", "warning": "warn", "info": "info"}
_HEADINGS: Final = {
    "error": "Must be mended before publishing",
    "warning": "Worth a look",
    "info": "Good to know",
    "assumed": "What was assumed",
}
#: Places of one group that are told at once; the others are folded.
_SHOWN: Final = 5
#: Places of one group that a page lists at all; `ravand check` lists every one.
_MOST: Final = 500
#: Places that are marked on a drawing; beyond that the numbers would hide what they speak of.
_MARKED: Final = 500
#: The id of a mark in a drawing.
_ID: Final = re.compile(r'\bid="([^"]+)"')
_ASSUMED: Final = frozenset(rule.name for rule in assume.RULES)


@dataclass(slots=True)
class _Group:
    """Findings of one rule that say the same sentence: one number on the drawing."""

    number: int
    section: str
    severity: str
    places: list[tuple[int, Finding]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """The findings of one version as a page tells them. `scope` begins every anchor, "" where one version is shown."""

    lang: str
    version: Version
    named: Names
    groups: Sequence[_Group]
    scope: str = ""

    def marks(self, way: int = 0) -> Marks:
        """Return the numbered marks of the drawing, with the way that finding group number `way` witnesses."""
        badges: dict[str, list[Badge]] = {}
        left = _MARKED
        for group in self.groups:
            seen: set[str] = set()
            for place, (_, found) in enumerate(group.places):
                if left and found.element and found.element not in seen:
                    seen.add(found.element)
                    badges.setdefault(found.element, []).append(self._badge(group, place, found))
                    left -= 1
        chosen = next((one for one in self.groups if one.number == way), None)
        path = {key for _, found in chosen.places for key in _witness(found)} if chosen else set()
        return Marks(badges={key: tuple(held) for key, held in badges.items()}, path=frozenset(path))

    def sections(self, drawing: str, *, may_mend: bool) -> list[dict[str, Any]]:
        """Return the groups by severity, then what was assumed, in words; `drawing` tells which marks there are."""
        marked = frozenset(_ID.findall(drawing))
        return [
            {
                "name": section,
                "heading": translate(self.lang, heading),
                "tone": _TONES.get(section, "info"),
                "folded": section in {"info", "assumed"},
                "count": sum(len(one.places) for one in held),
                "groups": [self._group(one, marked, may_mend=may_mend) for one in held],
            }
            for section, heading in _HEADINGS.items()
            if (held := [one for one in self.groups if one.section == section])
        ]

    def together(self) -> int:
        """Return how many changes one press makes for all errors and warnings."""
        return len(_offered(self.groups))

    def anchor(self, group: int, place: int) -> str:
        """Return the id of a mark on the drawing."""
        return f"{self.scope}mark-{group}-{place + 1}"

    def _badge(self, group: _Group, place: int, found: Finding) -> Badge:
        title = f"{show_number(self.lang, group.number)} · {found.message(self.lang)}"
        return Badge(
            show_number(self.lang, group.number),
            _COLOURS[group.severity],
            title,
            self.anchor(group.number, place),
            f"#{self.scope}finding-{group.number}",
        )

    def _group(self, group: _Group, marked: frozenset[str], *, may_mend: bool) -> dict[str, Any]:
        first = group.places[0][1]
        listed = group.places[:_MOST]
        messages = {found.message(self.lang) for _, found in listed}
        fixes = {found.fix(self.lang) for _, found in listed}
        changes = [found for _, found in group.places if found.change is not None and mend.words(found.change)]
        said = {self._change(found) for found in changes}
        places = [self._place(group, place, marked, same=len(messages) == 1) for place in range(len(listed))]
        together = len(said) == 1 and may_mend
        return {
            "id": f"{self.scope}finding-{group.number}",
            "number": group.number,
            "tone": _TONES[group.severity],
            "words": first.message(self.lang) if len(messages) == 1 else "",
            "fix": first.fix(self.lang) if len(fixes) == 1 else "",
            "rule": first.rule,
            "count": len(group.places),
            "shown": places[:_SHOWN],
            "folded": places[_SHOWN:],
            "left_out": len(group.places) - len(listed),
            "apply": next(iter(said)) if together else "",
            "applies": len(changes),
            "each": may_mend and len(changes) > 1,
        }

    def _place(self, group: _Group, place: int, marked: frozenset[str], *, same: bool) -> dict[str, Any]:
        at, found = group.places[place]
        own = shortened(found.name or found.element)
        anchor = self.anchor(group.number, place)
        return {
            "at": at,
            "words": "" if same else found.message(self.lang),
            "element": self.named(self.version.id, found.element, own) if found.element else "",
            "line": found.line,
            "href": f"#{anchor}" if anchor in marked else "",
            "apply": self._change(found) if found.change is not None and mend.words(found.change) else "",
            "way": bool(_witness(found)),
        }

    def _change(self, found: Finding) -> str:
        said = mend.words(found.change or {})
        return "" if said is None else said.show(self.lang)


def told(ctx: Context, lang: str, version: Version, scope: str = "") -> Told:
    """Return the findings of a version, grouped and numbered in the order of the file, the gravest first."""
    return Told(lang, version, Names(ctx, lang), groups(version.findings), scope)


def groups(findings: Sequence[Finding]) -> list[_Group]:
    """Group findings that say the same sentence; numbers run through errors, warnings, infos and assumptions."""
    order = {"error": 0, "warning": 1, "info": 2, "assumed": 3}
    held: dict[tuple[str, ...], _Group] = {}
    placed = sorted(enumerate(findings), key=lambda one: (order[_section(one[1])], one[0]))
    for at, found in placed:
        key = (found.rule, found.severity, found.sentence)
        if key not in held:
            held[key] = _Group(len(held) + 1, _section(found), found.severity)
        held[key].places.append((at, found))
    return list(held.values())


def offered(version: Version, group: int = 0) -> list[int]:
    """Return the places of findings that one press mends: of a group, or (0) of all errors and warnings."""
    return _offered(groups(version.findings), group)


def _offered(held: Sequence[_Group], group: int = 0) -> list[int]:
    chosen = [one for one in held if (one.number == group if group else one.severity != "info")]
    return [at for one in chosen for at, found in one.places if found.change is not None and mend.words(found.change)]


def drawing(ctx: Context, told_: Sequence[Told], way: int = 0) -> str:
    """Return the diagram of the first of these versions of one file, with the numbers of the findings of all."""
    badges: dict[str, tuple[Badge, ...]] = {}
    path: frozenset[str] = frozenset()
    for one in told_:
        marks = one.marks(way)
        path |= marks.path
        for key, held in marks.badges.items():
            badges[key] = (*badges.get(key, ()), *held)
    return ready.diagram(ctx, told_[0].version.id, Marks(badges=badges, path=path), lang=told_[0].lang)


def _section(found: Finding) -> str:
    return "assumed" if found.rule in _ASSUMED and found.severity != "error" else found.severity


def _witness(found: Finding) -> list[str]:
    """Return the ids of the elements on the way that shows a finding; none where it is shown without."""
    given = found.params.get("witness") or found.params.get("path")
    return [str(key) for key in given] if isinstance(given, list) else []
