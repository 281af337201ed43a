"""`ravand verify`: whether an exported record is whole; must not need a database."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine import text
from engine.history import verify

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


def add(subparsers: Any) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser("verify", help="verify an exported record (JSON lines)")
    parser.add_argument("bundle", help="the exported file, or - for standard input")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Verify a bundle: 0 whole, 1 broken (the first broken entry is named), 2 unreadable."""
    if options.bundle == "-":
        verdict = verify.bundle(sys.stdin)
    else:
        with Path(options.bundle).open(encoding="utf-8", errors="surrogateescape") as lines:
            verdict = verify.bundle(lines)
    if options.json:
        print(json.dumps({**asdict(verdict), "whole": verdict.whole}))
    print(_words(options.lang, verdict), file=sys.stderr)
    return 0 if verdict.whole else 1


def _words(lang: str, verdict: verify.Verdict) -> str:
    if verdict.whole:
        whole = "The record is whole: {entries} entries checked, {erased} lawfully erased, last hash {head}."
        return text.translate(lang, whole, entries=verdict.entries, erased=verdict.erased, head=verdict.head)
    reason = text.translate(lang, REASONS[verdict.reason])
    broken = "The record is broken at entry {entry}: {reason}."
    return text.translate(lang, broken, entry=verdict.broken_at, reason=reason)
