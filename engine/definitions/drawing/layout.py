"""Where elements go when a file has no coordinates: columns from left to right; must not aim at beauty."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from engine.definitions.drawing import nodes
from engine.definitions.drawing.geometry import Box, Point
from engine.definitions.drawing.interchange import Known, Line, Picture, Shape, index, name_of, tag_of
from engine.xml import Element

_STEP_X, _STEP_Y, _TASK, _EVENT, _GATEWAY = 160.0, 120.0, (110.0, 76.0), (36.0, 36.0), (46.0, 46.0)
_NODES = nodes.EVENTS | nodes.GATEWAYS | nodes.ACTIVITIES


def pictures(root: Element, lang: str) -> tuple[Picture, ...]:
    """Return one picture for each process that has elements; inner elements of sub-processes are not shown."""
    known = Known(index(root), lang)
    processes = [element for element in root if tag_of(element) == "process"]
    laid = [_picture(process, known) for process in processes]
    return tuple(picture for picture in laid if picture.shapes)


def _picture(process: Element, known: Known) -> Picture:
    found = [element for element in process if tag_of(element) in _NODES and element.get("id")]
    free = [element for element in found if tag_of(element) != "boundaryEvent"]
    links = [element for element in process if tag_of(element) == "sequenceFlow"]
    hosts = {element.get("id", ""): element.get("attachedToRef", "") for element in found}
    after: dict[str, list[str]] = defaultdict(list)
    for link in links:
        source = link.get("sourceRef", "")
        after[hosts.get(source) or source].append(link.get("targetRef", ""))
    columns = _columns([element.get("id", "") for element in free], after)
    boxes = _boxes(free, columns)
    boxes |= _attached(found, boxes)
    shapes = [
        Shape(key, tag_of(element), name_of(element, known), boxes[key], None, element, element)
        for element in found
        if (key := element.get("id", "")) in boxes
    ]
    lines = [line for link in links for line in _line(link, boxes, known)]
    return Picture(process.get("name") or "", process.get("id", ""), tuple(shapes), tuple(lines))


def _columns(keys: Sequence[str], after: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Give each element the column after its latest predecessor, leaving out the flows that lead back."""
    order, back = _finished_order(keys, after)
    columns = dict.fromkeys(keys, 0)
    for key in reversed(order):
        for following in after.get(key, ()):
            if following in columns and (key, following) not in back:
                columns[following] = max(columns[following], columns[key] + 1)
    return columns


def _finished_order(keys: Sequence[str], after: Mapping[str, Sequence[str]]) -> tuple[list[str], set[tuple[str, str]]]:
    """Walk the flows; return the elements in the order in which they were left, and the flows that lead back."""
    known, done, open_ = set(keys), [], {}
    seen: set[str] = set()
    back: set[tuple[str, str]] = set()
    for start in keys:
        stack = [start] if start not in seen else []
        while stack:
            key = stack[-1]
            if key not in seen:
                seen.add(key)
                open_[key] = iter(after.get(key, ()))
            following = next(open_[key], None)
            if following is None:
                stack.pop()
                del open_[key]
                done.append(key)
            elif following in open_:
                back.add((key, following))
            elif following in known and following not in seen:
                stack.append(following)
    return done, back


def _boxes(elements: Sequence[Element], columns: Mapping[str, int]) -> dict[str, Box]:
    used: dict[int, int] = defaultdict(int)
    boxes = {}
    for element in elements:
        column = columns[element.get("id", "")]
        width, height = _size(tag_of(element))
        x, y = column * _STEP_X + _STEP_X / 2, used[column] * _STEP_Y + _STEP_Y / 2
        boxes[element.get("id", "")] = Box(x - width / 2, y - height / 2, width, height)
        used[column] += 1
    return boxes


def _size(kind: str) -> tuple[float, float]:
    return _EVENT if kind in nodes.EVENTS else _GATEWAY if kind in nodes.GATEWAYS else _TASK


def _attached(elements: Sequence[Element], boxes: Mapping[str, Box]) -> dict[str, Box]:
    """Place boundary events along the lower side of their activity."""
    used: dict[str, int] = defaultdict(int)
    placed = {}
    for element in elements:
        host = element.get("attachedToRef", "")
        if tag_of(element) == "boundaryEvent" and host in boxes:
            box = boxes[host]
            placed[element.get("id", "")] = Box(box.x + 8 + used[host] * 40, box.bottom - 18, *_EVENT)
            used[host] += 1
    return placed


def _line(link: Element, boxes: Mapping[str, Box], known: Known) -> list[Line]:
    source, end = boxes.get(link.get("sourceRef", "")), boxes.get(link.get("targetRef", ""))
    if source is None or end is None:
        return []
    points = _bends(source, end)
    return [Line(link.get("id", ""), "sequenceFlow", name_of(link, known), points, None, link)]


def _bends(source: Box, end: Box) -> tuple[Point, ...]:
    if end.x > source.right:
        begin, finish = Point(source.right, source.centre.y), Point(end.x, end.centre.y)
        if begin.y == finish.y:
            return begin, finish
        turn = end.x - 25
        return begin, Point(turn, begin.y), Point(turn, finish.y), finish
    lower = max(source.bottom, end.bottom) + 22
    begin, finish = Point(source.centre.x, source.bottom), Point(end.centre.x, end.bottom)
    return begin, Point(begin.x, lower), Point(finish.x, lower), finish
