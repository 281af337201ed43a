"""What each command costs inside the server: processor time, SQL statements, commits."""

from collections.abc import Callable, Iterator
from statistics import median
from time import process_time
from typing import Any

from benchmarks.places import SMALL, Place
from engine import definitions, execution, worklist
from engine.context import Context, transaction

ROUNDS = 60


class Meter:
    """Runs commands, each in its transaction, and keeps what they cost."""

    def __init__(self, place: Place) -> None:
        """Measure on this place."""
        self.place = place
        self.costs: dict[str, list[tuple[float, int]]] = {}

    def run(self, what: str, command: Callable[..., Any], /, *arguments: Any, **options: Any) -> Any:
        """Run one command and keep its processor time (ms, with its commit) and its statements."""
        begun = process_time()
        with transaction(self.place.database, self.place.actor) as ctx:
            result = command(ctx, *arguments, **options)
            statements = ctx.db.statements
        self.costs.setdefault(what, []).append(((process_time() - begun) * 1000, statements))
        return result

    def rows(self) -> Iterator[tuple[str, float, int, int]]:
        """Yield (command, median ms, most statements, commits)."""
        for name, costs in self.costs.items():
            yield name, median(cost for cost, _ in costs), max(sent for _, sent in costs), 1


def measure(place: Place) -> list[tuple[str, float, int, int]]:
    """Run every command of the engine `ROUNDS` times."""
    meter = Meter(place)
    key = place.publish(SMALL)
    for number in range(ROUNDS):
        _case(meter, key)
        _whole_case(meter, key)
        drawing = SMALL.replace('id="small"', f'id="small-{number}"').encode()
        made = meter.run("import", definitions.import_files, {"a.bpmn": drawing}, name="bench", source="bench")
        meter.run("publish", execution.publish, made.versions[0].id)
        meter.run("retire", execution.retire, made.versions[0].id)
    return list(meter.rows())


def _case(meter: Meter, key: str) -> None:
    begun = meter.run("start", execution.start_latest, key, {"amount": 5})
    task = begun.opened[0].id
    meter.run("list tasks", _list, begun.instance)
    meter.run("claim", execution.claim, task)
    meter.run("unclaim", execution.unclaim, task)
    meter.run("assign", execution.assign, task, "supervisor")
    meter.run("complete", execution.complete_user_task, task, {"amount": 20})


def _list(ctx: Context, instance: str) -> list[worklist.UserTask]:
    return worklist.tasks(ctx, worklist.Filter(instance=instance))


def _whole_case(meter: Meter, key: str) -> None:
    begun = meter.run("start", execution.start_latest, key, {"amount": 5})
    meter.run("set variables", execution.set_variables, begun.instance, {"amount": 6})
    meter.run("suspend", execution.suspend, begun.instance)
    meter.run("resume", execution.resume, begun.instance)
    meter.run("view", execution.view, begun.instance)
    meter.run("cancel", execution.cancel_instance, begun.instance)
