"""`ravand backup` and `ravand restore`: everything as one file and back; must not choose what is kept."""

import argparse
import sys
from pathlib import Path
from typing import Any

from engine import backup, db, text
from engine.config import Settings


def add(subparsers: Any) -> None:
    """Add both commands to the parser."""
    writing = subparsers.add_parser("backup", help="write everything into one file while work goes on")
    writing.add_argument("file", type=Path, help="a new file, for instance ravand.zip")
    writing.set_defaults(run=run_backup)
    reading = subparsers.add_parser("restore", help="restore a backup into an empty database and verify it")
    reading.add_argument("file", type=Path)
    reading.set_defaults(run=run_restore)


def run_backup(options: argparse.Namespace) -> int:
    """Write a backup and say what is in it."""
    outcome = backup.write(db.Database(Settings.from_environment().database()), options.file)
    said = text.translate(options.lang, "Written: {rows} rows.", rows=sum(outcome.rows.values()))
    print(said, file=sys.stderr)
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Restore a backup and say what was verified."""
    settings = Settings.from_environment()
    settings.var.mkdir(parents=True, exist_ok=True)
    outcome = backup.restore(db.Database(settings.database()), options.file)
    said = "Restored: {rows} rows; {chains} chains verified, none broken."
    print(
        text.translate(options.lang, said, rows=sum(outcome.rows.values()), chains=outcome.chains), file=sys.stderr
    )
    return 0
