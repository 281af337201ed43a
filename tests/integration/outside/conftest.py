"""What tests of outside work may ask for: a house, a service with one piece of outside work, a worker's moves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine import execution
from engine.execution import external_changes, external_fetch, external_tasks, external_work
from engine.execution.external_fetch import Topic
from tests.support.house import House, house
from tests.unit.spiff.drawing import Drawing

__all__ = ["house"]

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def one_inquiry(topic: str = "inquire", key: str = "inquiry", **attributes: str) -> Drawing:
    """A service task outside, then a user task that shows that the case went on."""
    drawing = Drawing(key).node("start", "begin")
    drawing.node("serviceTask", "ask", name="Ask", type="external", topic=topic, **attributes)
    drawing.node("user", "read", name="Read the answer", candidateGroups="ثبت احوال").node("end", "done")
    return drawing.line("begin", "ask", "read", "done")


def caught(drawing: Drawing, code: str, target: str = "read") -> Drawing:
    """An error of this code at the service task leads on to another place."""
    error = drawing.add(drawing.root, "error", id="caught", name=code)
    error.set("errorCode", code)
    drawing.root.insert(0, error)
    boundary(drawing, "otherwise", "errorEventDefinition").set("errorRef", "caught")
    return drawing.flow("otherwise", target)


def boundary(drawing: Drawing, node_id: str, definition: str) -> Any:
    """An event at the border of the service task; returns its definition."""
    drawing.node("boundaryEvent", node_id)
    drawing.nodes[node_id].set("attachedToRef", "ask")
    return drawing.add(drawing.nodes[node_id], definition)


class Office:
    """A worker of the first agency and its operator, at moments that a test names."""

    def __init__(self, house: House) -> None:
        self.house, self.now = house, NOW

    def begin(self, drawing: Drawing | None = None, **variables: Any) -> str:
        drawing = drawing or one_inquiry()
        key = drawing.process.get("id")
        self.house.publish(drawing.root)
        return self.house.do(self.house.everything(), _start, key, variables, now=self.now)

    def another(self, key: str = "inquiry", **variables: Any) -> str:
        return self.house.do(self.house.everything(), _start, key, variables, now=self.now)

    def fetch(
        self, worker: str = "w1", topic: str = "inquire", *, most: int = 10, lock: timedelta = MINUTE, **more: Any
    ) -> list[external_fetch.Fetched]:
        wanted = [Topic(name=topic, lock=lock, **more)]
        return self.house.do("worker", external_fetch.fetch_and_lock, worker, wanted, most=most, now=self.now)

    def work(self, command: str, task: str, *arguments: Any, **options: Any) -> Any:
        return self.house.do("worker", getattr(external_work, command), task, *arguments, now=self.now, **options)

    def operate(self, command: str, task: str, *arguments: Any) -> Any:
        return self.house.do("supervisor", getattr(external_changes, command), task, *arguments, now=self.now)

    def tasks(self, **wanted: Any) -> list[external_tasks.ExternalTask]:
        asked = external_changes.Tasks(**wanted)
        return self.house.see("supervisor", external_changes.external_tasks_where, asked, limit=100)

    def went_on(self, case: str) -> bool:
        return [task.element for task in self.house.open_tasks(case)] == ["read"]


def _start(ctx: Any, key: str, variables: dict[str, Any]) -> str:
    return execution.start_latest(ctx, key, variables).instance


@pytest.fixture
def office(house: House) -> Office:
    """A worker and an operator."""
    return Office(house)
