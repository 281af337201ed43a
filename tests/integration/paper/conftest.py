"""What tests of runs on paper may ask for: `ravand run` on drawings and answers that a test writes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.unit.spiff.drawing import Drawing
from web.__main__ import main

#: The clock of a run whose answers name none.
NOW = "2026-11-21T06:30:00Z"


class Told:
    """What a run told: its code, its lines and its words."""

    def __init__(self, code: int, out: str, words: str) -> None:
        lines = [json.loads(line) for line in out.splitlines()]
        self.code, self.words = code, words
        self.last: dict[str, Any] = lines.pop() if lines else {}
        self.lines = lines

    def short(self, *events: str, flows: bool = False) -> list[str]:
        """`event element` of each line, those of the named events where any is named."""
        wanted = set(events) or ({"flow"} if flows else set()) | {
            "entered", "completed", "cancelled", "thrown", "caught", "failed", "incident", "data",
        }  # fmt: skip
        return [f"{one['event']} {one['element']}" for one in self.lines if one["event"] in wanted]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """Return a function that runs drawings (or bytes by file name) with answers and returns what was told."""

    def go(drawn: Any, answers: Any = None, *arguments: str) -> Told:
        files = {"drawn.bpmn": drawn} if isinstance(drawn, Drawing | bytes | str) else drawn
        for name, content in files.items():
            data = etree.tostring(content.root) if isinstance(content, Drawing) else content
            (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
        told = answers if isinstance(answers, str) else json.dumps({"now": NOW, **(answers or {})})
        (tmp_path / "answers.txt").write_text(told)
        capsys.readouterr()
        paths = [str(tmp_path / name) for name in files]
        code = main(["run", *paths, "--answers", str(tmp_path / "answers.txt"), *arguments])
        said = capsys.readouterr()
        return Told(code, said.out, said.err)

    return go
