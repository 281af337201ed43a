"""What the entries of a record say in words: event, people, values before and after; must not read the record."""

from collections.abc import Mapping
from typing import Any, Final

from engine import forms
from engine.forms import Form
from engine.history import Happened
from engine.text import Text, show_number, translate
from web import showing

#: Type of an event → its words.
EVENTS: Final[Mapping[str, Text]] = {
    "instance.started": Text("Case started"),
    "instance.suspended": Text("Case suspended"),
    "instance.resumed": Text("Case resumed"),
    "instance.completed": Text("Case completed"),
    "instance.cancelled": Text("Case ended early"),
    "instance.viewed": Text("Case looked at"),
    "element.entered": Text("Arrived and waits"),
    "element.completed": Text("Passed"),
    "element.cancelled": Text("Left without finishing"),
    "user_task.created": Text("Task opened"),
    "user_task.claimed": Text("Task taken"),
    "user_task.unclaimed": Text("Task given back"),
    "user_task.assigned": Text("Task handed over"),
    "user_task.completed": Text("Task finished"),
    "user_task.erred": Text("Task ended in an error"),
    "user_task.escalated": Text("Escalated out of a task"),
    "user_task.cancelled": Text("Task withdrawn"),
    "external_task.answered": Text("Answered from outside"),
    "external_task.failed": Text("A try outside failed"),
    "external_task.erred": Text("Refused from outside"),
    "external_task.retries_set": Text("Outside work given new tries"),
    "external_task.priority_set": Text("Outside work given another priority"),
    "message.thrown": Text("Message sent"),
    "message.caught": Text("Message received"),
    "signal.thrown": Text("Signal sent"),
    "signal.caught": Text("Signal received"),
    "call.started": Text("Another case called"),
    "call.ended": Text("Called case over"),
    "call.escalated": Text("Called case escalated"),
    "event.thrown": Text("Event raised"),
    "event.caught": Text("Event happened"),
    "decision.made": Text("Decision made"),
    "variables.changed": Text("Values set by hand"),
    "incident.opened": Text("Stopped by an incident"),
    "incident.resolved": Text("Incident resolved"),
    "incident.explained": Text("Incident settled"),
    "wait.begun": Text("Begins to wait"),
    "wait.ended": Text("Waits no longer"),
    "job.failed": Text("A try failed"),
    "job.exhausted": Text("Failed at every try"),
    "job.retried": Text("Given new tries"),
    "job.executed": Text("Done before its time"),
    "job.due_set": Text("Given another time"),
    "job.suspended": Text("Stopped for a while"),
    "job.resumed": Text("Goes on"),
}
#: How a called case ended → its words.
OUTCOMES: Final[Mapping[str, Text]] = {
    "completed": Text("completed"),
    "error": Text("ended in an error that was caught here"),
    "cancelled": Text("ended early"),
}
#: Why a record is not whole → its words.
BROKEN: Final[Mapping[str, Text]] = {
    "form": Text("The entry cannot be read."),
    "chain": Text("The entry belongs to another record."),
    "order": Text("An entry is missing or stands in the wrong place."),
    "hash": Text("The entry was changed after it was written."),
    "commitment": Text("The personal values of the entry were changed after they were written."),
    "truncated": Text("Entries at the end of the record are missing."),
    "value": Text("A large value was changed after it was written."),
    "state": Text("The record does not lead to the state that is stored."),
}


def words(lang: str, type_: str) -> str:
    """Return the words of an event."""
    return EVENTS[type_].show(lang) if type_ in EVENTS else type_


def changes(lang: str, entry: Happened, form: Form | None) -> list[dict[str, Any]]:
    """Return the changed values of an entry, before and after, in the words of the form that asked for them."""
    sent = {name: (None, side) for name, side in entry.payload.get("values", {}).items()}  # along with a message
    found = {**sent, **entry.payload.get("changes", {})}
    return [
        {
            "name": _title(lang, name, form),
            "before": _side(lang, name, sides[0], form),
            "after": _side(lang, name, sides[1], form),
        }
        for name, sides in sorted(found.items())
    ]


def others(lang: str, entry: Happened, called: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what else an entry says: to whom, why, which subject."""
    payload, facts = entry.payload, entry.facts
    assignee = payload.get("assignee", "")
    rows = [
        (translate(lang, "Decision"), str(facts.get("name", "")) if entry.type == "decision.made" else ""),
        (translate(lang, "Number"), showing.case_number(lang, str(facts.get("number", "")))),
        (translate(lang, "Subject of the case"), payload.get("business_key", "")),
        (translate(lang, "To whom"), called.get(assignee, assignee)),
        (translate(lang, "Groups"), showing.joined(lang, facts.get("candidate_groups", []))),
        (translate(lang, "Until"), showing.moment(lang, facts.get("due")).words if entry.type == "wait.begun" else ""),
        (translate(lang, "Reason"), payload.get("reason", "")),
        (translate(lang, "Name"), showing.value(lang, payload.get("name", ""))),
        (translate(lang, "Code"), showing.value(lang, facts.get("code", "") if entry.type.startswith("call.") else "")),
        (translate(lang, "Outcome"), OUTCOMES[facts["outcome"]].show(lang) if "outcome" in facts else ""),
        (translate(lang, "Work"), facts.get("topic", "")),
        (translate(lang, "Worker"), payload.get("worker", "")),
        (translate(lang, "Said"), payload.get("message", "")),
        (translate(lang, "Tries left"), show_number(lang, facts["retries"]) if "retries" in facts else ""),
        (translate(lang, "Tries left"), show_number(lang, facts["left"]) if "left" in facts else ""),
        (translate(lang, "Round"), show_number(lang, facts["loop"] + 1) if facts.get("loop") is not None else ""),
    ]
    return [(title, shown) for title, shown in rows if shown.strip("\u2066\u2069")]


def _title(lang: str, name: str, form: Form | None) -> str:
    field = form.field(name) if form else None
    return field.title.show(lang) if field else name


def side_shown(lang: str, side: Any) -> str:
    """Return a side that no form names, as people read it."""
    return _side(lang, "", side, None) or "—"


def _side(lang: str, name: str, side: Any, form: Form | None) -> str | None:
    """Return one side of a change: None where there was no value; a large value is named by its size and hash."""
    if side is None:
        return None
    if isinstance(side, Mapping):
        size = show_number(lang, side["bytes"])
        return translate(lang, "{size} bytes, SHA-256 {digest}…", size=size, digest=str(side["ref"])[:12])
    field = form.field(name) if form else None
    return forms.show_value(lang, field, side[0]) if field else showing.value(lang, side[0])
