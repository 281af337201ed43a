"""`ravand verify`: whether an exported record is whole; must not need a database."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from engine.history import verify
from engine.text import translate
from web.command_line.telling import record, say

#: What each reason means, and what it says about the record.
REASONS = {
    "form": "it is not written as a record is written",
    "chain": "it belongs to another record",
    "order": "an entry before it is missing, or it stands in the wrong place",
    "hash": "it does not follow from the entry before it: one of the two was changed",
    "commitment": "its content is not what was recorded",
    "truncated": "entries at the end are missing or were added",
    "value": "a large value is not what was recorded",
    "state": "the stored state of the case is not what its record says",
}
#: Bytes of a line that are read; a longer one is not a line of a record, for values have a limit of their own.
LONGEST_LINE = 64_000_000


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("bundle", help="the exported file, or - for standard input")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Verify a bundle: 0 whole, 1 broken (the first broken entry is named), 2 not a record at all."""
    if options.bundle == "-":
        verdict = verify.bundle(_lines(sys.stdin.buffer))
    else:
        with Path(options.bundle).open("rb") as file:
            verdict = verify.bundle(_lines(file))
    if options.json:
        record({**asdict(verdict), "whole": verdict.whole})
    return _tell(options.lang, verdict)


def _lines(file: BinaryIO) -> Iterator[str]:
    """Yield lines of bounded length; bytes that are no UTF-8 stay wrong instead of stopping the reading."""
    while line := file.readline(LONGEST_LINE):
        yield line.decode(errors="surrogateescape")


def _tell(lang: str, verdict: verify.Verdict) -> int:
    if verdict.whole:
        whole = "The record is whole: {entries} entries checked, {erased} lawfully erased, last hash {head}."
        say(lang, whole, entries=verdict.entries, erased=verdict.erased, head=verdict.head)
        return 0
    if verdict.broken_at == 0 and verdict.reason == "form":
        say(lang, "This is not an exported record. Export the record of a case and give that file.")
        return 2
    reason = translate(lang, REASONS[verdict.reason])
    if verdict.broken_at:
        say(lang, "The record is broken at entry {entry}: {reason}.", entry=verdict.broken_at, reason=reason)
    else:
        say(lang, "The record is broken: {reason}.", reason=reason)
    return 1
