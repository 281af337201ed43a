"""What became of outside work and of timers, read from the record of cases; must not read engine state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from engine import db, history
from engine.context import Context
from engine.execution import models
from engine.execution.external_tasks import EXTERNAL, external_task_id
from engine.execution.jobs import TIMER, job_id

#: Begun; a try failed; came to its effect; no longer needed, or answered by an error of the drawing.
CREATED, FAILED, DONE, DELETED = "created", "failed", "done", "deleted"
_OF_OUTSIDE: Final = (
    "wait.begun", "external_task.answered", "external_task.failed", "external_task.erred", "element.cancelled",
)  # fmt: skip
_OF_TIMERS: Final = ("wait.begun", "wait.ended", "event.caught", "job.failed", "element.cancelled")
_ENDS: Final = {
    "external_task.answered": DONE,
    "external_task.failed": FAILED,
    "external_task.erred": DELETED,
    "element.cancelled": DELETED,
}
_TASK = models.external_task.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """One thing that happened to outside work or to a job; `of` is its id, `id` the place in the record.

    `due` and `topic` are as they were when it began; `retries` is how many tries are left, where that was said.
    """

    id: str
    at: str
    what: str
    of: str
    instance: str
    element: str
    topic: str | None = None
    due: str | None = None
    worker: str | None = None
    retries: int | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the row of outside work says now: how urgent it is, and its worker's words in full at the last failure."""

    priority: int
    error_details: str | None


#: What is waited for now: (case, activity) → its element, topic and moment.
_Open = dict[tuple[str, int], dict[str, Any]]


def of_outside(ctx: Context, cases: Sequence[str]) -> Iterator[Log]:
    """Give what happened to the outside work of cases of the actor's agency, in the order of case and entry."""
    begun: _Open = {}
    for entry, facts, said in _read(ctx, cases, _OF_OUTSIDE):
        key = (entry.chain, facts["activity"])
        if entry.type == "wait.begun" and (facts["kind"] != EXTERNAL or key in begun):
            continue
        if entry.type == "wait.begun":
            begun[key] = {"element": facts["element"], "topic": said.get("topic")}
            yield _log(entry, CREATED, external_task_id(*key), begun[key])
        elif key in begun:
            what = _ENDS[entry.type]
            drawn = begun[key] if what == FAILED else begun.pop(key)
            told = {"worker": said.get("worker"), "message": said.get("message"), "retries": facts.get("retries")}
            yield _log(entry, what, external_task_id(*key), drawn, **told)


def of_timers(ctx: Context, cases: Sequence[str]) -> Iterator[Log]:
    """Give what happened to the timers of cases, and the failures of what they send out, in the same order."""
    begun: _Open = {}
    for entry, facts, said in _read(ctx, cases, _OF_TIMERS):
        key = (entry.chain, facts.get("activity") or 0)
        if entry.type == "job.failed":
            drawn = begun.get(key, {"element": facts["element"]})
            yield _log(entry, FAILED, facts["job"], drawn, retries=facts["left"], message=said.get("reason"))
        elif entry.type == "wait.begun":
            if facts["kind"] == TIMER and key not in begun:
                begun[key] = {"element": facts["element"], "due": facts["due"]}
                yield _log(entry, CREATED, job_id(*key), begun[key])
        elif (ended := _timer(begun, key, facts) if entry.type == "event.caught" else key) in begun:
            what = DONE if entry.type == "event.caught" else DELETED
            yield _log(entry, what, job_id(*ended), begun.pop(ended))


def kept(ctx: Context, cases: Sequence[str]) -> dict[str, Kept]:
    """Return what the rows of the outside work of cases of the actor's agency still say, by task."""
    query = sa.select(_TASK.id, _TASK.priority, _TASK.error_details).where(
        _TASK.agency == ctx.actor.agency, _TASK.instance.in_(list(cases))
    )
    return {row[0]: Kept(row[1], row[2]) for row in ctx.db.select(query)}


def _read(
    ctx: Context, cases: Sequence[str], types: Sequence[str]
) -> Iterator[tuple[history.Entry, dict[str, Any], dict[str, Any]]]:
    for entry in history.of_cases(ctx, cases, ctx.actor.agency, types):
        yield entry, db.load(entry.facts), db.load(entry.payload) if entry.payload else {}


def _timer(begun: _Open, key: tuple[str, int], facts: Mapping[str, Any]) -> tuple[str, int]:
    """Return which timer an event was: its own activity's, or that of an event at a border, which gets a new one."""
    at_border = (open_ for open_, drawn in begun.items() if open_[0] == key[0] and drawn["element"] == facts["element"])
    return key if key in begun else next(at_border, key)


def _log(entry: history.Entry, what: str, of: str, drawn: Mapping[str, Any], **told: Any) -> Log:
    return Log(id=f"{entry.chain}:{entry.seq}", at=entry.at, what=what, of=of, instance=entry.chain, **drawn, **told)
