"""How tokens, incidents and badges look at an element; must not know how they came there."""

from collections.abc import Iterator

from engine.definitions.drawing import nodes, svg
from engine.definitions.drawing.geometry import Point
from engine.definitions.drawing.interchange import Shape
from engine.definitions.drawing.marks import Marks
from engine.definitions.drawing.painted import circle
from engine.text import show_number, translate


def at(shape: Shape, marks: Marks, lang: str) -> Iterator[str]:
    """Yield the marks of one element: a token on its upper right, a badge on its upper left."""
    count = marks.tokens.get(shape.id, 0)
    if shape.id in marks.incidents:
        yield _token(_corner(shape), "!", translate(lang, "The case cannot go on here"), "token token-incident")
    elif count:
        shown = show_number(lang, count) if count > 1 else ""
        yield _token(_corner(shape), shown, translate(lang, "The case is here"), "token")
    if (badge := marks.badges.get(shape.id)) is not None:
        place = _other(shape)
        body = circle(place, 10.5, "halo") + circle(place, 9.5, "dot") + _sign(badge.text, place)
        yield svg.tag("g", body, class_=f"badge badge-{badge.kind}", data_badge=shape.id)


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
