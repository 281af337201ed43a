"""`ravand settings`: which settings there are and what they are now; must not change any."""

import argparse
import dataclasses
import re

from engine.config import Settings
from web.command_line import given
from web.command_line.telling import record

_PASSWORDS = (re.compile(r"(?<=:)[^:@/]*(?=@)"), re.compile(r"(?<=password=)[^&]*", re.IGNORECASE))


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--json", action="store_true", help="one JSON object per line")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print every setting; a password in an address is never shown."""
    now = given.settings()
    for setting in dataclasses.fields(Settings):
        name, value = f"RAVAND_{setting.name.upper()}", _shown(str(getattr(now, setting.name)))
        if options.json:
            record({"name": name, "value": value, "meaning": setting.metadata["meaning"]})
        else:
            print(f"{name}={value}\n    {setting.metadata['meaning']}")
    return 0


def _shown(value: str) -> str:
    if "://" in value:
        for password in _PASSWORDS:
            value = password.sub("…", value)
    return value
