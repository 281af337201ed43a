"""Rules 1 to 4: the import contracts of pyproject.toml are kept, and each of them notices a violation."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT

CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = [contract["name"] for contract in CONFIG["contracts"]]

#: For every contract a smallest house that breaks it, and no other contract.
VIOLATIONS = {
    "Rooms look only downward: nothing imports a room above or beside it": {
        "engine/worklist/__init__.py": "from engine import execution",
        "engine/execution/__init__.py": "",
    },
    "web looks at engine, engine never at web": {"engine/errors.py": "import web"},
    "engine knows no Flask, Werkzeug or Jinja": {"engine/context.py": "from werkzeug.wrappers import Request"},
    "Only engine/spiff imports SpiffWorkflow": {"engine/execution/__init__.py": "import SpiffWorkflow.task"},
    "A room's models.py is private to that room; ask the room instead": {
        "engine/history/__init__.py": "from engine.history import models",
        "engine/history/models.py": "",
        "engine/execution/__init__.py": "from engine.history import models",
        "engine/migrations/__init__.py": "from engine.history import models",
    },
    "Pure modules import no SQLAlchemy and no SpiffWorkflow": {
        "engine/definitions/__init__.py": "",
        "engine/definitions/check/__init__.py": "",
        "engine/definitions/check/lanes.py": "from engine import db",
        "engine/db.py": "",
    },
}


def test_every_contract_has_a_violation_that_proves_it():
    assert set(VIOLATIONS) == set(CONTRACTS)


@pytest.fixture(scope="module")
def verdicts() -> dict[str, bool]:
    """Contract → whether the real house keeps it."""
    return _lint(ROOT)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_house_keeps(contract, verdicts):
    assert verdicts[contract], f"{contract}. Run lint-imports: it names the lines."


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_violation_is_noticed(contract, tmp_path):
    _build(tmp_path, VIOLATIONS[contract])

    assert [name for name, kept in _lint(tmp_path).items() if not kept] == [contract]


def test_a_room_that_the_plan_does_not_know_is_noticed(tmp_path):
    _build(tmp_path, {"engine/utilities.py": ""})

    assert not _lint(tmp_path)[CONTRACTS[0]]


def test_a_house_that_keeps_the_rules_is_left_in_peace(tmp_path):
    _build(tmp_path, {"engine/execution/__init__.py": "from engine import worklist", "engine/worklist/__init__.py": ""})

    assert all(_lint(tmp_path).values())


def _build(folder: Path, files: dict[str, str]) -> None:
    """Lay out a small house with the project's own rules."""
    for path, text in {"engine/__init__.py": "", "web/__init__.py": "", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    (folder / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "contracts.py", folder / "tools")
    shutil.copy(ROOT / "pyproject.toml", folder)


def _lint(folder: Path) -> dict[str, bool]:
    linter = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run([linter, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)
    found = dict(re.findall(r"^(.+) (KEPT|BROKEN)$", run.stdout, re.MULTILINE))
    assert set(found) == set(CONTRACTS), run.stdout + run.stderr
    return {name: found[name] == "KEPT" for name in CONTRACTS}
