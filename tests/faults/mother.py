"""One warm Python that becomes a pytest with a seeded fault, again and again: each run is a fork, so that libraries are
imported once; must not import the house, which is what carries the fault.

`python -m tests.faults.mother` reads one JSON object per line ({"fault": file, "tests": […], "said": file,
"settings": {…}}), runs the
tests in a child of its own, and answers with the child's exit code on a line.
"""

import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.faults.seeding import ROOT, Fault, environment, seed

#: What the house rests on; a name that is missing here only costs time.
LIBRARIES = (
    "pytest", "_pytest.pytester", "hypothesis", "hypothesis.internal.conjecture.engine", "_hypothesis_pytestplugin",
    "pytest_bdd.plugin", "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql.psycopg",
    "psycopg", "alembic.command", "alembic.autogenerate", "lxml.etree", "orjson", "re2", "babel.support", "jdatetime",
    "jsonschema", "argon2", "flask", "flask.testing", "click", "granian", "SpiffWorkflow.bpmn.workflow",
    "SpiffWorkflow.bpmn.parser", "SpiffWorkflow.bpmn.serializer", "SpiffWorkflow.spiff.parser",
)  # fmt: skip
#: Libraries that pytest would rewrite are there already, and a run has neither a browser nor workers.
QUIET = ("-W", "ignore::pytest.PytestAssertRewriteWarning", "-p", "no:playwright", "-p", "no:xdist")
HOUSE = {"engine", "web"}


class Mother:
    """Starts the warm process and asks it for runs."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.mother"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, fault: Path, tests: Sequence[str], said: Path, **settings: str) -> int:
        """Run tests under a fault and return pytest's exit code; what it says is in the file `said`."""
        asked = {"fault": str(fault), "tests": list(tests), "said": str(said), "settings": settings}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def main() -> None:
    """Answer until nobody asks any more."""
    for name in LIBRARIES:
        importlib.import_module(name)
    assert not HOUSE & {name.partition(".")[0] for name in sys.modules}
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            os.environ.update(asked["settings"])
            _become(Path(asked["fault"]), asked["tests"], Path(asked["said"]))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(fault: Path, tests: Sequence[str], said: Path) -> None:
    """Be a pytest whose house, and whose children's house, carries the fault; does not return."""
    code = 70
    try:
        with said.open("wb") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.update(environment(fault))
        seed(Fault.read(fault).edits)
        code = sys.modules["pytest"].main(["-q", "-rf", "--tb=short", *QUIET, *tests])
    except BaseException:  # noqa: BLE001 (whatever it was belongs into the file, and a child must not go on as a mother)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
