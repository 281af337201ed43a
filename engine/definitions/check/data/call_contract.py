"""Rule `call-contract`: a call gives and takes what the called process declares (BPMN 2.0.2, 10.3.6 and 10.4.1)."""

from engine.definitions.calls import called
from engine.definitions.check.rule import Document, Found, Rule, Severity, Surroundings
from engine.spiff.vocabulary import children, clean
from engine.xml import Element

RULE = Rule(
    "call-contract",
    "error",
    "“{process}” declares {declared} {what}, but this call has {given}; they must be the same.",
    "Give the call the same inputs and outputs as the called process.",
)
_WHAT = {"dataInput": "data inputs", "dataOutput": "data outputs", "inputSet": "input sets", "outputSet": "output sets"}
TEXTS = tuple(_WHAT.values())


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each call whose inputs and outputs differ in number from those of the called process."""
    counted: dict[tuple[str, str], int] = {}
    for node in document.graph.nodes.values():
        process = called(node.xml) if node.type == "callActivity" else None
        target = document.graph.elements.get(process or "")
        if target is None or process is None:
            continue
        for kind, words in _WHAT.items():
            if (process, kind) not in counted:
                counted[process, kind] = _count(target, kind)
            declared, given = counted[process, kind], _count(node.xml, kind)
            if declared != given:
                name = clean(target.get("name")) or process
                # A process that declares nothing at all takes what it is given.
                weight: Severity = "error" if _declares(target) else "warning"
                what = {"msgid": words}
                yield RULE.at(node, severity=weight, process=name, declared=declared, what=what, given=given)
                break


def _declares(element: Element) -> bool:
    return next(children(element, "ioSpecification"), None) is not None


def _count(element: Element, kind: str) -> int:
    return sum(1 for specification in children(element, "ioSpecification") for _ in children(specification, kind))
