"""What workers outside do with service tasks: complete, fail, raise an error, hold the lock; must not know HTTP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

from engine import db, definitions, errors, events, spiff
from engine.context import Context
from engine.execution import expected_errors, external_tasks, instances, models, times
from engine.execution.advance import Progress, advance
from engine.execution.external_fetch import lock_row, lock_until
from engine.execution.external_tasks import ANSWERED, OPEN, STOPPED, THERE, ExternalTask
from engine.execution.instances import SUSPENDED, Held
from engine.execution.naming import case_of
from engine.history import append
from engine.identity import Permission, authorize

#: As much of a worker's message as lists show; its details, in characters.
MESSAGE_LIMIT, DETAILS_LIMIT = 666, 100_000
#: Reason of the incident of a task whose last try failed.
FAILED: Final = "outside-failed"

_TASK = models.external_task.c
_HOLD_LOCK = db.prepare(
    sa.update(models.external_task)
    .where(_TASK.id == sa.bindparam("task"))
    .values(worker=sa.bindparam("by"), locked_until=sa.bindparam("until"), unanswered=0)
)
_FAILED = db.prepare(
    sa.update(models.external_task)
    .where(_TASK.id == sa.bindparam("task"))
    .values(
        retries=sa.bindparam("left"),
        error_message=sa.bindparam("message"),
        error_details=sa.bindparam("details"),
        locked_until=sa.bindparam("until"),
        local=sa.bindparam("local"),
        unanswered=0,
    )
)


def complete(
    ctx: Context,
    task: str,
    worker: str,
    variables: Mapping[str, Any],
    local: Mapping[str, Any] | None = None,
    *,
    fence: int | None = None,
) -> Progress | None:
    """Finish a task with its result and let the case go on; None where this worker has answered it before.

    `local` is seen by the drawn output mapping and by nothing else. `fence` is the lock's number, where the worker
    knows it. An answer that the drawing takes for an error is one. Raises ExternalTaskLocked, ExternalTaskNotLocked,
    InstanceSuspended, NotFound.
    """
    authorize(ctx.actor, Permission.EXTERNAL_TASK_WORK)
    held, found = _held(ctx, task)
    if _was_answered_by(found, worker, ANSWERED, *_drawn_end(found, STOPPED)):
        return None
    _refuse_unless_held_by(found, worker, fence)
    if expected_errors.are_drawn(found):
        code = expected_errors.of_answer(ctx, found, worker, {**_seen(held, found), **variables, **(local or {})})
        if code is not None:
            return _err(ctx, held, found, worker, code, found.error_message or "", variables)
    before = dict(held.scope.sides)
    step = spiff.occur(
        _program(ctx, found), held.state, held.scope, found.activity, variables, local=local or {},
        **times.here(ctx), warm=held.warm,
    )  # fmt: skip
    external_tasks.close(ctx, found, ANSWERED)
    answered = events.ExternalTaskAnswered(**_about(found), worker=worker)
    return advance(ctx, held, step, before=before, first=[answered])


def raise_error(
    ctx: Context,
    task: str,
    worker: str,
    code: str,
    message: str = "",
    variables: Mapping[str, Any] | None = None,
    *,
    fence: int | None = None,
) -> Progress | None:
    """Answer a task with a BPMN error: the nearest catcher in the drawing goes on, without one it is an incident.

    Raises as `complete` does.
    """
    authorize(ctx.actor, Permission.EXTERNAL_TASK_WORK)
    held, found = _held(ctx, task)
    if _was_answered_by(found, worker, ANSWERED, STOPPED):
        return None
    _refuse_unless_held_by(found, worker, fence)
    return _err(ctx, held, found, worker, code, message, variables or {})


def _err(
    ctx: Context, held: Held, found: ExternalTask, worker: str, code: str, message: str, variables: Mapping[str, Any]
) -> Progress:
    before = dict(held.scope.sides)
    step = spiff.raise_error(
        _program(ctx, found), held.state, held.scope, found.activity, code, message, variables,
        **times.here(ctx), warm=held.warm,
    )  # fmt: skip
    stands = any(incident.activity == found.activity for incident in step.incidents)
    external_tasks.close(ctx, found, STOPPED if stands else ANSWERED)
    erred = events.ExternalTaskErred(**_about(found), code=code, worker=worker, message=message)
    return advance(ctx, held, step, before=before, first=[erred])


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """How a try failed: in words, so many tries left, free again after the pause; with variables for the case."""

    message: str = ""
    details: str = ""
    retries: int = 0
    pause: timedelta = timedelta(0)
    reason: str = "failure"
    variables: Mapping[str, Any] = field(default_factory=dict)
    local: Mapping[str, Any] = field(default_factory=dict)


def fail(ctx: Context, task: str, worker: str, failure: Failure, *, fence: int | None = None) -> Progress | None:
    """Report that a try failed: with tries left the task is free again after the pause, without it is an incident.

    A failure that the drawing takes for an error of its own is one, however many tries are left.

    Raises as `complete` does, and RetriesMustBeGiven.
    """
    authorize(ctx.actor, Permission.EXTERNAL_TASK_WORK)
    if failure.retries < 0:
        raise errors.RetriesMustBeGiven
    held, found = _held(ctx, task)
    if _was_answered_by(found, worker, STOPPED, *_drawn_end(found, ANSWERED)):
        return None
    _refuse_unless_held_by(found, worker, fence)
    if expected_errors.are_drawn(found):
        seen = {**_seen(held, found), **failure.variables, **failure.local}
        code = expected_errors.of_failure(ctx, found, worker, (failure.message, failure.details), seen)
        if code is not None:
            return _err(ctx, held, found, worker, code, failure.message[:MESSAGE_LIMIT], failure.variables)
    until = db.stamp(ctx.now + max(failure.pause, timedelta(0)))
    message = failure.message[:MESSAGE_LIMIT]
    ctx.db.run(
        _FAILED, task=found.id, left=failure.retries, message=message, details=failure.details[:DETAILS_LIMIT],
        until=until, local=db.dump({**found.local, **failure.local}),
    )  # fmt: skip
    told = events.ExternalTaskFailed(
        **_about(found), reason=failure.reason, retries=failure.retries, next_at=until if failure.retries else None,
        worker=worker, message=message,
    )  # fmt: skip
    if failure.retries and not failure.variables:
        _append(ctx, held, told)
        return None
    first: list[events.Event] = [told]
    if failure.variables:
        first.append(events.VariablesChanged(changes=held.scope.write(failure.variables)))
    if not failure.retries:
        return stop(ctx, held, found, FAILED, {"topic": found.topic, "message": message}, first)
    before = dict(held.scope.sides)
    step = spiff.write(_program(ctx, found), held.state, held.scope, {}, **times.here(ctx), warm=held.warm)
    return advance(ctx, held, step, before=before, first=first)


def stop(
    ctx: Context,
    held: Held,
    found: ExternalTask,
    code: str,
    params: Mapping[str, object],
    first: Sequence[events.Event],
) -> Progress:
    """Let a case stand still at a task that nobody will answer: an incident, until somebody gives it tries again."""
    external_tasks.close(ctx, found, STOPPED)
    before = dict(held.scope.sides)
    step = spiff.stop(
        _program(ctx, found), held.state, held.scope, found.activity, code, params,
        **times.here(ctx), warm=held.warm,
    )  # fmt: skip
    return advance(ctx, held, step, before=before, first=first)


def lock(ctx: Context, task: str, worker: str, duration: timedelta) -> None:
    """Lock a task that no other worker holds. Raises ExternalTaskLocked, DurationMustBePositive, NotFound."""
    authorize(ctx.actor, Permission.EXTERNAL_TASK_WORK)
    found = _open(ctx, task)
    if found.is_locked(ctx.at) and found.worker != worker:
        raise errors.ExternalTaskLocked(id=task, worker=worker, holder=found.worker)
    lock_row(ctx, found, worker, lock_until(ctx, duration))


def extend_lock(ctx: Context, task: str, worker: str, duration: timedelta) -> None:
    """Let a lock that still holds end later, counted from now.

    Raises ExternalTaskLockExpired beside what `lock` raises.
    """
    authorize(ctx.actor, Permission.EXTERNAL_TASK_WORK)
    found = _open(ctx, task)
    _refuse_unless_held_by(found, worker, None)
    if not found.is_locked(ctx.at):
        raise errors.ExternalTaskLockExpired(id=task)
    ctx.db.run(_HOLD_LOCK, task=found.id, by=worker, until=lock_until(ctx, duration))


def unlock(ctx: Context, task: str) -> None:
    """Give a task back to all workers of its topic, whoever holds it; again changes nothing."""
    authorize(ctx.actor, Permission.EXTERNAL_TASK_WORK)
    found = _open(ctx, task)
    ctx.db.run(_HOLD_LOCK, task=found.id, by=None, until=None)
    external_tasks.announce(ctx)


def _held(ctx: Context, task: str) -> tuple[Held, ExternalTask]:
    """Return a case and its task, both locked, in the order in which every command locks them."""
    held = instances.hold(ctx, case_of(task)) if "-" in task else None
    if held is None:
        raise errors.NotFound(kind="external task", id=task)
    found = external_tasks.held(ctx, task)
    if held.instance.status == SUSPENDED:
        raise errors.InstanceSuspended
    return held, found


def _seen(held: Held, found: ExternalTask) -> dict[str, Any]:
    """Return what a worker sees of the case."""
    return {**held.scope, **found.local}


def _drawn_end(found: ExternalTask, state: str) -> tuple[str, ...]:
    """Return the state in which an error that the drawing expects may have left the task."""
    return (state,) if expected_errors.are_drawn(found) else ()


def _program(ctx: Context, found: ExternalTask) -> spiff.Program:
    return definitions.program(ctx, found.definition)


def _open(ctx: Context, task: str) -> ExternalTask:
    found = external_tasks.held(ctx, task)
    if found.state not in THERE:
        raise errors.NotFound(kind="external task", id=task)
    return found


def _was_answered_by(found: ExternalTask, worker: str, *states: str) -> bool:
    return found.state in states and found.worker == worker


def _refuse_unless_held_by(found: ExternalTask, worker: str, fence: int | None) -> None:
    """Raise unless this worker's lock is the last one; a lock that ran out counts until somebody else has locked."""
    if found.state != OPEN:
        raise errors.NotFound(kind="external task", id=found.id)
    if found.worker is None:
        raise errors.ExternalTaskNotLocked(id=found.id, worker=worker)
    if found.worker != worker or fence not in {None, found.fence}:
        raise errors.ExternalTaskLocked(id=found.id, worker=worker, holder=found.worker)


def _about(found: ExternalTask) -> dict[str, Any]:
    return {"task": found.id, "element": found.element, "activity": found.activity, "topic": found.topic}


def _append(ctx: Context, held: Held, happened: events.Event) -> None:
    chain = append(ctx, held.chain, [happened], held.instance.definition)
    instances.appended(ctx, held.chain, chain)
