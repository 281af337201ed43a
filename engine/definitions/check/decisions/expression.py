"""Rule `decision-expression`: everything written in a DMN file is FEEL that can be read (DMN 1.5, 10.3)."""

from engine import errors
from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.decisions.document import DecisionDocument, Found, foreign_language, holders
from engine.definitions.check.reasons import plain
from engine.definitions.check.rule import Rule
from engine.feel import Expression
from engine.text import Text

RULE = Rule("decision-expression", "error", SENTENCE, REMEDY)
_WRITE = "Correct it; FEEL writes numbers as 2.5, texts in quotation marks and ranges as [1..5]."
_CELL = Case("Rule {number}, column {column}: “{source}” cannot be read. {reason}", _WRITE)
_ELSEWHERE = Case("“{source}” cannot be read. {reason}", _WRITE)
_FOREIGN = Case(
    "This is written in {language}, which is never run.", "Write it in FEEL and remove the name of the language."
)
TEXTS = tuple(text for case in (_CELL, _ELSEWHERE, _FOREIGN) for text in (case.sentence, case.remedy))
_LONGEST = 80


def examine(document: DecisionDocument) -> Found:
    """Give a finding for each expression and each cell that cannot be read, and for each in another language."""
    for element, source, tested in holders(document):
        place = document.part_of(element)
        if (language := foreign_language(element, document)) is not None:
            yield _FOREIGN.at(RULE, place, language=language)
            continue
        if source in {"-", "–"} and tested:
            continue
        read = document.place.tests(source) if tested else document.place.expression(source)
        if isinstance(read, Expression) and read.mistakes:
            read = read.mistakes[0]
        if isinstance(read, errors.RavandError):
            reason = plain(Text(read.template(), dict(read.params)))
            shown = source if len(source) <= _LONGEST else source[: _LONGEST - 1] + "…"
            if (cell := document.cells.get(element)) is not None:
                yield _CELL.at(RULE, place, source=shown, reason=reason, number=cell[0], column=cell[1])
            else:
                yield _ELSEWHERE.at(RULE, place, source=shown, reason=reason)
