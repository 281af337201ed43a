"""The example of docs/run.md is run as it stands there."""

import re
from pathlib import Path

from web.__main__ import main

ROOT = Path(__file__).parents[3]


def test_the_page_shows_what_the_command_tells(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "run.md").read_text(encoding="utf-8")
    command = re.search(r"```\nravand (run docs/.*)\n```", page)
    shown = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert command is not None
    assert shown is not None
    capsys.readouterr()
    assert main(command[1].split()) == 0
    assert capsys.readouterr().out == shown[1]
