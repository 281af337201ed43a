"""What tests of jobs may ask for: a house with people, a clock that only tests move, processes that wait for times."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine import execution
from engine.actor import system
from engine.execution import jobs
from engine.execution.jobs import Job
from engine.worker import Worker
from tests.support.house import House, house

__all__ = ["house"]

BEGINNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
_FRAME = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 targetNamespace="https://ravand.example/test">
 <process id="{key}" name="{key}" isExecutable="true">{body}</process></definitions>"""


def timer(way: str, when: str) -> str:
    return f'<timerEventDefinition><{way} xsi:type="tFormalExpression">{when}</{way}></timerEventDefinition>'


def process(key: str, nodes: str, *lines: str) -> bytes:
    """A process of these nodes; a line is "a b c": flows from a to b to c."""
    pairs = [pair for line in lines for pair in zip(line.split(), line.split()[1:], strict=False)]
    flows = "".join(
        f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>' for source, target in pairs
    )
    return _FRAME.format(key=key, body=nodes + flows).encode()


def pause(when: str = "PT1H", more: str = "") -> bytes:
    """A start, an hour, the end."""
    node = f'<intermediateCatchEvent id="rest" name="Rest" {more}>{timer("timeDuration", when)}'
    nodes = f'<startEvent id="begin"/>{node}</intermediateCatchEvent><endEvent id="done"/>'
    return process("pause", nodes, "begin rest done")


def deadline(when: str = "PT1H", way: str = "timeDuration", *, interrupting: str = "true") -> bytes:
    """A task for clerks with a deadline that leads to another task."""
    nodes = (
        '<startEvent id="begin"/><userTask id="check" name="Check" camunda:candidateGroups="ثبت احوال"/>'
        f'<boundaryEvent id="late" name="Late" attachedToRef="check" cancelActivity="{interrupting}">'
        f"{timer(way, when)}</boundaryEvent>"
        '<userTask id="remind" name="Remind" camunda:candidateGroups="ثبت احوال"/>'
        '<endEvent id="done"/><endEvent id="reminded"/>'
    )
    return process("deadline", nodes, "begin check done", "late remind reminded")


def every(when: str = "R/PT1H", way: str = "timeCycle") -> bytes:
    """A process that begins by itself, with a task for clerks."""
    nodes = (
        f'<startEvent id="begin" name="Hourly">{timer(way, when)}</startEvent>'
        '<userTask id="check" name="Check" camunda:candidateGroups="ثبت احوال"/><endEvent id="done"/>'
    )
    return process("every", nodes, "begin check done")


class Clockwork(House):
    """A house whose clock only tests move."""

    now = BEGINNING

    def clock(self) -> datetime:
        return self.now

    def later(self, **span: float) -> int:
        """Let so much time pass, then let happen what is due; returns how many jobs were done."""
        self.now += timedelta(**span)
        return self.work()

    def work(self) -> int:
        return Worker(self.database, clock=self.clock).drain()

    def writing(self, who: Any, now: Any = None) -> Any:
        return super().writing(who, now or self.now)

    def begun(self, key: str, **variables: Any) -> str:
        return str(self.start(key, **variables).instance)

    def jobs(self, case: str) -> list[Job]:
        return list(self.see(system(self.agencies["shiraz"]), jobs.of_case, case))

    def status(self, case: str) -> str:
        return str(self.see("auditor", execution.case, case).status)

    def told(self, case: str) -> list[str]:
        return [entry.type for entry in self.see("auditor", execution.entries, case)]

    def whole(self, case: str) -> bool:
        verdict = self.see("auditor", execution.check, case)
        assert verdict.whole, (verdict.broken_at, verdict.reason)
        return True


@pytest.fixture
def clockwork(house: House) -> Clockwork:
    """A house with a clock of its own, on both databases."""
    made = Clockwork.__new__(Clockwork)
    made.database, made.agencies = house.database, house.agencies
    return made
