"""Line drawings of the standard's markers, each in a box of its own size; must not know where they stand."""

from engine.definitions.drawing import svg
from engine.definitions.drawing.geometry import Point

# Event markers: drawn round (0, 0) to fit a circle of radius 18. Our own drawings after the figures of the standard.
_ENVELOPE = "M-9-6H9V6H-9ZM-9-6L0 1.5L9-6"
_EVENT_PATHS = {
    "messageEventDefinition": _ENVELOPE,
    "timerEventDefinition": "M0-10A10 10 0 1 1-.1-10ZM0-6.5V0L4.5 2.5M0-10V-8M0 10V8M10 0H8M-10 0H-8",
    "signalEventDefinition": "M0-9.5L9.5 7H-9.5Z",
    "errorEventDefinition": "M-9 9L-3.5-7L3 2.5L9-9L4 8L-3-1.5Z",
    "escalationEventDefinition": "M0-10L7.5 8.5L0 1.5L-7.5 8.5Z",
    "conditionalEventDefinition": "M-7-9H7V9H-7ZM-4.5-5.5H4.5M-4.5-1.8H4.5M-4.5 1.8H4.5M-4.5 5.5H4.5",
    "linkEventDefinition": "M-9-4H2V-8.5L10 0L2 8.5V4H-9Z",
    "compensateEventDefinition": "M0-7V7L-9 0ZM9-7V7L0 0Z",
    "cancelEventDefinition": "M-6-9L0-3L6-9L9-6L3 0L9 6L6 9L0 3L-6 9L-9 6L-3 0L-9-6Z",
    "multiple": "M0-10L9.5-3L6 8.5H-6L-9.5-3Z",
    "parallelMultiple": "M-3-9H3V-3H9V3H3V9H-3V3H-9V-3H-3Z",
}
_FILLED_ENVELOPE = "M-8.3-7H8.3L0-1Z M-9-4.3L0 2.4L9-4.3V6.5H-9Z"

_GATEWAY_PATHS = {
    "exclusiveGateway": "M-6-9H-2.8L0-3.6L2.8-9H6L1.6 0L6 9H2.8L0 3.6L-2.8 9H-6L-1.6 0Z",
    "parallelGateway": "M-2-11H2V-2H11V2H2V11H-2V2H-11V-2H-2Z",
    "complexGateway": "M0-11V11M-11 0H11M-7.5-7.5L7.5 7.5M-7.5 7.5L7.5-7.5",
}

# Task types: drawn in a box of 16 by 16.
_TASK_PATHS = {
    "userTask": (
        "M8 1.5A3 3 0 1 1 7.9 1.5ZM1.5 15.5C1.5 10.5 4 8.8 6 8.3C7 9.6 9 9.6 10 8.3C12 8.8 14.5 10.5 14.5 15.5Z"
    ),
    "manualTask": (
        "M1 9C3 5.5 5 4 7 3L9 2.5C10 2.5 10 4 9 4.3L8 5H14.3C15.6 5 15.6 7 14.3 7H10"
        "M14.3 7C15.6 7.3 15.4 9.2 14 9.2H10M14 9.2C15 9.6 14.8 11.3 13.5 11.3H10"
        "M13.2 11.3C14 11.8 13.7 13.2 12.5 13.2H5C3 13.2 2 12.5 1 12Z"
    ),
    "scriptTask": (
        "M4.5 1H14C11.5 3.5 11 5.5 12.5 8S13 13 11 15H1.5C4 12.5 4 10.5 2.5 8S2.5 3 4.5 1Z"
        "M5.5 4.5H10M5 8H10M5.5 11.5H10.5"
    ),
    "serviceTask": (
        "M8 5.4A2.6 2.6 0 1 1 7.9 5.4ZM6.9 1H9.1L9.5 2.9L11 3.5L12.6 2.4L14.1 3.9L13 5.5L13.6 7L15.5 7.4V8.6L13.6 9"
        "L13 10.5L14.1 12.1L12.6 13.6L11 12.5L9.5 13.1L9.1 15H6.9L6.5 13.1L5 12.5L3.4 13.6L1.9 12.1L3 10.5L2.4 9L.5 8.6"
        "V7.4L2.4 7L3 5.5L1.9 3.9L3.4 2.4L5 3.5L6.5 2.9Z"
    ),
    "businessRuleTask": "M1 2.5H15V13.5H1ZM1 6H15M1 9.8H15M5.5 6V13.5",
    "receiveTask": "M1 3H15V13H1ZM1 3L8 9L15 3",
}
_SENDING = "M1.6 2H14.4L8 7.2Z M1 4.6L8 10.4L15 4.6V13.5H1Z"

# Markers at the lower side of activities: drawn round (0, 0) in a box of 14 by 14.
_MARKER_PATHS = {
    "parallel": "M-4-5.5V5.5M0-5.5V5.5M4-5.5V5.5",
    "sequential": "M-5.5-4H5.5M-5.5 0H5.5M-5.5 4H5.5",
    "loop": "M-2.5 5.2A5.5 5.5 0 1 1 2 5.2M-6.5 5.6H-2.3V1.6",
    "compensation": "M0-5V5L-6 0ZM6-5V5L0 0Z",
    "adHoc": "M-6 2C-4-3.5-1.5-2.5 0 0S4 3.5 6-2",
    "collapsed": "M-7-7H7V7H-7ZM-4.5 0H4.5M0-4.5V4.5",
}


def event(kind: str, at: Point, radius: float, *, throwing: bool) -> str:
    """Draw what an event waits for, or filled what it throws."""
    if kind == "terminateEventDefinition":
        return svg.tag("circle", class_="icon icon-filled", cx=at.x, cy=at.y, r=radius * 0.55)
    path = _FILLED_ENVELOPE if throwing and kind == "messageEventDefinition" else _EVENT_PATHS.get(kind)
    return _placed(path, at, radius / 18, filled=throwing) if path else ""


def gateway(kind: str, at: Point, size: float) -> str:
    """Draw the sign of a gateway of this width; the event-based one has its own."""
    if kind == "inclusiveGateway":
        return svg.tag("circle", class_="icon icon-bold", cx=at.x, cy=at.y, r=size * 0.22)
    path = _GATEWAY_PATHS.get(kind)
    return _placed(path, at, size / 50, filled=kind != "complexGateway", bold=kind == "complexGateway") if path else ""


def task(kind: str, corner: Point) -> str:
    """Draw the sign of a task type in the corner of the task."""
    path = _SENDING if kind == "sendTask" else _TASK_PATHS.get(kind)
    return _placed(path, corner, 1, filled=kind == "sendTask") if path else ""


def marker(kind: str, at: Point) -> str:
    """Draw one marker of the lower side."""
    return _placed(_MARKER_PATHS[kind], at, 1)


def envelope(at: Point, *, filled: bool) -> str:
    """Draw the message that belongs to a message flow or a choreography partner."""
    return svg.tag("g", _placed(_ENVELOPE, at, 1), class_="message-sent" if filled else "message")


def _placed(path: str, at: Point, scale: float, *, filled: bool = False, bold: bool = False) -> str:
    size = "" if abs(scale - 1) < 0.02 else f" scale({scale:.2f})"
    return svg.tag(
        "path",
        class_="icon" + (" icon-filled" if filled else "") + (" icon-bold" if bold else ""),
        transform=f"translate({svg.number(float(at.x))} {svg.number(float(at.y))}){size}",
        d=path,
    )
