"""What a case's record shows and proves; must not change the case, except that a view is itself recorded."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from engine import db, definitions, errors, events, history, spiff, worklist
from engine.context import Context
from engine.execution import incidents, instances, jobs, queries
from engine.execution.instances import Held, Instance
from engine.history import verify
from engine.identity import Permission, allowed, authorize

#: A person who looks at one case again within this time leaves no second entry.
VIEW_EVERY = timedelta(minutes=5)


def case(ctx: Context, case_id: str) -> Instance:
    """Return a case that the actor may see; raises NotFound for any other."""
    found = instances.instance(ctx, case_id)
    if not queries.may_see(ctx, found):
        raise errors.NotFound(kind="case", id=case_id)
    return found


def variables(ctx: Context, case_id: str) -> dict[str, Any]:
    """Return the variables of a case with their values."""
    authorize(ctx.actor, Permission.VARIABLE_READ)
    return dict(instances.read(ctx, case_id).scope.items())


def variables_of(ctx: Context, cases: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Return the variables of several cases; a large value is read when it is asked for."""
    authorize(ctx.actor, Permission.VARIABLE_READ)
    return dict(instances.scopes(ctx, cases))


def visible_variables(ctx: Context, task: worklist.UserTask) -> dict[str, Any]:
    """Return what the actor sees of a task's case.

    Whoever may see the case's variables sees all of them; others see those the task's form shows. The task's own
    values, such as its item, come on top.
    """
    held = instances.read(ctx, task.instance)
    form = definitions.form(ctx, task.definition, task.element)
    if form is None or allowed(ctx.actor, Permission.VARIABLE_READ):
        names = list(held.scope)
    else:
        names = [field.key for field in form.fields if field.key in held.scope]
    return {**{name: held.scope[name] for name in names}, **task.local}


def entries(ctx: Context, case_id: str) -> list[history.Entry]:
    """Return the record of a case, oldest first."""
    found = case(ctx, case_id)
    return history.entries(ctx, found.id, found.agency)


def view(ctx: Context, case_id: str) -> None:
    """Record that the actor looked at a case, once in five minutes; in a transaction of its own."""
    last = history.last_view(ctx, case_id)
    if last is not None and ctx.now - db.moment(last) < VIEW_EVERY:
        return
    held = instances.hold(ctx, case_id)
    chain = history.append(ctx, held.chain, [events.InstanceViewed()], held.instance.definition)
    instances.appended(ctx, held.chain, chain)


def check(ctx: Context, case_id: str) -> verify.Verdict:
    """Verify the record of a case as it is stored, and that its fold equals the stored state."""
    authorize(ctx.actor, Permission.HISTORY_READ)
    return verify.bundle(_bundle(ctx, case_id))


def export(ctx: Context, case_id: str) -> Iterator[str]:
    """Yield the record of a case as JSON lines that `ravand verify` checks without this house."""
    authorize(ctx.actor, Permission.RECORD_EXPORT)
    return _bundle(ctx, case_id)


def stored_state(ctx: Context, held: Held) -> dict[str, Any]:
    """Return what is stored of a case in the form that its folded record must equal."""
    case_id = held.instance.id
    opened = worklist.tasks(ctx, worklist.Filter(instance=case_id))
    return {
        "status": held.instance.status,
        "variables": dict(held.scope.sides),
        "tasks": {task.id: [task.element, task.activity, task.assignee or ""] for task in opened},
        "tokens": sorted([activity, element] for element, activity in spiff.tokens(held.state)),
        "incidents": {found.id: found.element for found in incidents.open_incidents(ctx, case_id)},
        "locals": {
            str(activity): {name: held.scope.side(name, value) for name, value in known.items()}
            for activity, known in spiff.own(held.state).items()
        },
        "timers": sorted([job.activity, job.payload["due"]] for job in jobs.timers(ctx, case_id)),
    }


def _bundle(ctx: Context, case_id: str) -> Iterator[str]:
    held = instances.read(ctx, case(ctx, case_id).id)
    return history.export.lines(
        history.entries(ctx, case_id, held.instance.agency),
        chain=case_id,
        agency=held.instance.agency,
        state=stored_state(ctx, held),
        values=history.values.contents(ctx, case_id),
    )
