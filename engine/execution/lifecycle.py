"""What is done to a whole case: suspend, resume, cancel, set variables; must not know pages or clients."""

from collections.abc import Mapping
from typing import Any

from engine import definitions, errors, events, spiff, worklist
from engine.context import Context
from engine.execution import calls, external_tasks, instances, jobs, scope, times
from engine.execution.advance import Progress, advance
from engine.execution.instances import ACTIVE, CANCELLED, SUSPENDED, Held
from engine.history import append
from engine.identity import Permission, authorize


def suspend(ctx: Context, case: str, reason: str = "") -> None:
    """Stop work on a case, and on those that it called, for a while; suspending it again changes nothing."""
    authorize(ctx.actor, Permission.INSTANCE_SUSPEND)
    held = _held_open(ctx, case)
    if held.instance.status == ACTIVE:
        _turn(ctx, held, SUSPENDED, events.InstanceSuspended(reason=reason))
        _turn_below(ctx, case, ACTIVE, SUSPENDED, events.InstanceSuspended(caller=case))


def resume(ctx: Context, case: str) -> None:
    """Let work on a suspended case, and on those that it called, go on; resuming it again changes nothing.

    Raises CallerSuspended while the case that called it is suspended.
    """
    authorize(ctx.actor, Permission.INSTANCE_SUSPEND)
    held = _held_open(ctx, case)
    if held.instance.status != SUSPENDED:
        return
    caller = instances.instance(ctx, held.instance.parent) if held.instance.parent else None
    if caller is not None and caller.status == SUSPENDED:
        raise errors.CallerSuspended(number=caller.number)
    _turn(ctx, held, ACTIVE, events.InstanceResumed())
    _turn_below(ctx, case, SUSPENDED, ACTIVE, events.InstanceResumed(caller=case))


def cancel_instance(ctx: Context, case: str, reason: str = "") -> Progress:
    """End a case before its end: open tasks are withdrawn, the record stays. Raises InstanceEnded."""
    authorize(ctx.actor, Permission.INSTANCE_CANCEL)
    held = _held_open(ctx, case)
    program = definitions.program(ctx, held.instance.definition)
    before = dict(held.scope.sides)
    step = spiff.cancel(program, held.state, held.scope, **times.here(ctx))
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
    written = {**before, **{name: held.scope.side(name, value) for name, value in changed.items()}}
    told = events.VariablesChanged(changes=scope.changed(before, written))
    step = spiff.write(program, held.state, held.scope, changed, again=True, **times.here(ctx))
    return advance(ctx, held, step, before=written, first=[told])


def _held_open(ctx: Context, case: str) -> Held:
    held = instances.hold(ctx, case)
    if held.instance.ended:
        raise errors.InstanceEnded(status=held.instance.status)
    return held


def _turn_below(ctx: Context, case: str, old: str, new: str, happened: events.Event) -> None:
    """Suspend or resume the open cases below a case, those further up first, as every command locks them."""
    for below in calls.open_tree(ctx, case):
        held = instances.hold(ctx, below)
        if held.instance.status == old:
            _turn(ctx, held, new, happened)


def _turn(ctx: Context, held: Held, new: str, happened: events.Event) -> None:
    case = held.instance.id
    chain = append(ctx, held.chain, [happened], held.instance.definition)
    instances.store(ctx, held, state=held.state, chain=chain, status=new)
    worklist.suspend(ctx, case, suspended=new == SUSPENDED)
    jobs.suspend(ctx, case, suspended=new == SUSPENDED)
    external_tasks.suspend(ctx, case, suspended=new == SUSPENDED)
