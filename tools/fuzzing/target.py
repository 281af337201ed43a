"""What every input must do: be examined or refused in words, within bounds; must not know how inputs are made."""

import zlib
from collections.abc import Mapping

import orjson

from engine import definitions, errors, text
from engine.definitions import comparison, examining, mend
from engine.definitions.check import Document, Finding, Surroundings, check
from engine.definitions.report import report

NAME = "drawing.bpmn"
_GROUPS = frozenset({"clerks"})
_PRESSES = 20  # changes made at once


class Broken(Exception):
    """An input broke a promise that is more than not crashing."""


def one(data: bytes) -> None:
    """Examine one input. Whatever comes out of here is a find: an error of the house is an answer, not a find."""
    examined = _examine(data)
    if examined is None:
        return
    document, findings = examined
    _words(findings)
    report(document, findings, "en")
    chance = zlib.crc32(data)  # what costs much is not done with every input
    if chance % 8 == 0:
        _same_again(data, document, findings)
    elif chance % 8 == 1:
        definitions.draw(document.root, lang="fa")
    elif chance % 8 == 2:
        _same_as_itself(data)
    if chance % 3 == 0:
        _mended(data, findings)


def _examine(data: bytes) -> tuple[Document, tuple[Finding, ...]] | None:
    files: Mapping[str, bytes] = {NAME: data}
    try:
        document = examining.document(NAME, data)
    except errors.RavandError as refusal:
        refusal.template()
        return None
    if document is None:
        raise Broken("a drawing was taken for a form")
    return document, check(document, Surroundings(_GROUPS, files))


def _words(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        if Finding.of(orjson.loads(orjson.dumps(finding.stored()))) != finding:
            raise Broken(f"{finding.rule} is not the same after it was stored")
        for lang in text.LANGUAGES:
            for words in (finding.message(lang), finding.fix(lang)):
                if not words.strip() or "msgid" in words:
                    raise Broken(f"{finding.rule} says “{words}”")


def _same_again(data: bytes, before: Document, findings: tuple[Finding, ...]) -> None:
    again = _examine(data)
    if again is None or again[1] != findings or list(again[0].graph.nodes) != list(before.graph.nodes):
        raise Broken("the same bytes gave other elements or findings")


def _same_as_itself(data: bytes) -> None:
    if comparison.compare(data, data, size=examining.LARGEST).difference:
        raise Broken("a drawing differs from itself")


def _mended(data: bytes, findings: tuple[Finding, ...]) -> None:
    """Make the changes that are proposed, together: the new drawing can be read, and differs as far as can be told."""
    changes = [finding.change for finding in findings if finding.change is not None][:_PRESSES]
    for change in changes:
        mend.words(change)
    if not changes:
        return
    try:
        mended = mend.mend(data, changes)
    except errors.RavandError as refusal:
        refusal.template()
        return
    try:
        document = examining.drawing(mended.data)
    except errors.RavandError as refusal:
        raise Broken(f"a mended drawing cannot be read: {refusal.code()}") from refusal
    check(document, Surroundings(_GROUPS, {NAME: mended.data}))
    comparison.compare(data, mended.data, size=examining.LARGEST)
