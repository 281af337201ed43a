"""What a question costs SQLite, and how much was done before it is asked; a house has to be given."""

from collections.abc import Callable

from engine import execution
from engine.actor import Actor
from engine.context import Context
from tests.support.house import House

Question = Callable[[Context], object]


def finish(house: House, cases: int) -> None:
    """Let so many cases come and go."""
    for _ in range(cases):
        (task,) = house.open_tasks(house.start("one-task", "clerk", amount=1).instance)
        house.do("clerk", execution.complete_user_task, task.id, {})


def steps(house: House, ask: Question, who: str | Actor = "clerk") -> int:
    """How many instructions of its machine SQLite needs for an answer."""
    found = 0

    def one() -> int:
        nonlocal found
        found += 1
        return 0

    with house.reading(who) as ctx:
        ctx.db.driver.set_progress_handler(one, 1)
        ask(ctx)
        ctx.db.driver.set_progress_handler(None, 1)
    return found
