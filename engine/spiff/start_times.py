"""When a start event with a timer begins its next case; must not watch a clock or begin anything."""

from datetime import datetime
from typing import Any

from engine.calendar import Calendar
from engine.spiff.expressions import Environment
from engine.spiff.program import Program
from engine.spiff.reasons import Stuck
from engine.spiff.timers import Due


def first_start(
    program: Program, element: str, *, now: datetime, calendar: Calendar | None = None
) -> tuple[datetime, list[Any]] | None:
    """Return when the timer of a start event is due first, counted from `now` in the agency's zone.

    Beside it what `next_start` needs, as plain JSON. None where its expression gives no time: there is nobody's case
    yet in which an incident could stand.
    """
    environment = Environment()
    environment.now, environment.calendar = now, calendar
    try:
        due = program.specs[element].timing.first(environment, {}, now)
    except Stuck:
        return None
    return due.at, due.row()


def next_start(row: list[Any]) -> tuple[datetime, list[Any]] | None:
    """Return the moment after the last one and its row, None where the timer comes no more. None is left out."""
    due = Due.of_row(row).next()
    return None if due is None else (due.at, due.row())
