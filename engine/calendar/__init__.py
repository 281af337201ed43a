"""Answers which day it is in Tehran, how people read it and when work is due; keeps no tables."""

from engine.calendar.dates import (
    MONTHS,
    TEHRAN,
    date_from_parts,
    date_parts,
    local,
    parse_date,
    show_date,
    show_long_date,
    show_moment,
    show_time,
)
from engine.calendar.deadlines import Deadline, deadline
from engine.calendar.working_days import IRAN, Calendar

__all__ = [
    "IRAN",
    "MONTHS",
    "TEHRAN",
    "Calendar",
    "Deadline",
    "date_from_parts",
    "date_parts",
    "deadline",
    "local",
    "parse_date",
    "show_date",
    "show_long_date",
    "show_moment",
    "show_time",
]
