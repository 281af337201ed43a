"""Of which things a drawing consists, and what refers to what; must not compare, and never changes the tree.

A thing is what a reader would point at: a node, a flow, a lane, a pool, a message. Everything else in the file
(event definitions, forms, listeners, foreign elements) is part of the thing around it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.definitions.graph import bare
from engine.definitions.words import NAME_EN
from engine.spiff.vocabulary import FLOW_NODES, local
from engine.xml import Element, line_of

_CHOREOGRAPHY: Final = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
_CONVERSATION: Final = frozenset({"conversation", "subConversation", "callConversation"})
_COLLABORATION: Final = frozenset({"collaboration", "choreography", "globalChoreographyTask", "globalConversation"})
_DATA_ASSOCIATION: Final = frozenset({"dataInputAssociation", "dataOutputAssociation"})
#: Elements that stand for themselves wherever they lie; whatever lies directly in the file does so too.
THINGS: Final = FLOW_NODES | _CHOREOGRAPHY | _CONVERSATION | _COLLABORATION | _DATA_ASSOCIATION | {
    "process", "participant", "lane", "sequenceFlow", "messageFlow", "association", "conversationLink", "group",
    "textAnnotation", "dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "dataInput", "dataOutput",
    "message", "signal", "error", "escalation",
}  # fmt: skip
_NO_THINGS: Final = frozenset({"import", "extension", "documentation", "extensionElements", "relationship"})
#: Said by the flows, or by the nodes in a lane.
_REPEATED: Final = frozenset({"incoming", "outgoing"})
#: Names of BPMN's own references that do not end in Ref or Refs.
_OTHER_REFERENCES: Final = frozenset({"default", "calledElement", "source", "target", "supports", "type", "definition"})
#: Several flows come in, several go out → the direction of a gateway.
_DIRECTIONS: Final = {(True, True): "Mixed", (True, False): "Converging", (False, True): "Diverging"}
_FAMILIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(FLOW_NODES | _CHOREOGRAPHY, "node"),
    **dict.fromkeys(_CONVERSATION, "conversation"),
    **dict.fromkeys(_COLLABORATION, "collaboration"),
    **dict.fromkeys(_DATA_ASSOCIATION, "dataAssociation"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of two files: its tree (BPMN's `definitions`), and what the tree holds that the file does not.

    `given` are ids that elements were given, `named` the ids of elements whose name was assumed. `forms` are the forms
    that lie beside the file, as plain JSON by the id of their node.
    """

    root: Element = field(repr=False)
    given: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    forms: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(slots=True, eq=False)
class Thing:
    """One thing. `family` is what it may be taken for in another drawing, `token` is equal where two are the same.

    `order` counts in the order of the file; `lanes` are the innermost lanes that a node is in, `parts` the elements
    directly inside that are no things. `given` says that the id is not its own, `called` that its name is.
    """

    xml: Element = field(repr=False)
    type: str
    family: str
    id: str
    name: str
    name_en: str
    order: int
    within: "Thing | None" = field(repr=False)
    parts: list[Element] = field(default_factory=list, repr=False)
    lanes: list["Thing"] = field(default_factory=list, repr=False)
    token: int = -1
    given: bool = False
    called: bool = True

    @property
    def line(self) -> int:
        """The line of the thing in its file, 0 where it is not known."""
        return line_of(self.xml)


@dataclass(slots=True, eq=False)
class Drawing:
    """A whole file: its things in their order, `file` first; `ids` holds every element with an id, the first of each.

    `shown_values` are the ids of category values that a group shows as its name.
    """

    root: Element = field(repr=False)
    file: Thing
    things: list[Thing] = field(repr=False)
    ids: Mapping[str, Element] = field(repr=False)
    owners: Mapping[Element, Thing] = field(repr=False)  # thing of its own element
    shown_values: set[str] = field(default_factory=set, repr=False)
    forms: Mapping[str, Any] = field(default_factory=dict, repr=False)
    _flows: "Counter[tuple[str, Thing | None]] | None" = field(default=None, repr=False)

    def meant(self, reference: str | None) -> Element | None:
        """Return the element of this file that a reference points at, None where it points at nothing."""
        key = bare(reference)
        return None if key is None else self.ids.get(key)

    def owner(self, element: Element) -> Thing:
        """Return the thing that an element is, or is part of."""
        found: Element | None = element
        while found is not None:
            if (thing := self.owners.get(found)) is not None:
                return thing
            found = found.getparent()
        return self.file

    def referred(self, reference: str | None) -> Thing | None:
        """Return the thing that a reference points at or into."""
        element = self.meant(reference)
        return None if element is None else self.owner(element)

    def direction(self, gateway: Thing) -> str:
        """Return the direction that a gateway has by its flows, which some tools write out (BPMN 2.0.2, 10.6.1)."""
        if self._flows is None:
            self._flows = Counter()
            for one in self.things:
                if one.type == "sequenceFlow":
                    self._flows.update((end, self.referred(one.xml.get(end))) for end in ("sourceRef", "targetRef"))
        several = self._flows["targetRef", gateway] > 1, self._flows["sourceRef", gateway] > 1
        return _DIRECTIONS.get(several, "Unspecified")


def is_reference(name: str) -> bool:
    """Tell whether an attribute or element of BPMN with this name points at another element."""
    return name.endswith(("Ref", "Refs")) or name in _OTHER_REFERENCES


def read(side: "Side") -> Drawing:
    """Return the things of a file."""
    root = side.root
    file = Thing(root, "definitions", "definitions", "", _squeezed(root.get("name")), "", 0, None)
    things, owners = [file], {root: file}
    lanes: list[Thing] = []
    ids: dict[str, Element] = {}
    waiting: list[tuple[Element, Thing]] = [(root, file)]
    while waiting:
        element, owner = waiting.pop()
        inside = []
        if (key := element.get("id")) is not None:
            ids.setdefault(key.strip(), element)
        for child in element:
            name = local(child)
            if name is None:
                if element is owner.xml and isinstance(child.tag, str) and not _is_diagram(child):
                    owner.parts.append(child)
                continue
            thing = owner
            if name in THINGS or (element is root and name not in _NO_THINGS):
                thing = _thing(child, name, len(things), owner)
                things.append(thing)
                owners[child] = thing
                if name == "lane":
                    lanes.append(thing)
            elif element is owner.xml and name not in _REPEATED and name != "flowNodeRef":
                owner.parts.append(child)
            if len(child) or child.get("id") is not None:
                inside.append((child, thing))
        waiting.extend(reversed(inside))
    made = Drawing(root, file, _ordered(root, things, owners), ids, owners)
    made.forms = side.forms
    _forget_what_was_given(made, side)
    _name(made)
    _put_into_lanes(made, lanes)
    return made


def _forget_what_was_given(made: Drawing, side: "Side") -> None:
    """Leave aside ids and names that the file does not hold: they say nothing of who is who."""
    if side.given or side.named:
        for thing in made.things:
            thing.given = thing.id in side.given
            if thing.id in side.named:
                thing.name, thing.called = "", False


def _thing(element: Element, name: str, order: int, within: Thing) -> Thing:
    key = (element.get("id") or "").strip()
    called, english = _squeezed(element.get("name")), _squeezed(element.get(NAME_EN))
    return Thing(element, name, _FAMILIES.get(name, name), key, called, english, order, within)


def _ordered(root: Element, things: list[Thing], owners: Mapping[Element, Thing]) -> list[Thing]:
    """Number the things as they stand in the file: the walk goes level by level within an element."""
    if len(things) > 1:
        things = [thing for element in root.iter() if (thing := owners.get(element)) is not None]
        for order, thing in enumerate(things):
            thing.order = order
    return things


def _is_diagram(element: Element) -> bool:
    return str(element.tag).startswith("{http://www.omg.org/spec/BPMN/20100524/DI}")


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


def _name(made: Drawing) -> None:
    """Give notes, groups and data the names that readers see at them."""
    for thing in made.things:
        if thing.type == "textAnnotation":
            thing.name = _squeezed(next(("".join(map(str, one.itertext())) for one in _texts(thing)), ""))
        elif thing.type == "group":
            value = made.meant(thing.xml.get("categoryValueRef"))
            if value is not None:
                thing.name = _squeezed(value.get("value"))
                made.shown_values.add(value.get("id", ""))
        elif thing.type in {"dataObjectReference", "dataStoreReference"} and not thing.name:
            meant = made.meant(thing.xml.get("dataObjectRef") or thing.xml.get("dataStoreRef"))
            thing.name = "" if meant is None else _squeezed(meant.get("name"))


def _texts(thing: Thing) -> Iterator[Element]:
    return (part for part in thing.parts if local(part) == "text")


def _put_into_lanes(made: Drawing, lanes: list[Thing]) -> None:
    """Tell each node its innermost lanes: some tools name a node in outer lanes too, or what is inside or on it."""
    named: dict[Thing, list[Thing]] = {}
    for lane in lanes:
        scope = _scope(lane)
        for child in lane.xml:
            if local(child) == "flowNodeRef" and (element := made.meant(child.text)) is not None:
                node = made.owners.get(element)
                if node is not None and node.family == "node" and node.within is scope:
                    named.setdefault(node, []).append(lane)
    for node, those in named.items():
        outer = {id(lane.within) for lane in those}
        inner = {lane.order: lane for lane in those if id(lane) not in outer}
        node.lanes = [inner[order] for order in sorted(inner)]
    for thing in made.things if lanes else ():
        if thing.type == "boundaryEvent" and not thing.lanes:
            host = made.meant(thing.xml.get("attachedToRef"))
            thing.lanes = made.owner(host).lanes if host is not None else []


def _scope(lane: Thing) -> Thing | None:
    """Return the process or sub-process whose nodes a lane holds."""
    around = lane.within
    while around is not None and around.type == "lane":
        around = around.within
    return around
