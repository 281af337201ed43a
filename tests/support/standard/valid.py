"""A random model that the standard allows: nested blocks, events, data, lanes, pools, message flows, with a diagram."""

from collections.abc import Callable
from random import Random
from typing import Any

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
TASKS = ("task", "userTask", "manualTask", "scriptTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask")
RUNNABLE = ("task", "userTask", "manualTask")


class Model:
    """One model while it grows. `runnable` leaves out what this release cannot run, so that nothing hides a miss."""

    def __init__(self, chance: Random, *, runnable: bool) -> None:
        self.chance, self.runnable, self.number = chance, runnable, 0
        prefix = chance.choice((None, "bpmn", "bpmn2", "semantic"))
        self.root = etree.Element(
            f"{{{BPMN}}}definitions",
            id="definitions", targetNamespace="urn:generated",
            nsmap={prefix: BPMN, "bpmndi": DI, "dc": DC, "di": DD, "xsi": XSI},
        )  # fmt: skip
        self.listed = chance.random() < 0.6  # incoming and outgoing are written
        self.pools: list[Any] = []
        self.processes: list[Any] = []

    def key(self, word: str) -> str:
        self.number += 1
        return f"{word}_{self.number}"

    def add(self, parent: Any, kind: str, text: str | None = None, **attributes: str) -> Any:
        made = etree.SubElement(parent, f"{{{BPMN}}}{kind}", **attributes)
        made.text = text
        return made

    def node(self, scope: Any, kind: str, **attributes: str) -> Any:
        return self.add(scope, kind, id=self.key(kind), name=f"{kind} {self.number}", **attributes)

    def flow(self, scope: Any, source: Any, target: Any, condition: str | None = None) -> Any:
        made = self.add(
            scope, "sequenceFlow", id=self.key("flow"), sourceRef=source.get("id"), targetRef=target.get("id")
        )
        if condition is not None:
            expression = self.add(made, "conditionExpression", condition)
            expression.set(f"{{{XSI}}}type", f"{self.prefixed('tFormalExpression')}")
        return made

    def prefixed(self, name: str) -> str:
        return f"{self.root.prefix}:{name}" if self.root.prefix else name

    def shared(self, kind: str, **attributes: str) -> str:
        """Put a message, signal, error or escalation at the root, before the processes, and return its id."""
        made = etree.Element(f"{{{BPMN}}}{kind}", id=self.key(kind), name=f"{kind} {self.number}", **attributes)
        self.root.insert(0, made)
        return str(made.get("id"))

    # --- what happens at an event ----------------------------------------------------------------

    def cause(self, event: Any, kind: str) -> Any:
        made = self.add(event, f"{kind}EventDefinition", id=self.key(kind))
        if kind == "timer":
            self.add(made, "timeDuration", "PT1H").set(f"{{{XSI}}}type", self.prefixed("tFormalExpression"))
        elif kind in {"message", "signal", "error", "escalation"}:
            code = {} if kind in {"message", "signal"} else {f"{kind}Code": "E1"}
            made.set(f"{kind}Ref", self.shared(kind, **code))
        elif kind == "conditional":
            self.add(made, "condition", "amount > 10").set(f"{{{XSI}}}type", self.prefixed("tFormalExpression"))
        return made

    # --- blocks: each is put between a node before and returns the node behind ---------------------

    def body(self, scope: Any, depth: int, *, start: str | None = None) -> None:
        """Fill a scope: a start event, some blocks, an end event."""
        before = self.node(scope, "startEvent")
        if start is not None:
            self.cause(before, start)
        for _ in range(self.chance.randint(1, 4 if depth else 5)):
            before = self.chance.choice(self.blocks(depth))(scope, before, depth)
        self.flow(scope, before, self.end(scope))

    def blocks(self, depth: int) -> list[Callable[..., Any]]:
        simple: list[Callable[..., Any]] = [self.task, self.task, self.exclusive, self.parallel, self.loop]
        if self.runnable:
            return simple
        simple += [
            self.inclusive, self.event_gateway, self.event, self.link, self.boundary, self.implicit, self.data,
            self.repeated, self.call,
        ]  # fmt: skip
        return simple + [self.sub_process, self.transaction, self.ad_hoc, self.event_sub_process] * (depth < 2)

    def end(self, scope: Any) -> Any:
        made = self.node(scope, "endEvent")
        kinds = ["terminate"] if self.runnable else ["terminate", "message", "signal", "escalation"]
        if self.chance.random() < 0.25:
            self.cause(made, self.chance.choice(kinds))
        return made

    def task(self, scope: Any, before: Any, _depth: int) -> Any:
        kind = self.chance.choice(RUNNABLE if self.runnable else TASKS)
        made = self.node(scope, kind)
        if kind == "scriptTask":
            made.set("scriptFormat", "feel")
            self.add(made, "script", "{total: 1 + 2}")
        self.flow(scope, before, made)
        return made

    def _gate(self, scope: Any, kind: str, before: Any, depth: int, *, conditions: bool) -> Any:
        split = self.node(scope, kind)
        self.flow(scope, before, split)
        join = self.node(scope, kind)
        ways = self.chance.randint(2, 4)
        for way in range(ways):
            first = self.node(scope, self.chance.choice(RUNNABLE))
            last_way = way == ways - 1
            made = self.flow(scope, split, first, f"amount > {way}" if conditions and not last_way else None)
            if conditions and last_way:
                split.set("default", made.get("id"))
            last = self.task(scope, first, depth) if self.chance.random() < 0.4 else first
            self.flow(scope, last, join)
        if self.chance.random() < 0.4:
            split.set("gatewayDirection", "Diverging")
            join.set("gatewayDirection", "Converging")
        return join

    def exclusive(self, scope: Any, before: Any, depth: int) -> Any:
        return self._gate(scope, "exclusiveGateway", before, depth, conditions=True)

    def inclusive(self, scope: Any, before: Any, depth: int) -> Any:
        return self._gate(scope, "inclusiveGateway", before, depth, conditions=True)

    def parallel(self, scope: Any, before: Any, depth: int) -> Any:
        return self._gate(scope, "parallelGateway", before, depth, conditions=False)

    def loop(self, scope: Any, before: Any, depth: int) -> Any:
        meet, choice = self.node(scope, "exclusiveGateway"), self.node(scope, "exclusiveGateway")
        self.flow(scope, before, meet)
        self.flow(scope, self.task(scope, meet, depth), choice)
        self.flow(scope, choice, meet, "again = true")
        after = self.node(scope, self.chance.choice(RUNNABLE))
        choice.set("default", self.flow(scope, choice, after).get("id"))
        return after

    def event_gateway(self, scope: Any, before: Any, _depth: int) -> Any:
        gate, after = self.node(scope, "eventBasedGateway"), self.node(scope, "exclusiveGateway")
        self.flow(scope, before, gate)
        for kind in self.chance.sample(["message", "timer", "signal", "conditional"], self.chance.randint(2, 4)):
            event = self.node(scope, "intermediateCatchEvent")
            self.cause(event, kind)
            self.flow(scope, gate, event)
            self.flow(scope, event, after)
        return after

    def event(self, scope: Any, before: Any, _depth: int) -> Any:
        catches = self.chance.random() < 0.5
        made = self.node(scope, "intermediateCatchEvent" if catches else "intermediateThrowEvent")
        catching, throwing = ["message", "timer", "signal", "conditional"], ["message", "signal", "escalation", None]
        kind = self.chance.choice(catching if catches else throwing)
        if kind is not None:
            self.cause(made, kind)
        self.flow(scope, before, made)
        return made

    def link(self, scope: Any, before: Any, _depth: int) -> Any:
        name = self.key("link")
        there, here = self.node(scope, "intermediateThrowEvent"), self.node(scope, "intermediateCatchEvent")
        for one in (there, here):
            self.cause(one, "link").set("name", name)
        self.flow(scope, before, there)
        return here

    def boundary(self, scope: Any, before: Any, depth: int) -> Any:
        host = self.task(scope, before, depth)
        kind = self.chance.choice(["message", "timer", "signal", "escalation", "conditional", "error"])
        made = self.node(scope, "boundaryEvent", attachedToRef=host.get("id"))
        if kind != "error" and self.chance.random() < 0.4:
            made.set("cancelActivity", "false")
        self.cause(made, kind)
        self.flow(scope, self.task(scope, made, depth), self.end(scope))
        return host

    def implicit(self, scope: Any, before: Any, depth: int) -> Any:
        task = self.task(scope, before, depth)
        others = [self.node(scope, self.chance.choice(RUNNABLE)) for _ in range(2)]
        after = self.node(scope, "exclusiveGateway")
        for other in others:
            self.flow(scope, task, other)
            self.flow(scope, other, after)
        return after

    def data(self, scope: Any, before: Any, depth: int) -> Any:
        task, data = self.task(scope, before, depth), self.add(scope, "dataObject", id=self.key("data"))
        shown = self.add(scope, "dataObjectReference", id=self.key("shown"), dataObjectRef=data.get("id"))
        inside = self.add(task, "ioSpecification")
        wanted = self.add(inside, "dataInput", id=self.key("input"))
        inputs = self.add(inside, "inputSet")
        self.add(inputs, "dataInputRefs", wanted.get("id"))
        self.add(inside, "outputSet")
        flow = self.add(task, "dataInputAssociation", id=self.key("in"))
        self.add(flow, "sourceRef", shown.get("id"))
        self.add(flow, "targetRef", wanted.get("id"))
        return task

    def repeated(self, scope: Any, before: Any, depth: int) -> Any:
        task = self.task(scope, before, depth)
        if self.chance.random() < 0.5:
            loop = self.add(task, "multiInstanceLoopCharacteristics")
            self.add(loop, "loopCardinality", "3").set(f"{{{XSI}}}type", self.prefixed("tFormalExpression"))
        else:
            loop = self.add(task, "standardLoopCharacteristics", testBefore="true")
            self.add(loop, "loopCondition", "again").set(f"{{{XSI}}}type", self.prefixed("tFormalExpression"))
        return task

    def call(self, scope: Any, before: Any, _depth: int) -> Any:
        made = self.node(scope, "callActivity", calledElement=self.processes[0].get("id") + "_other")
        self.flow(scope, before, made)
        return made

    def sub_process(self, scope: Any, before: Any, depth: int) -> Any:
        made = self.node(scope, "subProcess")
        self.flow(scope, before, made)
        self.body(made, depth + 1)
        return made

    def transaction(self, scope: Any, before: Any, depth: int) -> Any:
        made = self.node(scope, "transaction")
        self.flow(scope, before, made)
        self.body(made, depth + 1)
        choice = next(one for one in made if one.tag.endswith("}startEvent"))
        split = self.node(made, "exclusiveGateway")
        first = next(one for one in made if one.get("sourceRef") == choice.get("id"))
        first.set("sourceRef", split.get("id"))
        split.set("default", first.get("id"))
        self.flow(made, choice, split)
        given_up = self.node(made, "endEvent")
        self.cause(given_up, "cancel")
        self.flow(made, split, given_up, "amount = 0")
        caught = self.node(scope, "boundaryEvent", attachedToRef=made.get("id"))
        self.cause(caught, "cancel")
        self.flow(scope, caught, self.end(scope))
        return made

    def ad_hoc(self, scope: Any, before: Any, _depth: int) -> Any:
        made = self.node(scope, "adHocSubProcess")
        self.flow(scope, before, made)
        first, second = self.node(made, "task"), self.node(made, "userTask")
        if self.chance.random() < 0.5:
            self.flow(made, first, second)
        return made

    def event_sub_process(self, scope: Any, before: Any, depth: int) -> Any:
        made = self.node(scope, "subProcess", triggeredByEvent="true")
        kind = self.chance.choice(["message", "timer", "signal", "error", "escalation", "conditional"])
        self.body(made, 2, start=kind)
        if kind != "error" and self.chance.random() < 0.4:
            next(one for one in made if one.tag.endswith("}startEvent")).set("isInterrupting", "false")
        return self.task(scope, before, depth)

    # --- the whole ------------------------------------------------------------------------------

    def process(self, *, lanes: bool) -> Any:
        made = self.add(self.root, "process", id=self.key("process"), name="Process", isExecutable="true")
        self.processes.append(made)
        self.body(made, 0)
        if lanes:
            held = etree.Element(f"{{{BPMN}}}laneSet", id=self.key("lanes"))
            made.insert(0, held)
            lane_of = [self.add(held, "lane", id=self.key("lane"), name=f"Lane {number}") for number in range(2)]
            for node in made:
                if node.get("id") and not node.tag.endswith(
                    ("}sequenceFlow", "}laneSet", "}dataObject", "}dataObjectReference")
                ):
                    self.add(self.chance.choice(lane_of), "flowNodeRef", node.get("id"))
        return made

    def collaborate(self) -> None:
        """Put the processes into pools, beside a black box, with message flows between tasks of different pools."""
        held = etree.Element(f"{{{BPMN}}}collaboration", id=self.key("collaboration"))
        self.root.insert(len(self.root) - len(self.processes), held)
        for process in self.processes:
            self.pools.append(self.add(held, "participant", id=self.key("pool"), processRef=process.get("id")))
        box = self.add(held, "participant", id=self.key("pool"), name="Citizen")
        senders = [one for one in self.processes[0] if one.tag.endswith(("}userTask", "}task", "}serviceTask"))]
        for sender in senders[:2]:
            target = box
            if len(self.processes) > 1 and self.chance.random() < 0.5:
                receivers = [one for one in self.processes[1] if one.tag.endswith(("}userTask", "}task"))]
                target = self.chance.choice(receivers) if receivers else box
            self.add(
                held, "messageFlow", id=self.key("messageFlow"), sourceRef=sender.get("id"), targetRef=target.get("id")
            )

    def list_flows(self) -> None:
        for flow in list(self.root.iter(f"{{{BPMN}}}sequenceFlow")):
            for kind, end in (("outgoing", "sourceRef"), ("incoming", "targetRef")):
                node = next(one for one in flow.getparent() if one.get("id") == flow.get(end))
                listed = etree.Element(f"{{{BPMN}}}{kind}")
                listed.text = flow.get("id")
                others = [one for one in node if one.tag in {f"{{{BPMN}}}incoming", f"{{{BPMN}}}{kind}"}]
                node.insert(len(others), listed)

    def draw(self) -> None:
        shown = self.root.find(f"{{{BPMN}}}collaboration")
        shown = self.processes[0] if shown is None else shown
        diagram = etree.SubElement(self.root, f"{{{DI}}}BPMNDiagram", id="diagram")
        plane = etree.SubElement(diagram, f"{{{DI}}}BPMNPlane", id="plane", bpmnElement=shown.get("id"))
        for number, one in enumerate(self.root.iter(f"{{{BPMN}}}*")):
            kind = etree.QName(one).localname
            if one.get("id") and kind in {"participant", "lane", *TASKS, "subProcess", "startEvent", "endEvent"}:
                shape = etree.SubElement(
                    plane, f"{{{DI}}}BPMNShape", id=f"{one.get('id')}_di", bpmnElement=one.get("id")
                )
                etree.SubElement(shape, f"{{{DC}}}Bounds", x=str(number * 10), y="0", width="100", height="80")
            elif kind == "sequenceFlow":
                edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{one.get('id')}_di", bpmnElement=one.get("id"))
                for x in ("0", "50"):
                    etree.SubElement(edge, f"{{{DD}}}waypoint", x=x, y="0")


def model(seed: int, *, runnable: bool = False) -> Any:
    """Return the tree of a model that the standard allows."""
    chance = Random(seed)
    made = Model(chance, runnable=runnable)
    pools = 0 if chance.random() < 0.5 else chance.randint(1, 2)
    for _ in range(max(1, pools)):
        made.process(lanes=chance.random() < 0.4)
    if pools:
        made.collaborate()
    for script in list(made.root.iter(f"{{{BPMN}}}script")):
        script.getparent().append(script)  # the schema wants it behind everything else
    if made.listed:
        made.list_flows()
    if chance.random() < 0.6:
        made.draw()
    return made.root
