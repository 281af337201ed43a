"""`ravand backup` and `ravand restore`: everything as one file and back; must not choose what is kept."""

import argparse
from pathlib import Path
from typing import Any

from engine import backup
from web.command_line import given
from web.command_line.telling import record, say


def add(subparsers: Any) -> None:
    """Add both commands to the parser."""
    for name, run, what, file in (
        ("backup", run_backup, "write everything into one file while work goes on", "a new file, such as ravand.zip"),
        ("restore", run_restore, "restore a backup into an empty database and verify it", "a file that backup wrote"),
    ):
        parser = subparsers.add_parser(name, help=what, description=what)
        parser.add_argument("file", type=Path, help=file)
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.set_defaults(run=run)


def run_backup(options: argparse.Namespace) -> int:
    """Write a backup and say what is in it."""
    with given.database() as database:
        outcome = backup.write(database, options.file)
    if options.json:
        record({"file": str(options.file), "rows": outcome.rows})
    say(options.lang, "Written: {rows} rows.", rows=sum(outcome.rows.values()))
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Restore a backup and say what was verified."""
    with options.file.open("rb"):  # a mistyped name must not leave a new database behind
        pass
    with given.empty_place() as database:
        outcome = backup.restore(database, options.file)
    if options.json:
        record({"file": str(options.file), "rows": outcome.rows, "chains": outcome.chains})
    said = "Restored: {rows} rows; {chains} chains verified, none broken."
    say(options.lang, said, rows=sum(outcome.rows.values()), chains=outcome.chains)
    return 0
