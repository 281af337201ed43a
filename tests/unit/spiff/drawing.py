"""Draws small processes for tests: nodes and flows in one line each; holds no expectations."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from lxml import etree

from engine import spiff

NOW = datetime(2026, 3, 21, 8, 0, tzinfo=UTC)
_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
_VENDORS = {
    "camunda": _CAMUNDA,
    "flowable": "http://flowable.org/bpmn",
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
    "spiffworkflow": "http://spiffworkflow.org/bpmn/schema/1.0/core",
}
_OF_BPMN = {
    "id", "name", "isExecutable", "sourceRef", "targetRef", "default", "scriptFormat", "isSequential",
    "language", "attachedToRef", "cancelActivity", "triggeredByEvent", "isInterrupting", "messageRef",
    "testBefore", "calledElement", "activityRef", "isForCompensation", "signalRef", "errorRef", "errorCode",
    "escalationRef", "escalationCode",
}  # fmt: skip
_SHORT = {
    "start": "startEvent", "end": "endEvent", "user": "userTask", "manual": "manualTask", "script": "scriptTask",
    "xor": "exclusiveGateway", "and": "parallelGateway", "or": "inclusiveGateway",
    "throw": "intermediateThrowEvent", "catch": "intermediateCatchEvent", "sub": "subProcess", "handler": "subProcess",
    "alert": "startEvent", "boundary": "boundaryEvent", "await": "eventBasedGateway",
    "service": "serviceTask", "mark": "boundaryEvent", "undoer": "userTask", "undo": "intermediateThrowEvent",
    "call": "callActivity", "lift": "intermediateThrowEvent", "lift end": "endEvent", "fail": "endEvent",
    "cancel": "endEvent", "deal": "transaction", "jump": "intermediateThrowEvent", "land": "intermediateCatchEvent",
}  # fmt: skip


class Drawing:
    """A process under the pen; every method returns the drawing itself."""

    def __init__(self, process_id: str = "p") -> None:
        self.root = etree.Element(f"{{{_BPMN}}}definitions", nsmap={None: _BPMN, "camunda": _CAMUNDA})
        self.process = self.add(self.root, "process", id=process_id, isExecutable="true")
        self.nodes: dict[str, Any] = {}
        self.into = self.process

    def add(self, parent: Any, tag: str, text: str | None = None, namespace: str = _CAMUNDA, **attributes: str) -> Any:
        """One element; attributes that BPMN does not know are Camunda's."""
        made = etree.SubElement(parent, f"{{{_BPMN}}}{tag}")
        for key, value in attributes.items():
            made.set(key if key in _OF_BPMN else f"{{{namespace}}}{key}", value)
        made.text = text
        return made

    def node(self, short: str, node_id: str, **attributes: str) -> "Drawing":
        """One node; `short` is start, end, user, manual, script, xor, and, or a BPMN name."""
        self.nodes[node_id] = self.add(self.into, _SHORT.get(short, short), id=node_id, **attributes)
        return self

    def terminate(self, node_id: str) -> "Drawing":
        self.node("end", node_id)
        self.add(self.nodes[node_id], "terminateEventDefinition")
        return self

    def script(self, node_id: str, text: str, scriptFormat: str = "feel", **attributes: str) -> "Drawing":  # noqa: N803
        self.node("script", node_id, scriptFormat=scriptFormat, **attributes)
        self.add(self.nodes[node_id], "script", text)
        return self

    def several(self, node_id: str, *, sequential: bool = False, namespace: str = _CAMUNDA, **parts: str) -> "Drawing":
        """Repeat a node: cardinality, condition, input, item, output, output_item; others are vendor's attributes."""
        tags = {
            "cardinality": "loopCardinality", "input": "loopDataInputRef", "output": "loopDataOutputRef",
            "item": "inputDataItem", "output_item": "outputDataItem", "condition": "completionCondition",
        }  # fmt: skip
        own = {key: value for key, value in parts.items() if key not in tags}
        loop = self.add(
            self.nodes[node_id], "multiInstanceLoopCharacteristics", None, namespace,
            isSequential=str(sequential).lower(), **own,
        )  # fmt: skip
        for key, tag in tags.items():
            if key in parts and key in {"item", "output_item"}:
                self.add(loop, tag, id=f"{node_id}.{key}", name=parts[key])
            elif key in parts:
                self.add(loop, tag, parts[key])
        return self

    def flow(
        self, source: str, target: str, when: str | None = None, flow_id: str | None = None, **attributes: str
    ) -> "Drawing":
        flow = self.add(
            self.into, "sequenceFlow", id=flow_id or f"{source}-{target}", sourceRef=source, targetRef=target
        )
        if when is not None:
            self.add(flow, "conditionExpression", when, **attributes)
        return self

    def line(self, *nodes: str) -> "Drawing":
        """Flows from each node to the next."""
        for source, target in pairwise(nodes):
            self.flow(source, target)
        return self

    def again(self, node_id: str, when: str | None, *, before: bool = False, most: int | None = None) -> "Drawing":
        """Let an activity loop while a condition is true, and so often at most."""
        loop = self.add(self.nodes[node_id], "standardLoopCharacteristics", testBefore=str(before).lower())
        if most is not None:
            loop.set("loopMaximum", str(most))
        if when is not None:
            self.add(loop, "loopCondition", when)
        return self

    def message(self, node_id: str, name: str) -> "Drawing":
        """Let an event be about a message of this name."""
        key = f"{node_id}.message"
        self.root.insert(0, self.add(self.root, "message", id=key, name=name))
        self.add(self.nodes[node_id], "messageEventDefinition", messageRef=key)
        return self

    def timer(self, node_id: str, duration: str) -> "Drawing":
        """Let an event come after a while."""
        self.add(self.add(self.nodes[node_id], "timerEventDefinition"), "timeDuration", duration)
        return self

    def signal(self, node_id: str, name: str) -> "Drawing":
        """Let an event be about a signal of this name."""
        self.add(self.nodes[node_id], "signalEventDefinition", signalRef=self._root("signal", node_id, name=name))
        return self

    def condition(self, node_id: str, when: str) -> "Drawing":
        """Let an event come when something is true."""
        self.add(self.add(self.nodes[node_id], "conditionalEventDefinition"), "condition", when)
        return self

    def error(self, node_id: str, code: str | None = None) -> "Drawing":
        """Let an event be about an error of this code; without one it catches any."""
        return self._coded("error", node_id, code)

    def escalation(self, node_id: str, code: str | None = None) -> "Drawing":
        """Let an event be about an escalation of this code; without one it catches any."""
        return self._coded("escalation", node_id, code)

    def _coded(self, kind: str, node_id: str, code: str | None) -> "Drawing":
        known = {} if code is None else {f"{kind}Ref": self._root(kind, node_id, **{f"{kind}Code": code})}
        self.add(self.nodes[node_id], f"{kind}EventDefinition", **known)
        return self

    def _root(self, kind: str, node_id: str, **said: str) -> str:
        key = f"{node_id}.{kind}"
        self.root.insert(0, self.add(self.root, kind, id=key, **said))
        return key

    def link(self, node_id: str, name: str) -> "Drawing":
        """Let an event be one half of a link."""
        self.add(self.nodes[node_id], "linkEventDefinition", name=name)
        return self

    def cancelling(self, node_id: str) -> "Drawing":
        """Let an event cancel a transaction, or leave one that was."""
        self.add(self.nodes[node_id], "cancelEventDefinition")
        return self

    def undo(self, node_id: str, about: str | None) -> "Drawing":
        """Let an event undo one activity, or all."""
        more = {} if about is None else {"activityRef": about}
        self.add(self.nodes[node_id], "compensateEventDefinition", **more)
        return self

    def undoing(self, event: str, activity: str) -> "Drawing":
        """Tie a compensation boundary event to the activity that undoes."""
        self.undo(event, None)
        self.add(self.into, "association", id=f"{event}.tie", sourceRef=event, targetRef=activity)
        return self

    def extended(self, node_id: str, inner: str) -> "Drawing":
        """Extension elements of a node, as XML with the vendors' usual prefixes."""
        names = "".join(f' xmlns:{prefix}="{namespace}"' for prefix, namespace in _VENDORS.items())
        self.nodes[node_id].insert(
            0, etree.fromstring(f'<extensionElements xmlns="{_BPMN}"{names}>{inner}</extensionElements>')
        )
        return self

    def load(self, **limits: int) -> spiff.Program:
        return spiff.load(self.root, self.process.get("id"), limits=spiff.Limits(**limits))


class Run:
    """A case driven through the door of the room, state stored and read again at every step."""

    def __init__(self, program: spiff.Program, *, warm: bool = False, **variables: Any) -> None:
        self.program, self.variables, self.keep = program, variables, warm
        self.trace: list[spiff.Moment] = []
        self.open: dict[int, spiff.Waiting] = {}
        self.waits: dict[int, spiff.Wait] = {}
        self.incidents: dict[int, spiff.Incident] = {}
        self.take(spiff.start(program, self.variables, now=NOW))

    def take(self, step: spiff.Step) -> spiff.Step:
        self.step, self.state, self.warm = step, step.state, step.warm if self.keep else None
        self.trace.extend(step.moments)
        for moment in step.moments:
            if moment.kind == "completed":
                self.open.pop(moment.activity, None)
        for activity in step.closed:
            del self.open[activity]
        for activity in step.ended:
            del self.waits[activity]
        self.waits.update({wait.activity: wait for wait in step.waits})
        self.open.update({waiting.activity: waiting for waiting in step.waiting})
        for activity in step.resolved:
            self.incidents.pop(activity, None)
        self.incidents.update({incident.activity: incident for incident in step.incidents})
        return step

    def submit(self, which: int | str, **submitted: Any) -> spiff.Step:
        """Finish the open task with this activity number, or the first open one of this element."""
        activity = which if isinstance(which, int) else next(a for a, w in self.open.items() if w.element == which)
        return self.take(
            spiff.complete(self.program, self.state, self.variables, activity, submitted, now=NOW, warm=self.warm)
        )

    def occur(self, which: int | str, **brought: Any) -> spiff.Step:
        """Let come what this activity waits for, or the first one that waits at this element."""
        activity = which if isinstance(which, int) else next(a for a, w in self.waits.items() if w.element == which)
        return self.take(
            spiff.occur(self.program, self.state, self.variables, activity, brought, now=NOW, warm=self.warm)
        )

    def error(self, activity: int, code: str, **brought: Any) -> spiff.Step:
        """Let the work that this activity waits for end in an error."""
        return self.take(
            spiff.raise_error(
                self.program, self.state, self.variables, activity, code, None, brought, now=NOW, warm=self.warm
            )
        )

    def retry(self, activity: int | None = None) -> spiff.Step:
        return self.take(
            spiff.retry(self.program, self.state, self.variables, now=NOW, activity=activity, warm=self.warm)
        )

    def go_on(self) -> spiff.Step:
        """Move the case on until it comes to rest."""
        while self.step.paused:
            self.take(spiff.go_on(self.program, self.state, self.variables, now=NOW, warm=self.warm))
        return self.step

    def cancel(self) -> spiff.Step:
        return self.take(spiff.cancel(self.program, self.state, self.variables, now=NOW, warm=self.warm))

    def write(self, **values: Any) -> spiff.Step:
        return self.take(spiff.write(self.program, self.state, self.variables, values, now=NOW, warm=self.warm))

    @property
    def waiting_at(self) -> list[str]:
        return [waiting.element for waiting in self.open.values()]

    @property
    def path(self) -> list[str]:
        """The elements entered, in order."""
        return [moment.element for moment in self.trace if moment.kind == "entered"]


def folded(trace: list[spiff.Moment]) -> list[tuple[str, int]]:
    """Where a case is by its history alone."""
    live: dict[int, str] = {}
    for moment in trace:
        if moment.kind in {"entered", "failed"}:  # what fails after it was done stands there again
            live[moment.activity] = moment.element
        elif moment.kind in {"completed", "cancelled"}:
            for activity in (moment.activity, *moment.joined):
                del live[activity]
    return sorted((element, activity) for activity, element in live.items())
