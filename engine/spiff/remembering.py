"""What is remembered of completed activities that can be undone, as plain values; must not undo anything.

BPMN 2.0.2, 10.7 and 13.5.5. Each scope remembers what was completed in it, in a log of its own, so that nothing
finished needs to be kept. A record is `[element, own, log]`: the activity, the variables that only it had (null: none),
and of a sub-process what it remembered itself (else null).
"""

from collections.abc import Mapping
from typing import Any

from engine.spiff.tokens import Token

Record = list[Any]


def remember(token: Token) -> None:
    """Note in its scope that an activity is done, if it can be undone, or what is in it."""
    spec = token.task_spec
    if not spec.repeats and (spec.undone_by is not None or spec.undoing is not None or token.log):
        note(token, [spec.key, dict(token.own) if token.own else None, token.log or None])


def repeated(frame: Token, own: Mapping[str, Any]) -> None:
    """Note a repetition that is no token of its own."""
    note(frame, [frame.task_spec.key, dict(own), None])


def note(token: Token, record: Record) -> None:
    """Put a record at the end of the log of the scope that a token is in."""
    scope = scope_of(token)
    if scope is None:
        token.workflow.log = [*token.workflow.log, record]
    else:
        scope.log, scope.row = [*(scope.log or ()), record], None


def take(token: Token, about: str | None) -> list[Record]:
    """Take the records of an activity (None: all) out of the log of the scope that a token is in: each is used once."""
    scope = scope_of(token)
    log: list[Record] = token.workflow.log if scope is None else scope.log or []
    left = [record for record in log if about not in (None, record[0])]
    if scope is None:
        token.workflow.log = left
    else:
        scope.log, scope.row = left, None
    return [record for record in log if about in (None, record[0])]


def scope_of(token: Token) -> Token | None:
    """Return the scope whose log is meant (None: the process): an event sub-process is about the one around it.

    But for one that undoes its sub-process: it has the log of that.
    """
    scope = token.home
    while scope is not None and scope.task_spec.handles and scope.log is None:
        scope = scope.home
    return scope
