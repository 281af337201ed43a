"""`ravand settings`: which settings there are and what they are now; must not change any."""

import argparse
import dataclasses
import json
from typing import Any
from urllib.parse import urlsplit

from engine.config import Settings


def add(subparsers: Any) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser("settings", help="show every setting, its meaning and its value")
    parser.add_argument("--json", action="store_true", help="one JSON object per line")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print every setting; a password in an address is never shown."""
    now = Settings.from_environment()
    for setting in dataclasses.fields(Settings):
        name, value = f"RAVAND_{setting.name.upper()}", _shown(str(getattr(now, setting.name)))
        if options.json:
            print(json.dumps({"name": name, "value": value, "meaning": setting.metadata["meaning"]}))
        else:
            print(f"{name}={value}\n    {setting.metadata['meaning']}")
    return 0


def _shown(value: str) -> str:
    password = urlsplit(value).password if "://" in value else None
    return value.replace(f":{password}@", ":…@") if password else value
