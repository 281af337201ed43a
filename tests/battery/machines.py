"""Processes of the product that are killed without warning and begun again; must not touch any other process."""

import contextlib
import multiprocessing
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tools.server import free_port
from web import __main__ as ravand

START_SECONDS = 60

#: Every process of the product is forked from one that has read the program and done nothing else. A start that reads
#: it anew costs seconds; what is killed is the same.
_NURSERY = multiprocessing.get_context("forkserver")
_NURSERY.set_forkserver_preload(["web.__main__", "web.command_line.serve", "web.command_line.worker"])


def _run(command: str, environment: dict[str, str], log: Path) -> None:
    """Be this command, in a session of its own, so that it dies with all its children."""
    os.setsid()
    multiprocessing.set_start_method("fork", force=True)  # as it is in a program that was begun by its name
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    sys.exit(ravand.main([command]))


class Machine:
    """One command of the product."""

    def __init__(self, folder: Path, command: str, settings: dict[str, str]) -> None:
        self.command = command
        self.port = free_port()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("RAVAND_")}
        own = {"RAVAND_PORT": str(self.port), "RAVAND_VAR": str(folder / "var"), "RAVAND_LOG_LEVEL": "error"}
        self.environment = {**inherited, **own, **settings}
        self.log = folder / f"{command}.log"
        self.said_before = 0
        self.process: Any = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin(self) -> None:
        self.said_before = self.log.stat().st_size if self.log.exists() else 0
        self.process = _NURSERY.Process(target=_run, args=(self.command, self.environment, self.log))
        self.process.start()
        while self.process.is_alive() and os.getpgid(self.process.pid) != self.process.pid:
            time.sleep(0.01)  # its session is not there yet, so nobody could kill it with all its children

    def wait_until_healthy(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        raise AssertionError(f"{self.command} did not come back: {self.log.read_text()[-2000:]}")

    def wait_until_it_says(self, words: bytes) -> None:
        """Wait until it has said this since it was begun last."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if words in self.log.read_bytes()[self.said_before :]:
                return
            time.sleep(0.05)
        raise AssertionError(f"{self.command} never said {words!r}: {self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """Kill it and its children at once, as a machine that loses its power."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):  # it has ended already
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.join()

    def stop(self) -> int:
        """Ask it to end, as an operator does, and return its exit code."""
        os.kill(self.process.pid, signal.SIGTERM)
        self.process.join(60)
        code: int = self.process.exitcode
        return code
