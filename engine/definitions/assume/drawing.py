"""A drawing while it is being completed: its tree, the ids given, what was assumed; must not assume by itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from engine.definitions.check.rule import Finding, Rule, Severity
from engine.xml import BPMN, Element, Note, line_of

_ANY = f"{{{BPMN}}}*"
_START = len(_ANY) - 1
_OURS = f"{{{BPMN}}}"
_EXTENSIONS = f"{{{BPMN}}}extensionElements"
#: After so many findings of one step about one drawing, the rest are counted in a last one.
MOST = 50
#: The tag of an element and the names of its attributes.
Shape = tuple[str, ...]


@dataclass(slots=True)
class Drawing:
    """The tree of one file while steps complete it. `given` are ids that elements did not have and were given."""

    root: Element
    notes: tuple[Note, ...] = ()
    given: set[str] = field(default_factory=set)
    assumed: list[Finding] = field(default_factory=list)
    _shapes: dict[Shape, list[Element]] | None = None
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

    def shapes(self) -> dict[Shape, list[Element]]:
        """Return all elements by what they are called and which attributes they have: a drawing has few such shapes."""
        if self._shapes is None:
            self._shapes = {}
            for element in self.root.iter():
                self._shapes.setdefault((element.tag, *map(str, element.keys())), []).append(element)
        return self._shapes

    def with_attributes(self, *names: str) -> Iterator[Element]:
        """Give BPMN's own elements, and those in extensions, that have one of these attributes."""
        wanted = frozenset(names)
        for shape, elements in self.shapes().items():
            if shape[0].startswith(_OURS) and not wanted.isdisjoint(shape[1:]):
                yield from elements

    def ids(self) -> list[str]:
        """Return all ids that are written in the tree, those of foreign elements too."""
        return [str(one.get("id")) for shape, all_ in self.shapes().items() if "id" in shape[1:] for one in all_]

    def changed(self) -> None:
        """Forget what was looked up: the tree has other elements, or elements of other kinds, than before."""
        self._kinds = self._shapes = None

    def take(self, wanted: str, *, otherwise: str = "") -> str:
        """Return an id that nothing in the drawing has: the wanted one, else `otherwise`, else with a number behind."""
        if self._taken is None:
            self._taken = {key.strip() for one in self.root.iter() if (key := one.get("id"))}
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
            if not foreign or element not in foreign:
                found.setdefault(element.tag[_START:], []).append(element)
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
