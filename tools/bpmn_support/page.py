"""How docs/bpmn-support.md tells what the scenarios of the elements promise; must not hold a fact of its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.bpmn_support import drawings
from tools.bpmn_support.placing import PLACES
from tools.bpmn_support.promises import Promise

FILE = Path(__file__).parents[2] / "docs" / "bpmn-support.md"
_HEAD = """# What runs of BPMN

Every element in every place where it can stand. This page is written by `make reference` from the scenarios of
[features/elements](../features/elements), and only while all of them are green: each cell is a scenario or several,
each scenario of that folder is in a cell, and a test proves that the page and the scenarios say the same.

- **runs**: a case was begun by the product's own commands on a database in memory, ran as the scenario tells, event by
  event, and was stored and read again before every step.
- **refused**: whoever wants to publish the drawing is told the reason in the last column, and nothing is begun.
- **—**: it is about how a process begins, so there is nothing like it inside of one.

In a sub-process and in a called process the element is the whole content; a called process is a case of its own. The
multi-instance sub-process has two repetitions at once, and in each of them everything must happen in its order.
"""


class Unproved(Exception):
    """There is nothing true to write: a cell has no scenario, or not all scenarios are green."""


def page(written: Iterable[Promise]) -> str:
    """Return the page of what scenarios promise; raises Unproved for a cell that has none, or two that differ."""
    return "\n".join(_lines(_cells(written))) + "\n"


def _cells(written: Iterable[Promise]) -> dict[tuple[str, str], list[Promise]]:
    cells: defaultdict[tuple[str, str], list[Promise]] = defaultdict(list)
    for one in written:
        cells[one.element, one.place].append(one)
    return cells


def _lines(cells: dict[tuple[str, str], list[Promise]]) -> Iterator[str]:
    yield _HEAD.strip()
    chapter = ""
    for row in drawings.rows():
        if row.chapter != chapter:
            chapter = row.chapter
            yield f"\n## {chapter}\n"
            yield f"| element | {' | '.join(place.english for place in PLACES)} | why |"
            yield "|---" * (len(PLACES) + 2) + "|"
        found = {place.english: cells.get((row.name, place.english), []) for place in PLACES}
        shown = " | ".join(_cell(row, place, several) for place, several in found.items())
        reasons = (one.reason for several in found.values() for one in several if one.language == "en")
        yield f"| {row.name} | {shown} | {' '.join(dict.fromkeys(filter(None, reasons)))} |"


def _cell(row: drawings.Row, place: str, several: list[Promise]) -> str:
    if not several and row.whole and place != PLACES[0].english:
        return "—"
    outcomes = {one.outcome for one in several}
    if len(outcomes) != 1:
        raise Unproved(f"{row.name}, {place}: {' and '.join(sorted(outcomes)) or 'no scenario'}")
    return outcomes.pop()
