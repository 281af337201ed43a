"""On which days an agency of the database works; must not count them, and is imported only when an agency is named."""

from engine.actor import system
from engine.calendar import Calendar
from engine.context import reading
from engine.identity import agency_of_slug
from web.command_line import opened


def of(agency: str) -> Calendar:
    """Return the calendar of an agency by its short name; raises NotFound, DatabaseNotPrepared and Unavailable."""
    with opened.database() as database, reading(database, system("")) as ctx:
        return Calendar.from_json(agency_of_slug(ctx, agency).calendar)
