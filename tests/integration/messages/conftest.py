"""What tests of messages may ask for: a house with people, and a worker who does the jobs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine import context, definitions, execution, history
from engine.actor import system
from engine.execution import correlation, doing, due, leases, subscriptions
from engine.execution.matching import Message
from tests.support.house import House, house

__all__ = ["house"]

#: For what the engine decides alone: a database of each kind would show nothing more.
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"])


class Town:
    """A house in which messages are sent and delivered; all that is asked is answered by its first agency."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.all = house.everything()

    def publish(self, *drawings: bytes, who: Any = None) -> list[definitions.Version]:
        """Import all processes of files and publish them, in one deployment."""
        files = {f"process-{number}.bpmn": drawing for number, drawing in enumerate(drawings)}
        with self.house.writing(who or self.all) as ctx:
            made = definitions.import_files(ctx, files, name="test", source="test").versions
            return [execution.publish(ctx, one.id) for one in made if one.state == definitions.DRAFT]

    def start(self, key: str, business_key: str = "", **variables: Any) -> str:
        return self.house.do(self.all, execution.start_latest, key, variables, business_key=business_key).instance

    def send(self, name: str, who: Any = None, **given: Any) -> correlation.Reached:
        return self.house.do(who or self.all, correlation.correlate, Message(name=name, **given))

    def case(self, case: str) -> execution.Instance:
        return self.house.see(self.all, execution.case, case)

    def cases(self, **wanted: Any) -> list[execution.Instance]:
        """Cases in the order of their numbers."""
        return sorted(
            self.house.see(self.all, execution.cases, execution.Filter(**wanted)), key=lambda case: case.number
        )

    def values(self, case: str) -> dict[str, Any]:
        return self.house.see(self.all, execution.variables, case)

    def waits(self, case: str) -> list[str]:
        return [one.name for one in self.house.see(self.all, subscriptions.of_case, case)]

    def incidents(self, case: str) -> list[str]:
        return [one.code for one in self.house.see(self.all, execution.open_incidents, case)]

    def told(self, case: str) -> list[str]:
        """The types of the entries of a case's record, which must be whole and lead to the stored state."""
        assert self.house.see(self.all, execution.check, case).whole
        return [one.type for one in self.house.see(self.all, execution.entries, case)]

    def entries(self, case: str) -> list[history.Happened]:
        return history.happened(self.house.see(self.all, execution.entries, case))

    def finish(self, case: str, **answers: Any) -> execution.Progress:
        """Complete the only open task of a case."""
        [task] = self.house.open_tasks(case)
        return self.house.do(self.all, execution.complete_user_task, task.id, answers)

    def next_delivery(self) -> datetime | None:
        """When a message or signal is to be delivered next; None when nothing is under way."""
        return self.house.see(self.all, due.next_due, ("message", "signal", "signal-to"))

    def work(self, later: timedelta = timedelta(0)) -> int:
        """Do what is due, as a worker does, until nothing is; return how many jobs were run."""
        database, done = self.house.database, 0
        now = datetime.now(UTC) + later
        while True:
            with context.transaction(database, system(""), now=now) as ctx:
                claimed = leases.claim(ctx, "test", doing.inside(), most=10)
            if not claimed:
                return done
            for job in claimed:
                doing.run(database, job, lambda: now)
                done += 1


@pytest.fixture
def town(house: House) -> Town:
    return Town(house)
