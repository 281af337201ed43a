"""`ravand diff`: what differs between two drawings; must not find it, and stores nothing."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from engine import errors
from engine.definitions.comparison import side
from engine.definitions.difference import Change, Difference, Property, Side, Sort, difference
from engine.definitions.report import refused
from engine.text import Code, Text, translate
from web.command_line import given
from web.command_line.telling import place, record, say

_SIGNS: Final[Mapping[Sort, str]] = {"added": "+", "removed": "−", "changed": "~", "moved": "↔"}
_SAME, _DIFFERENT, _UNREADABLE = 0, 1, 2


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("before", metavar="A", help="a BPMN drawing, or - for one on standard input")
    parser.add_argument("after", metavar="B", help="another one")
    parser.add_argument("--json", action="store_true", help="one JSON object for each element that differs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare two drawings: 0 they say and show the same, 1 they differ, 2 one of them cannot be read."""
    size = given.settings().max_upload
    before, after = _side(options.lang, options.before, size), _side(options.lang, options.after, size)
    if before is None or after is None:
        return _UNREADABLE
    found = difference(before, after)
    for change in found.changes:
        if options.json:
            record(change.plain(options.lang))
        else:
            _tell(options.lang, change)
    _sum_up(options.lang, found)
    return _DIFFERENT if found else _SAME


def _side(lang: str, path: str, size: int) -> Side | None:
    """Return one drawing; None where it cannot be read, which is told with its name."""
    try:
        return side(_bytes(path, size), size=size)
    except errors.RavandError as refusal:
        print(place(lang, path, refused(refusal, lang)), file=sys.stderr)
    return None


def _bytes(path: str, size: int) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read(size + 1)
    with Path(path).open("rb") as file:
        return file.read(size + 1)  # what is larger is refused, not read


def _tell(lang: str, change: Change) -> None:
    line = change.place.line
    known = ", ".join(
        filter(None, (change.place.id, translate(lang, "line {line}", line=Code(str(line))) if line else ""))
    )
    print(f"{_SIGNS[change.sort]} {change.words().show(lang)} ({known})", file=sys.stderr)
    for one in (*change.properties, *change.redrawn):
        print(f"    {_property(lang, one)}", file=sys.stderr)


def _property(lang: str, one: Property) -> str:
    before, after = one.value_before(lang), one.value_after(lang)
    what = one.words()
    if before is None:
        return translate(lang, "{what}: “{after}” is new", what=what, after=Code(str(after)))
    if after is None:
        return translate(lang, "{what}: “{before}” is gone", what=what, before=Code(before))
    return translate(lang, "{what}: “{before}” becomes “{after}”", what=what, before=Code(before), after=Code(after))


def _sum_up(lang: str, found: Difference) -> None:
    counts: dict[str, Any] = dict.fromkeys(_SIGNS, 0) | {sort: len(those) for sort, those in found.by_sort().items()}
    if found:
        say(lang, "Added: {added}; removed: {removed}; changed: {changed}; only moved: {moved}.", **counts)
    else:
        say(lang, "The two drawings say and show the same.")
    if found.identities:
        ids = Text("{count} elements bear another id in the second drawing.", {"count": len(found.identities)})
        print(ids.show(lang), file=sys.stderr)
