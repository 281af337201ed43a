"""How a set-up step says what it does and knows that it is done; must not need anything but the standard library."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"


def say(text: str) -> None:
    """Tell the person at the terminal, at once, what is going on."""
    print(text, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Say what begins and, when it is over, how long it took."""
    say(f"· {text} …")
    begun = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - begun:.1f} s")


def fingerprint(inputs: Iterable[Path | str]) -> str:
    """Return a hash over files (path and content) and plain words: what a step depends on."""
    digest = hashlib.sha256()
    for item in inputs:
        content = item.read_bytes() if isinstance(item, Path) else b""
        name = str(item.relative_to(ROOT)) if isinstance(item, Path) else item
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def is_done(stamp: Path, wanted: str) -> bool:
    """Whether the step that wrote `stamp` ran with these very inputs."""
    return stamp.is_file() and stamp.read_text() == wanted


def mark_done(stamp: Path, wanted: str) -> None:
    """Remember that the step ran with these inputs."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run a program and show its output; ends the set-up with the program's own words when it fails."""
    finished = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **(env or {})}, check=False)
    if finished.returncode:
        sys.exit(f"{Path(command[0]).name} failed with exit code {finished.returncode}; its message is above.")
