"""Rule `data-sets`: every data input and output belongs to a set, and sets name their own data (BPMN 2.0.2, 10.4.1)."""

from typing import NamedTuple

from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import EVENTS, Graph, bare
from engine.spiff.vocabulary import bpmn, children, clean, local, whole_text
from engine.xml import Element

RULE = Rule(
    "data-sets",
    "error",
    "{reason}",
    "Open the data of this element in the drawing tool and put its inputs and outputs into one set each.",
)
_NO_SET = "The data “{data}” belongs to no set, so it is not said when it is needed or given."
_NOT_LISTED = "“{data}” is named as {how}, but the set does not hold it."
_STRANGE = "The set names “{data}”, which belongs to another element."
_ONE_SIDED = "The set is paired with another one, but that one is not paired with it."
TEXTS = (_NO_SET, _NOT_LISTED, _STRANGE, _ONE_SIDED, "optional", "given while the work goes on")


class _Side(NamedTuple):
    """Inputs or outputs: what the parts are called."""

    data: str
    group: str
    listed: str
    optional: str
    running: str
    pairs: str
    paired: str


_SIDES = (
    _Side(
        "dataInput", "inputSet", "dataInputRefs", "optionalInputRefs", "whileExecutingInputRefs",
        "outputSetRefs", "inputSetRefs",
    ),
    _Side(
        "dataOutput", "outputSet", "dataOutputRefs", "optionalOutputRefs", "whileExecutingOutputRefs",
        "inputSetRefs", "outputSetRefs",
    ),
)  # fmt: skip


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each input or output without a set and each set that does not fit its data."""
    named = _Named()
    for specification in document.root.iter(bpmn("ioSpecification")):
        for side in _SIDES:
            yield from _side(document.graph, named, specification, side)
    for node in document.graph.nodes.values():
        if node.type in EVENTS:  # the data and the set of an event stand directly in it
            for side in _SIDES:
                yield from _side(document.graph, named, node.xml, side)


class _Named:
    """What sets name in their children, each looked at once: many sets may be paired with one that names thousands."""

    def __init__(self) -> None:
        self.known: dict[tuple[Element, str], frozenset[str]] = {}

    def __call__(self, group: Element, name: str) -> frozenset[str]:
        """Return the ids in the children of this name."""
        if (group, name) not in self.known:
            listed = (bare(whole_text(one)) for one in children(group, name))
            self.known[group, name] = frozenset(one for one in listed if one is not None)
        return self.known[group, name]


def _side(graph: Graph, named: _Named, specification: Element, side: _Side) -> Found:
    own = {str(one.get("id")): one for one in children(specification, side.data)}
    held: set[str] = set()
    groups = list(children(specification, side.group))
    for group in groups:
        listed = named(group, side.listed)
        held |= listed
        for name, how in ((side.optional, "optional"), (side.running, "given while the work goes on")):
            for key in sorted(named(group, name) - listed):
                yield _say(group, _NOT_LISTED, data=_shown(graph, key), how={"msgid": how})
        for key in sorted(listed - own.keys()):
            if key in graph.elements and local(graph.elements[key]) == side.data:
                yield _say(group, _STRANGE, data=_shown(graph, key))
        yield from _pairs(graph, named, group, side)
    for key, one in own.items():
        if groups and key not in held:  # no set at all: told by `schema`, or left out by tools at an event
            yield _say(one, _NO_SET, data=clean(one.get("name")) or key)


def _pairs(graph: Graph, named: _Named, group: Element, side: _Side) -> Found:
    for other in sorted(named(group, side.pairs)):
        found = graph.elements.get(other)
        if found is not None and str(group.get("id")) not in named(found, side.paired):
            yield _say(group, _ONE_SIDED)


def _shown(graph: Graph, key: str) -> str:
    found = graph.elements.get(key)
    return key if found is None else clean(found.get("name")) or key


def _say(place: Element, sentence: str, **params: object) -> Finding:
    owner = place.getparent()
    spot = where(place if owner is None else owner)
    return RULE.finding(spot.id, spot.name, where(place).line, reason={"msgid": sentence, "params": params})
