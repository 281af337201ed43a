"""What stands beside a task's form: the task, its case and the way the case has come; must not change anything."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from engine import definitions, execution, identity, worklist
from engine.context import Context
from engine.identity import Permission, allowed
from engine.text import Text, translate
from engine.worklist import UserTask
from web import showing
from web.inbox import lists
from web.naming import Names


def of_task(ctx: Context, lang: str, task: UserTask) -> dict[str, Any]:
    """Return `task`, `case`, `facts` and `timeline` of the page of one task."""
    case = lists.case_addresses(ctx, [task.instance]).get(task.instance, "")
    steps = worklist.tasks(ctx, worklist.Filter(state=None, instance=task.instance), sort=(("created", False),))
    named = Names(ctx, lang)
    called = lists.names(ctx, [task.assignee, *(step.assignee or step.closed_by for step in steps)])
    return {
        "task": _task(ctx, lang, task, called, named),
        "case": {
            "number": showing.case_number(lang, task.case_number),
            "title": task.business_key,
            "address": case,
        },
        "facts": _facts(ctx, lang, task),
        "timeline": [_step(lang, step, task, called, named) for step in steps if execution.may_see(ctx, step)],
    }


def startable(ctx: Context) -> tuple[definitions.Version, ...]:
    """Return the newest published version of every service of the agency."""
    published = definitions.Filter(states=(definitions.PUBLISHED,), latest=True)
    return definitions.listing(ctx, published, sort=(("name", False),))


def _task(ctx: Context, lang: str, task: UserTask, called: Mapping[str, str], named: Names) -> dict[str, Any]:
    state = _state(ctx, task)
    return {
        "id": task.id,
        "name": named.task(task),
        "revision": task.revision,
        "instructions": _instructions(ctx, task),
        "state": state,
        "holder": called.get(task.assignee or "", ""),
        "due": showing.due(lang, task.due_at, ctx.now),
        "service": named(task.definition, task.process_key, task.process_name),
        "version": task.version,
        "may_claim": execution.may_take(ctx, task) and allowed(ctx.actor, Permission.OWN_TASK_COMPLETE),
        "may_assign": task.state == worklist.OPEN and allowed(ctx.actor, Permission.TASK_ASSIGN),
    }


def _instructions(ctx: Context, task: UserTask) -> list[str]:
    """Return what the drawing tells whoever does a task, in paragraphs."""
    told = definitions.program(ctx, task.definition).elements[task.element].instructions or ""
    return [line.strip() for line in told.splitlines() if line.strip()]


def _state(ctx: Context, task: UserTask) -> str:
    if task.state == worklist.COMPLETED:
        return "done"
    if task.state == worklist.CANCELLED:
        return "cancelled"
    if task.suspended:
        return "waiting"
    if task.assignee is None:
        return "free"
    return "mine" if task.assignee == ctx.actor.username else "taken"


def _facts(ctx: Context, lang: str, task: UserTask) -> list[tuple[str, str]]:
    known = {group.key: group.name for group in identity.groups(ctx)}
    groups = showing.joined(lang, [known.get(key, key) for key in task.candidate_groups])
    facts = [
        (translate(lang, "Case"), showing.case_number(lang, task.case_number)),
        (translate(lang, "Subject of the case"), task.business_key),
        (translate(lang, "For"), groups),
        (translate(lang, "Opened"), showing.moment(lang, task.created_at).words),
    ]
    return [(words, shown) for words, shown in facts if shown]


def _step(lang: str, step: UserTask, here: UserTask, called: Mapping[str, str], named: Names) -> dict[str, Any]:
    """Return one task of the case as an entry of its timeline."""
    words, kind = {
        worklist.OPEN: (Text("waits for somebody"), "now"),
        worklist.COMPLETED: (Text("finished"), "done"),
        worklist.CANCELLED: (Text("no longer needed"), "next"),
    }[step.state]
    if step.state == worklist.OPEN and step.assignee:
        words = Text("in work")
    when = showing.moment(lang, step.closed_at)
    return {
        "words": named.task(step),
        "of": words.show(lang),
        "who": called.get(step.closed_by or step.assignee or "", ""),
        "when": when.words,
        "iso": when.iso,
        "kind": kind,
        "address": None if step.id == here.id else url_for("inbox.task", task_id=step.id),
    }
