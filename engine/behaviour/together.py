"""People who press the button at the same moment; must not decide who wins."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from engine import context, execution, worklist
from engine.behaviour.world import World
from engine.errors import RavandError


def reviewers(world: World, many: int, element: str, rows: Mapping[str, str]) -> None:
    """Let reviewer1 … reviewerN each finish one open task at an element, all at once."""
    names = [f"reviewer{number}" for number in range(1, many + 1)]
    tasks = world.tasks(element)[:many]
    answers = world.labels.answers(element, rows)
    _at_once(world, [_completing(world, name, task, answers) for name, task in zip(names, tasks, strict=True)])


def repeated(world: World, name: str, many: int, element: str, rows: Mapping[str, str]) -> None:
    """Let somebody submit the same task many times at once."""
    answers = world.labels.answers(element, rows)
    _at_once(world, [_completing(world, name, world.task(element), answers)] * many)


def _completing(world: World, name: str, task: worklist.UserTask, answers: Mapping[str, object]) -> Callable[[], None]:
    actor = world.actor(name)

    def complete() -> None:
        with context.transaction(world.database, actor, now=world.now) as ctx:
            execution.complete_user_task(ctx, task.id, answers)

    return complete


def _at_once(world: World, deeds: Sequence[Callable[[], None]]) -> None:
    """Start every deed when all are ready, and note what became of each: None, or why it was refused."""
    ready = Barrier(len(deeds))

    def run(deed: Callable[[], None]) -> RavandError | None:
        ready.wait()
        try:
            deed()
        except RavandError as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(len(deeds)) as threads:
        world.outcomes = list(threads.map(run, deeds))
