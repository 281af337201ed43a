"""How events, activities and gateways look; must not know where a case is."""

from engine.definitions.drawing import icons, labels, svg
from engine.definitions.drawing.geometry import Box, Point
from engine.definitions.drawing.interchange import Shape, tag_of
from engine.definitions.drawing.painted import Painted, circle, name_inside, rectangle, with_name_below
from engine.xml import Element

EVENTS = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
GATEWAYS = frozenset({"exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway", "eventBasedGateway"})
SUB_PROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess", "subChoreography"})
ACTIVITIES = SUB_PROCESSES | {
    "task", "userTask", "manualTask", "scriptTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask",
    "callActivity", "choreographyTask", "callChoreography",
}  # fmt: skip
_CORNER = 8.0
_CHOREOGRAPHY_LOOPS = {
    "Standard": "loop",
    "MultiInstanceSequential": "sequential",
    "MultiInstanceParallel": "parallel",
}
_FALSE = frozenset({"false", "0"})
_TRUE = frozenset({"true", "1"})


def event(shape: Shape) -> Painted:
    """Draw an event: thin, double or thick border, broken if it does not interrupt, with its sign."""
    centre, radius = shape.box.centre, min(shape.box.w, shape.box.h) / 2
    throwing = shape.kind in {"endEvent", "intermediateThrowEvent"}
    broken = "" if _interrupts(shape.element) else " broken"
    parts = [circle(centre, radius, "shape" + (" thick" if shape.kind == "endEvent" else "") + broken)]
    if shape.kind not in {"startEvent", "endEvent"}:
        parts.append(circle(centre, radius - 3, "inner" + broken))
    if sign := event_sign(shape.element):
        parts.append(icons.event(sign, centre, radius, throwing=throwing))
    return with_name_below("".join(parts), shape.name, shape.box, shape.label or _beside_the_way_out(shape))


def _beside_the_way_out(shape: Shape) -> Box | None:
    """Return the place of a boundary event's name: right of the flow that mostly leaves downwards."""
    if shape.kind != "boundaryEvent":
        return None
    room = max(labels.width(line) for line in labels.wrap(shape.name, 90)) if shape.name.strip() else 0
    return Box(shape.box.centre.x + 6, shape.box.bottom, room, 14)


def event_sign(element: Element) -> str:
    """Return the kind of an event's definition, `multiple` or `parallelMultiple` for several, "" for none."""
    kinds = [tag_of(child) for child in element if tag_of(child).endswith("EventDefinition")]
    referred = [child for child in element if tag_of(child) == "eventDefinitionRef"]
    if len(kinds) + len(referred) > 1:
        return "parallelMultiple" if element.get("parallelMultiple") in _TRUE else "multiple"
    if referred:
        meant = (referred[0].text or "").strip().rpartition(":")[2]
        found = (one for one in element.getroottree().getroot() if one.get("id") == meant)
        return next((tag_of(one) for one in found), "")
    return kinds[0] if kinds else ""


def _interrupts(element: Element) -> bool:
    return element.get("cancelActivity") not in _FALSE and element.get("isInterrupting") not in _FALSE


def gateway(shape: Shape) -> Painted:
    """Draw a gateway with its sign; an exclusive one may be drawn without."""
    box, centre = shape.box, shape.box.centre
    corners = (Point(centre.x, box.y), Point(box.right, centre.y), Point(centre.x, box.bottom), Point(box.x, centre.y))
    body = svg.tag("path", class_="shape", d=svg.line(corners) + "Z")
    if shape.kind == "eventBasedGateway":
        body += _event_based(shape.element, centre, min(box.w, box.h))
    elif shape.kind != "exclusiveGateway" or shape.says("isMarkerVisible") is not False:
        body += icons.gateway(shape.kind, centre, min(box.w, box.h))
    return with_name_below(body, shape.name, box, shape.label)


def _event_based(element: Element, centre: Point, size: float) -> str:
    parallel = element.get("eventGatewayType") == "Parallel"
    rings = circle(centre, size * 0.27, "inner")
    if element.get("instantiate") not in _TRUE:
        rings += circle(centre, size * 0.22, "inner")
    return rings + icons.event("parallelMultiple" if parallel else "multiple", centre, size * 0.24, throwing=False)


def activity(shape: Shape) -> Painted:
    """Draw a task, a call or a collapsed sub-process, with its type above and its markers below."""
    box = shape.box
    parts = [_frame(shape)]
    icon = icons.task(shape.kind, Point(box.x + 6, box.y + 6))
    signs = markers(shape.element)
    if shape.kind in SUB_PROCESSES and shape.says("isExpanded") is not True:
        signs.append("collapsed")
    top = 20 if icon and box.h > 60 else 5
    inset = 24 if icon and top < 20 else 6
    bottom = 20 if signs else (10 if top > 5 else 5)
    room = Box(box.x + inset, box.y + top, box.w - 2 * inset, box.h - top - bottom)
    parts += [icon, _row(signs, box), name_inside(shape.name, room)]
    return Painted("".join(parts), box)


def expanded(shape: Shape) -> Painted:
    """Draw a sub-process whose inside is shown, its name in the upper line."""
    box = shape.box
    room = Box(box.x + 10, box.y + 4, box.w - 20, min(32, box.h))
    return Painted(_frame(shape) + _row(markers(shape.element), box) + name_inside(shape.name, room), box)


def is_expanded(shape: Shape) -> bool:
    """Tell whether a sub-process is drawn with its inside."""
    return shape.kind in SUB_PROCESSES and shape.says("isExpanded") is True


def _frame(shape: Shape) -> str:
    border = "shape"
    if shape.kind.startswith("call"):
        border += " thick"
    if shape.element.get("triggeredByEvent") in _TRUE:
        border += " dotted"
    frame = rectangle(shape.box, border, _CORNER)
    if shape.kind == "transaction":
        frame += rectangle(shape.box.grown(-3), "inner", _CORNER - 2)
    return frame


def markers(element: Element) -> list[str]:
    """Return the markers of an activity in the order in which they stand."""
    found = []
    for child in element:
        kind = tag_of(child)
        if kind == "standardLoopCharacteristics":
            found.append("loop")
        elif kind == "multiInstanceLoopCharacteristics":
            found.append("sequential" if child.get("isSequential") in _TRUE else "parallel")
    if (loop := _CHOREOGRAPHY_LOOPS.get(element.get("loopType", ""))) is not None:
        found.append(loop)
    if element.get("isForCompensation") in _TRUE:
        found.append("compensation")
    if tag_of(element) == "adHocSubProcess":
        found.append("adHoc")
    return found


def _row(signs: list[str], box: Box) -> str:
    first = box.centre.x - (len(signs) - 1) * 9
    return "".join(icons.marker(sign, Point(first + place * 18, box.bottom - 10)) for place, sign in enumerate(signs))
