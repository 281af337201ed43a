"""How time passes in a scenario, and what happens by itself meanwhile: jobs that are due, registries that answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from engine import calendar, connectors, context, db, text
from engine.behaviour.world import World
from engine.connectors import PROVIDERS
from engine.context import Context
from engine.execution import due, external_changes, jobs
from engine.execution.external_changes import Tasks

#: The clock moves on for these, and for outside work that is tried again.
_MOVING: Final = (jobs.TIMER, jobs.START)
_MOST: Final = 100


def hours(world: World, many: int) -> None:
    """Let hours pass."""
    until(world, world.now + timedelta(hours=many))


def days(world: World, many: int) -> None:
    """Let days pass."""
    until(world, world.now + timedelta(days=many))


def working_days(world: World, many: int) -> None:
    """Let it become the same hour of the working day so many working days later."""
    today = calendar.local(world.now)
    day = calendar.IRAN.add_working_days(today.date(), many)
    until(world, world.now + (day - today.date()))


def until(world: World, moment: datetime) -> None:
    """Move the clock to a moment, and stop on the way wherever something is due."""
    world.settle()
    happen(world)
    for _ in range(_MOST):
        following = min((at for at in _next(world) if world.now < at <= moment), default=None)
        if following is None:
            break
        world.now = following
        happen(world)
    world.now = moment


def happen(world: World) -> None:
    """Let everything happen that happens by itself at this moment."""
    while world.inquire() or world.deliver():
        continue


def behave(world: World, called: str, mode: str) -> None:
    """Let a simulated registry behave so from now on; it is called by its topic or by its name in either language."""
    key = text.normalise(called)
    names = {one.topic: {one.topic, *(one.name.show(lang) for lang in text.LANGUAGES)} for one in PROVIDERS.values()}
    topics = [topic for topic, known in names.items() if key in map(text.normalise, known)]
    if not topics:
        raise LookupError(f"no simulated registry is called {called!r}; there are {', '.join(PROVIDERS)}")
    with context.transaction(world.database, world.cast.engine(), now=world.now) as ctx:
        connectors.behave(ctx, topics[0], mode)


def _next(world: World) -> Iterator[datetime]:
    with world.looking() as ctx:
        timer = due.next_due(ctx, _MOVING)
        if timer is not None:
            yield timer
        yield from _tried_again(ctx)


def _tried_again(ctx: Context) -> Iterator[datetime]:
    """Give when outside work is free again for the next try."""
    for task in external_changes.external_tasks_where(ctx, Tasks(), limit=_MOST):
        if task.locked_until is not None:
            yield db.moment(task.locked_until)
