"""How a case is stored between calls: live tokens as flat rows of JSON; must not store values, the drawing or the past.

Format 1 is the JSON list `[1, next activity, rows]`. A row is `[activity, parent, element, state, via, more]`:

- `activity`: the number of the token; `parent`: the activity that encloses it, 0 for the process itself;
- `element`: id in the drawing; `state`: 4 before the element (its entry failed), 8 waiting at a join, 16 ready (a user
  task waits for a person; anything else has an incident), 32 begun (the frame around repetitions; without `m` it is
  done, but none of its conditional flows is open, which is an incident);
- `via`: id of the sequence flow it came over, null at the start event;
- `more`: `{"i": [code, params]}` for an incident, `{"j": [activity, ...]}` for the activities that a gateway has merged
  but not yet told as over, `{"l": {name: value}}` for the values that an element with inputs or outputs works with
  and has not given back yet, and `{"m": [total, base, begun, open, reference, items, answers]}` for
  repetitions: number n is activity base + n and waits while bit n of the hexadecimal `open` is set; its item is read
  from the variable `reference`, or from `items` where the collection is no variable or was overwritten since;
  `answers` are pairs [n, value], or null where none are collected; pairs [n, inputs] of open repetitions follow
  where something is drawn to go in.

Variables are stored by the caller. A later format gets a new number and a step that turns format 1 into it.
"""

from typing import Any, Final

import orjson

from engine.spiff.case import STARTED, WAITING, Case, Token
from engine.spiff.instances import Instances
from engine.spiff.reasons import Incident

VERSION: Final = 1


def encode(case: Case) -> bytes:
    """Return the state of a case; equal cases give equal bytes."""
    rows = [_row(token) for token in case.live.values()]
    return orjson.dumps([VERSION, case.next_activity, rows])


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
    return [token.id, 0, token.task_spec.key, token._state, token.via, more]


def rows(state: bytes) -> tuple[int, list[list[Any]]]:
    """Return the next activity number and the rows of a state. Raises ValueError for another format."""
    version, next_activity, found = orjson.loads(state)
    if version != VERSION:
        raise ValueError(f"state of format {version}, expected {VERSION}")
    return next_activity, found


def decode(program: Any, state: bytes) -> Case:
    """Return the case that `encode` stored. Raises ValueError for another format, KeyError for an unknown element."""
    case = Case(program)
    case.next_activity, found = rows(state)
    for activity, _parent, element, its_state, via, more in found:
        token = Token(case, program.specs[element], None, via, activity)
        token._state = its_state
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
    case.saved = state
    return case
