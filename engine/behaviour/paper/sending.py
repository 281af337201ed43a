"""How messages and signals come from outside on paper; must not decide whom they reach."""

from engine import errors
from engine.behaviour.paper.answers import Sending
from engine.behaviour.paper.house import House
from engine.context import Context
from engine.execution import correlation, subscriptions
from engine.execution.matching import Message


def send(house: House, one: Sending) -> bool:
    """Send a message or signal and tell whether anybody took it; raises SeveralWait."""
    try:
        with house.acting() as ctx:
            if one.kind == "signal":
                return _broadcast(ctx, one)
            correlation.correlate(ctx, _message(one))
    except errors.NobodyWaits:
        return False
    return True


def _broadcast(ctx: Context, one: Sending) -> bool:
    awaited = subscriptions.waiting(ctx, one.kind, one.name) or subscriptions.starting(ctx, one.kind, one.name)
    if awaited:
        correlation.broadcast(ctx, one.name, one.payload)
    return bool(awaited)


def _message(one: Sending) -> Message:
    return Message(name=one.name, keys=one.correlation, values=one.payload, business_key=one.business_key)
