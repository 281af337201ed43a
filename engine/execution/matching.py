"""Which of those who wait a message is meant for; must not deliver it.

A message is offered with a business key, a case or correlation keys; everything that is given must fit. A correlation
key is compared with the key that the waiting element declares (BPMN 2.0.2, 8.4.2) and, where it declares none of that
name, with the variable of the case (Camunda). An element that declares keys is reached by them, unless the case itself
is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine import db
from engine.context import Context
from engine.execution import instances, subscriptions
from engine.execution.subscriptions import MESSAGE, Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is offered: to whom, and what it brings. `local` is for the waiting element, `values` for its case.

    `sender` is the case that sent it and `sent` the id under which it did; both are "" for a message from outside.
    `hops` is how many cases began each other by messages and signals until it was sent, without anybody between.
    """

    name: str
    business_key: str | None = None
    instance: str | None = None
    keys: Mapping[str, Any] = field(default_factory=dict)
    local_keys: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    local: Mapping[str, Any] = field(default_factory=dict)
    sender: str = ""
    sent: str = ""
    hops: int = 0

    @property
    def brought(self) -> dict[str, Any]:
        """Return everything that comes with the message."""
        return {**self.values, **self.local}


def fitting(ctx: Context, candidates: Sequence[Candidate], message: Message) -> list[Candidate]:
    """Return the candidates that everything given fits; variables of cases are read only where they decide."""
    addressed = [(one, db.load(one.subscription.keys)) for one in candidates]
    addressed = [(one, declared) for one, declared in addressed if _addressed(one, declared, message)]
    keys = {**message.keys, **message.local_keys}
    undecided: list[tuple[Candidate, dict[str, Any]]] = []
    for one, declared in addressed:
        if all(same(declared[name], value) for name, value in keys.items() if name in declared):
            undecided.append((one, {name: value for name, value in keys.items() if name not in declared}))
    asked = [str(one.subscription.instance) for one, rest in undecided if rest]
    scopes = instances.scopes(ctx, asked) if asked else {}
    return [one for one, rest in undecided if not rest or _holds(scopes[str(one.subscription.instance)], rest)]


def _addressed(candidate: Candidate, declared: Mapping[str, Any], message: Message) -> bool:
    """Tell whether case and business key fit, and whether declared keys are known or not needed."""
    wait = candidate.subscription
    if message.instance is not None and wait.instance != message.instance:
        return False
    if message.business_key is not None and message.business_key != wait.business_key:
        return False
    named = message.instance is not None or message.business_key is not None
    return named or not declared or bool(message.keys or message.local_keys)


def _holds(scope: Mapping[str, Any], keys: Mapping[str, Any]) -> bool:
    return all(name in scope and same(scope[name], value) for name, value in keys.items())


def same(one: Any, other: Any) -> bool:
    """Tell whether two plain values are equal; yes and no are no numbers.

    >>> same(1, 1.0), same(1, True), same("1", 1)
    (True, False, False)
    """
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def meant(ctx: Context, message: Message) -> list[Candidate]:
    """Return who waits for a message and fits everything that is given; suspended cases wait for nothing.

    Who declares exactly the keys that are given comes before who has variables of those names.
    """
    if message.keys and not message.local_keys:
        exact = _of(ctx, message, keys=db.dump(dict(message.keys)))
        if exact:
            return exact
    return _of(ctx, message)


def _of(ctx: Context, message: Message, *, keys: str | None = None) -> list[Candidate]:
    found = subscriptions.waiting(
        ctx, MESSAGE, message.name, business_key=message.business_key, instance=message.instance, keys=keys
    )
    return fitting(ctx, subscriptions.active(found), message)


def meant_by_sender(ctx: Context, message: Message, *, own_key: bool) -> list[Candidate]:
    """Return for whom a message of a case is meant: by its keys, or else by the business key that it hands on.

    Sender and receiver without business keys of their own find each other where only one waits; `own_key` tells
    whether the sender has one. A case does not answer itself while another could.
    """
    if message.keys:
        found = meant(ctx, replace(message, business_key=None))
    else:
        found = meant(ctx, message)
        if not found and not own_key:
            anybody = subscriptions.active(subscriptions.waiting(ctx, MESSAGE, message.name, keys="{}"))
            found = [one for one in anybody if not one.own_key]
    others = [one for one in found if one.subscription.instance != message.sender]
    return others or found
