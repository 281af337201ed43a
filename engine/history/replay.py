"""What a case looked like after each entry of its record; pure: must not read a database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry as replay needs it: facts and payload are plain JSON."""

    seq: int
    type: str
    at: str
    actor: str
    facts: Mapping[str, Any]
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A user task that is open in a picture; `assignee` is "" while nobody holds it."""

    element: str
    activity: int
    assignee: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A case at one moment: the fold of its events.

    `variables` maps names to sides (see `engine.history.values`), `tokens` activities to elements, `been` and `flows`
    hold what the case has passed, `incidents` maps incidents to elements, `timers` activities to when they are due,
    `locals` activities to the sides of the variables that they alone have.
    """

    status: str = "new"
    variables: Mapping[str, Any] = field(default_factory=dict)
    tasks: Mapping[str, OpenTask] = field(default_factory=dict)
    tokens: Mapping[int, str] = field(default_factory=dict)
    been: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    incidents: Mapping[str, str] = field(default_factory=dict)
    timers: Mapping[int, str] = field(default_factory=dict)
    locals: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


def fold(entries: Iterable[Happened]) -> Picture:
    """Return the picture after all entries.

    >>> fold([Happened(1, "instance.started", "", "", {"number": "1"}, {"changes": {"a": [None, [5]]}})]).variables
    {'a': [5]}
    """
    picture = Picture()
    for picture in pictures(entries):  # noqa: B007  (the last one is the answer)
        pass
    return picture


def pictures(entries: Iterable[Happened]) -> Iterator[Picture]:
    """Yield the picture after each entry."""
    picture = Picture()
    for entry in entries:
        picture = _APPLY.get(entry.type, _unchanged)(_with_changes(picture, entry), entry.facts, entry.payload)
        yield picture


def _with_changes(picture: Picture, entry: Happened) -> Picture:
    picture = _with_scoped(picture, entry.payload.get("scoped"))
    changes = entry.payload.get("changes")
    if not changes or not entry.type.startswith(("instance.", "element.", "user_task.", "variables.")):
        return picture
    variables = dict(picture.variables)
    for name, (_, after) in changes.items():
        if after is None:
            variables.pop(name, None)
        else:
            variables[name] = after
    return replace(picture, variables=variables)


def _with_scoped(picture: Picture, scoped: Mapping[str, Any] | None) -> Picture:
    if not scoped:
        return picture
    known = dict(picture.locals)
    for activity, changes in scoped.items():
        after = {name: side for name, (_, side) in changes.items()}
        known[int(activity)] = {**known.get(int(activity), {}), **after}
    return replace(picture, locals=known)


def _unchanged(picture: Picture, _facts: Mapping[str, Any], _payload: Mapping[str, Any]) -> Picture:
    return picture


def _status(status: str) -> Any:
    return lambda picture, _facts, _payload: replace(picture, status=status)


def _entered(picture: Picture, facts: Mapping[str, Any], payload: Mapping[str, Any]) -> Picture:
    local = payload.get("local")
    return replace(
        picture,
        locals={**picture.locals, facts["activity"]: local} if local else picture.locals,
        tokens={**picture.tokens, facts["activity"]: facts["element"]},
        flows=picture.flows | set(facts.get("via", ())),
    )


def _without_tokens(picture: Picture, activities: Iterable[int]) -> dict[int, str]:
    gone = set(activities)
    return {activity: element for activity, element in picture.tokens.items() if activity not in gone}


def _without_locals(picture: Picture, activity: int) -> Mapping[int, Mapping[str, Any]]:
    if activity not in picture.locals:
        return picture.locals
    return {other: known for other, known in picture.locals.items() if other != activity}


def _completed(picture: Picture, facts: Mapping[str, Any], _payload: Mapping[str, Any]) -> Picture:
    return replace(
        _wait_ended(picture, facts, {}),
        tokens=_without_tokens(picture, [facts["activity"], *facts.get("joined", ())]),
        locals=_without_locals(picture, facts["activity"]),
        been=picture.been | {facts["element"]},
        flows=picture.flows | set(facts.get("via", ())),
    )


def _cancelled(picture: Picture, facts: Mapping[str, Any], _payload: Mapping[str, Any]) -> Picture:
    tokens, known = _without_tokens(picture, [facts["activity"]]), _without_locals(picture, facts["activity"])
    return replace(_wait_ended(picture, facts, {}), tokens=tokens, locals=known)


def _wait_begun(picture: Picture, facts: Mapping[str, Any], _payload: Mapping[str, Any]) -> Picture:
    if facts["kind"] != "timer":
        return picture
    return replace(picture, timers={**picture.timers, facts["activity"]: facts["due"]})


def _wait_ended(picture: Picture, facts: Mapping[str, Any], _payload: Mapping[str, Any]) -> Picture:
    if facts["activity"] not in picture.timers:
        return picture
    timers = {activity: due for activity, due in picture.timers.items() if activity != facts["activity"]}
    return replace(picture, timers=timers)


def _due_set(picture: Picture, facts: Mapping[str, Any], _payload: Mapping[str, Any]) -> Picture:
    if facts.get("activity") not in picture.timers:
        return picture
    return replace(picture, timers={**picture.timers, facts["activity"]: facts["due"]})


def _task_created(picture: Picture, facts: Mapping[str, Any], payload: Mapping[str, Any]) -> Picture:
    task = OpenTask(facts["element"], facts["activity"], payload.get("assignee", ""))
    return replace(_entered(picture, facts, payload), tasks={**picture.tasks, facts["task"]: task})


def _task_assigned(picture: Picture, facts: Mapping[str, Any], payload: Mapping[str, Any]) -> Picture:
    task = replace(picture.tasks[facts["task"]], assignee=payload.get("assignee", ""))
    return replace(picture, tasks={**picture.tasks, facts["task"]: task})


def _without_task(picture: Picture, task: str) -> Picture:
    return replace(picture, tasks={key: value for key, value in picture.tasks.items() if key != task})


def _task_completed(picture: Picture, facts: Mapping[str, Any], payload: Mapping[str, Any]) -> Picture:
    return _without_task(_completed(picture, facts, payload), facts["task"])


def _task_cancelled(picture: Picture, facts: Mapping[str, Any], payload: Mapping[str, Any]) -> Picture:
    return _without_task(_cancelled(picture, facts, payload), facts["task"])


def _incident_opened(picture: Picture, facts: Mapping[str, Any], _payload: Mapping[str, Any]) -> Picture:
    return replace(
        _wait_ended(picture, facts, {}),
        incidents={**picture.incidents, facts["incident"]: facts["element"]},
        tokens={**picture.tokens, facts["activity"]: facts["element"]},
    )


def _job_exhausted(picture: Picture, facts: Mapping[str, Any], _payload: Mapping[str, Any]) -> Picture:
    return replace(picture, incidents={**picture.incidents, facts["incident"]: facts["element"]})


def _incident_resolved(picture: Picture, facts: Mapping[str, Any], _payload: Mapping[str, Any]) -> Picture:
    incidents = {key: value for key, value in picture.incidents.items() if key != facts["incident"]}
    return replace(picture, incidents=incidents)


_APPLY: dict[str, Any] = {
    "instance.started": _status("active"),
    "instance.suspended": _status("suspended"),
    "instance.resumed": _status("active"),
    "instance.completed": _status("completed"),
    "instance.cancelled": _status("cancelled"),
    "element.entered": _entered,
    "element.completed": _completed,
    "element.cancelled": _cancelled,
    "user_task.created": _task_created,
    "user_task.claimed": _task_assigned,
    "user_task.unclaimed": _task_assigned,
    "user_task.assigned": _task_assigned,
    "user_task.completed": _task_completed,
    "user_task.cancelled": _task_cancelled,
    "incident.opened": _incident_opened,
    "incident.resolved": _incident_resolved,
    "job.exhausted": _job_exhausted,
    "job.due_set": _due_set,
    "wait.begun": _wait_begun,
    "wait.ended": _wait_ended,
}
