"""What is drawn about work done outside the case: the topic of a worker, the called process; must not call anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.spiff.vocabulary import SAME_VOCABULARY, ZEEBE, children, clean, extensions, local, vendor, zeebe
from engine.xml import Element as Xml

#: What can be done by a worker outside; events by the definition of their message.
WORKED: Final = frozenset({"serviceTask", "sendTask", "businessRuleTask", "intermediateThrowEvent", "endEvent"})

_BY_A_WORKER: Final = frozenset({"external", "external-worker"})  # the latter in Flowable


@dataclass(frozen=True, slots=True)
class Outside:
    """Work for a worker outside as drawn; topic, priority and retries may be expressions."""

    topic: str
    priority: str | None = None
    retries: str | None = None
    retry_cycle: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    """(code, expression): which failures and answers are errors of the drawing (Camunda)."""


@dataclass(frozen=True, slots=True)
class Called:
    """A called process as drawn: which, in which version, and what goes in and comes back."""

    process: str
    binding: str = "latest"
    version: str | None = None
    tag: str | None = None
    business_key: str | None = None
    given: tuple[tuple[str, str], ...] = ()
    """(name in the called case, expression)."""
    taken: tuple[tuple[str, str], ...] = ()
    """(name here, expression over the called case's variables)."""
    gives_all: bool = False
    takes_all: bool = False
    retry_cycle: str | None = None


def outside(node: Xml) -> Outside | None:
    """Return what is said about the worker of a task or of a thrown message, None where nothing is."""
    kind = local(node)
    if kind not in WORKED:
        return None
    said = node if kind not in {"intermediateThrowEvent", "endEvent"} else _message(node)
    if said is None:
        return None
    topic = vendor(said, "topic") if vendor(said, "type") in _BY_A_WORKER else None
    topic = topic or zeebe(node, "taskDefinition", "type")
    if topic is None:
        return None
    return Outside(
        topic,
        priority=vendor(said, "taskPriority") or zeebe(node, "priorityDefinition", "priority"),
        retries=zeebe(node, "taskDefinition", "retries"),
        retry_cycle=retry_cycle(node) or retry_cycle(said),
        headers=tuple(_headers(node)),
        errors=tuple(_errors(node, said)),
    )


def _message(node: Xml) -> Xml | None:
    return next((child for child in node if local(child) == "messageEventDefinition"), None)


def retry_cycle(node: Xml) -> str | None:
    """Return how often and when failed work is tried again, as drawn, for example R5/PT10S."""
    for one in extensions(node):
        namespace, _, name = str(one.tag)[1:].rpartition("}")
        if namespace in SAME_VOCABULARY and name == "failedJobRetryTimeCycle":
            return clean("".join(map(str, one.itertext())))
    return None


def _errors(node: Xml, said: Xml) -> Iterator[tuple[str, str]]:
    codes = {one.get("id"): one.get("errorCode") for one in children(node.getroottree().getroot(), "error")}
    for one in (*extensions(node), *(extensions(said) if said is not node else ())):
        namespace, _, name = str(one.tag)[1:].rpartition("}")
        expression, reference = clean(one.get("expression")), (clean(one.get("errorRef")) or "").rpartition(":")[2]
        if namespace in SAME_VOCABULARY and name == "errorEventDefinition" and expression:
            yield clean(codes.get(reference)) or reference, expression


def _headers(node: Xml) -> Iterator[tuple[str, str]]:
    for one in extensions(node):
        namespace, _, name = str(one.tag)[1:].rpartition("}")
        if namespace == ZEEBE and name == "taskHeaders":
            yield from _pairs(one, "key")
        elif namespace in SAME_VOCABULARY and name == "properties":
            yield from _pairs(one, "name")


def _pairs(container: Xml, key: str) -> Iterator[tuple[str, str]]:
    for one in container:
        name = clean(one.get(key)) if isinstance(one.tag, str) else None
        if name is not None:
            yield name, one.get("value") or ""


def called(node: Xml) -> Called | None:
    """Return which process a call activity calls, None where it names none."""
    if local(node) != "callActivity":
        return None
    process = zeebe(node, "calledElement", "processId")
    if process is not None:
        return _of_zeebe(node, process)
    process = clean(node.get("calledElement"))
    if process is None:
        return None
    prefix, colon, rest = process.partition(":")
    if colon and prefix in node.nsmap:
        process = rest  # BPMN 2.0.2, table 10.26: a qualified name
    given, taken = list(_mapped(node, "in")), list(_mapped(node, "out"))
    return Called(
        process,
        binding=vendor(node, "calledElementBinding") or "latest",
        version=vendor(node, "calledElementVersion"),
        tag=vendor(node, "calledElementVersionTag"),
        business_key=next((key for one in _maps(node, "in") if (key := clean(one.get("businessKey")))), None),
        given=tuple(given),
        taken=tuple(taken),
        gives_all=_all(node, "in"),
        takes_all=_all(node, "out"),
        retry_cycle=retry_cycle(node),
    )


def _of_zeebe(node: Xml, process: str) -> Called:
    def says(attribute: str) -> bool:
        return zeebe(node, "calledElement", attribute) != "false"

    return Called(
        process,
        binding=zeebe(node, "calledElement", "bindingType") or "latest",
        tag=zeebe(node, "calledElement", "versionTag"),
        gives_all=says("propagateAllParentVariables"),
        takes_all=says("propagateAllChildVariables"),
    )


def _maps(node: Xml, name: str) -> Iterator[Xml]:
    for one in extensions(node):
        namespace, _, found = str(one.tag)[1:].rpartition("}")
        if namespace in SAME_VOCABULARY and found == name:
            yield one


def _all(node: Xml, name: str) -> bool:
    return any(clean(one.get("variables")) == "all" for one in _maps(node, name))


def _mapped(node: Xml, name: str) -> Iterator[tuple[str, str]]:
    for one in _maps(node, name):
        target, source = clean(one.get("target")), clean(one.get("source"))
        expression = clean(one.get("sourceExpression")) or (source and f"={source}")
        if target and expression:
            yield target, expression
