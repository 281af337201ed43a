"""What a step of the engine costs in processor time, beside bare SpiffWorkflow on the same model."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from engine import spiff, xml

NOW = datetime(2026, 3, 21, 8, 0, tzinfo=UTC)
_FRAME = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench">
<process id="bench" isExecutable="true">{body}</process></definitions>"""
#: A user task, an exclusive gateway, a script and two ends; {script}, {condition} differ between the two languages.
_SMALL = """<startEvent id="begin"/><userTask id="fill"/><exclusiveGateway id="large" default="no"/>
<scriptTask id="price" scriptFormat="feel"><script>{script}</script></scriptTask>
<endEvent id="paid"/><endEvent id="short"/>
<sequenceFlow id="a" sourceRef="begin" targetRef="fill"/><sequenceFlow id="b" sourceRef="fill" targetRef="large"/>
<sequenceFlow id="yes" sourceRef="large" targetRef="price">
<conditionExpression>{condition}</conditionExpression></sequenceFlow>
<sequenceFlow id="no" sourceRef="large" targetRef="short"/><sequenceFlow id="c" sourceRef="price" targetRef="paid"/>"""
_WIDE = """<startEvent id="begin"/><userTask id="review"><multiInstanceLoopCharacteristics>
<loopDataInputRef>people</loopDataInputRef><inputDataItem id="item" name="person"/></multiInstanceLoopCharacteristics>
</userTask><endEvent id="done"/><sequenceFlow id="a" sourceRef="begin" targetRef="review"/>
<sequenceFlow id="b" sourceRef="review" targetRef="done"/>"""


def _drawing(body: str) -> Any:
    return xml.parse(_FRAME.format(body=body).encode())


def least(work: Callable[[], object], many: int, rounds: int = 5) -> float:
    """Return the processor time of one `work` in microseconds: the least of several rounds of `many`."""
    found = []
    for _ in range(rounds):
        begun = process_time()
        for _ in range(many):
            work()
        found.append((process_time() - begun) / many * 1e6)
    return min(found)


def _ours() -> tuple[Callable[[], spiff.Step], Callable[[], spiff.Step], int]:
    program = spiff.load(_drawing(_SMALL.format(script="{total: amount * 2}", condition="amount &gt; 10")), "bench")
    opened = spiff.start(program, {}, now=NOW)

    def start() -> spiff.Step:
        return spiff.start(program, {}, now=NOW)

    def complete() -> spiff.Step:
        step = spiff.complete(program, opened.state, {}, opened.waiting[0].activity, {"amount": 20}, now=NOW)
        if not step.completed:
            raise RuntimeError("the model did not come to its end")
        return step

    return start, complete, len(opened.state)


def _bare() -> tuple[Callable[[], str], Callable[[], str], int]:
    """The library as its documentation shows it; its loggers are switched off, which favours it."""
    logging.getLogger("spiff").setLevel(logging.ERROR)
    parser = BpmnParser()
    parser.add_bpmn_xml(_drawing(_SMALL.format(script="total = amount * 2", condition="amount &gt; 10")))
    spec = parser.get_spec("bench")
    serializer = BpmnWorkflowSerializer()

    def start() -> str:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        return str(serializer.serialize_json(workflow))

    opened = start()

    def complete() -> str:
        workflow = serializer.deserialize_json(opened)
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        task.data["amount"] = 20
        task.run()
        workflow.do_engine_steps()
        if not workflow.is_completed():
            raise RuntimeError("the model did not come to its end")
        return str(serializer.serialize_json(workflow))

    return start, complete, len(opened)


def _submit(width: int, *, warm: bool) -> tuple[float, int]:
    """Return microseconds of one submit among `width` open repetitions, and the bytes of the state."""
    program = spiff.load(_drawing(_WIDE), "bench")
    variables: dict[str, Any] = {"people": [f"person {number}" for number in range(width)]}
    found = []
    size = 0
    for _ in range(5):
        step = spiff.start(program, variables, now=NOW)
        activities = [waiting.activity for waiting in step.waiting][:40]
        size = len(step.state)
        begun = process_time()
        for activity in activities:
            live = step.warm if warm else None
            step = spiff.complete(program, step.state, variables, activity, {"verdict": "yes"}, now=NOW, warm=live)
        found.append((process_time() - begun) / len(activities) * 1e6)
    return min(found), size


def measure() -> dict[str, float]:
    """Return the figures by name: microseconds of processor time, bytes, and ratios."""
    start, complete, size = _ours()
    bare_start, bare_complete, bare_size = _bare()
    figures = {
        "start us": least(start, 300),
        "complete us": least(complete, 300),
        "state bytes": float(size),
        "bare start us": least(bare_start, 100),
        "bare complete us": least(bare_complete, 100),
        "bare state bytes": float(bare_size),
    }
    figures["case us"] = figures["start us"] + figures["complete us"]
    figures["bare case us"] = figures["bare start us"] + figures["bare complete us"]
    figures["times cheaper than bare"] = figures["bare case us"] / figures["case us"]
    for warm in (True, False):
        kind = "warm" if warm else "cold"
        for width in (50, 200, 1_000):
            figures[f"submit at {width} {kind} us"], figures[f"state at {width} bytes"] = _submit(width, warm=warm)
        figures[f"1000 to 50 {kind}"] = figures[f"submit at 1000 {kind} us"] / figures[f"submit at 50 {kind} us"]
    return figures


if __name__ == "__main__":
    print(json.dumps({name: round(value, 2) for name, value in measure().items()}, indent=1))
