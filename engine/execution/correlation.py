"""How a message finds the one who waits for it and a signal all of them; must not know who offers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine import definitions, errors, events, spiff
from engine.context import Context
from engine.execution import instances, outbox, starting, subscriptions, times
from engine.execution.advance import Progress, advance
from engine.execution.instances import ACTIVE, Held
from engine.execution.matching import Message, meant
from engine.execution.naming import filed
from engine.execution.subscriptions import MESSAGE, SIGNAL, Subscription
from engine.identity import Permission, authorize

#: So many cases may begin each other by messages and signals, one after the other, without anybody between.
FURTHEST: Final = 16
#: What somebody waits for may be over when its case is locked; then it is looked for again, so often.
_LOOKS: Final = 3
#: So many cases get a signal in the transaction of whoever sends it; the others each in one of their own.
_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Reached:
    """A case that a message or signal reached, or `started`."""

    progress: Progress
    started: bool


def correlate(ctx: Context, message: Message) -> Reached:
    """Give a message to the one case that waits for it, or begin one with it where nobody waits.

    A case is begun only when none is named. Raises NobodyWaits, SeveralWait, Forbidden.
    """
    authorize(ctx.actor, Permission.MESSAGE_SEND)
    for _ in range(_LOOKS):
        found = meant(ctx, message)
        if len(found) > 1:
            raise errors.SeveralWait(name=message.name, count=len(found))
        if not found:
            break
        reached = deliver(ctx, found[0].subscription, message)
        if reached is not None:
            return reached
    begun = _begin(ctx, message)
    if not begun:
        raise errors.NobodyWaits(name=message.name)
    return begun[0]


def correlate_all(ctx: Context, message: Message) -> list[Reached]:
    """Give a message to every case that waits for it with these keys, and begin one with it; nobody is no error."""
    authorize(ctx.actor, Permission.MESSAGE_SEND)
    reached = [deliver(ctx, one.subscription, message) for one in meant(ctx, message)]
    return [one for one in reached if one is not None] + _begin(ctx, message)


def broadcast(ctx: Context, name: str, values: Mapping[str, Any]) -> None:
    """Give a signal to every case that waits for it and begin those that begin with it; nobody is no error.

    Suspended cases get it when they go on.
    """
    authorize(ctx.actor, Permission.MESSAGE_SEND)
    signal = Message(name=name, values=values)
    found = subscriptions.waiting(ctx, SIGNAL, name)
    now = [one for one in found if one.status == ACTIVE][:_AT_ONCE]
    for one in now:
        deliver(ctx, one.subscription, signal)
    later = [one for one in found if one not in now]
    outbox.pass_on(ctx, signal, [(one.subscription, one.status != ACTIVE) for one in later])
    for begun in subscriptions.starting(ctx, SIGNAL, name):
        begin(ctx, begun, signal)


def signal_case(ctx: Context, case: str, name: str, values: Mapping[str, Any]) -> Reached:
    """Give a signal to one case alone; raises NotFound, SignalNotAwaited, InstanceSuspended."""
    return _to_case(ctx, case, SIGNAL, Message(name=name, values=values, instance=case))


def message_case(ctx: Context, case: str, name: str, values: Mapping[str, Any]) -> Reached:
    """Give a message to one case alone; raises NotFound, NobodyWaits, SeveralWait, InstanceSuspended."""
    return _to_case(ctx, case, MESSAGE, Message(name=name, values=values, instance=case))


def continue_case(ctx: Context, case: str, values: Mapping[str, Any]) -> Reached:
    """Let a case go on with the one message or signal it waits for; raises NotFound, SignalNotAwaited, SeveralWait."""
    found = [one for one in subscriptions.of_case(ctx, case) if one.kind in subscriptions.KINDS]
    if len(found) > 1:
        raise errors.SeveralWait(name=found[0].name, count=len(found))
    kind, name = (found[0].kind, found[0].name) if found else (SIGNAL, "")
    return _to_case(ctx, case, kind, Message(name=name, values=values, instance=case))


def _to_case(ctx: Context, case: str, kind: str, message: Message) -> Reached:
    authorize(ctx.actor, Permission.MESSAGE_SEND)
    held = instances.hold(ctx, case)
    if held.instance.status == instances.SUSPENDED:
        raise errors.InstanceSuspended
    name = filed(message.name)
    found = [one for one in subscriptions.of_case(ctx, case) if (one.kind, one.name) == (kind, name)]
    if len(found) > 1 and kind == MESSAGE:
        raise errors.SeveralWait(name=message.name, count=len(found))
    reached = [deliver(ctx, one, message) for one in found]
    if not reached or reached[0] is None:
        raise (errors.NobodyWaits if kind == MESSAGE else errors.SignalNotAwaited)(name=message.name)
    return reached[0]


def deliver(ctx: Context, wait: Subscription, message: Message) -> Reached | None:
    """Let the case behind a subscription go on; None when it waits no longer, because something else came first."""
    held = instances.hold(ctx, str(wait.instance))
    return go_on(ctx, held, wait, message) if held.instance.status == ACTIVE else None


def go_on(ctx: Context, held: Held, wait: Subscription, message: Message) -> Reached | None:
    """Let a case that is held and active go on with what it waited for; None when it waits no longer."""
    assert wait.activity is not None, "what a case waits for has an activity"  # noqa: S101
    program = definitions.program(ctx, held.instance.definition)
    before = dict(held.scope.sides)
    try:
        step = spiff.occur(
            program, held.state, held.scope, wait.activity, message.values, local=message.local, **times.here(ctx)
        )
    except errors.ActivityNotOpen:
        return None
    progress = advance(ctx, held, step, before=before, first=[_caught(wait, message)], hops=message.hops)
    return Reached(progress, started=False)


def begin(ctx: Context, wait: Subscription, message: Message) -> Reached:
    """Begin a case by a start event that a message or signal begins; raises BeginsForEver."""
    if message.hops >= FURTHEST:
        raise errors.BeginsForEver(name=message.name, limit=FURTHEST)
    version, key = definitions.version(ctx, wait.definition), message.business_key or ""
    first = _caught(wait, message)
    progress = starting.start_at(
        ctx, version, wait.element, message.brought, business_key=key, first=[first], hops=message.hops + 1
    )
    return Reached(progress, started=True)


def _caught(wait: Subscription, message: Message) -> events.Event:
    """Return the entry of the receiver's record."""
    element, activity, sender, name = wait.element, wait.activity, message.sender, message.name
    if wait.kind == SIGNAL:
        return events.SignalCaught(element=element, activity=activity, sender=sender, name=name)
    return events.MessageCaught(element=element, activity=activity, sender=sender, name=name, message=message.sent)


def _begin(ctx: Context, message: Message) -> list[Reached]:
    if message.instance is not None or message.local_keys:
        return []
    return [begin(ctx, one, message) for one in subscriptions.starting(ctx, MESSAGE, message.name)]
