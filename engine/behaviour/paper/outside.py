"""How outside work is answered on paper: fetched, locked, answered as a worker would; must not move a case."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from engine.behaviour.paper.answers import Answer, Answers
from engine.context import Context
from engine.execution import external_work, retries
from engine.execution.external_fetch import Topic, fetch_and_lock
from engine.execution.external_tasks import ExternalTask
from engine.execution.external_work import Failure

_WORKER: Final = "paper"
_LOCK: Final = timedelta(hours=1)
#: Tries of a task whose drawing says nothing about it, as workers usually have it.
_TRIES: Final = 3


def topics(answers: Answers) -> list[str]:
    """Return the topics that still have an answer."""
    return [topic for topic, queue in answers.topics.items() if any(not one.used for one in queue)]


def answer(ctx: Context, answers: Answers, wanted: Iterable[str]) -> bool:
    """Answer the oldest free task of these topics, and tell whether there was one."""
    asked = [Topic(name=topic, lock=_LOCK) for topic in wanted]
    found = fetch_and_lock(ctx, _WORKER, asked, most=1, by_priority=False) if asked else []
    for one in found:
        given = answers.topic(one.task.topic)
        if given is not None:
            _give(ctx, one.task, given)
    return bool(found)


def _give(ctx: Context, task: ExternalTask, given: Answer) -> None:
    told = given.kept
    variables, message = told.get("variables", {}), told.get("message", "")
    if "failure" in told:
        failure = Failure(message=told["failure"], retries=_left(task), variables=variables)
        external_work.fail(ctx, task.id, _WORKER, failure)
    elif "error" in told:
        external_work.raise_error(ctx, task.id, _WORKER, told["error"], message, variables)
    else:
        external_work.complete(ctx, task.id, _WORKER, variables)
    given.used = True


def _left(task: ExternalTask) -> int:
    """Return how many tries are left after one more failure."""
    if task.retries is not None:
        return max(task.retries - 1, 0)
    cycle = str(task.details.get("retry_cycle") or "")
    return (retries.policy(cycle).tries if cycle else _TRIES) - 1
