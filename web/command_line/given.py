"""What a command is given: settings and files of the person; every mistake becomes an error with words."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine import errors
from engine.config import Settings
from engine.text import Text

REASONS: Final = {
    FileNotFoundError: Text("there is no such file"),
    IsADirectoryError: Text("it is a folder"),
    NotADirectoryError: Text("its folder is not there"),
    PermissionError: Text("it may not be read or written"),
}


def settings() -> Settings:
    """Read the settings; raises SettingUnreadable."""
    try:
        return Settings.from_environment()
    except ValueError as error:
        raise errors.SettingUnreadable(reason=str(error)) from error


def not_opened(error: OSError) -> errors.FileNotOpened:
    """Return the error in words."""
    reason = REASONS.get(type(error), error.strerror or type(error).__name__)
    return errors.FileNotOpened(file=Path(str(error.filename or "")).name or "–", reason=reason)


def files(paths: Sequence[Path], largest: int) -> dict[str, bytes]:
    """Return the bytes of files by their names; raises FileNamedTwice and OSError."""
    found: dict[str, bytes] = {}
    for path in paths:
        if path.name in found:
            raise errors.FileNamedTwice(name=path.name)
        with path.open("rb") as file:
            found[path.name] = file.read(largest + 1)  # what is larger is refused, not read
    return found


def content(path: str, largest: int) -> bytes:
    """Return the bytes of one file, or ("-") of standard input; raises TooLarge and OSError."""
    if path == "-":
        found = sys.stdin.buffer.read(largest + 1)
    else:
        with Path(path).open("rb") as file:
            found = file.read(largest + 1)
    if len(found) > largest:
        raise errors.TooLarge(limit=largest)
    return found
