"""Answers on which days an agency works; must not know who asks or what is due."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

__all__ = ["IRAN", "IRAN_HOLIDAYS", "Calendar", "national_holidays"]

# Written by `python -m tools.iran_holidays`: importing the library itself costs a second at start.
IRAN_HOLIDAYS: Final = Path(__file__).parent / "iran_holidays.tsv"
_FRIDAY: Final = 4
_MOST_WORKING_DAYS: Final = 5000


@dataclass(frozen=True, slots=True)
class Calendar:
    """When an agency works: its weekend (0 = Monday), and the public holidays with its own corrections.

    Lunar holidays are announced, not computed: `added` (day → reason) and `removed` overrule the national list.
    """

    weekend: frozenset[int] = frozenset({_FRIDAY})
    national: bool = True
    added: Mapping[date, str] = field(default_factory=dict, hash=False)
    removed: frozenset[date] = frozenset()

    def holiday(self, day: date) -> str | None:
        """The (Persian) name of the holiday on `day`, weekends not counted, or None."""
        if day in self.added:
            return self.added[day]
        if day in self.removed or not self.national:
            return None
        return national_holidays().get(day)

    def is_working_day(self, day: date) -> bool:
        """Whether the agency works on `day`."""
        return day.weekday() not in self.weekend and self.holiday(day) is None

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`; `start` itself is not counted. ValueError outside 0..5000."""
        if not 0 <= count <= _MOST_WORKING_DAYS:
            raise ValueError(f"working days must be 0 to {_MOST_WORKING_DAYS}, not {count}")
        self._must_work_sometimes()
        day = start
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def roll(self, day: date) -> date:
        """`day`, or the next working day when a deadline would end on a day off."""
        self._must_work_sometimes()
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; 0 when `end` is not later, 5000 at most."""
        days = min((end - start).days, _MOST_WORKING_DAYS)
        return sum(self.is_working_day(start + timedelta(days=step)) for step in range(1, days + 1))

    def to_json(self) -> dict[str, object]:
        """The calendar as an agency's row keeps it."""
        return {
            "weekend": sorted(self.weekend),
            "national": self.national,
            "added": {day.isoformat(): reason for day, reason in sorted(self.added.items())},
            "removed": sorted(day.isoformat() for day in self.removed),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Calendar":
        """The calendar that `to_json` wrote; what is not said is as in Iran's default."""
        return cls(
            weekend=frozenset(stored.get("weekend", [_FRIDAY])),
            national=stored.get("national", True),
            added={date.fromisoformat(day): reason for day, reason in stored.get("added", {}).items()},
            removed=frozenset(date.fromisoformat(day) for day in stored.get("removed", [])),
        )

    def _must_work_sometimes(self) -> None:
        if self.weekend >= frozenset(range(7)):
            raise ValueError("a calendar needs at least one weekday that is not weekend")


@cache
def national_holidays() -> Mapping[date, str]:
    """Day → name of Iran's public holidays, Gregorian years 2018 to 2045; lunar ones are estimates."""
    rows = (line.split("\t") for line in IRAN_HOLIDAYS.read_text(encoding="utf-8").splitlines())
    return {date.fromisoformat(day): name for day, name in rows}


IRAN: Final = Calendar()
