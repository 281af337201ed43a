"""The real product in a process of its own, for tests and pictures; must not reach inside it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.steps import ROOT

START_SECONDS = 60


class DidNotStartError(Exception):
    """The server ended, or did not answer in time; the message holds what it said."""


@dataclass(frozen=True)
class Served:
    """A running server: its address, its process, and the file that holds what it said."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self, seconds: int = 40) -> int:
        """Ask the server to finish (SIGTERM) and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


def serve(folder: Path, **settings: str) -> Served:
    """Serve from a data folder below `folder` on a free port and wait for its health; raises DidNotStartError."""
    port = free_port()
    own = {"RAVAND_PORT": str(port), "RAVAND_VAR": str(folder / "var"), "PYTHONUNBUFFERED": "1"}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("RAVAND_")}
    kept = {name: value for name, value in os.environ.items() if name.startswith("RAVAND_TEST_")}
    environment = {**inherited, **kept, **own, **settings}
    log = folder / "log"
    return run([sys.executable, "-m", "web", "serve"], port, log, environment)


def run(command: list[str], port: int, log: Path, environment: Mapping[str, str]) -> Served:
    """Run a command that serves on this port, and wait for its health; raises DidNotStartError."""
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    served = Served(f"http://127.0.0.1:{port}", process, log)
    _wait_until_healthy(served)
    return served


def free_port() -> int:
    """Return a port of this machine that nobody listens on just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_until_healthy(served: Served) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and served.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{served.url}/health", timeout=5) as answer:  # noqa: S310 (our own address)
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    served.process.kill()
    served.process.wait()
    raise DidNotStartError(served.log.read_text())
