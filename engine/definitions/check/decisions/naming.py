"""Rule `decision-name`: everything in a DMN file has an id and a name of its own (DMN 1.5, 6.3)."""

from engine.decisions.names import child, name_of
from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.decisions.document import DecisionDocument, Found, Part
from engine.definitions.check.rule import Rule

RULE = Rule("decision-name", "error", SENTENCE, REMEDY)
_TWICE = Case("Two elements of the file have the id “{id}”.", "Give one of them another id.")
_NO_ID = Case(
    "This element has no id, so that nothing can ask or require it.",
    "Save the file again with a modelling tool, which gives ids.",
    "warning",
)
_SAME_NAME = Case(
    "Two elements of the file are called “{called}”; expressions cannot tell them apart.",
    "Give one of them another name.",
    "warning",
)
TEXTS = tuple(text for case in (_TWICE, _NO_ID, _SAME_NAME) for text in (case.sentence, case.remedy))
_VALUES = ("inputData", "decision", "businessKnowledgeModel", "decisionService")


def examine(document: DecisionDocument) -> Found:
    """Give a finding for each part without an id, and for each whose id or name another one has already."""
    ids: set[str] = set()
    names: set[str] = set()
    for part in document.parts:
        name = _name(part)
        if not part.id:
            yield _NO_ID.at(RULE, part)
        elif part.id in ids:
            yield _TWICE.at(RULE, part, id=part.id)
        elif name in names and str(part.xml.tag).endswith(_VALUES):
            yield _SAME_NAME.at(RULE, part, called=name)
        ids.add(part.id)
        names |= {name} if str(part.xml.tag).endswith(_VALUES) else set()


def _name(part: Part) -> str:
    return name_of(child(part.xml, "variable")) or part.name
