"""Lays out drawings that have no coordinates: layers from left to right, lanes and pools, sub-processes opened.

A readable picture, always the same for the same file, in time about proportional to its size; beauty is left to people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from engine.definitions import graph as drawn
from engine.definitions.drawing.geometry import Box, Point
from engine.definitions.drawing.layered import messages, scopes
from engine.definitions.drawing.layered.block import Block
from engine.definitions.drawing.layered.scopes import Laid
from engine.definitions.graph import Graph, Pool
from engine.spiff.vocabulary import local
from engine.xml import Element

BAND: Final = 30.0
_BETWEEN, _BLACK_BOX, _LOWEST_POOL = 56.0, 60.0, 120.0


@dataclass(slots=True)
class Sheet:
    """One diagram: what it is the plane of, boxes (what holds others first), lines, places of names; which are open."""

    plane: str
    boxes: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    names: dict[str, Box] = field(default_factory=dict)
    expanded: set[str] = field(default_factory=set)


def lay_out(root: Element) -> tuple[Sheet, ...]:
    """Return one sheet for the collaboration with its pools, and one for each process that is in no pool."""
    graph = drawn.read(root)
    laid = scopes.lay_out_all(graph)
    collaboration = next((one for one in root if local(one) == "collaboration" and one.get("id")), None)
    sheets = []
    shown: set[str] = set()
    if collaboration is not None and graph.pools:
        sheets.append(_collaboration(str(collaboration.get("id")), graph, laid, shown))
    for process in graph.processes:
        if process.id not in shown and laid[process.id].block.boxes:
            sheet = Sheet(process.id)
            _put(sheet, laid[process.id], 0, 0, 0)
            sheets.append(sheet)
    for sheet in sheets:
        _join(sheet, graph)
    return tuple(sheets)


def _collaboration(plane: str, graph: Graph, laid: dict[str, Laid], shown: set[str]) -> Sheet:
    """Put the pools under each other, all as wide as the widest."""
    sheet, y = Sheet(plane), 0.0
    inside: list[tuple[Pool, Laid | None]] = []
    for pool in graph.pools:
        known = laid.get(pool.process or "") if pool.process not in shown else None
        shown.update({pool.process} if known is not None and pool.process else set())
        inside.append((pool, known))
    depth = {pool.id: BAND * (1 + _depth(held)) for pool, held in inside}
    width = max([held.block.width + depth[pool.id] for pool, held in inside if held is not None], default=600)
    for pool, held in inside:
        height = _BLACK_BOX if held is None else max(held.block.height, _LOWEST_POOL)
        if pool.id:
            sheet.boxes[pool.id] = Box(0, y, width, height)
        if held is not None:
            _put(sheet, held, BAND, y, width - BAND, height)
        y += height + _BETWEEN
    messages.draw(sheet.lines, sheet.boxes, graph)
    return sheet


def _put(sheet: Sheet, held: Laid, x: float, y: float, width: float, height: float = 0) -> None:
    """Put one process with its lanes onto a sheet."""
    inner = x + BAND * _depth(held)
    if held.lanes:
        ends = list(held.block.lanes)
        if len(ends) == len(held.lanes) and ends[-1][1] < height:
            ends[-1] = (ends[-1][0], height)
        right = x + max(width, held.block.width + inner - x)
        _lanes(sheet, held, ends, (x, y, right))
    moved = Block()
    scopes.shift(held.block, moved, inner, y)
    sheet.boxes.update(moved.boxes)
    sheet.lines.update(moved.lines)
    sheet.names.update(moved.names)
    sheet.expanded |= held.expanded


def _lanes(sheet: Sheet, held: Laid, ends: list[tuple[float, float]], place: tuple[float, float, float]) -> None:
    """Draw every lane round the lanes that it holds; `place` is left, top, and right."""
    left, top, right = place
    spans: dict[str, tuple[float, float, int]] = {}
    for lane, (begin, end) in zip(held.lanes, ends, strict=False):
        around = [one for one in (lane, *lane.iterancestors()) if local(one) == "lane" and one.get("id")]
        for level, one in enumerate(reversed(around)):
            key = str(one.get("id"))
            known = spans.get(key, (begin, end, level))
            spans[key] = (min(known[0], begin), max(known[1], end), level)
    for key, (begin, end, level) in sorted(spans.items(), key=lambda one: one[1][2]):
        x = left + BAND * level
        sheet.boxes[key] = Box(x, top + begin, right - x, end - begin)


def _depth(held: Laid | None) -> int:
    """Return how many lanes lie in each other."""
    lanes = held.lanes if held is not None else []
    return max((sum(local(one) == "lane" for one in (lane, *lane.iterancestors())) for lane in lanes), default=0)


def _join(sheet: Sheet, graph: Graph) -> None:
    """Draw the associations between what the sheet shows."""
    for link in graph.associations:
        parent = link.xml.getparent()
        own = parent.get("id") if parent is not None and link.type != "association" else None
        one, other = sheet.boxes.get(link.source or ""), sheet.boxes.get(link.target or "")
        if own and (one is None or other is None):
            node = sheet.boxes.get(own)
            one, other = (one or node, other or node) if link.type == "dataInputAssociation" else (node, other or one)
        if link.id and one is not None and other is not None and one != other:
            sheet.lines[link.id] = tuple(_shortest(one, other))


def _shortest(one: Box, other: Box) -> Iterator[Point]:
    if one.bottom <= other.y or other.bottom <= one.y:
        down = one.bottom <= other.y
        yield Point(one.centre.x, one.bottom if down else one.y)
        yield Point(other.centre.x, other.y if down else other.bottom)
    else:
        onwards = one.centre.x <= other.centre.x
        yield Point(one.right if onwards else one.x, one.centre.y)
        yield Point(other.x if onwards else other.right, other.centre.y)
