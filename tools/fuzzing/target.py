"""What every input must do: be examined or refused in words, within bounds; must not know how inputs are made."""

import zlib
from collections.abc import Mapping

import orjson

from engine import definitions, errors, text
from engine.definitions import examining
from engine.definitions.check import Document, Finding, Surroundings, check

NAME = "drawing.bpmn"
_GROUPS = frozenset({"clerks"})


class Broken(Exception):
    """An input broke a promise that is more than not crashing."""


def one(data: bytes) -> None:
    """Examine one input. Whatever comes out of here is a find: an error of the house is an answer, not a find."""
    examined = _examine(data)
    if examined is None:
        return
    document, findings = examined
    _words(findings)
    chance = zlib.crc32(data) % 8
    if chance == 0:
        _same_again(data, document, findings)
    elif chance == 1:
        definitions.draw(document.root, lang="fa")


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
