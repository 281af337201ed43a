"""What is drawn in one process: nodes, flows and lanes as plain values; must not judge whether it can run."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from engine.spiff import vocabulary
from engine.spiff.asking import Asked, asked
from engine.spiff.handover import EXCHANGING, Handover, handover
from engine.spiff.links import LINKING, Link, link
from engine.spiff.loops import Loop, loop
from engine.spiff.occasions import Occasion, Roots, occasions
from engine.spiff.outside import Called, Outside, called, outside
from engine.spiff.undoing import about, at_once, ties, undoer
from engine.spiff.vocabulary import child_text, children, clean, local, vendor, whole_text, zeebe
from engine.xml import Element as Xml

_HUMAN: Final = frozenset({"userTask"})
_INSTRUCTIONS: Final = f"{{{vocabulary.SPIFF}}}instructionsForEndUser"
_MESSAGING: Final = frozenset({"sendTask", "receiveTask"})
_SUB_PROCESSES: Final = frozenset({"subProcess", "transaction", "adHocSubProcess"})


@dataclass(frozen=True, slots=True)
class Multiple:
    """How an activity is repeated for several people or things, as drawn; expressions are not yet translated."""

    sequential: bool
    cardinality: str | None = None
    collection: str | None = None  # an expression, or with `by_name` the name of a variable
    by_name: bool = False
    item: str | None = None
    index: str | None = None
    output: str | None = None
    output_item: str | None = None
    condition: str | None = None
    behaviour: str = "All"


@dataclass(frozen=True, slots=True)
class Element:
    """One node or sequence flow of the drawing. Texts are as drawn; `type` is the BPMN name, for example `userTask`."""

    id: str
    type: str
    name: str | None = None
    line: int = 0
    parent: str | None = None  # the sub-process it is drawn in
    lane: str | None = None  # the name of the innermost lane
    source: str | None = None
    target: str | None = None
    condition: str | None = None
    default: str | None = None
    incoming: tuple[str, ...] = ()
    outgoing: tuple[str, ...] = ()
    events: tuple[str, ...] = ()  # kinds of its event definitions: "timer", "message" …
    assignee: str | None = None
    candidate_users: str | None = None
    candidate_groups: str | None = None
    due: str | None = None
    follow_up: str | None = None
    priority: str | None = None
    form_key: str | None = None
    script: str | None = None
    language: str | None = None  # of the script or the condition, where one is named
    result_variable: str | None = None
    multiple: Multiple | None = None
    loop: Loop | None = None
    handover: Handover | None = None  # values that go in and come out
    instructions: str | None = None  # for the person who does it
    asked: Asked | None = None  # the decision that a business rule task asks
    initiator: str | None = None  # of a start event: the variable that names who began the case
    link: Link | None = None  # of a link event
    undoer: str | None = None  # of a compensation boundary event: the activity that undoes
    about: str | None = None  # of an event that throws a compensation: the activity to be undone
    at_once: bool = False  # whether it goes on without waiting for that
    occasions: tuple[Occasion, ...] = ()  # its event definitions, or the message of a send or receive task
    attached: str | None = None  # of a boundary event: its activity
    interrupting: bool = True  # of a boundary event or the start of an event sub-process
    outside: Outside | None = None  # who does it outside the case
    called: Called | None = None  # the process that a call activity calls
    instantiates: bool = False  # whether a receive task or an event-based gateway begins cases
    oddities: tuple[str, ...] = ()  # BPMN attributes and children that would change what happens

    @property
    def is_flow(self) -> bool:
        """Whether this is a sequence flow and not a node."""
        return self.type == "sequenceFlow"

    @property
    def handles(self) -> bool:
        """Whether this is an event sub-process."""
        return "triggeredByEvent" in self.oddities

    @property
    def human(self) -> bool:
        """Whether a person does it: a user task, or an untyped task in a lane or with somebody named for it."""
        named = self.assignee or self.candidate_users or self.candidate_groups
        return self.type in _HUMAN or (self.type == "task" and bool(self.lane or named))


@dataclass(frozen=True, slots=True)
class Structure:
    """One process as drawn: what stands at its top first, then what is in its sub-processes, each in document order."""

    process_id: str
    name: str | None
    nodes: Mapping[str, Element] = field(repr=False)
    flows: Mapping[str, Element] = field(repr=False)
    lanes: tuple[str, ...] = ()
    strangers: tuple[Element, ...] = field(default=(), repr=False)  # elements of unknown kind
    elements: Mapping[str, Element] = field(default_factory=dict, repr=False)  # nodes and flows
    begins: tuple[str, ...] = ()  # start events; where none is drawn, what no flow leads into
    inner: Mapping[str, tuple[Element, ...]] = field(default_factory=dict, repr=False)  # by sub-process


def process_ids(root: Xml) -> tuple[str, ...]:
    """Return the ids of the processes in a definitions tree, in document order."""
    return tuple(str(process.get("id") or "") for process in children(root, "process"))


def outline(root: Xml, process_id: str) -> Structure:
    """Return what is drawn in the process `process_id`; KeyError if the tree has no such process. Never changes it."""
    return structure(process(root, process_id))


def process(root: Xml, process_id: str) -> Xml:
    """Return the process with this id in a definitions tree; KeyError if there is none."""
    found = next((one for one in children(root, "process") if one.get("id") == process_id), None)
    if found is None:
        raise KeyError(process_id)
    return found


def structure(drawn: Xml) -> Structure:
    """Return what is drawn in a process element, which stays as it is."""
    reading = _Reading(drawn)
    return Structure(
        process_id=str(drawn.get("id")),
        name=clean(drawn.get("name")),
        nodes=MappingProxyType(reading.nodes),
        flows=MappingProxyType(reading.flows),
        lanes=tuple(dict.fromkeys(reading.lanes.values())),
        strangers=tuple(reading.strangers),
        elements=MappingProxyType({**reading.nodes, **reading.flows}),
        begins=begins(node for node in reading.nodes.values() if node.parent is None),
        inner=MappingProxyType(_inner(reading.nodes.values())),
    )


def _inner(nodes: Iterable[Element]) -> dict[str, tuple[Element, ...]]:
    found: dict[str, list[Element]] = {}
    for node in nodes:
        if node.parent is not None:
            found.setdefault(node.parent, []).append(node)
    return {scope: tuple(held) for scope, held in found.items()}


def begins(nodes: Iterable[Element]) -> tuple[str, ...]:
    """Return where a process or a sub-process of these nodes begins: without a start event all that no flow leads into.

    BPMN 2.0.2, 10.5.2. A start event without a trigger comes first: it is meant where no other is named.
    """
    inner = tuple(nodes)
    starts = [node for node in inner if node.type == "startEvent" or node.instantiates]
    if not starts:
        starts = [node for node in inner if not node.incoming and not _waits_for_others(node)]
    return tuple(node.id for node in sorted(starts, key=lambda node: bool(node.events) or node.instantiates))


def _waits_for_others(node: Element) -> bool:
    linked = node.type == "intermediateCatchEvent" and "link" in node.events
    return linked or node.type == "boundaryEvent" or bool({"isForCompensation", "triggeredByEvent"} & {*node.oddities})


class _Reading:
    """One pass over a process, level by level as drawn; by a queue, so that depth costs no recursion."""

    def __init__(self, process: Xml) -> None:
        self.names = _names_of_data(process)
        self.roots = Roots(process)
        self.lanes = dict(_lanes(process))
        self.ties = ties(process)
        self.drawn: list[tuple[Xml, str, str | None]] = []
        self.nodes: dict[str, Element] = {}
        self.flows: dict[str, Element] = {}
        self.strangers: list[Element] = []
        waiting: deque[tuple[Xml, str | None]] = deque([(process, None)])
        while waiting:
            container, parent = waiting.popleft()
            for node in container:
                kind = local(node)
                if kind is not None:
                    self._take(node, kind, parent)
                if kind in _SUB_PROCESSES:
                    waiting.append((node, node.get("id")))
        self._connect()

    def _take(self, node: Xml, kind: str, parent: str | None) -> None:
        if kind == "sequenceFlow":
            flow = _flow(node, node.get("id") or f"flow.{len(self.flows) + 1}", parent)
            self.flows[flow.id] = flow
        elif kind in vocabulary.FLOW_NODES and node.get("id"):
            self.drawn.append((node, kind, parent))
        elif kind not in vocabulary.BESIDE_THE_FLOW and not _describes_its_parent(kind):
            self.strangers.append(_bare(node, kind, parent))

    def _connect(self) -> None:
        """Make the nodes with the flows that enter and leave them, in document order of the flows."""
        incoming: dict[str, list[str]] = {}
        outgoing: dict[str, list[str]] = {}
        for flow in self.flows.values():
            outgoing.setdefault(flow.source or "", []).append(flow.id)
            incoming.setdefault(flow.target or "", []).append(flow.id)
        for node, kind, parent in self.drawn:
            key = str(node.get("id"))
            flows: dict[str, Any] = {
                "incoming": tuple(incoming.get(key, ())), "outgoing": tuple(outgoing.get(key, ())),
            }  # fmt: skip
            if kind.endswith("Event"):
                flows |= {"undoer": undoer(node, self.ties), "about": about(node), "at_once": at_once(node)}
            flows["occasions"] = occasions(node, self.roots) if kind.endswith("Event") or kind in _MESSAGING else ()
            self.nodes[key] = _node(node, kind, parent, self.lanes.get(key), self.names, flows)


def _bare(node: Xml, kind: str, parent: str | None) -> Element:
    return Element(str(node.get("id") or ""), kind, clean(node.get("name")), _line(node), parent)


def _line(node: Xml) -> int:
    line: Any = node.sourceline
    return line or 0


def _describes_its_parent(kind: str) -> bool:
    return kind.endswith(("LoopCharacteristics", "EventDefinition", "Association", "Specification")) or kind in {
        "script", "standardLoopCharacteristics", "resourceRole", "performer", "humanPerformer", "potentialOwner",
        "completionCondition", "supportedInterfaceRef", "correlationSubscription",
    }  # fmt: skip


def _flow(node: Xml, flow_id: str, parent: str | None) -> Element:
    condition = next(children(node, "conditionExpression"), None)
    return Element(
        id=flow_id,
        type="sequenceFlow",
        name=clean(node.get("name")),
        line=_line(node),
        parent=parent,
        source=node.get("sourceRef"),
        target=node.get("targetRef"),
        condition=None if condition is None else whole_text(condition),
        language=None if condition is None else clean(condition.get("language")),
    )


def _node(
    node: Xml, kind: str, parent: str | None, lane: str | None, names: Mapping[str, str], flows: dict[str, Any]
) -> Element:
    assigned: dict[str, Any] = _assignment(node) if kind in {"userTask", "task", "startEvent"} else {}
    return Element(
        id=str(node.get("id")),
        type=kind,
        name=clean(node.get("name")),
        line=_line(node),
        parent=parent,
        lane=lane,
        default=clean(node.get("default")),
        events=_event_kinds(node) if kind.endswith("Event") else (),
        script=_script(node) if kind == "scriptTask" else None,
        language=clean(node.get("scriptFormat")) if kind == "scriptTask" else None,
        result_variable=_result_variable(node) if kind == "scriptTask" else None,
        multiple=_multiple(node, names),
        loop=loop(node),
        handover=handover(node) if kind in EXCHANGING else None,
        instructions=_instructions(node) if kind in {"userTask", "task"} else None,
        asked=asked(node) if kind == "businessRuleTask" else None,
        initiator=vendor(node, "initiator") if kind == "startEvent" else None,
        link=link(node) if kind in LINKING else None,
        attached=clean(node.get("attachedToRef")) if kind == "boundaryEvent" else None,
        interrupting="false" not in (node.get("cancelActivity"), node.get("isInterrupting")),
        outside=outside(node),
        called=called(node) if kind == "callActivity" else None,
        instantiates=node.get("instantiate") in {"true", "1"},
        oddities=_oddities(node),
        **flows,
        **assigned,
    )


def _assignment(node: Xml) -> dict[str, str | None]:
    words = {one.tag: one for one in reversed(list(vocabulary.extensions(node)))}  # asked often, and read once

    def zeebe_word(element: str, attribute: str) -> str | None:
        found = words.get(f"{{{vocabulary.ZEEBE}}}{element}")
        return None if found is None else clean(found.get(attribute))

    def either(name: str, element: str, attribute: str) -> str | None:
        return vendor(node, name) or zeebe_word(element, attribute)

    form = zeebe_word("formDefinition", "formKey") or zeebe_word("formDefinition", "formId")
    return {
        "assignee": either("assignee", "assignmentDefinition", "assignee")
        or child_text(node, "humanPerformer", "resourceAssignmentExpression", "formalExpression"),
        "candidate_users": either("candidateUsers", "assignmentDefinition", "candidateUsers"),
        "candidate_groups": either("candidateGroups", "assignmentDefinition", "candidateGroups")
        or child_text(node, "potentialOwner", "resourceAssignmentExpression", "formalExpression"),
        "due": either("dueDate", "taskSchedule", "dueDate"),
        "follow_up": either("followUpDate", "taskSchedule", "followUpDate"),
        "priority": either("priority", "priorityDefinition", "priority"),
        "form_key": vendor(node, "formKey") or vendor(node, "formRef") or form,
    }


def _instructions(node: Xml) -> str | None:
    found = (one for one in vocabulary.extensions(node) if one.tag == _INSTRUCTIONS)
    return next((text for one in found if (text := whole_text(one))), None)


def _script(node: Xml) -> str | None:
    return child_text(node, "script") or zeebe(node, "script", "expression")


def _result_variable(node: Xml) -> str | None:
    return (
        vendor(node, "resultVariable") or vendor(node, "resultVariableName") or zeebe(node, "script", "resultVariable")
    )


def _multiple(node: Xml, names: Mapping[str, str]) -> Multiple | None:
    drawn = next(children(node, "multiInstanceLoopCharacteristics"), None)
    if drawn is None:
        return None
    reference = child_text(drawn, "loopDataInputRef")
    collection = vendor(drawn, "collection") or zeebe(drawn, "loopCharacteristics", "inputCollection")
    output = child_text(drawn, "loopDataOutputRef")
    return Multiple(
        sequential=drawn.get("isSequential") in {"true", "1"},
        cardinality=child_text(drawn, "loopCardinality"),
        collection=collection or (reference and names.get(reference, reference)),
        by_name=collection is None and reference is not None,
        item=_item(drawn, "inputDataItem") or _vendor_item(drawn, "elementVariable", "inputElement"),
        index=vendor(drawn, "elementIndexVariable"),
        output=(output and names.get(output, output)) or zeebe(drawn, "loopCharacteristics", "outputCollection"),
        output_item=_item(drawn, "outputDataItem") or _vendor_item(drawn, "", "outputElement"),
        condition=child_text(drawn, "completionCondition"),
        behaviour=drawn.get("behavior", "All"),
    )


def _item(drawn: Xml, name: str) -> str | None:
    """Return the variable of an item: its name, or its id where modellers left the name out."""
    item = next(children(drawn, name), None)
    return None if item is None else clean(item.get("name")) or clean(item.get("id"))


def _vendor_item(drawn: Xml, attribute: str, zeebe_attribute: str) -> str | None:
    found = (vendor(drawn, attribute) if attribute else None) or zeebe(drawn, "loopCharacteristics", zeebe_attribute)
    return found.removeprefix("=").strip() if found else None


def _event_kinds(node: Xml) -> tuple[str, ...]:
    ending = "EventDefinition"
    kinds = [str(local(child))[: -len(ending)] for child in node if (local(child) or "").endswith(ending)]
    return (*kinds, *("reference" for _ in children(node, "eventDefinitionRef")))


def _oddities(node: Xml) -> tuple[str, ...]:
    found = [name for name in ("startQuantity", "completionQuantity") if node.get(name, "1") != "1"]
    if node.get("isForCompensation") in {"true", "1"}:
        found.append("isForCompensation")
    if node.get("triggeredByEvent") in {"true", "1"}:
        found.append("triggeredByEvent")
    if node.get("eventGatewayType", "Exclusive") != "Exclusive":
        found.append("eventGatewayType")
    return tuple(found)


def _names_of_data(process: Xml) -> dict[str, str]:
    """Return id → name of the things that a loop may refer to by id."""
    kinds = map(vocabulary.bpmn, ("dataObject", "dataObjectReference", "dataInput", "dataOutput", "property"))
    named = ((node.get("id"), clean(node.get("name"))) for node in process.iter(*kinds))
    return {str(found): name for found, name in named if found and name}


def _lanes(process: Xml) -> Iterator[tuple[str, str]]:
    """Give (node id, lane name), outer lanes first so that a dictionary keeps the innermost, without unnamed ones."""
    waiting = list(children(process, "laneSet"))
    while waiting:
        lanes = list(children(waiting.pop(0), "lane"))
        for lane in lanes:
            name = clean(lane.get("name"))
            references = (clean(reference.text) for reference in children(lane, "flowNodeRef"))
            yield from ((node, name) for node in references if node and name)
            waiting.extend(children(lane, "childLaneSet"))
