"""`ravand check`: what is in drawings and what is found in them, file by file; must not store, judge or print pages."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from engine import errors
from engine.definitions import decision_files, examining
from engine.definitions.check import Surroundings, check
from engine.definitions.check.decisions import check_decisions
from engine.definitions.report import report, report_of_decisions, unreadable
from engine.text import Code, Text, translate
from web.command_line import given, parallel
from web.command_line.telling import place, say

DIAGRAMS: Final = (".bpmn", ".bpmn2", ".bpmn20.xml")
BESIDE: Final = (".json", ".form", ".dmn")
_BROKE_OFF: Final = {
    "memory": Text("it took too much memory"),
    "time": Text("it took too long"),
    "ended": Text("its process ended, which is a fault of Ravand"),
}
_CLEAN, _FOUND, _UNREADABLE = 0, 1, 2  # they are the exit codes as well
_FILE, _FOLDER, _INPUT = b"F", b"D", b"-"  # where a drawing comes from: named itself, found in a folder, standard input


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    what = "drawings, forms beside them, folders of both, or - for a drawing on standard input"
    parser.add_argument("files", nargs="+", metavar="FILE", help=what)
    parser.add_argument("--json", action="store_true", help="one JSON object for each drawing, as soon as it is done")
    parser.add_argument("--jobs", type=_positive, help="processes at once (default: one for each processor)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check files: 0 all could be published, 1 some could not, 2 some could not be read."""
    drawings, beside = _sorted_out(options.files)
    work = _Examiner(options.lang, options.json, given.settings().max_upload, beside)
    counts = Counter[int]()
    for piece, answer in parallel.in_order(_pieces(drawings, work.size), work, options.jobs or _processors()):
        told = work.broke_off(piece, answer) if isinstance(answer, parallel.Died) else answer
        counts[told[0]] += 1
        print(told[1:].decode(), file=sys.stdout if options.json else sys.stderr, flush=True)
    if not counts:
        raise errors.NothingToCheck
    parts = {"clean": counts[_CLEAN], "found": counts[_FOUND], "unreadable": counts[_UNREADABLE]}
    sentence = "Drawings: {files}; {clean} can be published, {found} not yet, {unreadable} cannot be read."
    say(options.lang, sentence, files=counts.total(), **parts)
    return max(counts)


def _positive(word: str) -> int:
    if not word.isascii() or not word.isdigit() or int(word) < 1:
        raise argparse.ArgumentTypeError("not a whole number from 1 on")
    return int(word)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _sorted_out(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Return what to check, and what lies beside it by its name: forms and decisions given along.

    A DMN file is both: it is checked, and business rule tasks of the drawings ask it.
    """
    beside = {Path(one).name: one for one in arguments if one.lower().endswith(BESIDE) and not Path(one).is_dir()}
    forms = {one for one in beside.values() if not one.lower().endswith(decision_files.ENDING)}
    return [one for one in arguments if one not in forms], beside


def _pieces(drawings: Sequence[str], size: int) -> Iterator[bytes]:
    """Give one piece for each drawing: where it comes from, then its path, or its content from standard input."""
    for one in drawings:
        if one == "-":
            yield _INPUT + sys.stdin.buffer.read(size + 1)
        elif Path(one).is_dir():
            inside = sorted(path for path in Path(one).rglob("*") if path.name.lower().endswith(DIAGRAMS))
            yield from (_FOLDER + os.fsencode(path) for path in inside)
        else:
            yield _FILE + os.fsencode(one)


def _name(piece: bytes) -> str:
    return "-" if piece.startswith(_INPUT) else piece[1:].decode(errors="replace")


@dataclass(frozen=True, slots=True)
class _Examiner:
    """Checks one drawing, in whatever process it is called; answers with the verdict's number, then the words."""

    lang: str
    json: bool
    size: int
    beside: Mapping[str, str]

    def __call__(self, piece: bytes) -> bytes:
        """Read and check; what cannot be read is told like a finding."""
        try:
            told = self._checked(piece)
        except OSError as error:
            return self._told(piece, unreadable(given.not_opened(error), self.lang), _UNREADABLE)
        except errors.RavandError as refusal:
            return self._told(piece, unreadable(refusal, self.lang), _UNREADABLE)
        return self._told(piece, told, _CLEAN if told["publishable"] else _FOUND)

    def broke_off(self, piece: bytes, died: parallel.Died) -> bytes:
        """Tell that the check of a piece did not come to its end."""
        refusal = errors.CheckBrokeOff(reason=_BROKE_OFF[died.reason])
        return self._told(piece, unreadable(refusal, self.lang), _UNREADABLE)

    def _checked(self, piece: bytes) -> dict[str, Any]:
        if piece.startswith(_INPUT):
            data, around = piece[1:], Beside(self.beside, self.size)
        else:
            path = Path(os.fsdecode(piece[1:]))
            data = _start_of(path, self.size + 1)
            found = _beside(path) if piece.startswith(_FOLDER) else {}
            around = Beside({**self.beside, **found}, self.size)
            if path.name.lower().endswith(decision_files.ENDING):
                return self._decided(path.name, data, around)
        document = examining.drawing(data, size=self.size)
        return report(document, check(document, Surroundings(None, around)), self.lang)

    def _decided(self, name: str, data: bytes, around: Mapping[str, bytes]) -> dict[str, Any]:
        if len(data) > self.size:
            raise errors.TooLarge(limit=self.size)
        files = {one: around[one] for one in around if one.lower().endswith(decision_files.ENDING)} | {name: data}
        others = [files[one] for one in decision_files.beside(name, files)]
        return report_of_decisions(check_decisions(data, others), self.lang)

    def _told(self, piece: bytes, told: dict[str, Any], verdict: int) -> bytes:
        name = _name(piece)
        words = orjson.dumps({"file": name, **told}) if self.json else self._words(name, told).encode(errors="replace")
        return bytes([verdict]) + words

    def _words(self, name: str, told: Mapping[str, Any]) -> str:
        lines = [place(self.lang, name, one) for one in told["findings"]]
        count = sum(one["severity"] == "error" for one in told["findings"])
        if told["publishable"]:
            lines.append(translate(self.lang, "{file}: can be published.", file=Code(name)))
        else:
            lines.append(
                translate(self.lang, "{file}: cannot be published; errors: {count}.", file=Code(name), count=count)
            )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Beside(Mapping[str, bytes]):
    """Files by their names that are read when somebody asks for them, each at most `size` bytes of it."""

    paths: Mapping[str, str]
    size: int

    def __getitem__(self, name: str) -> bytes:
        """Return the bytes of a file; KeyError where there is none, also where it cannot be opened."""
        try:
            return _start_of(Path(self.paths[name]), self.size)
        except OSError as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self.paths)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.paths)


def _beside(path: Path) -> dict[str, str]:
    return {one.name: str(one) for one in path.parent.iterdir() if one.name.lower().endswith(BESIDE)}


def _start_of(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)
