"""When a case was at which element, read from its record; must not read engine state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine import db, definitions, history
from engine.context import Context

_TYPES = (
    "element.entered",
    "element.completed",
    "element.cancelled",
    "user_task.created",
    "user_task.claimed",
    "user_task.unclaimed",
    "user_task.assigned",
    "user_task.completed",
    "user_task.cancelled",
    "call.started",
)


@dataclass(frozen=True, slots=True)
class Activity:
    """One stay of a case at an element; `type` is the BPMN name of the element, `ended_at` None while it lasts.

    `called` is the case that a call activity began.
    """

    id: str
    instance: str
    definition: str
    agency: str
    element: str
    name: str | None
    type: str
    task: str | None
    assignee: str | None
    started_at: str
    ended_at: str | None = None
    cancelled: bool = False
    called: str | None = None


def activities(ctx: Context, cases: Sequence[str]) -> list[Activity]:
    """Return the stays of cases of the actor's agency in the order in which they began."""
    found: dict[tuple[str, int], Activity] = {}
    tasks: dict[str, tuple[str, int]] = {}
    for entry in history.of_cases(ctx, cases, ctx.actor.agency, _TYPES):
        facts = db.load(entry.facts)
        payload = db.load(entry.payload) if entry.payload else {}
        key = (entry.chain, facts["activity"]) if "activity" in facts else tasks[facts["task"]]
        if "task" in facts:
            tasks[facts["task"]] = key
        found[key] = _after(ctx, found.get(key), entry, facts, payload)
        for joined in facts.get("joined", ()):
            found[entry.chain, joined] = replace(found[entry.chain, joined], ended_at=entry.at)
    return list(found.values())


def _after(
    ctx: Context, before: Activity | None, entry: history.Entry, facts: Mapping[str, Any], payload: Mapping[str, Any]
) -> Activity:
    stay = before or _begun(ctx, entry, facts)
    if "assignee" in payload or entry.type == "user_task.unclaimed":
        stay = replace(stay, assignee=payload.get("assignee") or None)
    if "called" in facts:
        stay = replace(stay, called=facts["called"])
    if entry.type.endswith((".completed", ".cancelled")):
        stay = replace(stay, ended_at=entry.at, cancelled=entry.type.endswith(".cancelled"))
    return stay


def _begun(ctx: Context, entry: history.Entry, facts: Mapping[str, Any]) -> Activity:
    element = definitions.program(ctx, entry.definition).elements[facts["element"]]
    return Activity(
        id=f"{element.id}:{entry.chain}-{facts['activity']}",
        instance=entry.chain,
        definition=entry.definition,
        agency=entry.agency,
        element=element.id,
        name=element.name,
        type=element.type,
        task=facts.get("task"),
        assignee=None,
        started_at=entry.at,
    )
