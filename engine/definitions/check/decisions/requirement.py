"""Rule `decision-requirement`: what a decision requires is there, and of the kind that is named (DMN 1.5, 6.2.2)."""

from engine.decisions import Decision, Input
from engine.decisions.names import key_of, local
from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.decisions.document import DecisionDocument, Found
from engine.definitions.check.rule import Rule

RULE = Rule("decision-requirement", "error", SENTENCE, REMEDY)
_MISSING = Case(
    "“{reference}” is required here, but nothing has this id.", "Draw it, or remove the requirement that points at it."
)
_ELSEWHERE = Case(
    "“{reference}” is required here and lies in another file, which did not come along.",
    "Send the DMN file that it lies in together with this one.",
)
_KIND = Case(
    "“{reference}” is required here as something that it is not.",
    "Draw the requirement anew: from input data, from a decision, or from a knowledge model.",
)
TEXTS = tuple(text for case in (_MISSING, _ELSEWHERE, _KIND) for text in (case.sentence, case.remedy))
_KINDS = {
    "requiredInput": Input, "requiredDecision": Decision, "requiredKnowledge": None,
    "outputDecision": Decision, "inputDecision": Decision, "inputData": Input,
}  # fmt: skip


def examine(document: DecisionDocument) -> Found:
    """Give a finding for each requirement that leads nowhere or to something of another kind."""
    model = document.model
    for element in document.root.iter():
        kind, href = local(element), element.get("href")
        if kind not in _KINDS or not href:
            continue
        key = key_of(href, model.namespace) or ""
        found, place = model.part(key), document.part_of(element)
        wanted = _KINDS[kind]
        if found is None:
            foreign = not key.startswith(f"{model.namespace}#")
            yield (_ELSEWHERE if foreign else _MISSING).at(RULE, place, reference=href.strip().rpartition("#")[2])
        elif isinstance(found, Input | Decision) if wanted is None else not isinstance(found, wanted):
            yield _KIND.at(RULE, place, reference=found.title)
