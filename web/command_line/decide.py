"""`ravand decide`: what a decision of a DMN file comes to and which rules fired; must not store or judge anything."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson

from engine import calendar, decisions, errors
from engine.text import Code
from web.command_line import given
from web.command_line.telling import record

_DONE, _STOPPED = 0, 1


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a DMN file, then the DMN files that it imports")
    parser.add_argument("--input", metavar="I.json", help="values by name, one JSON object, or - for standard input")
    parser.add_argument("--decision", metavar="NAME", help="id or name of the decision, service or knowledge model")
    parser.add_argument(
        "--agency", metavar="SLUG", help="whose working days count, from the database (default: those of the country)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object, which is what is printed in any case")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Decide: 0 it came to a result (null with reasons, too), 1 it was stopped; what cannot be read is refused.

    Without a name, each decision that no other requires is told.
    """
    size = given.settings().max_upload
    first, *others = (given.content(one, size) for one in options.files)
    model = decisions.read(first, others)
    values = _values(options.input, size) if options.input else {}
    now = calendar.local(datetime.now(UTC))
    days = _working_days(options.agency) if options.agency else calendar.IRAN
    named: list[str | None] = [options.decision] if options.decision else [one.id for one in model.final()] or [None]
    outcomes = [decisions.decide(model, values, one, now=now, calendar=days) for one in named]
    for outcome in outcomes:
        record(outcome.plain(options.lang))
    return _STOPPED if any(one.stopped for one in outcomes) else _DONE


def _working_days(agency: str) -> calendar.Calendar:
    """Return the calendar of an agency; raises what its module says. Who names none waits for no database."""
    found: calendar.Calendar = import_module("web.command_line.working_days").of(agency)
    return found


def _values(path: str, size: int) -> Mapping[str, Any]:
    """Return the values of a JSON object; raises InputUnreadable."""
    try:
        found = orjson.loads(given.content(path, size))
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise errors.InputUnreadable(file=Code(Path(path).name))
    return found
