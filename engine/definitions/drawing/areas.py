"""How pools, lanes, groups, data and notes look; must not know what runs in them."""

from engine.definitions.drawing import icons, labels, svg
from engine.definitions.drawing.geometry import Box, Point, around
from engine.definitions.drawing.interchange import Shape, tag_of
from engine.definitions.drawing.painted import Painted, name_inside, name_upright, rectangle, stroke, with_name_below

BAND = 30.0
_TRUE = frozenset({"true", "1"})


def pool(shape: Shape) -> Painted:
    """Draw a pool with its name in a band; one whose inside is not shown has its name in the middle."""
    box = shape.box
    signs = "parallel" if any(tag_of(child) == "participantMultiplicity" for child in shape.element) else ""
    body = rectangle(box, "shape")
    if not shape.element.get("processRef") or _is_slim(box):
        body += name_inside(shape.name, box.grown(-4))
    elif shape.says("isHorizontal") is False:
        band = Box(box.x, box.y, box.w, BAND)
        body += rectangle(band, "band") + name_inside(shape.name, band)
    else:
        body += rectangle(Box(box.x, box.y, BAND, box.h), "band")
        body += name_upright(shape.name, Box(box.x, box.y, BAND, box.h))
    if signs:
        body += icons.marker(signs, Point(box.centre.x, box.bottom - 9))
    return Painted(body, box)


def _is_slim(box: Box) -> bool:
    return min(box.w, box.h) < 2 * BAND


def lane(shape: Shape) -> Painted:
    """Draw a lane with its name along its beginning."""
    box = shape.box
    upright = shape.says("isHorizontal") is not False
    room = Box(box.x, box.y, BAND, box.h) if upright else Box(box.x, box.y, box.w, BAND)
    return Painted(rectangle(box, "shape") + (name_upright if upright else name_inside)(shape.name, room), box)


def group(shape: Shape) -> Painted:
    """Draw a group: a broken frame with its category above the middle of the upper side, inside."""
    room = Box(shape.box.x + 8, shape.box.y + 2, shape.box.w - 16, 30)
    return Painted(rectangle(shape.box, "shape", 10) + name_inside(shape.name, room), shape.box)


def annotation(shape: Shape) -> Painted:
    """Draw a note: its bracket on the side where its text begins."""
    box = shape.box
    lines = labels.fit(shape.name, Box(box.x, box.y, max(box.w - 12, 20), max(box.h, 16)))
    rtl = labels.is_rtl(shape.name)
    edge, inward = (box.right, box.right - 10) if rtl else (box.x, box.x + 10)
    begin = box.right - 8 if rtl else box.x + 8
    bracket = svg.line((Point(inward, box.y), Point(edge, box.y), Point(edge, box.bottom), Point(inward, box.bottom)))
    written = labels.write(lines, Point(begin, box.centre.y), anchor="start")
    return Painted(stroke(bracket, "shape") + written, box)


def datum(shape: Shape) -> Painted:
    """Draw a data object, input or output: a page with a folded corner."""
    box, fold = shape.box, min(shape.box.w, shape.box.h) * 0.3
    outline = (
        Point(box.x, box.y), Point(box.right - fold, box.y), Point(box.right, box.y + fold),
        Point(box.right, box.bottom), Point(box.x, box.bottom),
    )  # fmt: skip
    folded = (Point(box.right - fold, box.y), Point(box.right - fold, box.y + fold), Point(box.right, box.y + fold))
    body = stroke(svg.line(outline) + "Z", "shape") + stroke(svg.line(folded), "inner")
    if shape.kind in {"dataInput", "dataOutput"}:
        body += _arrow_of_data(box, filled=shape.kind == "dataOutput")
    if _is_collection(shape):
        body += icons.marker("parallel", Point(box.centre.x, box.bottom - 9))
    return with_name_below(body, shape.name, box, shape.label)


def _arrow_of_data(box: Box, *, filled: bool) -> str:
    x, y = svg.number(box.x + 4), svg.number(box.y + 6)
    return svg.tag(
        "path",
        class_="icon icon-filled" if filled else "icon",
        transform=f"translate({x} {y})",
        d="M0 4H7V0L14 7L7 14V10H0Z",
    )


def _is_collection(shape: Shape) -> bool:
    element = shape.element
    if element.get("isCollection") in _TRUE:
        return True
    meant = element.get("dataObjectRef")
    owner = element.getparent()
    known = () if meant is None or owner is None else owner
    return any(one.get("id") == meant and one.get("isCollection") in _TRUE for one in known)


def store(shape: Shape) -> Painted:
    """Draw a data store: a drum."""
    box, lid = shape.box, min(shape.box.h * 0.16, 12)
    left, right, top, low, half = (
        svg.number(float(value)) for value in (box.x, box.right, box.y + lid, box.bottom - lid, box.w / 2)
    )
    arc = f"{half} {svg.number(lid)} 0 0"
    drum = f"M{left} {top}A{arc} 1 {right} {top}V{low}A{arc} 1 {left} {low}Z"
    levels = (svg.number(box.y + lid + step) for step in (0.0, 5.0))
    rings = "".join(f"M{left} {level}A{arc} 0 {right} {level}" for level in levels)
    return with_name_below(stroke(drum, "shape") + stroke(rings, "inner"), shape.name, box, shape.label)


def message(shape: Shape) -> Painted:
    """Draw a message of its own."""
    body = rectangle(shape.box, "shape")
    box = shape.box
    body += stroke(svg.line((Point(box.x, box.y), box.centre, Point(box.right, box.y))), "inner")
    return with_name_below(body, shape.name, box, shape.label)


def partner(shape: Shape) -> Painted:
    """Draw the band of a partner in a choreography; the one who does not begin is shaded."""
    band = shape.drawn.get("participantBandKind") or ""
    second = band.endswith("non_initiating")
    body = rectangle(shape.box, "shape shaded" if second else "shape", 4) + name_inside(shape.name, shape.box.grown(-2))
    reach = shape.box
    if shape.says("isMessageVisible"):
        at = Point(shape.box.centre.x, shape.box.y - 20 if band.startswith("top") else shape.box.bottom + 20)
        body += icons.envelope(at, filled=second)
        reach = around((reach, Box(at.x - 10, at.y - 8, 20, 16))) or reach
    return Painted(body, reach)


def conversation(shape: Shape) -> Painted:
    """Draw a conversation: a hexagon, thick when it is called."""
    box, slant = shape.box, shape.box.w / 4
    points = (
        Point(box.x, box.centre.y), Point(box.x + slant, box.y), Point(box.right - slant, box.y),
        Point(box.right, box.centre.y), Point(box.right - slant, box.bottom), Point(box.x + slant, box.bottom),
    )  # fmt: skip
    border = "shape thick" if shape.kind.startswith("call") else "shape"
    body = stroke(svg.line(points) + "Z", border)
    if shape.kind == "subConversation":
        body += icons.marker("collapsed", Point(box.centre.x, box.bottom - 9))
    return with_name_below(body, shape.name, box, shape.label)


def unknown(shape: Shape) -> Painted:
    """Draw what has no sign here as a named frame, so that nothing on the drawing is lost."""
    return Painted(rectangle(shape.box, "shape broken") + name_inside(shape.name, shape.box.grown(-3)), shape.box)
