"""What the page of one case holds at one step of its record; must not change the case."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from engine import definitions, execution, forms, history, identity, spiff, worklist
from engine.context import Context
from engine.execution import Instance, jobs
from engine.history import Happened
from engine.identity import Permission, allowed
from engine.spiff import Element
from engine.text import translate
from web import showing
from web.audit import deciding, telling
from web.inbox.lists import names
from web.naming import Names

#: Looking at a case is recorded, but it is no step of the case.
_NO_STEP: Final = frozenset({"instance.viewed"})
_SYSTEM: Final = "system"


@dataclass(frozen=True, slots=True)
class Record:
    """A case with the steps of its record; `called` names its people, `named` its elements.

    `places` tells at which element an activity is: the end of a wait is told by its activity alone.
    """

    case: Instance
    steps: Sequence[Happened]
    views: Sequence[Happened]
    elements: Mapping[str, Element]
    places: Mapping[int, str]
    called: Mapping[str, str]
    named: Names

    def here(self, asked: str) -> int:
        """Return the number of the step that was asked for, from 1; the last one without a sane wish."""
        wish = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else len(self.steps)
        return min(max(wish, 1), len(self.steps))


def read(ctx: Context, lang: str, case_id: str) -> Record:
    """Return the record of a case that the actor may see; raises NotFound."""
    case = execution.case(ctx, case_id)
    happened = history.happened(execution.entries(ctx, case_id))
    steps = [entry for entry in happened if entry.type not in _NO_STEP]
    users = [str(entry.payload.get("assignee", "")) for entry in steps]
    called = {
        **names(ctx, users),
        **identity.names(ctx, {entry.actor for entry in happened}),
        _SYSTEM: translate(lang, "Ravand"),
    }
    return Record(
        case=case,
        steps=steps,
        views=[entry for entry in happened if entry.type in _NO_STEP],
        elements=definitions.program(ctx, case.definition).structure.elements,
        places={
            one.facts["activity"]: one.facts["element"] for one in steps if {"activity", "element"} <= one.facts.keys()
        },
        called=called,
        named=Names(ctx, lang),
    )


def drawn(ctx: Context, lang: str, record: Record, number: int) -> str:
    """Return the diagram of the case's own version as the case stood after a step."""
    picture = history.fold(record.steps[:number])
    marks = definitions.Marks(
        tokens=Counter(picture.tokens.values()),
        trodden=picture.been | picture.flows,
        incidents=frozenset(picture.incidents.values()),
    )
    return definitions.diagram(ctx, record.case.definition, marks, lang=lang)


def table(lang: str, record: Record, number: int, size: int) -> tuple[list[dict[str, Any]], showing.Pages]:
    """Return the part of the table of steps that holds this one, and its neighbours."""
    page = (number - 1) // size
    shown = range(page * size + 1, min((page + 1) * size, len(record.steps)) + 1)
    last = max(1, -(-len(record.steps) // size))
    before = showing.same_page(step=page * size, verify=None) if page else None
    after = showing.same_page(step=(page + 1) * size + 1, verify=None) if page + 1 < last else None
    return [_row(lang, record, step, number) for step in shown], showing.Pages(page + 1, last, before, after)


def event(ctx: Context, lang: str, record: Record, number: int) -> dict[str, Any]:
    """Return one step in detail; values only for those who may read what happened."""
    entry = record.steps[number - 1]
    may_read = allowed(ctx.actor, Permission.HISTORY_READ)
    facts = [
        (translate(lang, "Who"), _who(record, entry) or "—"),
        (translate(lang, "When"), showing.moment(lang, entry.at).words),
        *(telling.others(lang, entry, record.called) if may_read else []),
        (translate(lang, "Entry of the record"), showing.value(lang, entry.seq)),
    ]
    return {
        "event": {"words": telling.words(lang, entry.type), "of": _of(lang, record, entry), "facts": facts},
        "changes": telling.changes(lang, entry, _form(ctx, record.case, entry)) if may_read else [],
        "decided": deciding.decided(ctx, lang, entry, values=may_read),
        "note": "" if may_read else translate(lang, "Values are shown to those who may read the record."),
    }


def step(lang: str, record: Record, number: int) -> dict[str, Any]:
    """Return where in the record the reader is, with the way to the neighbours."""
    last, when = len(record.steps), showing.moment(lang, record.steps[number - 1].at)
    return {
        "number": number,
        "last": last,
        "when": when.words,
        "iso": when.iso,
        "previous": showing.same_page(step=number - 1, verify=None, done=None) if number > 1 else None,
        "following": showing.same_page(step=number + 1, verify=None, done=None) if number < last else None,
    }


def open_tasks(ctx: Context, lang: str, case: Instance) -> list[dict[str, str]]:
    """Return what the case waits for: tasks with their holder or the groups that may take them."""
    found = worklist.tasks(ctx, worklist.Filter(instance=case.id))
    called, named = names(ctx, [task.assignee for task in found]), Names(ctx, lang)
    groups = {group.key: group.name for group in identity.groups(ctx)}
    return [
        {
            "name": named.task(task),
            "who": called.get(task.assignee or "")
            or showing.joined(lang, [groups.get(key, key) for key in task.candidate_groups]),
            "address": url_for("inbox.task", task_id=task.id) if _opens(ctx, task) else "",
        }
        for task in found
    ]


def timers(ctx: Context, lang: str, record: Record) -> list[dict[str, str]]:
    """Return until when the case waits, the next moment first."""
    return [
        {
            "name": _named(lang, record, job.element),
            "until": showing.moment(lang, job.due_at).words,
            "iso": job.due_at,
            "stopped": translate(lang, "stopped") if job.suspended else "",
        }
        for job in jobs.timers(ctx, record.case.id)
    ]


def incidents(ctx: Context, lang: str, record: Record) -> list[dict[str, str]]:
    """Return why the case stands still, in words."""
    found, may_read = execution.open_incidents(ctx, record.case.id), allowed(ctx.actor, Permission.INCIDENT_READ)
    return [
        {
            "words": spiff.Incident(one.activity, one.element, one.code, one.details).text.show(lang),
            "fix": _named(lang, record, one.element),
            "address": url_for("incidents.incident", incident_id=one.id) if may_read else "",
        }
        for one in found
    ]


def verdict(ctx: Context, lang: str, case_id: str) -> dict[str, Any]:
    """Verify the record of a case and say what was found."""
    found = execution.check(ctx, case_id)
    details = [(translate(lang, "Last hash"), found.head[:16] + "…")]
    if found.erased:
        details.append((translate(lang, "Lawfully erased"), showing.value(lang, found.erased)))
    if found.whole:
        said = "The record is whole. {count} entries were checked, and they lead to the stored state."
        return {"tone": "ok", "words": translate(lang, said, count=found.entries), "details": details}
    said = "The record is broken at entry {number}. {reason}"
    reason = telling.BROKEN[found.reason]
    return {"tone": "danger", "words": translate(lang, said, number=found.broken_at, reason=reason), "details": details}


def _row(lang: str, record: Record, number: int, here: int) -> dict[str, Any]:
    """Return one line of the table; on the day of the step shown above, the hour is enough."""
    entry, above = record.steps[number - 1], record.steps[here - 1]
    when = showing.hour(lang, entry.at) if showing.same_day(entry.at, above.at) else showing.moment(lang, entry.at)
    return {
        "number": number,
        "address": showing.same_page(step=number, verify=None, done=None),
        "words": telling.words(lang, entry.type),
        "of": _of(lang, record, entry),
        "who": _who(record, entry),
        "when": when.words,
        "iso": when.iso,
        "here": number == here,
    }


def _who(record: Record, entry: Happened) -> str:
    return record.called.get(entry.actor, "")


def _of(lang: str, record: Record, entry: Happened) -> str:
    element = entry.facts.get("element") or record.places.get(entry.facts.get("activity", -1), "")
    return _named(lang, record, str(element))


def _named(lang: str, record: Record, element: str) -> str:
    """Return the name of an element, or of its kind where it has none."""
    found = record.elements.get(element)
    if found is None:
        return element
    return record.named(record.case.definition, element, found.name or definitions.kind(found.type).show(lang))


def _form(ctx: Context, case: Instance, entry: Happened) -> forms.Form | None:
    if entry.type == "instance.started":
        return definitions.start_form(ctx, case.definition)
    element = str(entry.facts.get("element", ""))
    return definitions.form(ctx, case.definition, element) if element else None


def _opens(ctx: Context, task: worklist.UserTask) -> bool:
    return allowed(ctx.actor, Permission.OWN_TASK_READ) and execution.may_see(ctx, task)
