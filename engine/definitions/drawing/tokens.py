"""How tokens, incidents and badges look at an element; must not know how they came there."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.definitions.drawing import nodes, svg
from engine.definitions.drawing.geometry import Point, middle
from engine.definitions.drawing.interchange import Line, Shape
from engine.definitions.drawing.marks import Badge, Marks
from engine.definitions.drawing.painted import circle
from engine.text import show_number, translate

_MOST = 3  # more badges than that would cover the element; the last one then says how many there are
_STEP = 23.0


def at(shape: Shape, marks: Marks, lang: str, anchored: set[str]) -> Iterator[str]:
    """Yield the marks of one element: a token on its upper right, badges from its upper left.

    `anchored` are the anchors that stand on the page already; those written here are added.
    """
    count = marks.tokens.get(shape.id, 0)
    if shape.id in marks.incidents:
        yield _token(_corner(shape), "!", translate(lang, "The case cannot go on here"), "token token-incident")
    elif count:
        shown = show_number(lang, count) if count > 1 else ""
        yield _token(_corner(shape), shown, translate(lang, "The case is here"), "token")
    down = shape.kind == "participant"  # beside it stand the badges of its first lane
    row = _Row(_other(shape), Point(0, _STEP) if down else Point(_STEP, 0))
    yield from _badges(shape.id, row, marks.badges.get(shape.id, ()), lang, anchored)


def on(line: Line, marks: Marks, lang: str, anchored: set[str]) -> Iterator[str]:
    """Yield the badges of a connection, at its middle."""
    if (badges := marks.badges.get(line.id)) is not None:
        yield from _badges(line.id, _Row(middle(line.points), Point(_STEP, 0)), badges, lang, anchored)


class _Row(NamedTuple):
    """Where badges stand: the first one, and how far the next."""

    first: Point
    step: Point

    def place(self, number: int) -> Point:
        """Return the place of a badge, counted from 0."""
        return Point(self.first.x + number * self.step.x, self.first.y + number * self.step.y)


def _badges(element: str, row: _Row, badges: Sequence[Badge], lang: str, anchored: set[str]) -> Iterator[str]:
    shown = badges if len(badges) <= _MOST else badges[: _MOST - 1]
    for number, badge in enumerate(shown):
        yield _badge(element, row.place(number), badge, anchored)
    if len(shown) < len(badges):
        rest, first = badges[len(shown) :], badges[len(shown)]
        more = Badge(
            "+" + show_number(lang, len(rest)), first.kind, "\n".join(one.title for one in rest), "", first.href
        )
        yield _badge(element, row.place(len(shown)), more, anchored)
        yield from (_anchor(badge, anchored) for badge in rest)


def _badge(element: str, place: Point, badge: Badge, anchored: set[str]) -> str:
    title = svg.tag("title", svg.words(badge.title)) if badge.title else ""
    body = title + circle(place, 12, "halo") + circle(place, 9.5, "dot") + _sign(badge.text, place)
    new = badge.anchor if badge.anchor not in anchored else ""
    anchored.add(badge.anchor)
    drawn = svg.tag("g", body, class_=f"badge badge-{badge.kind}", data_badge=element, id=new)
    return svg.tag("a", drawn, href=badge.href) if badge.href else drawn


def _anchor(badge: Badge, anchored: set[str]) -> str:
    """Write an empty mark for a badge that has no room, so that links to it find the element."""
    if not badge.anchor or badge.anchor in anchored:
        return ""
    anchored.add(badge.anchor)
    return svg.tag("g", id=badge.anchor)


def _token(place: Point, sign: str, title: str, class_: str) -> str:
    body = circle(place, 12, "halo") + circle(place, 9, "dot") + _sign(sign, place)
    return svg.tag("g", svg.tag("title", svg.words(title)), body, class_=class_)


def _sign(text: str, place: Point) -> str:
    if not text:
        return ""
    return svg.tag("text", svg.words(text[:3]), class_="count", x=place.x, y=place.y + 4.2, text_anchor="middle")


def _corner(shape: Shape) -> Point:
    """Return the upper right corner; of round and pointed shapes the place on their outline."""
    box = shape.box
    inset = box.w * 0.15 if shape.kind in nodes.EVENTS | nodes.GATEWAYS else 0
    return Point(box.right - inset, box.y + inset)


def _other(shape: Shape) -> Point:
    box = shape.box
    inset = box.w * 0.15 if shape.kind in nodes.EVENTS | nodes.GATEWAYS else 0
    return Point(box.x + inset, box.y + inset)
