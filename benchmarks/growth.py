"""What a step costs by the size of its drawing and by the age of its case, beside bare SpiffWorkflow; judges none."""

import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median
from time import process_time
from typing import Any, Final

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from benchmarks.engine_steps import least
from benchmarks.places import SMALL, Place, line
from engine import execution, spiff, worklist, xml
from engine.context import transaction

NOW: Final = datetime(2026, 3, 21, 8, 0, tzinfo=UTC)
#: Elements of a drawing: a start, user tasks in a row, an end.
SIZES: Final = (10, 50, 200, 500)
#: Which step of a case that goes round.
AGES: Final = (1, 100, 1_000)
_DEEP: Final = 20_000
_FEW: Final = 5  # steps that are measured at each age
COLUMNS: Final = ("step", "engine µs", "bare SpiffWorkflow µs", "times cheaper", "state bytes", "bare state bytes")
STORED: Final = ("step", "ms with its transaction", "statements")
_ROUND: Final = (
    '<process id="round" isExecutable="true"><startEvent id="begin"/><exclusiveGateway id="again"/>'
    '<userTask id="fill" camunda:candidateGroups="ثبت احوال"/><exclusiveGateway id="enough" default="back"/>'
    '<endEvent id="done"/><sequenceFlow id="a" sourceRef="begin" targetRef="again"/>'
    '<sequenceFlow id="b" sourceRef="again" targetRef="fill"/>'
    '<sequenceFlow id="c" sourceRef="fill" targetRef="enough"/>'
    '<sequenceFlow id="back" sourceRef="enough" targetRef="again"/><sequenceFlow id="stop" sourceRef="enough" '
    'targetRef="done"><conditionExpression>amount &lt; 0</conditionExpression></sequenceFlow></process></definitions>'
)
Row = tuple[object, ...]


def round_trip() -> str:
    """Return a process of one user task that comes back for ever."""
    return SMALL.partition("<process")[0] + _ROUND


def by_size() -> Iterator[Row]:
    """Give a row per size: the first step of a case, read from its stored form and written again."""
    for size in SIZES:
        drawing, tasks = line(size - 2), size - 2
        program = spiff.load(xml.parse(drawing.encode()), f"line-{tasks}")
        opened = spiff.start(program, {}, now=NOW)
        ours = least(lambda program=program, opened=opened: _step(program, opened), 40)
        bare = _Bare(drawing, f"line-{tasks}")
        yield _row(f"first of {size} elements", ours, len(opened.state), bare.cost(20), len(bare.state))


def by_age() -> Iterator[Row]:
    """Give a row per age: that step of a case which goes round, read from its stored form and written again."""
    program = spiff.load(xml.parse(round_trip().encode()), "round")
    step, bare = spiff.start(program, {}, now=NOW), _Bare(round_trip(), "round")
    at = 1
    for age in AGES:
        while at < age:
            step = _step(program, step, warm=step.warm)
            at += 1
        ours = least(lambda step=step: _step(program, step), 40)
        yield _row(f"number {age}", ours, len(step.state), bare.cost_at(age), len(bare.state))


def stored(place: Place) -> Iterator[Row]:
    """Give the same steps as commands: with policy, form, tasks, record and commit in one transaction."""
    for size in SIZES:
        key = place.publish(line(size - 2))
        costs = [_command(place, _begun(place, key)) for _ in range(20)]
        yield (f"first of {size} elements", *_told(costs))
    key = place.publish(round_trip())
    case, at = _begun(place, key), 1
    for age in AGES:
        while at < age:
            _command(place, case)
            at += 1
        costs = [_command(place, case) for _ in range(2 * _FEW)]
        at += len(costs)
        yield (f"number {age}", *_told(costs))


def _step(program: spiff.Program, opened: spiff.Step, warm: object = None) -> spiff.Step:
    return spiff.complete(program, opened.state, {}, opened.waiting[0].activity, {"amount": 20}, now=NOW, warm=warm)


def _begun(place: Place, key: str) -> str:
    with transaction(place.database, place.actor) as ctx:
        return execution.start_latest(ctx, key, {}).instance


def _command(place: Place, case: str) -> tuple[float, int]:
    """Complete the open task of a case and return ms of processor time and statements."""
    with transaction(place.database, place.actor) as ctx:
        (task,) = worklist.tasks(ctx, worklist.Filter(instance=case))
    begun = process_time()
    with transaction(place.database, place.actor) as ctx:
        execution.complete_user_task(ctx, task.id, {"amount": 20})
        statements = ctx.db.statements
    return (process_time() - begun) * 1_000, statements


def _told(costs: list[tuple[float, int]]) -> tuple[str, int]:
    return f"{median(cost for cost, _ in costs):.2f}", max(sent for _, sent in costs)


class _Bare:
    """The library as its documentation shows it; without its loggers and with Python's deepest calls, to favour it."""

    def __init__(self, drawing: str, key: str) -> None:
        """Read the drawing and begin a case; it reads a line element by element, each within the one before."""
        logging.getLogger("spiff").setLevel(logging.ERROR)
        sys.setrecursionlimit(max(sys.getrecursionlimit(), _DEEP))
        parser, self.serializer = BpmnParser(), BpmnWorkflowSerializer()
        parser.add_bpmn_xml(xml.parse(drawing.replace(" &lt; 0", " == -1").encode()))
        self.workflow: Any = BpmnWorkflow(parser.get_spec(key))
        self.workflow.do_engine_steps()
        self.state, self.at = str(self.serializer.serialize_json(self.workflow)), 1

    def cost(self, many: int) -> float | None:
        """Return µs of one step of the case as it is stored; None where there is none."""
        return None if not self.state else least(self._stored_step, many, rounds=2)

    def cost_at(self, age: int) -> float | None:
        """Let the case become so old first; None where it stalls on the way."""
        while self.at < age and self.state:
            if not self._go_on(self.workflow):
                self.state = ""
            self.at += 1
        if self.state:
            self.state = self.serializer.serialize_json(self.workflow)
        return self.cost(_FEW)

    def _stored_step(self) -> None:
        workflow = self.serializer.deserialize_json(self.state)
        self._go_on(workflow)
        self.serializer.serialize_json(workflow)

    def _go_on(self, workflow: Any) -> bool:
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        if task is None:
            return False
        task.data["amount"] = 20
        task.run()
        workflow.do_engine_steps()
        return True


def _row(name: str, ours: float, size: int, bare: float | None, bare_size: int) -> Row:
    if bare is None:
        return name, f"{ours:,.0f}", "cannot", "", f"{size:,}", ""
    return name, f"{ours:,.0f}", f"{bare:,.0f}", f"{bare / ours:,.1f}", f"{size:,}", f"{bare_size:,}"
