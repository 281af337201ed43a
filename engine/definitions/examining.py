"""What is drawn in files and what is found in them, without storing anything; must not know a database."""

import re
from collections.abc import Iterable, Mapping

import orjson

from engine import errors
from engine.definitions import decision_files, reading
from engine.definitions.calls import calls
from engine.definitions.check import Document, Finding, Surroundings, check
from engine.text import Text, shortened

LARGEST = 2_000_000
_LONGEST_NAME = 200
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_DIAGRAMS = (".bpmn", ".bpmn2", ".xml")


def examine(
    files: Mapping[str, bytes],
    *,
    groups: frozenset[str] | None = None,
    processes: frozenset[str] | None = None,
    decisions: frozenset[str] | None = None,
    size: int = LARGEST,
) -> dict[str, tuple[Document, tuple[Finding, ...]]]:
    """Return what is drawn in each BPMN file and what was found, storing nothing; raises UnreadableFiles.

    `groups`, `processes` and `decisions` are the agency's keys, None where no agency is asked.
    """
    read = _documents(files, size)
    called = {process: names for drawn in read.values() for process, names in calls(drawn.graph).items()}
    around = Surroundings(groups, files, processes, called, decisions)
    return {file: (drawn, check(drawn, around)) for file, drawn in read.items()}


def _documents(files: Mapping[str, bytes], size: int) -> dict[str, Document]:
    refused: dict[str, list[Text]] = {}
    read = {}
    for file, data in files.items():
        try:
            drawn = document(file, data, size=size)
        except errors.RavandError as problem:
            refused[file] = [Text(problem.template(), problem.params)]
        else:
            if drawn is not None:
                read[file] = drawn
    if refused:
        named = ", ".join(f"“{shortened(file)}”" for file in refused)
        raise errors.UnreadableFiles(fields=refused, files=named)
    return read


def document(file: str, data: bytes, *, size: int = LARGEST) -> Document | None:
    """Return what is drawn in a BPMN file, None for a form or a DMN file; raises what is wrong with it."""
    if not file.strip() or len(file) > _LONGEST_NAME or _CONTROL.search(file):
        raise errors.UnusableFileName(limit=_LONGEST_NAME)
    if file.lower().endswith(_DIAGRAMS):
        return drawing(data, size=size)
    if not file.lower().endswith((".json", ".form", decision_files.ENDING)):
        raise errors.UnknownFileKind
    if len(data) > size:
        raise errors.TooLarge(limit=size)
    if file.lower().endswith(decision_files.ENDING):
        decision_files.decisions(data)
        return None
    try:
        orjson.loads(data)
    except orjson.JSONDecodeError as problem:
        raise errors.JsonBroken(line=problem.lineno) from None
    return None


def drawing(data: bytes, *, size: int = LARGEST) -> Document:
    """Return what is drawn in the bytes of a BPMN file; raises the refusals of the XML door."""
    return reading.document(reading.parse(data, size=size))


def refuse_unstorable(documents: Iterable[Document], *, decided: bool = False) -> None:
    """Pass over files that can become versions; raises NoProcess and UnusableProcessId.

    Where something is `decided`, decisions came along: files without a process are well then.
    """
    read = list(documents)
    processes = [process for document in read for process in document.processes]
    if any(len(process.id) > _LONGEST_NAME for process in processes):
        raise errors.UnusableProcessId
    if not processes and not decided:
        raise errors.NoProcess
