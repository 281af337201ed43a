"""How SVG is written: escaped, without scripts, styles or ids of the drawing; must not know BPMN."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from engine.definitions.drawing.geometry import Point


def tag(name: str, /, *children: str, **attributes: object) -> str:
    """Write one element; `class_` is class, other underscores are hyphens, empty attributes are left out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(number(value))}"
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    inner = "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def number(value: object) -> str:
    """Write a number with at most one decimal; other values as text without what XML forbids."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return printable(str(value))


def words(text: str) -> str:
    """Write text content, escaped."""
    return escape(printable(text))


def printable(text: str) -> str:
    """Leave out control characters, which XML forbids even when escaped."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def line(points: Iterable[Point]) -> str:
    """Write path data for straight lines through the points."""
    return "M" + "L".join(f"{number(float(x))} {number(float(y))}" for x, y in points)
