"""Rule `data-types`: what is connected is of one type, or a transformation changes it (BPMN 2.0.2, 10.4.2)."""

from collections.abc import Iterator
from dataclasses import replace

from engine.definitions.check.data.types import Type, type_of
from engine.definitions.check.dialects import JBOSS, speaks
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.graph import Graph, Node, bare
from engine.spiff.vocabulary import bpmn, child_text, children, whole_text
from engine.xml import Element

RULE = Rule(
    "data-types",
    "error",
    "{reason}",
    "Give both the same item definition, or write a transformation.",
)
_FLOW = "Data of the type “{source}” goes into data of the type “{target}”, and nothing says how it changes."
_MESSAGE = "The data is of the type “{source}”, but the {what} carries the type “{target}”."
_ITEM = "The single item is of the type “{source}”, but the list holds items of the type “{target}”."
_LIST = "The single item of the repetition is itself described as a list."
TEXTS = (_FLOW, _MESSAGE, _ITEM, _LIST)

_ASSOCIATIONS = tuple(bpmn(name) for name in ("dataInputAssociation", "dataOutputAssociation"))
_TASKS = {"sendTask": "dataInput", "receiveTask": "dataOutput"}
_ITEMS = {"inputDataItem": "loopDataInputRef", "outputDataItem": "loopDataOutputRef"}
_BOUND = (("inputDataRef", "inMessageRef"), ("outputDataRef", "outMessageRef"))
_CARRIED = {"message": "messageRef", "error": "errorRef", "escalation": "escalationRef", "signal": "signalRef"}


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each connection of two known and different types."""
    graph = document.graph
    loose = speaks(document.root, *JBOSS)
    for finding in (*_associations(graph), *_nodes(graph), *_bindings(graph)):
        yield replace(finding, severity="warning") if loose else finding


def _associations(graph: Graph) -> Found:
    for association in graph.root.iter(*_ASSOCIATIONS):
        if next(children(association, "transformation", "assignment"), None) is not None:
            continue
        target = type_of(graph, graph.target(child_text(association, "targetRef")))
        for one in children(association, "sourceRef"):
            source = type_of(graph, graph.target(whole_text(one)))
            if source is not None and target is not None and source.differs(target):
                yield _say(association, _FLOW, source=_shown(source), target=_shown(target))


def _bindings(graph: Graph) -> Found:
    """Check what a process offered as a service takes and gives against the messages of its operations (10.3.4)."""
    for binding in graph.root.iter(bpmn("ioBinding")):
        operation = graph.target(binding.get("operationRef"))
        if operation is None:
            continue
        for name, message in _BOUND:
            held = _held(graph, binding.get(name))
            yield from _carried(graph, held, graph.target(child_text(operation, message)), "message")


def _held(graph: Graph, reference: str | None) -> list[Element]:
    """Return the data that a binding means: an input or output itself, or the first of a set."""
    bound = graph.elements.get(bare(reference) or "")
    if bound is None:
        return []
    first = next(children(bound, "dataInputRefs", "dataOutputRefs"), None)
    held = bound if first is None else graph.target(whole_text(first))
    return [] if held is None else [held]


def _nodes(graph: Graph) -> Found:
    for node in graph.nodes.values():
        if node.type in {"serviceTask", "sendTask", "receiveTask"}:
            yield from _task(graph, node)
        elif node.causes:
            yield from _event(graph, node)
        if node.repeated == "multiple":
            yield from _repeated(graph, node)


def _task(graph: Graph, node: Node) -> Found:
    """Check the data of a task against the message that carries it (10.3.3)."""
    operation = graph.target(node.xml.get("operationRef"))
    if node.type == "serviceTask":
        carried = [] if operation is None else [("dataInput", "inMessageRef"), ("dataOutput", "outMessageRef")]
        pairs = [(data, graph.target(child_text(operation, name))) for data, name in carried if operation is not None]
    else:
        pairs = [(_TASKS[node.type], graph.target(node.xml.get("messageRef")))]
    for specification in children(node.xml, "ioSpecification"):
        for kind, message in pairs:
            yield from _carried(graph, list(children(specification, kind))[:1], message, "message")


def _event(graph: Graph, node: Node) -> Found:
    """Check the data of an event, one for each of its definitions in order, against what that carries (10.5.1)."""
    data = list(children(node.xml, "dataInput", "dataOutput"))
    carrying = [cause for cause in node.causes if cause.kind in _CARRIED]
    for item, cause in zip(data, carrying, strict=False):
        yield from _carried(graph, [item], graph.target(cause.xml.get(_CARRIED[cause.kind])), cause.kind)


def _carried(graph: Graph, data: list[Element], carrier: Element | None, what: str) -> Iterator[Finding]:
    target = type_of(graph, carrier)
    for item in data:
        source = type_of(graph, item)
        if source is not None and target is not None and source.differs(target):
            yield _say(item, _MESSAGE, source=_shown(source), target=_shown(target), what={"msgid": what})


def _repeated(graph: Graph, node: Node) -> Found:
    """Check the single item against the list (10.3.8: its type is the scalar of the list's)."""
    for drawn in children(node.xml, "multiInstanceLoopCharacteristics"):
        for name, listed in _ITEMS.items():
            for item in children(drawn, name):
                single = type_of(graph, item)
                many = type_of(graph, graph.elements.get(bare(child_text(drawn, listed)) or ""))
                if single is not None and single.collection:
                    yield _say(item, _LIST)
                elif single is not None and many is not None and single.differs(many):
                    yield _say(item, _ITEM, source=_shown(single), target=_shown(many))


def _shown(type_: Type) -> str:
    return type_.structure or type_.id


def _say(place: Element, sentence: str, **params: object) -> Finding:
    return RULE.at(where(place), reason={"msgid": sentence, "params": params})
