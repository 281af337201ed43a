"""What is measured on, and how much of it other machines took meanwhile; must not judge whether that is too much."""

import platform
import sys
from pathlib import Path

#: Of the first line of /proc/stat (proc_stat(5)): the fields that are no idling, and the one that others took.
_BUSY, _STOLEN = (0, 1, 2, 5, 6, 7), 7


def interpreter() -> str:
    """Return which Python runs; one that was built without optimisation takes a tenth more time for everything."""
    return f"Python {platform.python_version()} of {sys.base_prefix}, {platform.python_compiler()}"


class Meter:
    """Tells how much processor time this machine wanted and did not get, since it was asked last."""

    def __init__(self) -> None:
        """Begin now."""
        self._before = _ticks()

    def stolen(self) -> float:
        """Return the share, from 0 to 1, of the wanted processor time that the host gave to others."""
        now = _ticks()
        spent = [after - before for before, after in zip(self._before, now, strict=True)]
        self._before = now
        return spent[_STOLEN] / max(1, sum(spent[field] for field in _BUSY))


def _ticks() -> list[int]:
    return [int(field) for field in Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]]
