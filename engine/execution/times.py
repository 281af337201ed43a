"""Which moment and which calendar a step of a case goes by: the agency's own; must not move anything."""

from datetime import timedelta
from time import monotonic
from typing import Any, Final

from engine import calendar, identity
from engine.calendar import Calendar
from engine.context import Context

#: As long as this an agency's calendar is remembered in this process, so that a step costs no question more.
REMEMBERED: Final = timedelta(minutes=1)

_CALENDARS: dict[str, tuple[float, Calendar]] = {}


def here(ctx: Context) -> dict[str, Any]:
    """Return `now`, in the agency's zone, and `calendar`, the days on which it works, as steps of a case take them."""
    return {"now": calendar.local(ctx.now), "calendar": working_days(ctx)}


def working_days(ctx: Context) -> Calendar:
    """Return the calendar of the actor's agency, at most a minute old; an agency without one has the country's."""
    agency = ctx.actor.agency
    read_at, found = _CALENDARS.get(agency, (None, calendar.IRAN))
    if read_at is None or monotonic() - read_at > REMEMBERED.total_seconds():
        stored = identity.agency(ctx, agency).calendar
        found = Calendar.from_json(stored) if stored else calendar.IRAN
        _CALENDARS[agency] = (monotonic(), found)
    return found
