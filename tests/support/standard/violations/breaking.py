"""What violations are made of: how a place is found in a model, changed, and entered with the section it breaks."""

from collections.abc import Callable
from random import Random
from typing import Any

from lxml import etree

from tests.support.standard.valid import BPMN, TASKS, XSI

Violation = Callable[[Any, Random], bool]
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
ALL: dict[str, tuple[str, Violation]] = {}


def violation(section: str) -> Callable[[Violation], Violation]:
    """Enter a violation with the section that it breaks."""

    def enter(made: Violation) -> Violation:
        ALL[made.__name__] = (section, made)
        return made

    return enter


def named(root: Any, *kinds: str) -> list[Any]:
    return [one for kind in kinds for one in root.iter(f"{{{BPMN}}}{kind}")]


def flows(root: Any) -> list[Any]:
    return named(root, "sequenceFlow")


def leaving(node: Any) -> list[Any]:
    return [one for one in node.getparent() if one.get("sourceRef") == node.get("id") and kind(one) == "sequenceFlow"]


def entering(node: Any) -> list[Any]:
    return [one for one in node.getparent() if one.get("targetRef") == node.get("id") and kind(one) == "sequenceFlow"]


def kind(node: Any) -> str:
    return str(etree.QName(node).localname)


def add(parent: Any, tag: str, text: str | None = None, /, **attributes: str) -> Any:
    made = etree.SubElement(parent, f"{{{BPMN}}}{tag}", **attributes)
    made.text = text
    return made


def connect(scope: Any, source: Any, target: Any) -> Any:
    """Draw a flow, and list it where the model lists its flows."""
    key = f"broken_{len(flows(scope))}"
    return add(scope, "sequenceFlow", id=key, sourceRef=source.get("id"), targetRef=target.get("id"))


def unlist(root: Any) -> None:
    """Take away lists of flows at nodes, so that only the flow itself tells."""
    for one in named(root, "incoming", "outgoing"):
        one.getparent().remove(one)


def pick(chance: Random, found: list[Any]) -> Any:
    return chance.choice(found) if found else None


def define(event: Any, cause: str, /, **attributes: str) -> Any:
    for one in list(event):
        if kind(one).endswith("EventDefinition"):
            event.remove(one)
    return add(event, f"{cause}EventDefinition", **attributes)


def apart(root: Any, chance: Random) -> tuple[Any, Any] | None:
    """Return two tasks of different scopes."""
    tasks = named(root, *TASKS)
    first = pick(chance, tasks)
    others = [one for one in tasks if first is not None and one.getparent() is not first.getparent()]
    return (first, chance.choice(others)) if others else None


def undraw(root: Any, element: Any) -> None:
    for shape in [one for one in root.iter() if one.get("bpmnElement") == element.get("id")]:
        shape.getparent().remove(shape)


def condition(root: Any, flow: Any) -> bool:
    """Write a condition at a flow."""
    made = add(flow, "conditionExpression", "amount > 1")
    made.set(f"{{{XSI}}}type", f"{root.prefix}:tFormalExpression" if root.prefix else "tFormalExpression")
    return True
