"""The commands to a case: each takes stored state and gives back the next; must not open files, sessions or sockets."""

from collections.abc import Mapping, MutableMapping
from datetime import datetime
from typing import Any

from engine import errors
from engine.calendar import Calendar
from engine.spiff import codec
from engine.spiff.case import FUTURE, READY, STARTED, WAITING, Case, Token
from engine.spiff.elements import Human
from engine.spiff.moments import Moment, Step, Thrown
from engine.spiff.program import Program
from engine.spiff.reasons import Stuck
from engine.spiff.throwing import catcher, deliver
from engine.spiff.watches import Watch

Variables = MutableMapping[str, Any]


def start(
    program: Program,
    variables: Variables,
    *,
    now: datetime,
    at: str | None = None,
    calendar: Calendar | None = None,
) -> Step:
    """Begin a case and run it until people are needed. Values in `variables` are never changed, only replaced.

    `at` names one of several start events, or an element of `program.starts` that has happened; without it the case
    begins at the first drawn, and where none is drawn at everything that no flow leads into. Raises KeyError for
    another name. `now` is in the agency's zone, and `calendar` says on which days it works, here as everywhere.
    """
    case = Case(program)
    case.begin(variables, now, calendar)
    for listener in program.listeners:
        case.watch(listener, None)
    for begun in program.beginning(at):
        if begun.waits and at is not None:
            begun.arrive(case.place(begun, None), {})
        else:
            case.enter(begun)
    return _finish(case)


def complete(
    program: Program,
    state: bytes,
    variables: Variables,
    activity: int,
    submitted: Mapping[str, Any],
    *,
    now: datetime,
    warm: object = None,
    calendar: Calendar | None = None,
) -> Step:
    """Finish an open user task with what was submitted, and run on. Raises ActivityNotOpen and changes nothing then."""
    case = _begin(program, state, variables, now, warm, calendar)
    token = case.live.get(activity)
    if token is not None and _is_open_task(token):
        case.settle(token)
        token.task_spec.take_in(token, submitted)
        token.run()
        return _finish(case)
    found = _repeated(case, activity)
    if found is None:
        raise errors.ActivityNotOpen(activity=activity)
    body, index = found
    body.task_spec.submit(body, activity, index, submitted)
    return _finish(case)


def occur(
    program: Program,
    state: bytes,
    variables: Variables,
    activity: int,
    values: Mapping[str, Any],
    *,
    now: datetime,
    warm: object = None,
    calendar: Calendar | None = None,
    local: Mapping[str, Any] | None = None,
) -> Step:
    """Let what an activity waits for have come: a moment, a message, a signal, the result of outside work or a call.

    `values` are what it brought, of a called case all its variables; they go into the case as the drawing maps them.
    `local` are seen by the drawn outputs alone. Raises ActivityNotOpen and changes nothing then.
    """
    case = _begin(program, state, variables, now, warm, calendar)
    watch = _watched(case, activity)
    if watch is not None:
        watch.task_spec.happen(case, watch, values)
    else:
        token = _waiting(case, activity)
        token.task_spec.come(token, values, local)
    return _finish(case)


def raise_error(  # noqa: PLR0913 - an error has a code, a message and values
    program: Program,
    state: bytes,
    variables: Variables,
    activity: int,
    code: str,
    message: str | None = None,
    values: Mapping[str, Any] | None = None,
    *,
    now: datetime,
    warm: object = None,
    calendar: Calendar | None = None,
) -> Step:
    """Let outside work, a called case or a user task end in an error of the business, which the nearest catcher takes.

    Where nobody catches it the activity has the incident `error-uncaught`: outside work is over until `retry` asks for
    it once more, a user task stays open. Raises ActivityNotOpen and changes nothing then.
    """
    case = _begin(program, state, variables, now, warm, calendar)
    token = _worked(case, activity)
    found = catcher(token, "error", code)
    if found is None:
        _halt(case, token, Stuck("error-uncaught", error=code, message=message or ""))
    else:
        deliver(case, found, code, message, values or {})
    return _finish(case)


def catches(program: Program, state: bytes, activity: int, code: str, kind: str = "error") -> bool:
    """Whether an error (or `kind` "escalation") of this code that comes out of an activity is caught in the case."""
    token = codec.decode(program, state).live.get(activity)
    return token is not None and catcher(token, kind, code) is not None


def escalate(
    program: Program,
    state: bytes,
    variables: Variables,
    activity: int,
    code: str,
    values: Mapping[str, Any] | None = None,
    *,
    now: datetime,
    warm: object = None,
    calendar: Calendar | None = None,
) -> Step:
    """Let an escalation come out of a called case or a user task; uncaught it is thrown further out (`Step.thrown`)."""
    case = _begin(program, state, variables, now, warm, calendar)
    token = _worked(case, activity)
    found = catcher(token, "escalation", code)
    if found is None:
        case.thrown.append(Thrown("escalation", token.task_spec.key, activity, code, values=values or {}))
    else:
        deliver(case, found, code, None, values or {})
    return _finish(case)


def stop(
    program: Program,
    state: bytes,
    variables: Variables,
    activity: int,
    code: str,
    params: Mapping[str, object] | None = None,
    *,
    now: datetime,
    warm: object = None,
    calendar: Calendar | None = None,
) -> Step:
    """Give an activity that waits the incident `code`, because all tries failed: its wait is over until `retry`."""
    case = _begin(program, state, variables, now, warm, calendar)
    _halt(case, _watched(case, activity) or _waiting(case, activity), Stuck(code, **(params or {})))
    return _finish(case)


def _watched(case: Case, activity: int) -> Watch | None:
    watch = case.watches.get(activity)
    return watch if watch is not None and watch.incident is None and activity not in case.conditional else None


def _waiting(case: Case, activity: int) -> Token:
    """Return the token of an open wait; a condition is none: nothing comes from outside but its data."""
    token = case.live.get(activity)
    waits = token is not None and token.task_spec.waits and token._state == WAITING and token.incident is None
    if token is None or not waits or activity in case.conditional:
        raise errors.ActivityNotOpen(activity=activity)
    return token


def _worked(case: Case, activity: int) -> Token:
    """Return the token of work under way: of an open wait or user task, or the frame around a repeated one."""
    token = case.live.get(activity)
    if token is not None and _is_open_task(token):
        return token
    found = _repeated(case, activity)
    return _waiting(case, activity) if found is None else found[0]


def _is_open_task(token: Token) -> bool:
    return isinstance(token.task_spec, Human) and token._state == READY


def _repeated(case: Case, activity: int) -> tuple[Token, int] | None:
    """Return the frame around a repeated user task and which of its open repetitions an activity is."""
    for body in case.bodies.values():
        index = None if body.task_spec.holds else body.internal_data["instances"].index(activity)
        if index is not None:
            return body, index
    return None


def _halt(case: Case, holder: Token | Watch, problem: Stuck) -> None:
    if isinstance(holder, Token) and not holder.task_spec.waits:
        case.settle(holder)  # of a user task, which stays open, an older one may stand
    else:
        holder.task_spec.leave_event(case, holder)
    case.fail(holder, problem)


def write(
    program: Program,
    state: bytes,
    variables: Variables,
    values: Mapping[str, Any],
    *,
    now: datetime,
    again: bool = False,
    warm: object = None,
    calendar: Calendar | None = None,
) -> Step:
    """Write variables from outside an activity; open repetitions keep the items they were opened for.

    With `again` it is tried again where tokens stand still with an incident, as by `retry`. No moment tells these
    changes: the caller knows them.
    """
    case = _begin(program, state, variables, now, warm, calendar)
    case.scope.update(values)
    case.scope.take()
    if again:
        _try_all(case, None)
    return _finish(case)


def retry(
    program: Program,
    state: bytes,
    variables: Variables,
    *,
    now: datetime,
    activity: int | None = None,
    warm: object = None,
    calendar: Calendar | None = None,
) -> Step:
    """Try again where tokens stand still with an incident: all of them, or the one of `activity`.

    Raises ActivityNotOpen when that one has no incident. What fails again for the same reason goes on
    standing: it is neither resolved nor opened; for another reason it is both.
    """
    case = _begin(program, state, variables, now, warm, calendar)
    if not _try_all(case, activity) and activity is not None:
        raise errors.ActivityNotOpen(activity=activity)
    return _finish(case)


def _try_all(case: Case, activity: int | None) -> bool:
    """Try again where tokens stand still, or where the one of `activity` does; tell whether any did."""
    held: tuple[Token | Watch, ...] = (*case.live.values(), *case.watches.values())
    stuck = [one for one in held if one.incident is not None and activity in (None, one.id)]
    for token in stuck:
        if token.incident is not None:
            _try_again(case, token)
    return bool(stuck)


def _try_again(case: Case, token: Token | Watch) -> None:
    case.settle(token)
    if isinstance(token, Watch):
        case.moments.append(Moment("cancelled", token.task_spec.key, token.id))
        token.begin(case)
    elif token._state == WAITING and token.task_spec.waits:
        _await_again(case, token)
    elif token._state == FUTURE:
        token.task_spec._update(token)
    elif token._state == STARTED and "instances" not in token.internal_data:
        token.task_spec.leave_again(token)
    elif token._state == STARTED:
        token.task_spec.go_on(token, None, {})
    elif token._state == READY and not token.task_spec.manual:
        case.ready.append(token)  # a user task stays open while its error stands


def _await_again(case: Case, token: Token) -> None:
    try:
        token.task_spec.try_again(token)
    except Stuck as problem:
        case.fail(token, problem)


def go_on(
    program: Program,
    state: bytes,
    variables: Variables,
    *,
    now: datetime,
    warm: object = None,
    calendar: Calendar | None = None,
) -> Step:
    """Move a case further whose last step was `paused`; one that is at rest stays as it is."""
    return _finish(_begin(program, state, variables, now, warm, calendar))


def cancel(
    program: Program,
    state: bytes,
    variables: Variables,
    *,
    now: datetime,
    warm: object = None,
    calendar: Calendar | None = None,
) -> Step:
    """Withdraw everything that is live; the case is over without having completed."""
    case = _begin(program, state, variables, now, warm, calendar)
    case.cancel()
    return _finish(case, cancelled=True)


def _begin(
    program: Program, state: bytes, variables: Variables, now: datetime, warm: object, calendar: Calendar | None
) -> Case:
    """Take the live case if it is exactly what was stored, else decode."""
    usable = isinstance(warm, Case) and warm.program is program and warm.saved == state
    case = warm if isinstance(warm, Case) and usable else codec.decode(program, state)
    case.saved = b""  # a call that fails half-way leaves a case that nobody will take for the stored one
    case.begin(variables, now, calendar)
    return case


def _finish(case: Case, *, cancelled: bool = False) -> Step:
    case.do_engine_steps()
    if not case.live:
        case.forget(list(case.watches.values()))
    _note_deadlock(case)
    state = codec.encode(case)
    case.saved = state
    step = Step(
        state=state,
        moments=_with_scoped(case),
        changes=case.scope.all,
        completed=not case.live and not cancelled,
        waiting=tuple(case.opened.values()),
        closed=tuple(case.closed),
        incidents=tuple(case.incidents.values()),
        resolved=tuple(case.resolved),
        waits=tuple(case.begun.values()),
        ended=tuple(case.ended),
        thrown=tuple(case.thrown),
        paused=bool(case.ran),
        warm=case,
    )
    case.rest()
    return step


def _with_scoped(case: Case) -> tuple[Moment, ...]:
    """Return what happened; what single tokens came to have after the last moment that tells it stands at the end."""
    scoped = case.take_scoped()
    left = {activity: changes for activity, changes in scoped.items() if activity in case.live}
    return (*case.moments, Moment("data", "", 0, scoped=left)) if left else tuple(case.moments)


def _note_deadlock(case: Case) -> None:
    """Give a case in which only joins wait an incident, once: no branch is left that could still arrive."""
    if not case.live or not any(case.joins.values()) or case.watches or any(map(_may_move, case.live.values())):
        return
    waiting = [token for token in case.live.values() if token._state == WAITING]
    names = dict.fromkeys(token.task_spec.element.name or token.task_spec.key for token in waiting)
    case.fail(waiting[0], Stuck("deadlock", elements=", ".join(names)))


def _may_move(token: Token) -> bool:
    """Whether a token is neither at a join nor just around others."""
    if token.incident is not None:
        return True
    return not token.inside if token._state == STARTED else token._state != WAITING or token.task_spec.waits
