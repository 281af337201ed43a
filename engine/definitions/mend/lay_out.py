"""Change `lay-out {}`: a file without a drawing gets one: every element a place, after our own layout."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine import errors
from engine.definitions.drawing.geometry import Box
from engine.definitions.drawing.layered import Sheet, lay_out
from engine.definitions.mend.diagram import at, bounds
from engine.definitions.mend.made import BPMNDI, DI, Made
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import children, local
from engine.xml import Element

NAME = "lay-out"
WORDS = "Draw it: give every element a place"
_LEVEL: Final = frozenset({"participant", "lane"})
_DIAGRAM: Final = f"{{{BPMNDI}}}BPMNDiagram"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Write the drawing; raises ChangeDoesNotFit if there is one, or nothing to be drawn."""
    source.alone()
    sheets = lay_out(source.root)
    drawn = any(plane.shapes or plane.edges for plane in source.diagram.planes)
    if drawn or not sheets or change.get("element") or not source.writing.written(source.root):
        raise errors.ChangeDoesNotFit
    for empty in source.root.iter(_DIAGRAM):
        if source.writing.written(empty):
            source.writing.drop(empty)
    first = next(children(source.root, "relationship"), None)
    for number, sheet in enumerate(sheets, start=1):
        made = _diagram(source, sheet, number)
        if first is None:
            source.writing.last(source.root, made)
        else:
            source.writing.before(first, made)


def _diagram(source: Source, sheet: Sheet, number: int) -> Made:
    parts = [*_shapes(source, sheet), *_edges(source, sheet)]
    source.say_id(sheet.plane)
    plane = {"id": source.new_id(f"BPMNPlane_{number}"), "bpmnElement": sheet.plane}
    inside = Made(f"{{{BPMNDI}}}BPMNPlane", plane, tuple(parts))
    return Made(_DIAGRAM, {"id": source.new_id(f"BPMNDiagram_{number}")}, (inside,))


def _shapes(source: Source, sheet: Sheet) -> Iterator[Made]:
    for key, box in sheet.boxes.items():
        if (element := source.say_id(key)) is None:
            continue
        drawn = {
            "id": source.new_id(f"{key}_di"),
            "bpmnElement": key,
            **_manner(element, expanded=key in sheet.expanded),
        }
        yield Made(f"{{{BPMNDI}}}BPMNShape", drawn, (bounds(box), *_label(sheet.names.get(key))))


def _manner(element: Element, *, expanded: bool) -> dict[str, str]:
    kind = local(element) or ""
    if kind in _LEVEL:
        return {"isHorizontal": "true"}
    if kind == "exclusiveGateway":
        return {"isMarkerVisible": "true"}
    return {"isExpanded": "true"} if expanded else {}


def _edges(source: Source, sheet: Sheet) -> Iterator[Made]:
    for key, points in sheet.lines.items():
        if source.say_id(key) is None:
            continue
        bends = tuple(Made(f"{{{DI}}}waypoint", at(point)) for point in points)
        drawn = {"id": source.new_id(f"{key}_di"), "bpmnElement": key}
        yield Made(f"{{{BPMNDI}}}BPMNEdge", drawn, (*bends, *_label(sheet.names.get(key))))


def _label(box: Box | None) -> tuple[Made, ...]:
    return () if box is None else (Made(f"{{{BPMNDI}}}BPMNLabel", {}, (bounds(box),)),)
