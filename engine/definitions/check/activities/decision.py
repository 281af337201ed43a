"""Rule `decision`: a business rule task names a decision that came with the drawing (facts/administration.md, S14)."""

from engine import errors
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.decision_files import ENDING, decisions
from engine.definitions.graph import Node
from engine.spiff.vocabulary import clean, extensions, vendor, zeebe

RULE = Rule(
    "decision",
    "warning",
    "{reason}",
    "Choose the decision in the properties of the task and send its DMN file together with the drawing.",
)
_NONE = "It is not said which decision this task asks."
_MISSING = "The decision “{decision}” is not among the files sent together."
TEXTS = (_NONE, _MISSING)

_ELSE = ("type", "topic", "class", "delegateExpression", "expression")
_SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}calledDecisionId"


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give a finding for each business rule task whose decision is not named or not there."""
    tasks = [node for node in document.graph.nodes.values() if node.type == "businessRuleTask"]
    known = _known(surroundings) if tasks else frozenset()
    for node in tasks:
        named = _named(node)
        if named is None:
            yield from () if _does_something_else(node) else (RULE.at(node, reason={"msgid": _NONE}),)
        elif not named.startswith(("${", "#{", "=")) and named not in known:
            yield RULE.at(node, reason={"msgid": _MISSING, "params": {"decision": named}})


def _named(node: Node) -> str | None:
    spiff = next((clean(one.text) for one in extensions(node.xml) if one.tag == _SPIFF), None)
    return vendor(node.xml, "decisionRef") or zeebe(node.xml, "calledDecision", "decisionId") or spiff


def _does_something_else(node: Node) -> bool:
    return any(vendor(node.xml, name) for name in _ELSE) or zeebe(node.xml, "taskDefinition", "type") is not None


def _known(surroundings: Surroundings) -> frozenset[str]:
    """Return the decisions of the files sent together; a file that cannot be read is refused elsewhere."""
    found: set[str] = set()
    for name, data in surroundings.files.items():
        if name.lower().endswith(ENDING):
            try:
                found |= decisions(data)
            except errors.RavandError:
                continue
    return frozenset(found)
