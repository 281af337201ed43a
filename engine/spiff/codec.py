"""How a case is stored between calls: live tokens as flat rows of JSON; must not store values, the drawing or the past.

Format 2 is the JSON list `[2, next activity, rows]`, or `[2, next activity, rows, watches]` where there are any, or
`[2, next activity, rows, watches, log]` where something was done in the process itself that can be undone, or
`[2, next activity, rows, watches, log, ran]` where it was stored while it moved: so many elements have run.
Format 1 was the same without sub-processes and watches; it is still read. A row is
`[activity, parent, element, state, via, more]`:

- `activity`: the number of the token; `parent`: the activity of the sub-process that encloses it, 0 for the process;
  what encloses others stands before them;
- `element`: id in the drawing; `state`: 4 before the element (its entry failed), 8 waiting at a join or for something
  outside, 16 ready (a user task waits for a person; anything else goes on at the next call unless it has an incident),
  32 begun (a sub-process with
  others in it, the frame around repetitions; without both it is done, but none of its conditional flows is open or
  what it gives back cannot be computed, which is an incident);
- `via`: id of the sequence flow it came over, null at the start event;
- `more`: `{"i": [code, params]}` for an incident, `{"j": [activity, ...]}` for the activities that a gateway has merged
  but not yet told as over, `{"l": {name: value}}` for the values that an element with inputs or outputs works with
  and has not given back yet, and `{"m": [total, base, begun, open, reference, items, answers]}` for
  repetitions: number n is activity base + n and waits while bit n of the hexadecimal `open` is set; its item is read
  from the variable `reference`, or from `items` where the collection is no variable or was overwritten since;
  `answers` are pairs [n, value], or null where none are collected; pairs [n, inputs] of open repetitions follow
  where something is drawn to go in; `{"f": [frame, number]}` for a repetition that is a token of its own, and
  `{"v": {name: value}}` for the variables that only this one has, `{"c": log}` for what was done in a sub-process and
  can be undone (`engine.spiff.remembering`), and `{"u": plan}` for what an event has still to undo.

A watch is `[activity, host, element, timer, held, incident]`: an event that may happen to the activity `host` (0: to
the process); `timer` as in `engine.spiff.timers.Due`, null for all others; `held` whether its condition was true last.

Variables are stored by the caller. A later format gets a new number and a step that turns format 2 into it.
"""

from collections.abc import Iterable
from typing import Any, Final

import orjson

from engine.spiff.case import READY, STARTED, WAITING, Case, Token
from engine.spiff.instances import Instances
from engine.spiff.reasons import Incident
from engine.spiff.timers import Due
from engine.spiff.tokens import BLOCK
from engine.spiff.watches import Watch

VERSION: Final = 2
_READ: Final = (1, VERSION)


def encode(case: Case) -> bytes:
    """Return the state of a case; equal cases give equal bytes. What has not changed is not written anew."""
    few = len(case.live) <= 1 << BLOCK
    if few:
        case.touched, case.written = set(), {}
    written = _rows_of(case.live.values()) if few else _in_blocks(case)
    state = b"[%d,%d,[%s]" % (VERSION, case.next_activity, written)
    if not case.watches and not case.log and not case.ran:
        return state + b"]"
    watches = b",".join([watch.row or _write(watch, _watched(watch)) for watch in case.watches.values()])
    log = b",%s" % orjson.dumps(case.log) if case.log or case.ran else b""
    return b"%s,[%s]%s%s]" % (state, watches, log, b",%d" % case.ran if case.ran else b"")


def _rows_of(tokens: Iterable[Token]) -> bytes:
    return b",".join([token.row or _write(token, _row(token)) for token in tokens])


def _in_blocks(case: Case) -> bytes:
    """Return the rows of many tokens; what changes costs one block, however many there are."""
    live, written = case.live, case.written
    touched = {activity >> BLOCK for activity in live} if not written else case.touched
    touched.update(activity >> BLOCK for activity in case.bodies)  # frames keep no row: what they count changes
    for block in touched:
        numbers = range(block << BLOCK, (block + 1) << BLOCK)
        found = _rows_of([live[activity] for activity in numbers if activity in live])
        if found:
            written[block] = found
        else:
            written.pop(block, None)
    case.touched = set()
    return b",".join([written[block] for block in sorted(written)])


def _write(one: Token | Watch, row: list[Any]) -> bytes:
    written: bytes = orjson.dumps(row)
    if not one.task_spec.repeats:
        one.row = written
    return written


def _watched(watch: Watch) -> list[Any]:
    due = None if watch.due is None else watch.due.row()
    incident = None if watch.incident is None else [watch.incident.code, dict(watch.incident.params)]
    return [watch.id, 0 if watch.host is None else watch.host.id, watch.task_spec.key, due, watch.held, incident]


def _row(token: Token) -> list[Any]:
    more: dict[str, Any] = {}
    if token.incident is not None:
        more["i"] = [token.incident.code, dict(token.incident.params)]
    if "local" in token.internal_data:
        more["l"] = token.internal_data["local"]
    if token.joined:
        more["j"] = token.joined
    instances: Instances | None = token.internal_data.get("instances")
    if instances is not None:
        more["m"] = instances.row()
    if token.frame is not None:
        more["f"] = [token.frame.id, token.index]
    if token.own is not None:
        more["v"] = token.own
    if token.log is not None:
        more["c"] = token.log
    if token.plan is not None:
        more["u"] = token.plan
    return [token.id, 0 if token.home is None else token.home.id, token.task_spec.key, token._state, token.via, more]


def rows(state: bytes) -> tuple[int, list[list[Any]]]:
    """Return the next activity number and the rows of a state. Raises ValueError for another format."""
    return read(state)[:2]


def read(state: bytes) -> tuple[int, list[list[Any]], list[list[Any]], list[Any], int]:
    """Return the next activity number, rows, watches, log, and what has run without rest. Raises ValueError."""
    version, next_activity, found, *further = orjson.loads(state)
    if version not in _READ:
        raise ValueError(f"state of format {version}, expected {VERSION}")
    rest: tuple[Any, ...] = (*further, *([], [], 0)[len(further) :])
    watches, log, ran = rest
    return next_activity, found, watches, log, ran


def decode(program: Any, state: bytes) -> Case:
    """Return the case that `encode` stored. Raises ValueError for another format, KeyError for an unknown element."""
    case = Case(program)
    case.next_activity, found, watches, case.log, case.ran = read(state)
    for activity, parent, element, its_state, via, more in found:
        spec, frame = program.specs[element], None
        if "f" in more:
            frame = case.live[more["f"][0]]
            spec = spec.each if frame.task_spec.key == element else spec
        token = Token(case, spec, case.live.get(parent), via, activity, frame)
        token._state, token.own, token.log, token.plan = its_state, more.get("v"), more.get("c"), more.get("u")
        if frame is not None:
            token.index = more["f"][1]
        if "i" in more:
            token.incident = Incident(activity, element, *more["i"])
        token.joined = tuple(more.get("j", ()))
        if "m" in more:
            token.internal_data["instances"] = Instances.of_row(more["m"])
        if "l" in more:
            token.internal_data["local"] = more["l"]
        if its_state == WAITING:
            token.task_spec.wait(token)
        elif its_state == STARTED and "m" in more:
            case.bodies[activity] = token
    for row in watches:
        _restore(case, row)
    if case.ran:
        moving = (one for one in case.live.values() if one._state == READY and not one.task_spec.manual)
        case.ready.extend(one for one in moving if one.incident is None)
    case.saved = state
    return case


def _restore(case: Case, row: list[Any]) -> None:
    activity, host, element, due, held, incident = row
    watch = Watch(activity, case.program.specs[element], case.live.get(host))
    watch.due = None if due is None else Due.of_row(due)
    watch.held = held
    if incident is not None:
        watch.incident = Incident(activity, element, *incident)
    case.watches[activity] = watch
    if watch.host is not None:
        watch.host.watches = (*watch.host.watches, watch)
    if watch.task_spec.condition is not None and watch.incident is None:
        case.conditional[activity] = watch
