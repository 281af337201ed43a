"""What happens by itself on paper: due jobs, and when the next one is; must not know what they do."""

from datetime import datetime
from typing import Final

from engine.behaviour.paper.house import House
from engine.context import Context
from engine.execution import doing, due, jobs, leases

_OWNER: Final = "paper"
#: The clock moves on for these; what was sent and not yet taken is offered again whenever it has moved.
_MOVING: Final = (jobs.TIMER, jobs.START)


def do_one(house: House) -> bool:
    """Let the job that is longest due happen, if one is due, and tell whether one was."""
    with house.acting() as ctx:
        claimed = leases.claim(ctx, _OWNER, doing.inside(), most=1)
    for job in claimed:
        doing.run(house.database, job, lambda: house.now)
    return bool(claimed)


def next_due(ctx: Context) -> datetime | None:
    """Return when something happens by itself next; None where nothing does."""
    return due.next_due(ctx, _MOVING)
