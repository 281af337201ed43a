"""Writes docs/bpmn-support.md from what happened when every element was tried in every place; must not hold a fact."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.bpmn_support.drawings import PLACES, Row, rows
from tools.bpmn_support.trying import Outcome, outcome

FILE = Path(__file__).parent.parent.parent / "docs" / "bpmn-support.md"
_HEAD = """# What runs of BPMN

Every element in every place where it can stand. This page is written by `make reference`, and a test proves that it is
what happens: for each cell a small drawing (`tools/bpmn_support/elements.xml`) was given to the engine.

- **runs**: the drawing was read, a case was begun and ran to its end, stored and read again after every step, and the
  element was completed (interrupted, caught, undone …) exactly as often as the drawing asks.
- **refused**: the drawing is not read; whoever uploads it is told the reason in the last column, and nothing is begun.
- **—**: it is about how a process begins, so there is nothing like it inside of one.

In the sub-process and in the called process the element is the whole content; the multi-instance sub-process has two
parallel repetitions, and everything must happen in both. A called process is a case of its own.
"""


class Unproved(Exception):
    """A drawing neither ran as it should nor was it refused: there is nothing true to write."""


def page(tried: Iterable[Row] | None = None) -> str:
    """Return the page. Raises Unproved where something else happened than what a cell can say."""
    return "\n".join(_lines(list(rows()) if tried is None else tried)) + "\n"


def _lines(tried: Iterable[Row]) -> Iterator[str]:
    yield _HEAD.strip()
    chapter = ""
    for row in tried:
        if row.chapter != chapter:
            chapter = row.chapter
            yield f"\n## {chapter}\n"
            yield f"| element | {' | '.join(PLACES)} | why |"
            yield "|---" * (len(PLACES) + 2) + "|"
        outcomes = {place: outcome(row, place) for place in PLACES}
        reasons = dict.fromkeys(reason for one in outcomes.values() if one for reason in one.refused)
        cells = " | ".join(_cell(row, place, one) for place, one in outcomes.items())
        yield f"| {row.name} | {cells} | {' '.join(reasons)} |"


def _cell(row: Row, place: str, found: Outcome | None) -> str:
    if found is None:
        return "—"
    if found.wrong is not None:
        raise Unproved(f"{row.name}, {place}: {found.wrong}")
    return "runs" if found.ran else "refused"


def main() -> int:
    """Write the page."""
    FILE.write_text(page(), encoding="utf-8")
    print("docs/bpmn-support.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
