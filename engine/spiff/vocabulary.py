"""Which XML names a process is drawn with: BPMN's own and those that other modellers add; must not judge them."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from engine.xml import BPMN, Element

#: The same attributes under four names: the products are forks of one another. Zeebe writes child elements instead.
SAME_VOCABULARY: Final = (
    "http://camunda.org/schema/1.0/bpmn",
    "http://operaton.org/schema/1.0/bpmn",
    "http://activiti.org/bpmn",
    "http://flowable.org/bpmn",
)
ZEEBE: Final = "http://camunda.org/schema/zeebe/1.0"
SPIFF: Final = "http://spiffworkflow.org/bpmn/schema/1.0/core"

FLOW_NODES: Final = frozenset({
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
    "task", "userTask", "manualTask", "scriptTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask",
    "callActivity", "subProcess", "transaction", "adHocSubProcess",
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway",
})  # fmt: skip

#: Drawn beside the flow: remarks, documents and swimlanes change nothing in the order of work.
BESIDE_THE_FLOW: Final = frozenset({
    "documentation", "extensionElements", "laneSet", "textAnnotation", "association", "group", "dataObject",
    "dataObjectReference", "dataStoreReference", "ioSpecification", "property", "auditing", "monitoring",
    "incoming", "outgoing",
})  # fmt: skip


def bpmn(name: str) -> str:
    """Return the tag of a BPMN element as lxml writes it."""
    return f"{{{BPMN}}}{name}"


def local(node: Element) -> str | None:
    """Return the BPMN name of an element, or None for foreign elements, comments and processing instructions."""
    return _local(node.tag)


@lru_cache(maxsize=4_096)  # this is asked several times of every element of a drawing
def _local(tag: object) -> str | None:
    prefix = f"{{{BPMN}}}"
    return tag[len(prefix) :] if isinstance(tag, str) and tag.startswith(prefix) else None


def children(node: Element, *names: str) -> Iterator[Element]:
    """Give the BPMN children of `node` with one of these names, in document order."""
    return node.iterchildren(*_tags(names))


@cache  # the names stand in our own code
def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(bpmn, names))


@cache
def _everywhere(name: str) -> tuple[str, ...]:
    return tuple(f"{{{namespace}}}{name}" for namespace in SAME_VOCABULARY)


def child_text(node: Element, *path: str) -> str | None:
    """Return the stripped text of the first BPMN descendant along `path`, or None where it is missing or empty."""
    for name in path:
        found = next(children(node, name), None)
        if found is None:
            return None
        node = found
    return whole_text(node)


def whole_text(node: Element) -> str | None:
    """Return all text inside an element without surrounding space, or None when there is none."""
    return clean("".join(map(str, node.itertext())))


def clean(text: str | None) -> str | None:
    """Return the text without surrounding space, or None when nothing is left."""
    stripped = (text or "").strip()
    return stripped or None


def vendor(node: Element, name: str) -> str | None:
    """Return the attribute `name` that Camunda, Operaton, Activiti or Flowable put on the element."""
    for attribute in _everywhere(name):
        value = node.get(attribute)
        if value is not None and (value := clean(value)) is not None:
            return value
    return None


def zeebe(node: Element, name: str, attribute: str) -> str | None:
    """Return the attribute of Zeebe's extension element `name` of the element, for example assignmentDefinition."""
    for extension in extensions(node):
        if extension.tag == f"{{{ZEEBE}}}{name}":
            return clean(extension.get(attribute))
    return None


def extensions(node: Element) -> Iterator[Element]:
    """Give the foreign elements inside `extensionElements` of the element."""
    for container in children(node, "extensionElements"):
        for extension in container:
            if isinstance(extension.tag, str):
                yield extension
