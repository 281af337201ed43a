"""What the rows and headings of the worklist say; must not take or change tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from flask import url_for

from engine import calendar, db, definitions, errors, execution, identity, worklist
from engine.context import Context
from engine.identity import Permission, allowed
from engine.text import Text, translate
from engine.worklist import Filter, Urgency, UserTask
from web import showing
from web.naming import Names

Which = Literal["mine", "group", "done"]
#: Name of a list in the address → its tab and its heading.
LISTS: Final[Mapping[Which, tuple[Text, Text]]] = {
    "mine": (Text("Mine"), Text("My tasks")),
    "group": (Text("My groups'"), Text("My groups' tasks")),
    "done": (Text("Done"), Text("What I have finished")),
}
#: Urgency → heading of its part of the list, in the order of the list.
_URGENCY: Final[Mapping[str, Text]] = {
    "late": Text("Past due"),
    "today": Text("By end of today"),
    "later": Text("Later"),
    "none": Text("No deadline"),
}


@dataclass(slots=True)
class Part:
    """The tasks of one urgency on this page; `number` counts those of all pages."""

    words: str
    tone: str
    number: int
    tasks: list[dict[str, Any]] = field(default_factory=list)


def wanted(ctx: Context, which: Which, search: str, service: str) -> Filter:
    """Return the filter of a list as the address narrows it."""
    return replace(worklist.inbox(ctx, which), search=search or None, process_key=service or None)


def tabs(ctx: Context, lang: str, current: Which, total: int | None) -> list[dict[str, Any]]:
    """Return the three lists with how much is in them; what is done is not counted.

    `total` is the count of the current one where it is known already: when nothing narrows it.
    """
    known = {**({} if total is None else {current: total}), "done": None}
    return [
        {
            "address": url_for("inbox.tasks", list=which),
            "word": word.show(lang),
            "count": known[which] if which in known else worklist.count(ctx, worklist.inbox(ctx, which)),
            "current": which == current,
        }
        for which, (word, _) in LISTS.items()
    ]


def services(ctx: Context, lang: str) -> list[tuple[str, str]]:
    """Return key and name of the services one can filter by, in alphabetical order."""
    named = Names(ctx, lang)
    return [(key, named(version, key, name)) for version, key, name in definitions.newest(ctx)]


def counted(ctx: Context, which: Which, asked: Filter) -> Urgency:
    """Count what lies on all pages of the list, so that a heading says the same on each; only open work is urgent."""
    if which == "done":
        return Urgency(worklist.count(ctx, asked), late=0, today=0, none=0)
    midnight = calendar.local(ctx.now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return worklist.urgency(ctx, asked, tomorrow=db.stamp(midnight))


def parts(ctx: Context, lang: str, rows: Sequence[UserTask], of_all: Urgency) -> list[Part]:
    """Return the rows of a list of open tasks by urgency; the list is already sorted by deadline."""
    found: dict[str, Part] = {}
    for task, shown in zip(rows, _shown(ctx, lang, rows), strict=True):
        urgency = _urgency(task, ctx.now)
        if urgency not in found:
            found[urgency] = Part(_URGENCY[urgency].show(lang), urgency, getattr(of_all, urgency))
        found[urgency].tasks.append(shown)
    return [found[urgency] for urgency in _URGENCY if urgency in found]


def finished(ctx: Context, lang: str, rows: Sequence[UserTask]) -> list[Part]:
    """Return the rows of what the actor has finished, as one part without a heading."""
    return [Part("", "", len(rows), _shown(ctx, lang, rows))] if rows else []


def _shown(ctx: Context, lang: str, rows: Sequence[UserTask]) -> list[dict[str, Any]]:
    """Return the tasks of a list as they are shown."""
    called, cases = Names(ctx, lang), case_addresses(ctx, [task.instance for task in rows])
    to_task, to_claim = showing.addresses("inbox.task", "task_id"), showing.addresses("inbox.claim", "task_id")
    return [
        {
            **_row(ctx, lang, task, called),
            "address": to_task(task.id),
            "claim": to_claim(task.id),
            "case_address": cases.get(task.instance, ""),
        }
        for task in rows
    ]


def _row(ctx: Context, lang: str, task: UserTask, called: Names) -> dict[str, Any]:
    is_open = task.state == worklist.OPEN
    return {
        "id": task.id,
        "name": called.task(task),
        "service": called(task.definition, task.process_key, task.process_name),
        "version": task.version,
        "case_number": showing.case_number(lang, task.case_number),
        "case_title": task.business_key,
        "due": showing.due(lang, task.due_at, ctx.now),
        "claimable": is_open and not task.suspended and task.assignee is None,
        "holder": "",
        "state_word": translate(lang, "Suspended") if is_open and task.suspended else "",
        "tone": "warn",
        "revision": task.revision,
        "finished": showing.moment(lang, task.closed_at),
    }


def case_addresses(ctx: Context, cases: Iterable[str]) -> dict[str, str]:
    """Return where those of the cases are shown that the actor may see."""
    wanted = tuple(dict.fromkeys(cases))
    if not wanted or not allowed(ctx.actor, Permission.OWN_INSTANCE_READ):
        return {}
    if not allowed(ctx.actor, Permission.INSTANCE_READ):
        wanted = tuple(found.id for found in execution.cases(ctx, execution.Filter(ids=wanted)))
    to_case = showing.addresses("audit.case", "case_id")
    return {case: to_case(case) for case in wanted}


def names(ctx: Context, usernames: Iterable[str | None]) -> dict[str, str]:
    """Return the names of people by user name; a diagram may name somebody without an account."""
    found: dict[str, str] = {}
    for username in {one for one in usernames if one}:
        try:
            found[username] = identity.person(ctx, username).name
        except errors.UnknownPerson:
            found[username] = username
    return found


def _urgency(task: UserTask, now: datetime) -> str:
    if task.due_at is None:
        return "none"
    due = db.moment(task.due_at)
    if due < now:
        return "late"
    return "today" if calendar.local(due).date() == calendar.local(now).date() else "later"
