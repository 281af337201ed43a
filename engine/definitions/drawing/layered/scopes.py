"""How each process and sub-process is laid out from the inside out; must not know pools."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.definitions.drawing import labels
from engine.definitions.drawing.geometry import Box, Point
from engine.definitions.drawing.layered.block import Block, lay_out
from engine.definitions.drawing.layered.grid import EVENT, Edge, Part
from engine.definitions.graph import EVENTS, GATEWAYS, Graph, Node, Scope, bare
from engine.spiff.vocabulary import children, local
from engine.xml import Element

_TASK, _GATEWAY, _DATUM, _STORE, _NOTE = (110.0, 80.0), (50.0, 50.0), (36.0, 50.0), (50.0, 50.0), (120.0, 40.0)
_NAME: Final = 96.0
_LINE: Final = labels.SIZE * labels.LEADING
_BORDER: Final = 12.0  # of an open sub-process
_HEAD: Final = 26.0  # its name
_DATA: Final = {"dataObjectReference": _DATUM, "dataStoreReference": _STORE, "textAnnotation": _NOTE}


@dataclass(slots=True)
class Laid:
    """One process with all that is in it, from its own corner: boxes of everything, lines, places of names."""

    block: Block
    lanes: list[Element] = field(default_factory=list)  # that hold nodes themselves, in order
    expanded: set[str] = field(default_factory=set)


def lay_out_all(graph: Graph) -> dict[str, Laid]:
    """Lay out every process; sub-processes that hold something are shown with their inside."""
    blocks: dict[str, Block] = {}
    found: dict[str, Laid] = {}
    owners = _owners(graph)
    for scope in reversed(list(graph.scopes.values())):  # what is inside comes after what it is in
        lanes = list(leaf_lanes(scope.xml)) if scope.parent is None else []
        places = _lane_of(lanes)
        count = len(lanes) + (1 if not lanes or any(key not in places for key in scope.nodes) else 0)
        parts = [_part(node, scope, blocks, places, count - 1) for node in scope.nodes.values()]
        parts += [part for part in _beside(scope, owners) if part.id]
        edges = [
            Edge(flow.id, flow.source or "", flow.target or "", name=_name_width(flow.name))
            for flow in scope.flows.values()
        ]
        blocks[scope.id] = lay_out(parts, edges, max(count, 1))
        _put_names(scope, blocks[scope.id])
        if scope.parent is None:
            found[scope.id] = Laid(blocks[scope.id], lanes)
    for scope in graph.scopes.values():
        if scope.parent is not None:
            _open(scope, blocks, found[graph.process_of(scope.id).id])
    return {scope.id: found[scope.id] for scope in graph.processes}


def leaf_lanes(scope: Element) -> Iterator[Element]:
    """Give the lanes that hold no lanes themselves, in order."""
    waiting = [lane for held in children(scope, "laneSet") for lane in children(held, "lane")][::-1]
    while waiting:
        lane = waiting.pop()
        inner = [one for held in children(lane, "childLaneSet") for one in children(held, "lane")]
        if inner:
            waiting += inner[::-1]
        else:
            yield lane


def _lane_of(lanes: list[Element]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, lane in enumerate(lanes):
        for around in (lane, *lane.iterancestors()):
            if local(around) == "lane":
                for entry in children(around, "flowNodeRef"):
                    found.setdefault(bare(entry.text) or "", number)
    return found


def _part(node: Node, scope: Scope, blocks: Mapping[str, Block], lanes: Mapping[str, int], last: int) -> Part:
    host = _host(node, scope)
    lane = lanes.get(host or node.id, lanes.get(node.id, last))
    if node.type in EVENTS:
        lines = _lines(node.name)
        return Part(node.id, EVENT, 0, 4 + _LINE * lines if lines else 0, _NAME if lines else 0, lane, host or "")
    if node.type in GATEWAYS:
        lines = _lines(node.name)
        return Part(node.id, _GATEWAY, 4 + _LINE * lines if lines else 0, 0, _NAME if lines else 0, lane)
    inside = blocks.get(node.id)
    if inside is not None and inside.boxes:
        size = (inside.width + 2 * _BORDER, inside.height + _HEAD + _BORDER)
        return Part(node.id, (max(size[0], _TASK[0]), max(size[1], _TASK[1])), lane=lane)
    return Part(node.id, _TASK, lane=lane)


def _host(node: Node, scope: Scope) -> str | None:
    """Return the node at whose border an event sits; one at another boundary event, or at itself, stands alone."""
    host = scope.nodes.get(node.host or "") if node.type == "boundaryEvent" else None
    return None if host is None or host.type == "boundaryEvent" else host.id


def _put_names(scope: Scope, block: Block) -> None:
    """Put the names of gateways above them and those of boundary events beside them: flows leave below."""
    for node in scope.of_type(*GATEWAYS, "boundaryEvent"):
        box = block.boxes.get(node.id)
        if not node.name or box is None:
            continue
        if node.type in GATEWAYS:
            height = _LINE * _lines(node.name)
            block.names[node.id] = Box(box.centre.x - _NAME / 2, box.y - 4 - height, _NAME, height)
        elif node.host in scope.nodes:
            block.names[node.id] = Box(box.right + 2, box.centre.y + 2, _name_width(node.name), _LINE)


def _lines(name: str | None) -> int:
    return len(labels.wrap(name, _NAME)) if name else 0


def _name_width(name: str | None) -> float:
    return max((labels.width(line) for line in labels.wrap(name, 90)), default=0) if name else 0.0


def _owners(graph: Graph) -> dict[str, str]:
    """Return for each note and datum the node that it is joined with."""
    found: dict[str, str] = {}
    for link in graph.associations:
        parent = link.xml.getparent()
        own = parent.get("id") if parent is not None and link.type != "association" else None
        ends = [end for end in (link.source, link.target, own) if end]
        node = next((end for end in ends if end in graph.nodes), None)
        for end in ends:
            if node is not None and end != node:
                found.setdefault(end, node)
    return found


def _beside(scope: Scope, owners: Mapping[str, str]) -> Iterator[Part]:
    for child in scope.xml:
        if (size := _DATA.get(local(child) or "")) is not None:
            key = child.get("id") or ""
            name = child.get("name") if size is not _NOTE else None
            below = 4 + _LINE * _lines(name) if name else 0
            yield Part(key, size, 0, below, _NAME if name else 0, beside=True, of=owners.get(key, ""))


def _open(scope: Scope, blocks: Mapping[str, Block], laid: Laid) -> None:
    """Put the inside of a sub-process into the box that it has in its process by now."""
    inside, around = blocks[scope.id], laid.block.boxes.get(scope.id)
    if around is None or not inside.boxes:
        return
    laid.expanded.add(scope.id)
    shift(inside, laid.block, around.x + _BORDER, around.y + _HEAD)


def shift(inside: Block, into: Block, x: float, y: float) -> None:
    """Put all of a block into another, moved."""
    into.boxes.update({key: Box(box.x + x, box.y + y, box.w, box.h) for key, box in inside.boxes.items()})
    into.names.update({key: Box(box.x + x, box.y + y, box.w, box.h) for key, box in inside.names.items()})
    for key, points in inside.lines.items():
        into.lines[key] = tuple(Point(point.x + x, point.y + y) for point in points)
