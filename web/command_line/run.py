"""`ravand run`: cases on paper, answered from a file, told line by line; must not move or judge them itself."""

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from engine import errors
from engine.behaviour import paper
from engine.definitions.report import said
from engine.text import Code
from web.command_line import given
from web.command_line.telling import place, record, refuse, say

_GOOD, _NOT_GOOD = 0, 1
_STATES: Final = {
    "completed": "Completed; unused answers: {count}.",
    "waiting": "Waiting at {places}; unused answers: {count}.",
    "incident": "Stands still by an incident; open: {places}; unused answers: {count}.",
    "cancelled": "Cancelled; unused answers: {count}.",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="BPMN, DMN and form files, used together")
    parser.add_argument("--answers", metavar="A.json", help="one JSON object with what is answered, or -")
    parser.add_argument("--process", metavar="ID", help="the process to begin (default: all that no other calls)")
    parser.add_argument("--json", action="store_true", help="one JSON object per line, which is what is printed anyway")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run: 0 completed, or waiting with every answer used; 1 an incident, a cancelled case or answers left over."""
    size = given.settings().max_upload
    files = given.files(options.files, size)
    answers = paper.read(_answers(options.answers, size), now=datetime.now(UTC))
    with paper.build(answers.now) as house:
        course = paper.Course(house, answers)
        last: dict[str, Any] = {}
        try:
            for last in course.run(files, options.process, size=size):
                record(last)
        except errors.NotPublishable:
            for file, finding in house.findings(files, size=size):
                print(place(options.lang, file, said(finding, options.lang)), file=sys.stderr)
            raise
        _tell(options.lang, course, last)
    return _verdict(last)


def _answers(path: str | None, size: int) -> bytes:
    return given.content(path, size) if path else b"{}"


def _tell(lang: str, course: paper.Course, last: Mapping[str, Any]) -> None:
    """Say what stood in the way and how it ended, for people."""
    for task, refusal in course.refusals:
        say(lang, "An answer of “{task}” was not taken:", task=task)
        refuse(lang, refusal)
    for case, element, words in course.incidents():
        say(lang, "{case}, “{element}”: {reason}", case=Code(case), element=element, reason=words)
    say(lang, _STATES[last["state"]], count=len(last["unused"]), places=", ".join(last["open"]) or "–")


def _verdict(last: Mapping[str, Any]) -> int:
    good = last["state"] in {"completed", "waiting"} and not last["unused"]
    return _GOOD if good else _NOT_GOOD
