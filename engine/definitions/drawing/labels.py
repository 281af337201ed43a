"""How names are broken into lines and placed, in both writing directions; must not know what they name."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from engine.definitions.drawing import svg
from engine.definitions.drawing.geometry import Box, Point

SIZE = 12.0
SMALL = 10.0
LEADING = 1.25
_LONGEST = 500  # more than that of a name helps nobody and costs time
_ZWNJ = "\u200c"
_NARROW = frozenset("ijltfrI.,:;'|!()[]/ ادذرزژوأإآلٱ۱١")
_WIDE = frozenset("mwMWQOG@%&سشصضثـ—…")


@dataclass(frozen=True, slots=True)
class Lines:
    """A text in lines and the size at which they fit."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Return how high the lines stand together."""
        return len(self.lines) * self.size * LEADING

    @property
    def width(self) -> float:
        """Return about how wide the widest line is."""
        return max((width(line, self.size) for line in self.lines), default=0)


def width(text: str, size: float = SIZE) -> float:
    """Estimate how wide a text is: fonts differ between readers, so this leans to the wide side."""
    return sum(_share(letter) for letter in text) * size


def _share(letter: str) -> float:
    if letter == _ZWNJ or unicodedata.combining(letter):
        return 0
    if letter in _NARROW:
        return 0.34
    if letter in _WIDE:
        return 0.86
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter.isascii():
        return 0.65 if letter.isupper() else 0.53
    return 0.68 if letter.isupper() else 0.56


def is_rtl(text: str) -> bool:
    """Tell whether the first letter with a direction is written from right to left."""
    for letter in text:
        if (direction := unicodedata.bidirectional(letter)) in {"L", "R", "AL"}:
            return direction != "L"
    return False


def fit(text: str, room: Box) -> Lines:
    """Break a text so that it stays in the box: smaller if need be, cut with an ellipsis as the last resort."""
    for size in (SIZE, SMALL):
        lines = wrap(text, room.w, size)
        if len(lines) * size * LEADING <= room.h and all(width(line, size) <= room.w for line in lines):
            return Lines(lines, size)
    lines = wrap(text, room.w, SMALL)
    kept = max(1, int(room.h / (SMALL * LEADING)))
    if len(lines) > kept:
        lines = (*lines[: kept - 1], lines[kept - 1].rstrip(" .،,") + "…")
    return Lines(lines, SMALL)


@lru_cache(maxsize=4096)
def wrap(text: str, room: float, size: float = SIZE) -> tuple[str, ...]:
    """Break a text at its own line breaks and at spaces into as few lines as fit, of about equal width."""
    lines = _filled(text, room, size)
    longest = max((width(word, size) for word in text.split()), default=0)
    while len(lines) > 1 and (narrow := max(width(line, size) for line in lines) - 1) >= longest:
        narrower = _filled(text, narrow, size)
        if len(narrower) != len(lines) or narrower == lines:
            break
        lines = narrower
    return lines


def _filled(text: str, room: float, size: float) -> tuple[str, ...]:
    """Fill line after line; a word too long for a line is divided."""
    lines: list[str] = []
    for paragraph in text.strip()[:_LONGEST].splitlines():
        current = ""
        for word in (part for whole in paragraph.split() for part in _divided(whole, room, size)):
            candidate = f"{current} {word}" if current else word
            if current and width(candidate, size) > room:
                lines.append(current)
                candidate = word
            current = candidate
        lines.append(current)
    return tuple(lines)


def _divided(word: str, room: float, size: float) -> list[str]:
    """Divide a long word; never inside a joined script, where it would change the letters."""
    if width(word, size) <= room or is_rtl(word):
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and width(parts[-1] + letter, size) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def write(lines: Lines, at: Point, *, anchor: Literal["middle", "start"] = "middle", turned: bool = False) -> str:
    """Write lines round their common centre `at`; anchored at the start they begin at `at.x` on their own side.

    Each line is a text of its own, so that its direction is decided by itself.
    """
    step = lines.size * LEADING
    first = at.y - step * (len(lines.lines) - 1) / 2 + lines.size * 0.35
    return "".join(
        svg.tag(
            "text",
            svg.words(line),
            class_="label" if lines.size == SIZE else "label label-small",
            x=at.x,
            y=first + number * step,
            direction="rtl" if is_rtl(line) else None,
            text_anchor=anchor,
            transform=f"rotate(-90 {svg.number(at.x)} {svg.number(at.y)})" if turned else None,
        )
        for number, line in enumerate(lines.lines)
        if line
    )


def below(text: str, box: Box, given: Box | None) -> tuple[Lines, Point]:
    """Return the lines and centre of a name that stands outside its element: at its given place, else below it."""
    if given is None or (given.w == 0 and given.h == 0 and given.x == 0 and given.y == 0):
        lines = Lines(wrap(text, _room(text, box.w + 60)), SIZE)
        return lines, Point(box.centre.x, box.bottom + 4 + lines.height / 2)
    lines = Lines(wrap(text, _room(text, given.w + 6)), SIZE)
    half = max(lines.height, given.h) / 2
    if given.bottom <= box.centre.y:  # a name above its element grows upwards
        return lines, Point(given.centre.x, given.bottom - half)
    return lines, Point(given.centre.x, given.y + half)


def _room(text: str, wanted: float) -> float:
    """Return how wide a name outside its element may be: at least 90, and up to 140 to keep a long word whole."""
    longest = max((width(word) for word in text.split()), default=0)
    return max(wanted, 90, min(longest, 140))
