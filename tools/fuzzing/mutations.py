"""How an input is bred from another one: changes that a drawing tool, a person or an enemy might make to its tree."""

import copy
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import Any

from lxml import etree

from engine.definitions.graph import CONTAINERS
from engine.spiff.vocabulary import FLOW_NODES, SAME_VOCABULARY, ZEEBE
from engine.xml import BPMN

_TAGS = sorted(
    FLOW_NODES | CONTAINERS | {
        "sequenceFlow", "lane", "laneSet", "childLaneSet", "flowNodeRef", "conditionExpression", "script",
        "participant", "collaboration", "messageFlow", "association", "dataObject", "dataObjectReference",
        "dataStoreReference", "group", "textAnnotation", "ioSpecification", "inputSet", "outputSet", "dataInput",
        "dataOutput", "dataInputAssociation", "dataOutputAssociation", "sourceRef", "targetRef", "incoming",
        "outgoing", "extensionElements", "property", "timerEventDefinition", "messageEventDefinition",
        "signalEventDefinition", "errorEventDefinition", "linkEventDefinition", "terminateEventDefinition",
        "cancelEventDefinition", "compensateEventDefinition", "conditionalEventDefinition",
        "escalationEventDefinition", "eventDefinitionRef", "timeDuration", "timeDate", "timeCycle",
        "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "loopCardinality", "loopDataInputRef",
        "message", "signal", "error", "itemDefinition", "choreography", "conversation", "import", "documentation",
        "resourceRole", "potentialOwner", "completionCondition", "callConversation", "globalTask",
    }
)  # fmt: skip
_ATTRIBUTES = (
    "id", "name", "sourceRef", "targetRef", "default", "attachedToRef", "processRef", "isExecutable",
    "cancelActivity", "triggeredByEvent", "isForCompensation", "instantiate", "gatewayDirection",
    "eventGatewayType", "parallelMultiple", "isInterrupting", "messageRef", "signalRef", "errorRef",
    "escalationRef", "activityRef", "waitForCompletion", "calledElement", "operationRef", "implementation",
    "scriptFormat", "startQuantity", "completionQuantity", "behavior", "isSequential", "ordering", "method",
    "dataObjectRef", "dataStoreRef", "categoryValueRef", "itemSubjectRef", "language", "testBefore", "loopMaximum",
    "isCollection", "targetNamespace", "typeLanguage", "expressionLanguage",
)  # fmt: skip
_VENDOR = (
    "assignee", "candidateGroups", "candidateUsers", "dueDate", "formKey", "class", "delegateExpression", "expression",
    "type", "topic", "asyncBefore", "collection", "elementVariable", "resultVariable", "decisionRef", "priority",
)  # fmt: skip
_VALUES = (
    "", " ", "true", "false", "1", "0", "-1", "99999999999999999999", "1e400", "NaN", "x y", "a:b", "a:b:c", "{}",
    "Start", "End", "${a}", "${a == 'b' && !c}", "#{bean.call()}", "= a > 1", "a > ", "PT1H", "PT", "R/PT1S",
    "P1Y2M10DT2H30M", "2026-02-30T25:00", "0 0/5 * * * ?", "import os", "lambda: 1", "{a: 1", "for x in y return",
    "not(", "گام", "\u200c", "\u202e", "a" * 300, "[" * 200, "(" * 500 + "1" + ")" * 500, "1+" * 300 + "1",
    "\U0001f4a3", "__proto__", "None", "../x.form.json", "constructor",
)  # fmt: skip
_DEEPEST = 95
_MOST = 200_000  # bytes that one mutation may reach

Step = Callable[[Random, Any, Any, Sequence[bytes]], None]


def bred(data: bytes, seed: int, others: Sequence[bytes]) -> bytes:
    """Return an input bred from `data` with some changes to its tree, or to its bytes where it has no tree."""
    chance = Random(seed)  # noqa: S311  (it breeds, it keeps no secret)
    root = tree(data)
    if root is None or chance.random() < 0.15:
        return _bytes(chance, data, others)
    for _ in range(1 + int(chance.expovariate(0.5))):
        elements = list(root.iter(etree.Element))
        with suppress(ValueError, KeyError):  # damaged files hold names that lxml reads but neither writes nor finds
            chance.choice(_STEPS)(chance, chance.choice(elements), root, others)
    with suppress(etree.SerialisationError):  # and names that not every encoding can write
        written: bytes = etree.tostring(root, xml_declaration=chance.random() < 0.5, encoding=chance.choice(_ENCODINGS))
        return written if len(written) <= _MOST else data
    return data


def tree(data: bytes) -> Any:
    """Return the tree of some bytes as far as there is one."""
    try:
        return etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


_ENCODINGS = ("UTF-8", "UTF-8", "UTF-8", "US-ASCII", "UTF-16", "windows-1256")


def _remove(_chance: Random, element: Any, root: Any, _others: Sequence[bytes]) -> None:
    if element is not root and element.getparent() is not None:
        element.getparent().remove(element)


def _again(chance: Random, element: Any, root: Any, _others: Sequence[bytes]) -> None:
    """Draw an element again, with its ids: at its place, at the end, or many times."""
    if element is root:
        return
    beside = element.getparent() if chance.random() < 0.6 else root
    if beside is None:
        return
    for _ in range(chance.choice((1, 1, 1, 2, 30))):
        beside.insert(chance.randint(0, len(beside)), copy.deepcopy(element))


def _chain(chance: Random, element: Any, _root: Any, _others: Sequence[bytes]) -> None:
    """Draw a sequence flow between any two elements, or a whole line of nodes, or a fan."""
    parent = element.getparent()
    if parent is None:
        return
    keys = [one.get("id") for one in parent if one.get("id")] or ["x"]
    number = chance.choice((1, 1, 2, 5, 60))
    shape = chance.randrange(3)
    before = chance.choice(keys)
    for _ in range(number):
        key = f"n{chance.randrange(10**6)}"
        if shape:
            etree.SubElement(parent, f"{{{BPMN}}}{chance.choice(sorted(FLOW_NODES))}", id=key)
        else:
            key = chance.choice(keys)
        flow = etree.SubElement(parent, f"{{{BPMN}}}sequenceFlow", id=f"f{key}", sourceRef=before, targetRef=key)
        if chance.random() < 0.2:
            etree.SubElement(flow, f"{{{BPMN}}}conditionExpression").text = chance.choice(_VALUES).replace("\x00", "")
        before = key if shape == 1 else before


def _move(chance: Random, element: Any, root: Any, _others: Sequence[bytes]) -> None:
    inside = set(element.iter())
    places = [one for one in root.iter(etree.Element) if one not in inside]
    if element is not root and places:
        chance.choice(places).append(element)


def _rename(chance: Random, element: Any, root: Any, _others: Sequence[bytes]) -> None:
    space = BPMN if chance.random() < 0.9 else chance.choice(("", ZEEBE, *SAME_VOCABULARY, "urn:other"))
    if element is not root or chance.random() < 0.05:
        name = chance.choice(_TAGS)
        element.tag = f"{{{space}}}{name}" if space else name


def _drop_attribute(chance: Random, element: Any, _root: Any, _others: Sequence[bytes]) -> None:
    if element.attrib:
        del element.attrib[chance.choice(sorted(element.attrib))]


def _set_attribute(chance: Random, element: Any, root: Any, _others: Sequence[bytes]) -> None:
    """Write an attribute: an odd value, or the id of any element so that a reference points at the wrong kind."""
    name = chance.choice(sorted(element.attrib) or ["id"]) if chance.random() < 0.5 else chance.choice(_ATTRIBUTES)
    if chance.random() < 0.2:
        name = f"{{{chance.choice(SAME_VOCABULARY)}}}{chance.choice(_VENDOR)}"
    keys = [key for one in root.iter(etree.Element) if (key := one.get("id"))]
    element.set(name, chance.choice(keys) if keys and chance.random() < 0.6 else chance.choice(_VALUES))


def _text(chance: Random, element: Any, root: Any, _others: Sequence[bytes]) -> None:
    keys = [key for one in root.iter(etree.Element) if (key := one.get("id"))]
    element.text = chance.choice(keys) if keys and chance.random() < 0.3 else chance.choice(_VALUES)


def _inside(chance: Random, element: Any, _root: Any, _others: Sequence[bytes]) -> None:
    """Put a new element inside another, or a deep nest of one kind."""
    tag = f"{{{BPMN}}}{chance.choice(_TAGS)}"
    for depth in range(chance.choice((1, 1, 1, 1, 3, _DEEPEST))):
        element = etree.SubElement(element, tag)
        if chance.random() < 0.7:
            element.set("id", f"d{depth}-{chance.randrange(10**6)}")


def _graft(chance: Random, element: Any, _root: Any, others: Sequence[bytes]) -> None:
    """Take a branch of another drawing."""
    other = tree(chance.choice(others)) if others else None
    if other is not None:
        element.append(copy.deepcopy(chance.choice(list(other.iter(etree.Element)))))


def _remark(chance: Random, element: Any, _root: Any, _others: Sequence[bytes]) -> None:
    element.append(etree.Comment("x") if chance.random() < 0.5 else etree.ProcessingInstruction("x", "y"))


_STEPS: tuple[Step, ...] = (
    _remove, _again, _chain, _move, _rename, _rename, _drop_attribute, _drop_attribute, _set_attribute, _set_attribute,
    _set_attribute, _text, _inside, _graft, _remark,
)  # fmt: skip


def _bytes(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Change bytes without regard to the tree."""
    changed = bytearray(data or b"<")
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randint(0, len(changed)), chance.choice((1, 1, 2, 8, 64))
        kind = chance.randrange(4)
        if kind == 0:
            del changed[at : at + length]
        elif kind == 1:
            changed[at:at] = bytes(chance.randrange(256) for _ in range(length))
        elif kind == 2:
            changed[at : at + length] = changed[at : at + length][::-1]
        elif others:
            piece = chance.choice(others)
            start = chance.randint(0, len(piece))
            changed[at:at] = piece[start : start + length * 8]
    return bytes(changed[:_MOST])
