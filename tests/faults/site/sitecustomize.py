"""Python runs this at its start when the folder is on its path: it seeds the fault that the environment names."""

import importlib.util
import os
import sys
from pathlib import Path

_place = Path(__file__).resolve().parents[1] / "seeding.py"
_spec = importlib.util.spec_from_file_location("ravand_seeding", _place)
seeding = importlib.util.module_from_spec(_spec)
sys.modules["ravand_seeding"] = seeding
_spec.loader.exec_module(seeding)

if os.environ.get(seeding.VARIABLE):
    seeding.seed(seeding.Fault.read(Path(os.environ[seeding.VARIABLE])).edits)
