"""In which order the parts of a drawing lie on each other; must not know how each part looks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.definitions import words
from engine.definitions.drawing import areas, flows, nodes, svg, tokens
from engine.definitions.drawing.geometry import Box, around
from engine.definitions.drawing.interchange import CONTAINERS, Line, Picture, Shape, target
from engine.definitions.drawing.marks import Marks
from engine.definitions.drawing.painted import Painted
from engine.text import shortened, translate
from engine.xml import Element

_AREAS: Mapping[str, tuple[str, Callable[[Shape], Painted]]] = {
    "participant": ("pool", areas.pool),
    "lane": ("lane", areas.lane),
    "group": ("group", areas.group),
    "textAnnotation": ("note", areas.annotation),
    "dataObject": ("artifact", areas.datum),
    "dataObjectReference": ("artifact", areas.datum),
    "dataInput": ("artifact", areas.datum),
    "dataOutput": ("artifact", areas.datum),
    "dataStore": ("artifact", areas.store),
    "dataStoreReference": ("artifact", areas.store),
    "message": ("artifact", areas.message),
    "conversation": ("artifact", areas.conversation),
    "subConversation": ("artifact", areas.conversation),
    "callConversation": ("artifact", areas.conversation),
}
_FLOWS = {"sequenceFlow": "flow", "messageFlow": "flow message-flow", "conversationLink": "flow"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What all parts of one drawing share."""

    marks: Marks
    lang: str
    known: Mapping[str, Element]
    anchored: set[str] = field(default_factory=set)  # anchors of badges that stand on the sheet already


def paint(picture: Picture, scene: Scene) -> tuple[str, Box]:
    """Return the parts of one diagram, lowest first, and the room they take."""
    layers = [*_grounds(picture, scene), *_lines(picture, scene), *_nodes(picture, scene), *_names(picture)]
    layers += [Painted(mark, Box(0, 0, 0, 0)) for mark in _marks(picture, scene)]
    reach = around(part.reach for part in layers if part.reach.w or part.reach.h)
    return "".join(part.body for part in layers), (reach or Box(0, 0, 100, 40)).grown(14)


def _marks(picture: Picture, scene: Scene) -> Iterator[str]:
    """Tokens and badges, in the order of the shapes and then of the connections."""
    for shape in picture.shapes:
        yield from tokens.at(shape, scene.marks, scene.lang, scene.anchored)
    for line in picture.lines:
        yield from tokens.on(line, scene.marks, scene.lang, scene.anchored)


def _is_ground(shape: Shape) -> bool:
    if _is_band(shape):
        return False
    return shape.kind in CONTAINERS and (shape.kind not in nodes.SUB_PROCESSES or nodes.is_expanded(shape))


def _is_band(shape: Shape) -> bool:
    return bool(shape.drawn.get("participantBandKind"))


def _grounds(picture: Picture, scene: Scene) -> Iterator[Painted]:
    """Pools, lanes and open sub-processes, the largest lowest; groups above them."""
    grounds = [shape for shape in picture.shapes if _is_ground(shape)]
    for shape in sorted(grounds, key=lambda one: (one.kind == "group", -one.box.w * one.box.h)):
        yield _wrapped(shape, scene)


def _nodes(picture: Picture, scene: Scene) -> Iterator[Painted]:
    """All else, boundary events above the activities they sit on and partners' bands above their choreography task."""
    others = [shape for shape in picture.shapes if not _is_ground(shape)]
    for shape in sorted(others, key=lambda one: one.kind == "boundaryEvent" or _is_band(one)):
        yield _wrapped(shape, scene)


def _wrapped(shape: Shape, scene: Scene) -> Painted:
    class_, painter = _painter(shape)
    painted = painter(shape)
    title = svg.tag("title", svg.words(_title(shape.kind, shape.name, scene.lang)))
    marks = scene.marks.of_node(shape.id)
    body = svg.tag("g", title, painted.body, class_=f"{class_} {marks}".strip(), data_element=shape.id)
    return Painted(body, painted.reach)


def _painter(shape: Shape) -> tuple[str, Callable[[Shape], Painted]]:
    if _is_band(shape):
        return "partner", areas.partner
    if shape.kind in nodes.EVENTS:
        return "node event", nodes.event
    if shape.kind in nodes.GATEWAYS:
        return "node gateway", nodes.gateway
    if shape.kind in nodes.ACTIVITIES:
        return "node activity", nodes.expanded if nodes.is_expanded(shape) else nodes.activity
    return _AREAS.get(shape.kind, ("node", areas.unknown))


def _title(kind: str, name: str, lang: str) -> str:
    spoken = translate(lang, words.kind(kind).msgid)
    plain = shortened(" ".join(name.split()))
    return f"{plain} ({spoken})" if plain else spoken


def _lines(picture: Picture, scene: Scene) -> Iterator[Painted]:
    """Connections, those that are pointed out above the others."""
    for line in sorted(picture.lines, key=lambda one: scene.marks.above(one.id)):
        source = target(line.element.get("sourceRef"), scene.known) if line.kind == "sequenceFlow" else None
        painted = flows.draw(line, source)
        class_ = f"{_FLOWS.get(line.kind, 'association')} {scene.marks.of_flow(line.id)}".strip()
        title = svg.tag("title", svg.words(_title(line.kind, line.name, scene.lang)))
        yield Painted(svg.tag("g", title, painted.body, class_=class_, data_element=line.id), painted.reach)


def _names(picture: Picture) -> Iterator[Painted]:
    """Names of connections, above the shapes so that none is cut."""
    named: Iterable[tuple[Line, Painted | None]] = ((line, flows.name(line)) for line in picture.lines)
    for _, painted in named:
        if painted is not None:
            yield Painted(svg.tag("g", painted.body, class_="flow-name"), painted.reach)
