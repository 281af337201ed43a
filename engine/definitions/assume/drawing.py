"""A drawing while it is being completed: its tree, the ids given, what was assumed; must not assume by itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from engine.definitions.assume.vocabulary import local
from engine.definitions.check.rule import Finding, Rule, Severity
from engine.xml import BPMN, Element, Note, line_of

_ANY = f"{{{BPMN}}}*"
_EXTENSIONS = f"{{{BPMN}}}extensionElements"
#: After so many findings of one step about one drawing, the rest are counted in a last one.
MOST = 50


@dataclass(slots=True)
class Drawing:
    """The tree of one file while steps complete it. `given` are ids that elements did not have and were given."""

    root: Element
    notes: tuple[Note, ...] = ()
    given: set[str] = field(default_factory=set)
    assumed: list[Finding] = field(default_factory=list)
    _kinds: dict[str, list[Element]] | None = None
    _taken: set[str] | None = None
    _numbers: dict[str, int] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Element]:
        """Return BPMN's own elements of these kinds, kind by kind in document order, without those in extensions."""
        if self._kinds is None:
            self._kinds = self._index()
        if len(kinds) == 1:
            return self._kinds.get(kinds[0], [])
        return [element for kind in kinds for element in self._kinds.get(kind, ())]

    def kinds(self) -> Iterable[str]:
        """Return the kinds of BPMN's own elements that are in the drawing, in the order of their first one."""
        if self._kinds is None:
            self._kinds = self._index()
        return tuple(self._kinds)

    def changed(self) -> None:
        """Forget what was looked up: the tree has other elements, or elements of other kinds, than before."""
        self._kinds = None

    def take(self, wanted: str, *, otherwise: str = "") -> str:
        """Return an id that nothing in the drawing has: the wanted one, else `otherwise`, else with a number behind."""
        if self._taken is None:
            self._taken = {key for one in self.root.iter() if (key := one.get("id"))}
        for found in (wanted, otherwise):
            if found and found not in self._taken:
                self._taken.add(found)
                return found
        base = otherwise or wanted
        number = self._numbers.get(base, 2)
        while f"{base}.{number}" in self._taken:
            number += 1
        self._numbers[base] = number + 1
        self._taken.add(f"{base}.{number}")
        return f"{base}.{number}"

    def _index(self) -> dict[str, list[Element]]:
        foreign = {inner for one in self.root.iter(_EXTENSIONS) for inner in one.iterdescendants(_ANY)}
        found: dict[str, list[Element]] = {}
        for element in self.root.iter(_ANY):
            if element not in foreign:
                found.setdefault(local(element) or "", []).append(element)
        return found


def say(rule: Rule, element: Element, *, severity: Severity | None = None, **params: object) -> Finding:
    """Say at an element what was assumed of it."""
    found = rule.finding(
        element.get("id") or "", " ".join((element.get("name") or "").split()), line_of(element), **params
    )
    return found if severity is None else replace(found, severity=severity)


def bounded(findings: Iterable[Finding], more: Callable[[int], Finding]) -> Iterator[Finding]:
    """Give the first findings of a step, and one that counts the rest."""
    told: Sequence[Finding] = list(findings)
    yield from told[:MOST]
    if len(told) > MOST:
        yield more(len(told) - MOST)
