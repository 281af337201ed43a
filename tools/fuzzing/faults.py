"""What a find is called and when an input hangs: processor time beyond all that a drawing may take."""

import signal
import traceback
from pathlib import Path
from types import FrameType

from tools.fuzzing import target
from tools.steps import ROOT

_SECONDS = 20


class Hang(Exception):
    """An input took more processor time than any drawing may."""


def within_bounds(data: bytes) -> None:
    """Try an input; raises whatever it breaks, and Hang."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    try:
        target.one(data)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def name(problem: BaseException) -> str:
    """Return the name of a fault: two inputs that break the same place in the same way have the same."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if f"{ROOT}/engine/" in frame.filename]
    where = (ours or list(frames))[-1]
    told = f": {problem}" if isinstance(problem, target.Broken) else ""
    return f"{type(problem).__name__} in {Path(where.filename).name} {where.name}{told}"


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Hang
