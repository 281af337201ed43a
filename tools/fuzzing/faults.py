"""What a find is called: the error's name and the innermost place in our code; must not run anything."""

import traceback
from pathlib import Path

from tools.fuzzing import target
from tools.steps import ROOT


def name(problem: BaseException) -> str:
    """Return the name of a fault: two inputs that break the same place in the same way have the same."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if f"{ROOT}/engine/" in frame.filename]
    where = (ours or list(frames))[-1]
    told = f": {problem}" if isinstance(problem, target.Broken) else ""
    return f"{type(problem).__name__} in {Path(where.filename).name} {where.name}{told}"
