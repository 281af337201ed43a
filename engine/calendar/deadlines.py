"""Answers how a deadline is said in words, late or left, in an agency's working days; decides nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from engine.calendar.dates import local, show_date, show_time
from engine.calendar.working_days import IRAN, Calendar
from engine.text import plural, translate

__all__ = ["Deadline", "deadline"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as people speak of it: the words first, the date under them, and how urgent it is."""

    words: str
    date: str
    urgency: str  # late | today | soon (within two working days) | later


_WORDS: Final = ("صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده")


def deadline(lang: str, due: datetime, now: datetime, calendar: Calendar = IRAN) -> Deadline:
    """How `due` looks from `now` in `lang`, counted in the agency's working days; both moments are aware."""
    due_day, today = local(due).date(), local(now).date()
    if due < now:
        return Deadline(_late(lang, due, now, calendar), show_date(lang, due), "late")
    if due_day == today:
        return Deadline(_today(lang, due), show_date(lang, due), "today")
    left = calendar.working_days_between(today, due_day)
    return Deadline(_left(lang, due, today, left), show_date(lang, due), "soon" if left <= 2 else "later")


def _late(lang: str, due: datetime, now: datetime, calendar: Calendar) -> str:
    due_day, today = local(due).date(), local(now).date()
    days = calendar.working_days_between(due_day, today)
    if days:
        late = _number(lang, days)
        return plural(lang, "{count} working day late", "{count} working days late", days, count=late)
    if due_day == today:
        return translate(lang, "Late since {time} today", time=show_time(lang, due))
    return translate(lang, "Late, no working day has passed since")


def _today(lang: str, due: datetime) -> str:
    if local(due).strftime("%H:%M") == "23:59":
        return translate(lang, "By end of today")
    return translate(lang, "Today, {time}", time=show_time(lang, due))


def _left(lang: str, due: datetime, today: date, left: int) -> str:
    if local(due).date() - today == timedelta(days=1):
        return translate(lang, "Tomorrow, {time}", time=show_time(lang, due))
    if left == 0:
        return translate(lang, "Before the next working day")
    return plural(lang, "{count} working day left", "{count} working days left", left, count=_number(lang, left))


def _number(lang: str, count: int) -> str | int:
    """Small numbers stand in words in a Persian sentence."""
    return _WORDS[count] if lang == "fa" and count < len(_WORDS) else count
