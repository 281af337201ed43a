"""How a test uses the command line: in its own process, with settings of its own, and what was said."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from web.__main__ import main


@dataclass(frozen=True)
class Said:
    """How a command ended, what it gave to programs and what it said to people."""

    code: int
    out: str
    words: str

    @property
    def records(self) -> list[Any]:
        """What programs read: one JSON object per line."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def ravand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str, tmp_path: Any
) -> Callable[..., Said]:
    """Return a function that runs `ravand …` on the test's database; settings are given by name."""
    monkeypatch.setenv("RAVAND_DATABASE_URL", database_url)
    monkeypatch.setenv("RAVAND_VAR", str(tmp_path / "var"))

    def run(*arguments: object, given: bytes = b"", **settings: str) -> Said:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given)))
        capsys.readouterr()
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as ended:  # argparse: wrong use
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run
