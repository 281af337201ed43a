"""How one engine step becomes rows and events; must not know which command asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from engine import calendar, db, events, text, worklist
from engine.context import Context
from engine.execution import callers, calls, external_tasks, incidents, instances, jobs, outbox, subscriptions
from engine.execution.instances import ACTIVE, COMPLETED, SUSPENDED, Held, Instance
from engine.execution.telling import Telling, task_id
from engine.history import append, values
from engine.history.values import Side
from engine.spiff import Step, Waiting

#: Priority of a task whose diagram names none (Camunda's middle).
MIDDLE_PRIORITY = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """What a command did: the case as it is now, the tasks opened and the codes of incidents that stopped it."""

    case: Instance
    opened: tuple[worklist.Opening, ...]
    incidents: tuple[str, ...]

    @property
    def instance(self) -> str:
        """Return the id of the case."""
        return self.case.id


def advance(
    ctx: Context,
    held: Held,
    step: Step,
    *,
    before: dict[str, Side],
    first: Sequence[events.Event] = (),
    completed: int | None = None,
    status: str = ACTIVE,
    hops: int = 0,
) -> Progress:
    """Store a step of a case that is held, and what follows from it for the cases it calls and is called by.

    `before` are the variables before the step, `first` the events that precede it, `completed` the activity of the
    user task that a person finished; `status` is the case's status unless the step brought it to its end. `hops` is how
    many cases began each other by messages, without anybody between, until this step.
    """
    progress, after = _store(ctx, held, step, before=before, first=first, completed=completed, status=status, hops=hops)
    return _followed(ctx, progress, after, step, hops) if calls.concern(after.instance, step) else progress


def _followed(ctx: Context, progress: Progress, held: Held, step: Step, hops: int) -> Progress:
    """Let the cases above and below go on, and return what the case itself came to by that."""
    moved = {progress.instance: [progress]}

    def store(
        held: Held, step: Step, *, before: dict[str, Side], first: Sequence[events.Event] = (), status: str = ""
    ) -> Held:
        goes_on = status or held.instance.status
        made, after = _store(ctx, held, step, before=before, first=first, status=goes_on, hops=hops)
        moved.setdefault(made.instance, []).append(made)
        return after

    calls.follow(ctx, held, step, store)
    steps = moved[progress.instance]
    opened = tuple(opening for one in steps for opening in one.opened)
    return Progress(steps[-1].case, opened, tuple(code for one in steps for code in one.incidents))


def _store(
    ctx: Context,
    held: Held,
    step: Step,
    *,
    before: dict[str, Side],
    first: Sequence[events.Event],
    completed: int | None = None,
    status: str,
    hops: int,
) -> tuple[Progress, Held]:
    """Store a step: values, record, row, tasks, incidents and waits; returns the case as it is held then."""
    case = held.instance
    step = callers.passed_on(ctx, case, step)
    openings = tuple(_opening(case, waiting) for waiting in step.waiting)
    told = [*first, *Telling(case.id, held.scope, before).tell(step, openings, completed, first)]
    if step.completed:
        status = COMPLETED
        told.append(events.InstanceCompleted())
    values.keep(ctx, case.id, held.scope.large)
    chain = append(ctx, held.chain, told, case.definition)
    instances.store(ctx, held, state=step.state, chain=chain, status=status)
    worklist.withdraw(ctx, [task_id(case.id, activity) for activity in step.closed])
    worklist.open_tasks(ctx, _of_case(case), openings)
    incidents.store(ctx, case, step)
    jobs.store(ctx, case, step, hops)
    external_tasks.store(ctx, case, step)
    subscriptions.store(ctx, case, step)
    outbox.store(ctx, case, step, hops)
    ended = None if status in {ACTIVE, SUSPENDED} else ctx.at
    now = case._replace(status=status, revision=case.revision + 1, ended_at=ended)
    progress = Progress(now, openings, tuple(found.code for found in step.incidents))
    return progress, Held(now, held.scope, step.state, chain, step.warm)


def _of_case(case: Instance) -> worklist.OfCase:
    return worklist.OfCase(
        agency=case.agency,
        instance=case.id,
        definition=case.definition,
        process_key=case.process_key,
        process_name=case.process_name,
        version=case.version,
        case_number=case.number,
        business_key=case.business_key,
    )


def _opening(case: Instance, waiting: Waiting) -> worklist.Opening:
    named = waiting.candidate_groups or waiting.candidate_users or waiting.assignee
    groups = waiting.candidate_groups if named or not waiting.lane else (waiting.lane,)
    return worklist.Opening(
        id=task_id(case.id, waiting.activity),
        element=waiting.element,
        name=waiting.name or waiting.element,
        activity=waiting.activity,
        loop=waiting.loop,
        local=waiting.local,
        form_key=waiting.form_key,
        assignee=waiting.assignee,
        candidate_groups=[text.normalise(group) for group in groups],
        candidate_users=list(waiting.candidate_users),
        priority=MIDDLE_PRIORITY if waiting.priority is None else waiting.priority,
        due_at=_moment(waiting.due),
        follow_up_at=_moment(waiting.follow_up),
    )


def _moment(written: str | None) -> str | None:
    """Return an ISO 8601 date or time as stored: a bare date lasts to its end, a bare time is Tehran's.

    FEEL names a zone behind @, as in 2026-11-21T10:00:00@Asia/Tehran.
    """
    if written is None:
        return None
    clock, _, zone = written.partition("@")
    at = datetime.fromisoformat(clock)
    if "T" not in clock:
        at = datetime.combine(at, time.max)
    return db.stamp(at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone) if zone else calendar.TEHRAN))
