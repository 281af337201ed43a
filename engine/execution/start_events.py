"""Which start events wait for messages and signals: those of the newest published version alone; begins nothing."""

from collections import Counter

from engine import db, definitions, errors
from engine.context import Context
from engine.execution import subscriptions
from engine.execution.naming import filed
from engine.execution.subscriptions import MESSAGE, Subscription
from engine.spiff import StartWait


def renew(ctx: Context, key: str) -> None:
    """Let the start events of a process's newest published version wait, and those of no other version.

    To be called after the record of the agency was written: its chain is locked until then, so that of two processes
    published at the same moment the second sees the first. Raises MessageNameTaken, MessageTwice.
    """
    subscriptions.remove_starts(ctx, key)
    version = definitions.latest_published(ctx, key)
    if version is None:
        return
    waits = [_of_start(ctx, version, start.kind, start.element, start.topic or "") for start in _starts(ctx, version)]
    names = Counter(one.name for one in waits if one.kind == MESSAGE)
    for name, times in names.items():
        if times > 1:
            raise errors.MessageTwice(name=name)
        for taken in subscriptions.starting(ctx, MESSAGE, name):
            other = definitions.version(ctx, taken.definition)
            raise errors.MessageNameTaken(name=name, process=other.name)
    if waits:
        subscriptions.write(ctx, waits)


def _starts(ctx: Context, version: definitions.Version) -> list[StartWait]:
    found = definitions.program(ctx, version.id).starts
    return [start for start in found if start.kind in subscriptions.KINDS]


def _of_start(ctx: Context, version: definitions.Version, kind: str, element: str, name: str) -> Subscription:
    return Subscription(
        id=db.new_id(ctx.now),
        agency=version.agency,
        instance=None,
        definition=version.id,
        process_key=version.key,
        element=element,
        activity=None,
        kind=kind,
        name=filed(name),
        keys="{}",
        business_key="",
        created_at=ctx.at,
    )
