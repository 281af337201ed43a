"""Where a case on paper stands: what it waits for from outside; must not let anything go on."""

from collections.abc import Iterator
from typing import Final

from engine import definitions, execution, worklist
from engine.context import Context
from engine.execution import external_changes, jobs, subscriptions
from engine.execution.instances import Instance

#: Elements whose waits stand beside work: no token stays there.
_BESIDE: Final = frozenset({"boundaryEvent", "startEvent"})
_MOST: Final = 1_000


def places(ctx: Context, case: Instance) -> list[str]:
    """Return the elements at which a case waits for people, workers, messages, signals, a time or help."""
    elements = definitions.program(ctx, case.definition).elements
    found = dict.fromkeys(sorted(_waits(ctx, case)))
    return [element for _, element in found if elements[element].type not in _BESIDE]


def _waits(ctx: Context, case: Instance) -> Iterator[tuple[int, str]]:
    """Give activity and element of each wait; one activity may wait in two ways."""
    for task in worklist.tasks(ctx, worklist.Filter(instance=case.id)):
        yield task.activity, task.element
    outside = external_changes.Tasks(also=(("instance", "eq", case.id),))
    for work in external_changes.external_tasks_where(ctx, outside, limit=_MOST):
        yield work.activity, work.element
    for timer in jobs.timers(ctx, case.id):
        yield timer.activity or 0, timer.element
    for awaited in subscriptions.of_case(ctx, case.id):
        yield awaited.activity or 0, awaited.element
    for incident in execution.open_incidents(ctx, case.id):
        yield incident.activity, incident.element
