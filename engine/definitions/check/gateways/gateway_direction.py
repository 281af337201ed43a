"""Rule `gateway-direction`: a gateway that says whether it joins or splits is drawn so."""

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import GATEWAYS, Node

RULE = Rule("gateway-direction", "error", SENTENCE, REMEDY)
_CORRECT = "Correct the gateway's direction, or the flows."
_CONVERGING = Case("{node} says that it only joins paths, but {count} flows leave it.", _CORRECT)
_DIVERGING = Case("{node} says that it only splits paths, but {count} flows lead to it.", _CORRECT)
_MIXED = Case("{node} says that it joins and splits paths, but it does only one of them.", _CORRECT)
CASES = (_CONVERGING, _DIVERGING, _MIXED)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each gateway whose direction and flows disagree (BPMN 2.0.2, 10.6.1).

    That a gateway has one flow on each side is rule idle-gateway.
    """
    for node in document.graph.nodes.values():
        if node.type not in GATEWAYS:
            continue
        case = _case(node)
        if case is not None:
            count = len(node.outgoing if case is _CONVERGING else node.incoming)
            change = {
                "change": "set-attribute", "element": node.id, "attribute": "gatewayDirection", "value": _is(node),
            }  # fmt: skip
            yield case.at(RULE, node, change=change, node=called(node), count=count)


def _case(node: Node) -> Case | None:
    said = node.xml.get("gatewayDirection")
    joins, splits = len(node.incoming) > 1, len(node.outgoing) > 1
    if said == "Converging" and splits:
        return _CONVERGING
    if said == "Diverging" and joins:
        return _DIVERGING
    return _MIXED if said == "Mixed" and joins != splits else None


def _is(node: Node) -> str:
    if len(node.incoming) > 1:
        return "Mixed" if len(node.outgoing) > 1 else "Converging"
    return "Diverging"
