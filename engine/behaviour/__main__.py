"""`python -m engine.behaviour FEATURE…`: run scenarios in a process of their own; must not know what they say."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

#: What the process runs: pytest-bdd finds scenarios through a module that names them.
_MODULE = "from pytest_bdd import scenarios\n\nscenarios(*{paths!r})\n"


def main(arguments: Sequence[str]) -> int:
    """Run the scenarios in these feature files or folders; 0 all hold, 1 some do not, 2 nothing to run."""
    paths = [str(Path(argument).resolve()) for argument in arguments]
    if not paths or not all(Path(path).exists() for path in paths):
        sys.stderr.write("Usage: python -m engine.behaviour FEATURE-FILE-OR-FOLDER…\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder) / "test_scenarios.py"
        module.write_text(_MODULE.format(paths=paths), encoding="utf-8")
        options = ["-q", "-p", "engine.behaviour.plugin", "-p", "no:cacheprovider", "--rootdir", folder]
        done = subprocess.run([sys.executable, "-m", "pytest", *options, str(module)], check=False)  # noqa: S603  (our own interpreter)
    return 0 if done.returncode == 0 else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
