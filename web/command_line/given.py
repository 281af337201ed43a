"""What a command is given: settings and files of the person; every mistake becomes an error with words."""

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
