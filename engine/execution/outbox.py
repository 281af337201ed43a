"""What cases send out, as jobs written in the transaction of the step; must not deliver it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

from engine import db
from engine.context import Context
from engine.execution import jobs, models
from engine.execution.instances import Instance
from engine.execution.matching import Message
from engine.execution.naming import filed, message_id
from engine.execution.subscriptions import KINDS, MESSAGE, Subscription
from engine.spiff import Step, Thrown

#: A signal on its way to one case, or to one start event.
SIGNAL_TO: Final = "signal-to"
#: How long a message waits for somebody who waits for it; then it is an incident.
LIFE: Final = timedelta(hours=24)

_JOB = models.job.c
_WAKE = db.prepare(
    sa.update(models.job)
    .where(
        _JOB.agency == sa.bindparam("of"),
        _JOB.kind == sa.literal_column(f"'{MESSAGE}'"),  # no parameter, so that the index of messages is used
        _JOB.name == sa.bindparam("named"),
        _JOB.state == jobs.WAITING,
        _JOB.due_at > sa.bindparam("now"),
    )
    .values(due_at=sa.bindparam("now"))
)


def store(ctx: Context, case: Instance, step: Step, hops: int = 0) -> None:
    """Write what a step of a case sent out, and wake what was sent before for what the case waits for now.

    A step that sends nothing and waits for no message costs no statement. Escalations go to the calling case.
    """
    if not step.thrown and not step.waits:
        return
    sent = [_job(ctx, case, one, hops) for one in step.thrown if one.kind in KINDS]
    if sent:
        jobs.write(ctx, sent)
    awaited = {filed(wait.topic or "") for wait in step.waits if wait.kind == MESSAGE}
    if awaited:
        wake(ctx, awaited)


def _job(ctx: Context, case: Instance, thrown: Thrown, hops: int) -> jobs.Job:
    sent = message_id(case.id, thrown.activity)
    payload: dict[str, Any] = {
        "sender": case.id,
        "name": thrown.name,
        "keys": dict(thrown.keys),
        "values": dict(thrown.values),
        "business_key": thrown.business_key or case.key,
        "own_key": bool(thrown.business_key or case.business_key),
        "until": db.stamp(ctx.now + LIFE),
        "hops": hops,
    }
    return jobs.made(
        id=sent,
        agency=case.agency,
        lock=sent,  # not the case: what was sent is delivered also while the sender is suspended, and after its end
        instance=case.id,
        definition=case.definition,
        process_key=case.process_key,
        kind=thrown.kind,
        element=thrown.element,
        activity=thrown.activity,
        name=filed(thrown.name),
        due_at=ctx.at,
        payload=payload,
        created_at=ctx.at,
    )


def pass_on(ctx: Context, signal: Message, waits: Sequence[tuple[Subscription, bool]]) -> None:
    """Write a job for each of those who wait for a signal: (who waits, whether its case is suspended)."""
    passed = [_to(ctx, signal, wait, suspended=suspended) for wait, suspended in waits]
    if passed:
        jobs.write(ctx, passed)


def _to(ctx: Context, signal: Message, wait: Subscription, *, suspended: bool) -> jobs.Job:
    made = db.new_id(ctx.now)
    return jobs.made(
        id=made,
        agency=wait.agency,
        lock=wait.instance or made,
        instance=wait.instance,
        definition=wait.definition,
        process_key=wait.process_key,
        kind=SIGNAL_TO,
        element=wait.element,
        activity=wait.activity,
        name=wait.name,
        suspended=suspended,
        due_at=ctx.at,
        payload={"sender": signal.sender, "name": signal.name, "values": signal.brought, "hops": signal.hops},
        created_at=ctx.at,
    )


def wake(ctx: Context, names: Iterable[str]) -> None:
    """Let messages that nobody waited for be delivered at once: somebody waits for these (filed) names now."""
    woken = sum(ctx.db.run(_WAKE, of=ctx.actor.agency, named=name, now=ctx.at) for name in sorted(names))
    if woken:
        jobs.wake(ctx, ctx.at)
