"""Which shapes and lines a BPMN file's diagram interchange part places where; must not draw them."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from engine.definitions.drawing.geometry import Box, Point
from engine.definitions.words import NAME_EN
from engine.xml import Element

#: Elements that other elements lie on.
CONTAINERS = frozenset(
    {"participant", "lane", "group", "subProcess", "transaction", "adHocSubProcess", "subChoreography"}
)
_FARTHEST = 1_000_000  # a coordinate beyond this is a mistake and would hide everything else


@dataclass(frozen=True, slots=True)
class Shape:
    """One element with an area. `element` is its definition, `of` what the shape's definition points at."""

    id: str
    kind: str
    name: str
    box: Box
    label: Box | None
    element: Element
    drawn: Element
    expanded: bool | None = None  # where no file says it

    def says(self, attribute: str) -> bool | None:
        """Return a yes/no attribute of the drawn shape, None where it is not given."""
        if attribute == "isExpanded" and self.expanded is not None:
            return self.expanded
        given = self.drawn.get(attribute)
        return None if given is None else given.strip() in {"true", "1"}


@dataclass(frozen=True, slots=True)
class Line:
    """One connection: its bends from source to target."""

    id: str
    kind: str
    name: str
    points: tuple[Point, ...]
    label: Box | None
    element: Element
    drawn: Element | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """One diagram of a file."""

    name: str
    plane: str
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]


def tag_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def index(root: Element) -> dict[str, Element]:
    """Return every element of the file that has an id, the first one where an id stands twice."""
    found: dict[str, Element] = {}
    for element in root.iter():
        if (key := element.get("id")) is not None:
            found.setdefault(key, element)
    return found


class Known(NamedTuple):
    """The elements of a file by id, and the language in which they are named."""

    by_id: Mapping[str, Element]
    lang: str


def target(reference: str | None, known: Mapping[str, Element]) -> Element | None:
    """Return what a reference points at; a prefix before the id is accepted."""
    if not reference:
        return None
    found = known.get(reference.strip())
    return found if found is not None else known.get(reference.strip().rpartition(":")[2])


def pictures(root: Element, lang: str) -> tuple[Picture, ...]:
    """Return the diagrams of a file that show something, in the order of the file, with names in a language."""
    known = Known(index(root), lang)
    found = (_picture(diagram, known) for diagram in root if tag_of(diagram) == "BPMNDiagram")
    return tuple(picture for picture in found if picture.shapes or picture.lines)


def _picture(diagram: Element, known: Known) -> Picture:
    plane = next((child for child in diagram if tag_of(child) == "BPMNPlane"), None)
    drawn = list(plane) if plane is not None else []
    shapes = [shape for one in drawn if tag_of(one) == "BPMNShape" for shape in _shape(one, known)]
    lines = [line for one in drawn if tag_of(one) == "BPMNEdge" for line in _line(one, known)]
    shown = target(plane.get("bpmnElement"), known.by_id) if plane is not None else None
    return Picture(
        name=diagram.get("name") or "",
        plane=shown.get("id", "") if shown is not None else "",
        shapes=tuple(shapes),
        lines=tuple(lines),
    )


def _shape(drawn: Element, known: Known) -> Iterator[Shape]:
    element, box = target(drawn.get("bpmnElement"), known.by_id), _bounds(drawn)
    if element is None or box is None:
        return
    label = next((_bounds(child) for child in drawn if tag_of(child) == "BPMNLabel"), None)
    yield Shape(element.get("id", ""), tag_of(element), name_of(element, known), box, label, element, drawn)


def _line(drawn: Element, known: Known) -> Iterator[Line]:
    element = target(drawn.get("bpmnElement"), known.by_id)
    points = [point for child in drawn if tag_of(child) == "waypoint" and (point := _point(child)) is not None]
    if element is None or len(points) < 2:
        return
    label = next((_bounds(child) for child in drawn if tag_of(child) == "BPMNLabel"), None)
    yield Line(element.get("id", ""), tag_of(element), name_of(element, known), tuple(points), label, element, drawn)


def name_of(element: Element, known: Known) -> str:
    """Return what is written at an element: its name, a note's text, a group's category, a datum with its state."""
    kind = tag_of(element)
    if kind == "textAnnotation":
        return next(("".join(map(str, child.itertext())) for child in element if tag_of(child) == "text"), "")
    if kind == "group":
        category = target(element.get("categoryValueRef"), known.by_id)
        return (category.get("value") or "") if category is not None else element.get("name", "")
    name = (element.get(NAME_EN) if known.lang == "en" else None) or element.get("name") or ""
    if kind in {"dataObjectReference", "dataStoreReference"} and not name:
        meant = target(element.get("dataObjectRef") or element.get("dataStoreRef"), known.by_id)
        name = (meant.get("name") or "") if meant is not None else ""
    state = next((child.get("name") for child in element if tag_of(child) == "dataState"), None)
    return f"{name}\n[{state}]" if state else name


def _bounds(drawn: Element) -> Box | None:
    bounds = next((child for child in drawn if tag_of(child) == "Bounds"), None)
    if bounds is None:
        return None
    sides = [_coordinate(bounds.get(side)) for side in ("x", "y", "width", "height")]
    x, y, width, height = (side if side is not None else math.nan for side in sides)
    if math.isnan(x + y + width + height) or width < 0 or height < 0:
        return None
    return Box(x, y, width, height)


def _point(waypoint: Element) -> Point | None:
    x, y = _coordinate(waypoint.get("x")), _coordinate(waypoint.get("y"))
    return None if x is None or y is None else Point(x, y)


def _coordinate(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) < _FARTHEST else None  # also refuses nan and infinity
