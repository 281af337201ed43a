"""Processes of the product that are killed without warning and begun again; must not touch any other process."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools.steps import ROOT

START_SECONDS = 60


class Machine:
    """One command of the product in a session of its own, so that it dies with all its children."""

    def __init__(self, folder: Path, command: str, settings: dict[str, str]) -> None:
        self.command = command
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("RAVAND_")}
        own = {"RAVAND_PORT": str(self.port), "RAVAND_VAR": str(folder / "var"), "RAVAND_LOG_LEVEL": "error"}
        self.environment = {**inherited, **own, **settings}
        self.log = folder / f"{command}.log"
        self.said_before = 0
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin(self) -> None:
        self.said_before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "web", self.command],
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

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
            self.process.wait()

    def stop(self) -> int:
        """Ask it to end, as an operator does, and return its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)
