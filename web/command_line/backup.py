"""`ravand backup` and `ravand restore`: everything as one file and back; must not choose what is kept."""

import argparse
from pathlib import Path
from typing import Any

from engine import backup
from web.command_line import opened
from web.command_line.telling import record, say


def add_backup(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `ravand backup`."""
    _add(parser, run_backup, "a new file, such as ravand.zip")


def add_restore(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `ravand restore`."""
    _add(parser, run_restore, "a file that backup wrote")


def _add(parser: argparse.ArgumentParser, run: Any, file: str) -> None:
    parser.add_argument("file", type=Path, help=file)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.set_defaults(run=run)


def run_backup(options: argparse.Namespace) -> int:
    """Write a backup and say what is in it."""
    with opened.database() as database:
        outcome = backup.write(database, options.file)
    if options.json:
        record({"file": str(options.file), "rows": outcome.rows})
    say(options.lang, "Written: {rows} rows.", rows=sum(outcome.rows.values()))
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Restore a backup and say what was verified."""
    with options.file.open("rb"):  # a mistyped name must not leave a new database behind
        pass
    with opened.empty_place() as database:
        outcome = backup.restore(database, options.file)
    if options.json:
        record({"file": str(options.file), "rows": outcome.rows, "chains": outcome.chains})
    said = "Restored: {rows} rows; {chains} chains verified, none broken."
    say(options.lang, said, rows=sum(outcome.rows.values()), chains=outcome.chains)
    return 0
