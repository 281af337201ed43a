"""How much of a huge drawing is painted, so that a page stays small; must not paint, and loses nothing of the file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from engine.definitions.drawing.interchange import Picture

#: Shapes, and lines, of all diagrams of a sheet together: ten times what people draw on the largest of walls.
LARGEST: Final = 2_000


def bounded(pictures: Sequence[Picture], most: int = LARGEST) -> tuple[tuple[Picture, ...], int]:
    """Return the diagrams with their first shapes and lines, `most` of each in all, and how many shapes there are."""
    count = sum(len(one.shapes) for one in pictures)
    if count <= most and sum(len(one.lines) for one in pictures) <= most:
        return tuple(pictures), count
    kept, shapes, lines = [], most, most
    for one in pictures:
        kept.append(replace(one, shapes=one.shapes[:shapes], lines=one.lines[:lines]))
        shapes, lines = shapes - len(kept[-1].shapes), lines - len(kept[-1].lines)
    return tuple(one for one in kept if one.shapes or one.lines), count
