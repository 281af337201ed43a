"""Rule `decision`: a business rule task asks a decision that is there and can be made."""

from collections.abc import Iterator

from engine.definitions import decision_files
from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.decisions import check_decisions
from engine.definitions.check.reasons import of_rule
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Node
from engine.spiff.asking import COLUMNS, Asked, asked
from engine.spiff.vocabulary import extensions

RULE = Rule("decision", "error", SENTENCE, REMEDY)
_NAMED = "Choose the decision in the properties of the task and send its DMN file together with the drawing."
_UNKNOWN = Case("The decision “{decision}” is not among the files sent together.", _NAMED, "warning")
_MISSING = Case(
    "The decision “{decision}” is neither among the files sent together nor a published one of the agency.", _NAMED
)
_BROKEN = Case(
    "The decision “{decision}” cannot be relied on; mistakes in “{file}”: {count}. The first: {first}",
    "Mend the DMN file and send it together with the drawing.",
)
_LOST = Case(
    "Nothing takes the result of the decision “{decision}”.",
    "Name the variable that takes it: the result variable of the task.",
    "warning",
)
_CASES = (_UNKNOWN, _MISSING, _BROKEN, _LOST)
TEXTS = tuple(text for case in _CASES for text in (case.sentence, case.remedy))


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give a finding for each business rule task whose decision is not named, not there, or wrong in itself."""
    for finding in of_rule(document, RULE):
        yield Finding(**{**finding.stored(), "params": {**finding.params, "remedy": {"msgid": _NAMED}}})
    for node in document.graph.nodes.values():
        found = asked(node.xml) if node.type == "businessRuleTask" else None
        if found is not None and not found.computed:
            yield from _asking(node, found, surroundings)


def _asking(node: Node, found: Asked, surroundings: Surroundings) -> Iterator[Finding]:
    file = decision_files.holding(found.decision, surroundings.files)
    if file is not None:
        yield from _broken(node, found, file, surroundings)
    elif found.binding == "deployment" or surroundings.decisions is not None:
        if found.binding == "deployment" or found.decision not in (surroundings.decisions or ()):
            yield _MISSING.at(RULE, node, decision=found.decision)
    else:
        yield _UNKNOWN.at(RULE, node, decision=found.decision)
    if found.variable is None and found.shape != COLUMNS and not any(True for _ in extensions(node.xml)):
        yield _LOST.at(RULE, node, decision=found.decision)


def _broken(node: Node, found: Asked, file: str, surroundings: Surroundings) -> Iterator[Finding]:
    others = [surroundings.files[name] for name in decision_files.beside(file, surroundings.files)]
    wrong = [one for one in check_decisions(surroundings.files[file], others) if one.severity == "error"]
    if wrong:
        first = {"msgid": wrong[0].sentence, "params": dict(wrong[0].params)}
        yield _BROKEN.at(RULE, node, decision=found.decision, file=file, count=len(wrong), first=first)
