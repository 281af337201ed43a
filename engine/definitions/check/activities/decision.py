"""Rule `decision`: a business rule task names a decision that came with the drawing (facts/administration.md, S14)."""

from functools import lru_cache

from engine import errors
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import Node
from engine.spiff.vocabulary import clean, extensions, vendor, zeebe
from engine.xml import parse

RULE = Rule(
    "decision",
    "warning",
    "{reason}",
    "Choose the decision in the properties of the task and send its DMN file together with the drawing.",
)
_NONE = "It is not said which decision this task asks."
_MISSING = "The decision “{decision}” is not among the files sent together."
TEXTS = (_NONE, _MISSING)

_ROOTS = frozenset(
    f"{{{space}}}definitions"
    for space in (
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    )
)
_ELSE = ("type", "topic", "class", "delegateExpression", "expression")
_SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}calledDecisionId"


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give a finding for each business rule task whose decision is not named or not there."""
    for node in document.graph.nodes.values():
        if node.type != "businessRuleTask":
            continue
        named = _named(node)
        if named is None:
            yield from () if _does_something_else(node) else (RULE.at(node, reason={"msgid": _NONE}),)
        elif not named.startswith(("${", "#{", "=")) and not any(
            named in decisions(data) for name, data in surroundings.files.items() if name.lower().endswith(".dmn")
        ):
            yield RULE.at(node, reason={"msgid": _MISSING, "params": {"decision": named}})


def _named(node: Node) -> str | None:
    spiff = next((clean(one.text) for one in extensions(node.xml) if one.tag == _SPIFF), None)
    return vendor(node.xml, "decisionRef") or zeebe(node.xml, "calledDecision", "decisionId") or spiff


def _does_something_else(node: Node) -> bool:
    return any(vendor(node.xml, name) for name in _ELSE) or zeebe(node.xml, "taskDefinition", "type") is not None


@lru_cache(maxsize=8)
def decisions(data: bytes) -> frozenset[str]:
    """Return the ids of the decisions of a DMN file, none of a file that cannot be read."""
    try:
        root = parse(data, roots=_ROOTS)
    except errors.RavandError:
        return frozenset()
    space = str(root.tag).rpartition("}")[0]
    return frozenset(str(one.get("id")) for one in root.iterchildren(f"{space}}}decision") if one.get("id"))
