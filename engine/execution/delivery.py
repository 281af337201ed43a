"""How what cases sent out reaches those who wait, one case in a transaction; must not know who runs jobs.

A message that nobody waits for now is looked at again, ever more rarely, for as long as it lives, and at once when
somebody begins to wait for its name. Then it is an incident of the case that sent it. One that no published process
of the agency could ever take (it is drawn to a pool outside) is sent and done.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from engine import db, errors
from engine.context import Context
from engine.execution import correlation, hearing, jobs, outbox, subscriptions
from engine.execution.instances import ACTIVE, Held
from engine.execution.jobs import Job
from engine.execution.matching import Message, meant_by_sender
from engine.execution.subscriptions import MESSAGE, SIGNAL, Subscription

#: The first pause before a message is offered again; it grows with the age of the message.
_PAUSE: Final = timedelta(seconds=2)
_GROWTH: Final = 4


def deliver_message(ctx: Context, job: Job, _held: Held | None, _answer: Any) -> None:
    """Offer a message that a case sent. Raises SeveralWait, BeginsForEver, and NobodyWaits when it has lived long."""
    message = _message(job)
    if _to_case(ctx, job, message) or _to_start(ctx, message):
        return
    if not hearing.anybody(ctx, MESSAGE, message.name):
        return
    if ctx.at >= job.payload["until"]:
        raise errors.NobodyWaits(name=message.name)
    _offer_later(ctx, job)


def _to_case(ctx: Context, job: Job, message: Message) -> bool:
    meant = meant_by_sender(ctx, message, own_key=job.payload["own_key"])
    if len(meant) > 1:
        raise errors.SeveralWait(name=message.name, count=len(meant))
    return bool(meant) and correlation.deliver(ctx, meant[0].subscription, message) is not None


def _to_start(ctx: Context, message: Message) -> bool:
    begun = subscriptions.starting(ctx, MESSAGE, message.name)
    for one in begun:
        correlation.begin(ctx, one, message)
    return bool(begun)


def _offer_later(ctx: Context, job: Job) -> None:
    """Keep the message: at the end of its life it has one try left, which makes the incident."""
    age = ctx.now - db.moment(job.created_at)
    due = db.stamp(ctx.now + max(_PAUSE, age / _GROWTH))
    last = due >= job.payload["until"]
    free = replace(job, state=jobs.WAITING, lease_owner=None, lease_until=None)
    jobs.write(ctx, [replace(free, due_at=min(due, job.payload["until"]), tries_left=1 if last else job.tries_left)])


def spread_signal(ctx: Context, job: Job, _held: Held | None, _answer: Any) -> None:
    """Find all who wait for a signal that a case sent, and give each a job of its own."""
    signal = _message(job)
    found = subscriptions.waiting(ctx, SIGNAL, signal.name)
    begun = subscriptions.starting(ctx, SIGNAL, signal.name)
    waits = [(one.subscription, one.status != ACTIVE) for one in found] + [(one, False) for one in begun]
    outbox.pass_on(ctx, signal, waits)


def deliver_signal(ctx: Context, job: Job, held: Held | None, _answer: Any) -> None:
    """Give a signal to the case that waited for it, if it still does, or begin the case that it begins."""
    wait = Subscription(
        id=job.id,
        agency=job.agency,
        instance=job.instance,
        definition=job.definition,
        process_key=job.process_key,
        element=job.element,
        activity=job.activity,
        kind=SIGNAL,
        name=job.name,
        keys="{}",
        business_key="",
        created_at=job.created_at,
    )
    said = job.payload
    signal = Message(name=said["name"], values=said["values"], sender=said["sender"], hops=said.get("hops", 0))
    if held is not None:
        correlation.go_on(ctx, held, wait, signal)
    else:
        correlation.begin(ctx, wait, signal)


def _message(job: Job) -> Message:
    sent = job.payload
    return Message(
        name=sent["name"],
        business_key=sent["business_key"],
        keys=sent["keys"],
        values=sent["values"],
        sender=sent["sender"],
        sent=job.id,
        hops=sent.get("hops", 0),
    )
