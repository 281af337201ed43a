"""The commands to a case: each takes stored state and gives back the next; must not open files, sessions or sockets."""

from collections.abc import Mapping, MutableMapping
from datetime import datetime
from typing import Any

from engine import errors
from engine.spiff import codec
from engine.spiff.case import FUTURE, READY, STARTED, WAITING, Case, Token
from engine.spiff.elements import Human
from engine.spiff.instances import Instances
from engine.spiff.moments import Step
from engine.spiff.program import Program
from engine.spiff.reasons import Stuck

Variables = MutableMapping[str, Any]


def start(program: Program, variables: Variables, *, now: datetime, at: str | None = None) -> Step:
    """Begin a case and run it until people are needed. Values in `variables` are never changed, only replaced.

    `at` names one of several start events; without it the case begins at the first drawn, and where none is drawn at
    everything that no flow leads into. Raises KeyError for another name.
    """
    case = Case(program)
    case.begin(variables, now)
    for begun in program.beginning(at):
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
) -> Step:
    """Finish an open user task with what was submitted, and run on. Raises ActivityNotOpen and changes nothing then."""
    case = _begin(program, state, variables, now, warm)
    token = case.live.get(activity)
    if token is not None and isinstance(token.task_spec, Human) and token._state == READY:
        token.task_spec.submit(token, submitted)
        token.run()
        return _finish(case)
    for body in case.bodies.values():
        index = body.internal_data["instances"].index(activity)
        if index is not None:
            body.task_spec.submit(body, activity, index, submitted)
            return _finish(case)
    raise errors.ActivityNotOpen(activity=activity)


def write(
    program: Program,
    state: bytes,
    variables: Variables,
    values: Mapping[str, Any],
    *,
    now: datetime,
    warm: object = None,
) -> Step:
    """Write variables from outside an activity; open repetitions keep the items they were opened for."""
    case = _begin(program, state, variables, now, warm)
    case.scope.update(values)
    return _finish(case)


def retry(
    program: Program,
    state: bytes,
    variables: Variables,
    *,
    now: datetime,
    activity: int | None = None,
    warm: object = None,
) -> Step:
    """Try again where tokens stand still with an incident: all of them, or the one of `activity`.

    Raises ActivityNotOpen when that one has no incident. What fails again for the same reason goes on
    standing: it is neither resolved nor opened; for another reason it is both.
    """
    case = _begin(program, state, variables, now, warm)
    stuck = [token for token in case.live.values() if token.incident is not None and activity in (None, token.id)]
    if activity is not None and not stuck:
        raise errors.ActivityNotOpen(activity=activity)
    for token in stuck:
        if token.incident is not None:
            _try_again(case, token)
    return _finish(case)


def _try_again(case: Case, token: Token) -> None:
    case.settle(token)
    if token._state == FUTURE:
        token.task_spec._update(token)
    elif token._state == STARTED and "instances" not in token.internal_data:
        token.task_spec.leave_again(token)
    elif token._state == STARTED:
        token.task_spec.go_on(token, None, {})
    elif token._state == READY:
        case.ready.append(token)


def cancel(program: Program, state: bytes, variables: Variables, *, now: datetime, warm: object = None) -> Step:
    """Withdraw everything that is live; the case is over without having completed."""
    case = _begin(program, state, variables, now, warm)
    case.cancel()
    return _finish(case, cancelled=True)


def tokens(state: bytes) -> list[tuple[str, int]]:
    """Return where a case is: (element, activity) of every live activity; open repetitions after their frame."""
    found: list[tuple[str, int]] = []
    for activity, _parent, element, _state, _via, more in codec.rows(state)[1]:
        found.extend((element, each) for each in (activity, *more.get("j", ())))
        if "m" in more:
            instances = Instances.of_row(more["m"])
            found.extend((element, instances.base + index) for index in instances.open_indexes())
    return found


def _begin(program: Program, state: bytes, variables: Variables, now: datetime, warm: object) -> Case:
    """Take the live case if it is exactly what was stored, else decode."""
    usable = isinstance(warm, Case) and warm.program is program and warm.saved == state
    case = warm if isinstance(warm, Case) and usable else codec.decode(program, state)
    case.saved = b""  # a call that fails half-way leaves a case that nobody will take for the stored one
    case.begin(variables, now)
    return case


def _finish(case: Case, *, cancelled: bool = False) -> Step:
    case.do_engine_steps()
    _note_deadlock(case)
    case.prune()
    state = codec.encode(case)
    case.saved = state
    step = Step(
        state=state,
        moments=tuple(case.moments),
        changes=case.scope.all,
        completed=not case.live and not cancelled,
        waiting=tuple(case.opened.values()),
        closed=tuple(case.closed),
        incidents=tuple(case.incidents.values()),
        resolved=tuple(case.resolved),
        warm=case,
    )
    case.rest()
    return step


def _note_deadlock(case: Case) -> None:
    """Give a case in which only joins wait an incident, once: no branch is left that could still arrive."""
    if not case.live or any(token._state != WAITING or token.incident is not None for token in case.live.values()):
        return
    waiting = list(case.live.values())
    names = dict.fromkeys(token.task_spec.element.name or token.task_spec.key for token in waiting)
    case.fail(waiting[0], Stuck("deadlock", elements=", ".join(names)))
