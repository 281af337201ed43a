"""How and where the things of a file are drawn (BPMN's diagram interchange); must not know what they mean."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine.definitions.difference.says import Says, Value
from engine.definitions.difference.things import Drawing, Thing
from engine.xml import Element

_DI: Final = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_COLOURS: Final[Mapping[str, str]] = {
    "{http://bpmn.io/schema/bpmn/biocolor/1.0}fill": "fill",
    "{http://bpmn.io/schema/bpmn/biocolor/1.0}stroke": "stroke",
    "{http://www.omg.org/spec/BPMN/non-normative/color/1.0}background-color": "fill",
    "{http://www.omg.org/spec/BPMN/non-normative/color/1.0}border-color": "stroke",
    "{http://www.omg.org/spec/BPMN/non-normative/color/1.0}color": "text colour",
}
#: Attributes of shapes and edges that show something; the others are ids and references of the drawing itself.
_SHOWING: Final = frozenset({
    "isHorizontal", "isExpanded", "isMarkerVisible", "isMessageVisible", "participantBandKind", "messageVisibleKind",
})  # fmt: skip
_DEFAULTS: Final = {("isHorizontal", "true"), ("isMarkerVisible", "false"), ("isExpanded", "false")}
_DIGITS: Final = {"1": "true", "0": "false"}


def drawn(drawing: Drawing) -> dict[Thing, Says]:
    """Return how each thing is drawn; a thing that is drawn several times says so with numbers."""
    found: dict[Thing, Says] = {}
    times: dict[Thing, int] = {}
    for figure in _figures(drawing.root):
        element = drawing.meant(figure.get("bpmnElement"))
        thing = None if element is None else drawing.owners.get(element)
        if thing is None:
            continue
        times[thing] = times.get(thing, 0) + 1
        said = found.setdefault(thing, {})
        number = times[thing]
        for name, value in _of(figure):
            said[(name,) if number == 1 else (f"drawing {number}", name)] = Value(value, value)
    return found


def _figures(root: Element) -> Iterator[Element]:
    """Give the shapes and edges of all diagrams."""
    for diagram in root.iterchildren(f"{_DI}BPMNDiagram"):
        for plane in diagram.iterchildren(f"{_DI}BPMNPlane"):
            yield from plane.iterchildren(f"{_DI}BPMNShape", f"{_DI}BPMNEdge")


def _of(figure: Element) -> Iterator[tuple[str, str]]:
    for name, value in figure.attrib.items():
        key = str(name)
        if key in _COLOURS:
            yield _COLOURS[key], str(value).strip().lower()
        elif key in _SHOWING:
            said = _DIGITS.get(str(value).strip(), str(value).strip())
            if (key, said) not in _DEFAULTS:
                yield key, said
    bends = []
    for child in figure:
        name = str(child.tag).rpartition("}")[2]
        if name == "Bounds":
            yield "position", _pair(child, "x", "y")
            yield "size", _pair(child, "width", "height")
        elif name == "waypoint":
            bends.append(_pair(child, "x", "y"))
        elif name == "BPMNLabel":
            yield from _of_label(child)
    if bends:
        yield "line", " → ".join(bends)


def _of_label(label: Element) -> Iterator[tuple[str, str]]:
    for child in label:
        if str(child.tag).rpartition("}")[2] == "Bounds":
            yield "place of the name", f"{_pair(child, 'x', 'y')}, {_pair(child, 'width', 'height')}"


def _pair(element: Element, one: str, other: str) -> str:
    return f"{_number(element.get(one))}, {_number(element.get(other))}"


def _number(text: str | None) -> str:
    """Return a coordinate to a hundredth: 100, 100.0 and 1e2 are one place."""
    try:
        shown = f"{float(text or ''):.2f}".rstrip("0").rstrip(".")
    except ValueError:
        return (text or "").strip()
    return "0" if shown == "-0" else shown
