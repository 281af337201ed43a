"""How statements with named parameters, and several writes at once, are written for PostgreSQL; must not send them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

_PARAMETER = re.compile(r"%\((\w+)\)s")
_VALUES = re.compile(r"(?<=VALUES )\(.*?\)(?= ON CONFLICT|$)", re.DOTALL)
_WRITTEN = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")


@dataclass(frozen=True, slots=True, eq=False)  # known by itself: comparing texts would take longer
class Shape:
    """What there is to know of a statement: its parameters in order, the table it writes ("" if it only reads).

    `values` is where the row of an INSERT lies in the text; such a statement can be written for several rows.
    """

    text: str
    order: tuple[str, ...]
    table: str
    values: tuple[int, int] | None


class Part(NamedTuple):
    """A write among others: for how many rows, and whether it is asked how many rows it touched."""

    shape: Shape
    rows: int
    counted: bool


@lru_cache(maxsize=4_000)  # nearly all are constants of the program; filters can be written in many ways
def shape(text: str) -> Shape:
    """Read the text of a statement."""
    written, values = _WRITTEN.match(text), _VALUES.search(text)
    order = tuple(dict.fromkeys(_PARAMETER.findall(text)))
    return Shape(text, order, written[1] if written else "", values.span() if values else None)


def numbered(of: Shape, rows: int = 1, before: int = 0) -> str:
    """Return a statement, an INSERT for so many rows, with the server's numbered parameters from `before` + 1 on."""
    places = [before + row * len(of.order) for row in range(rows)]
    if of.values is None:
        [place] = places
        return _numbered(of.text, of.order, place)
    begin, end = of.values
    row = of.text[begin:end]
    several = ", ".join(_numbered(row, of.order, place) for place in places)
    return of.text[:begin].replace("%%", "%") + several + _numbered(of.text[end:], of.order, before)


def together(parts: Sequence[Part]) -> str:
    """Return one statement that does several writes; its one row tells how many rows each counted one touched.

    None of them sees what another one does, so no two may write the same table (PostgreSQL 18, 7.8.4: data-modifying
    statements in WITH).
    """
    writes = ", ".join(f"w{number} AS ({text})" for number, text in enumerate(_texts(parts)))
    counted = [number for number, part in enumerate(parts) if part.counted]
    counts = (f"(SELECT count(*) FROM w{number})" for number in counted)  # noqa: S608  (nothing in it is given)
    return f"WITH {writes} SELECT {', '.join(counts) or '1'}"


def _texts(parts: Sequence[Part]) -> Iterator[str]:
    before = 0
    for part in parts:
        yield numbered(part.shape, part.rows, before) + (" RETURNING 1" if part.counted else "")
        before += len(part.shape.order) * part.rows


def values(of: Shape, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Return the values of a statement in the order of its numbered parameters."""
    return [row[name] for row in rows for name in of.order]


def _numbered(text: str, order: Sequence[str], before: int) -> str:
    return _PARAMETER.sub(lambda found: f"${before + order.index(found[1]) + 1}", text).replace("%%", "%")
