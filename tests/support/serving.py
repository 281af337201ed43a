"""How tests run the real product: `ravand serve` in a process of its own on a free port; must not reach inside it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A running server: its address, its process, and the file that holds what it said."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self, seconds: int = 40) -> int:
        """Ask the server to finish (SIGTERM) and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Served]]:
    """Return a function that serves Ravand: `serve(RAVAND_DEMO="1")`; every server is stopped at the end."""
    running: list[Served] = []

    def start(**settings: str) -> Served:
        served = start_served(tmp_path_factory.mktemp("served"), settings)
        running.append(served)
        return served

    yield start
    for served in running:
        if served.process.poll() is None:
            served.stop()


@pytest.fixture(scope="session")
def demo_server(serve: Callable[..., Served]) -> Served:
    """One demonstration on SQLite for the whole session; tests begin cases of their own in it."""
    return serve(RAVAND_DEMO="1")


def start_served(folder: Path, settings: Mapping[str, str]) -> Served:
    """Serve Ravand with these settings and wait until it answers; whoever calls stops it."""
    folder.mkdir(parents=True, exist_ok=True)
    served = _start(folder, settings)
    _wait_until_healthy(served)
    return served


def _start(folder: Path, settings: Mapping[str, str]) -> Served:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {"RAVAND_PORT": str(port), "RAVAND_VAR": str(folder / "var"), "PYTHONUNBUFFERED": "1"}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("RAVAND_")}
    log = folder / "log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "web", "serve"],
            cwd=ROOT,
            env={**inherited, **own, **settings},
            stdout=said,
            stderr=said,
        )
    return Served(f"http://127.0.0.1:{port}", process, log)


def _wait_until_healthy(served: Served) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and served.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{served.url}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    served.process.kill()
    served.process.wait()
    pytest.fail(f"Ravand did not start. It said:\n{served.log.read_text()}")
