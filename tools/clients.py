"""Gives existing clients of the REST dialect, unmodified, an environment of their own; must not touch Ravand's."""

import fcntl
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import node
from tools.steps import CACHE, ROOT, fingerprint, is_done, mark_done, run, step

LOCK = ROOT / "requirements" / "clients.txt"
FOLDER = ROOT / "tests" / "clients"
VENV = CACHE / "clients"
PYTHON = VENV / "bin" / "python"


def main() -> Path:
    """Make the environment unless it is there already, and return its interpreter; safe to call from many processes."""
    stamp, wanted = VENV / ".ravand", fingerprint([LOCK, sys.version, str(ROOT)])
    with _alone():
        if not (is_done(stamp, wanted) and PYTHON.exists()):
            with step("existing clients of the REST dialect, in .cache/clients"):
                shutil.rmtree(VENV, ignore_errors=True)
                run([sys.executable, "-m", "venv", VENV])
                pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
                run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCK])
            mark_done(stamp, wanted)
        node.install(FOLDER)
    return PYTHON


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process makes the environment."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "clients.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    main()
