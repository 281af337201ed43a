"""What is done to a whole case: suspend, resume, cancel, set variables; must not know pages or clients."""

from collections.abc import Mapping
from typing import Any

from engine import calendar, definitions, errors, events, spiff, worklist
from engine.context import Context
from engine.execution import external_tasks, instances, jobs, scope
from engine.execution.advance import Progress, advance
from engine.execution.instances import ACTIVE, CANCELLED, SUSPENDED, Held
from engine.history import append
from engine.identity import Permission, authorize


def suspend(ctx: Context, case: str, reason: str = "") -> None:
    """Stop work on a case for a while; suspending it again changes nothing."""
    _suspend(ctx, case, ACTIVE, SUSPENDED, events.InstanceSuspended(reason=reason))


def resume(ctx: Context, case: str) -> None:
    """Let work on a suspended case go on; resuming it again changes nothing."""
    _suspend(ctx, case, SUSPENDED, ACTIVE, events.InstanceResumed())


def cancel_instance(ctx: Context, case: str, reason: str = "") -> Progress:
    """End a case before its end: open tasks are withdrawn, the record stays. Raises InstanceEnded."""
    authorize(ctx.actor, Permission.INSTANCE_CANCEL)
    held = _held_open(ctx, case)
    program = definitions.program(ctx, held.instance.definition)
    before = dict(held.scope.sides)
    step = spiff.cancel(program, held.state, held.scope, now=calendar.local(ctx.now))
    cancelled = events.InstanceCancelled(reason=reason)
    return advance(ctx, held, step, before=before, first=[cancelled], status=CANCELLED)


def set_variables(ctx: Context, case: str, changed: Mapping[str, Any]) -> Progress:
    """Set variables of a case outside a form, then try again where the case stands still by an incident.

    Raises InstanceEnded, InstanceSuspended, ReservedVariable, VariableTooLarge.
    """
    authorize(ctx.actor, Permission.INSTANCE_CHANGE)
    held = _held_open(ctx, case)
    if held.instance.status == SUSPENDED:
        raise errors.InstanceSuspended
    program = definitions.program(ctx, held.instance.definition)
    before = dict(held.scope.sides)
    written = spiff.write(program, held.state, held.scope, changed, now=calendar.local(ctx.now))
    told = events.VariablesChanged(changes=scope.changed(before, held.scope.sides))
    before = dict(held.scope.sides)
    step = spiff.retry(program, written.state, held.scope, now=calendar.local(ctx.now), warm=written.warm)
    return advance(ctx, held, step, before=before, first=[told])


def _held_open(ctx: Context, case: str) -> Held:
    held = instances.hold(ctx, case)
    if held.instance.ended:
        raise errors.InstanceEnded(status=held.instance.status)
    return held


def _suspend(ctx: Context, case: str, old: str, new: str, happened: events.Event) -> None:
    authorize(ctx.actor, Permission.INSTANCE_SUSPEND)
    held = _held_open(ctx, case)
    if held.instance.status != old:
        return
    chain = append(ctx, held.chain, [happened], held.instance.definition)
    instances.store(ctx, held, state=held.state, chain=chain, status=new)
    worklist.suspend(ctx, case, suspended=new == SUSPENDED)
    jobs.suspend(ctx, case, suspended=new == SUSPENDED)
    external_tasks.suspend(ctx, case, suspended=new == SUSPENDED)
