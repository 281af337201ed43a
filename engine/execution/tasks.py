"""What people do with user tasks: claim, unclaim, assign, complete, refuse; must not know pages or clients."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from engine import calendar, definitions, errors, events, forms, identity, spiff, worklist
from engine.context import Context
from engine.execution import instances, times
from engine.execution.advance import Progress, advance
from engine.execution.instances import SUSPENDED, Held
from engine.execution.naming import case_of
from engine.execution.starting import check_form
from engine.history import append
from engine.identity import Permission, authorize
from engine.spiff import Step
from engine.worklist import OPEN, UserTask


def claim(ctx: Context, task: str) -> UserTask:
    """Take a task that the actor may take; taking one's own again changes nothing.

    Raises TaskTaken with the holder's name, TaskFinished, NotACandidate, InstanceSuspended, NotFound.
    """
    authorize(ctx.actor, Permission.OWN_TASK_COMPLETE)
    found, held = _held_task(ctx, task)
    _refuse_if_taken(ctx, found)
    _refuse_unless_candidate(ctx, found)
    if found.assignee != ctx.actor.username:
        worklist.hold(ctx, found, ctx.actor.username)
        _append(ctx, held, events.UserTaskClaimed(task=found.id, element=found.element, assignee=ctx.actor.username))
        found = _now_held_by(found, ctx.actor.username)
    return found


def unclaim(ctx: Context, task: str) -> UserTask:
    """Give a task back to its candidates; only its holder or who may assign tasks can."""
    found, held = _held_task(ctx, task)
    mine = found.assignee == ctx.actor.username
    authorize(ctx.actor, Permission.OWN_TASK_COMPLETE if mine else Permission.TASK_ASSIGN)
    if found.assignee is not None:
        worklist.hold(ctx, found, None)
        _append(ctx, held, events.UserTaskUnclaimed(task=found.id, element=found.element))
        found = _now_held_by(found, None)
    return found


def assign(ctx: Context, task: str, assignee: str | None) -> UserTask:
    """Give a task to a person of the agency, or to nobody; raises UnknownPerson."""
    authorize(ctx.actor, Permission.TASK_ASSIGN)
    found, held = _held_task(ctx, task)
    if assignee is not None:
        assignee = identity.person(ctx, assignee).username
    if found.assignee != assignee:
        worklist.hold(ctx, found, assignee)
        given = events.UserTaskAssigned(
            task=found.id, element=found.element, assignee=assignee or "", before=found.assignee or ""
        )
        _append(ctx, held, given)
        found = _now_held_by(found, assignee)
    return found


def complete_user_task(
    ctx: Context, task: str, submitted: Mapping[str, Any], *, revision: int | None = None
) -> Progress:
    """Finish a task with the answers of its form and let the case go on to its next waits.

    `revision` is the task's revision that the person saw. A task that nobody holds may be finished by a candidate.
    Raises TaskTaken, TaskFinished, StaleTask, NotACandidate, InstanceSuspended, SubmissionInvalid, NotFound.
    """
    found, held = _task_at_hand(ctx, task)
    if revision is not None and revision != found.revision:
        raise errors.StaleTask
    program = definitions.program(ctx, found.definition)
    check_form(ctx, definitions.form(ctx, found.definition, found.element), submitted)
    before = dict(held.scope.sides)
    step = spiff.complete(program, held.state, held.scope, found.activity, submitted, **times.here(ctx))
    worklist.close(ctx, found)
    return advance(ctx, held, step, before=before, completed=found.activity)


def raise_error(
    ctx: Context, task: str, code: str, message: str = "", given: Mapping[str, Any] | None = None
) -> Progress:
    """End a task in an error of the business: the nearest catcher in the drawing goes on.

    Where nobody catches it the task stays open and an incident says so. `given` are the values that the catcher brings
    into the case. Raises as `complete_user_task` does.
    """
    found, held = _task_at_hand(ctx, task)
    _check_given(ctx, found, given or {})
    erred = events.UserTaskErred(
        task=found.id, element=found.element, activity=found.activity, code=code, message=message
    )
    return _thrown(ctx, held, found, erred, partial(spiff.raise_error, message=message), code, given or {})


def escalate(ctx: Context, task: str, code: str, given: Mapping[str, Any] | None = None) -> Progress:
    """Escalate out of a task, which goes on unless the event that catches it interrupts; nobody is no error.

    `given` are the values that the catcher brings into the case. Raises as `complete_user_task` does.
    """
    found, held = _task_at_hand(ctx, task)
    _check_given(ctx, found, given or {})
    escalated = events.UserTaskEscalated(task=found.id, element=found.element, activity=found.activity, code=code)
    return _thrown(ctx, held, found, escalated, spiff.escalate, code, given or {})


def may_take(ctx: Context, task: UserTask) -> bool:
    """Tell whether the actor is among those for whom a task was opened, or may assign tasks."""
    named = ctx.actor.username in task.candidate_users or bool(ctx.actor.groups & set(task.candidate_groups))
    return named or identity.allowed(ctx.actor, Permission.TASK_ASSIGN)


def may_see(ctx: Context, task: UserTask) -> bool:
    """Tell whether the actor may see a task of the agency: all of it, or what concerns oneself."""
    own = ctx.actor.username in {task.assignee, task.closed_by} or may_take(ctx, task)
    return identity.allowed(ctx.actor, Permission.TASK_READ) or own


def _thrown(
    ctx: Context,
    held: Held,
    found: UserTask,
    told: events.Event,
    throw: Callable[..., Step],
    code: str,
    given: Mapping[str, Any],
) -> Progress:
    program, before = definitions.program(ctx, found.definition), dict(held.scope.sides)
    step = throw(program, held.state, held.scope, found.activity, code, values=given, **times.here(ctx))
    return advance(ctx, held, step, before=before, first=[told])


def _check_given(ctx: Context, task: UserTask, given: Mapping[str, Any]) -> None:
    """Raise SubmissionInvalid unless the task's form takes these answers; others may be missing."""
    form = definitions.form(ctx, task.definition, task.element)
    wrong = forms.validate(form, given, today=calendar.local(ctx.now).date()) if form else {}
    concerning = {name: said for name, said in wrong.items() if not name or name in given}
    if concerning:
        raise errors.SubmissionInvalid(fields=concerning)


def _task_at_hand(ctx: Context, task: str) -> tuple[UserTask, Held]:
    """Return an open task that the actor may finish, with its case locked."""
    authorize(ctx.actor, Permission.OWN_TASK_COMPLETE)
    found, held = _held_task(ctx, task)
    _refuse_if_taken(ctx, found)
    if found.assignee is None:
        _refuse_unless_candidate(ctx, found)
    return found, held


def _held_task(ctx: Context, task: str) -> tuple[UserTask, Held]:
    """Return an open task of a case that goes on, with the case locked so that what is read stays true."""
    held = instances.hold(ctx, case_of(task)) if "-" in task else None
    found = worklist.user_task(ctx, task)
    if held is None or not may_see(ctx, found):
        raise errors.NotFound(kind="task", id=task)
    if found.state != OPEN:
        raise errors.TaskFinished(state=found.state)
    if held.instance.status == SUSPENDED:
        raise errors.InstanceSuspended
    return found, held


def _refuse_if_taken(ctx: Context, task: UserTask) -> None:
    if task.assignee not in {None, ctx.actor.username}:
        raise errors.TaskTaken(holder=identity.name_of(ctx, str(task.assignee)))


def _refuse_unless_candidate(ctx: Context, task: UserTask) -> None:
    if not may_take(ctx, task):
        names = {group.key: group.name for group in identity.groups(ctx)}
        groups = [names.get(key, key) for key in task.candidate_groups]
        raise errors.NotACandidate(candidates=", ".join([*groups, *task.candidate_users]) or "—")


def _now_held_by(task: UserTask, assignee: str | None) -> UserTask:
    return task._replace(assignee=assignee, revision=task.revision + 1)


def _append(ctx: Context, held: Held, happened: events.Event) -> None:
    chain = append(ctx, held.chain, [happened], held.instance.definition)
    instances.appended(ctx, held.chain, chain)
