"""Answers what lies behind a point after a date, time, duration or range; it must not look into contexts."""

from collections.abc import Callable, Mapping
from typing import Final

from engine.feel.run import Value
from engine.feel.temporal import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Time,
    offset_at,
    weekday,
)
from engine.feel.values import Range

_Reading = Callable[[Value], Value]


def _part(unit: int, modulus: int) -> _Reading:
    """A component of a duration; all components carry the sign of the whole."""
    return lambda value: (abs(value.nanoseconds) // unit % modulus) * (-1 if value.nanoseconds < 0 else 1)


def _offset(moment: DateTime) -> DaysDuration | None:
    offset = offset_at(moment)
    return None if offset is None else DaysDuration(offset * SECOND)


_UNBOUNDED: Final = 1 << 200
_DATE: Final[Mapping[str, _Reading]] = {
    "year": lambda date: date.year,
    "month": lambda date: date.month,
    "day": lambda date: date.day,
    "weekday": weekday,
}
_TIME: Final[Mapping[str, _Reading]] = {
    "hour": lambda time: time.nanoseconds // HOUR,
    "minute": lambda time: time.nanoseconds // MINUTE % 60,
    "second": lambda time: time.nanoseconds // SECOND % 60,
    "time offset": lambda time: None if time.offset is None else DaysDuration(time.offset * SECOND),
    "timezone": lambda time: time.zone,
}


def _of(part: str, readings: Mapping[str, _Reading]) -> dict[str, _Reading]:
    def through(read: _Reading) -> _Reading:
        return lambda moment: read(getattr(moment, part))

    return {name: through(read) for name, read in readings.items()}


PROPERTIES: Final[Mapping[type, Mapping[str, _Reading]]] = {
    Date: _DATE,
    Time: _TIME,
    DateTime: {**_of("date", _DATE), **_of("time", _TIME), "time offset": _offset},
    DaysDuration: {
        "days": _part(DAY, _UNBOUNDED),
        "hours": _part(HOUR, 24),
        "minutes": _part(MINUTE, 60),
        "seconds": _part(SECOND, 60),
    },
    MonthsDuration: {
        "years": lambda duration: abs(duration.months) // 12 * (-1 if duration.months < 0 else 1),
        "months": lambda duration: abs(duration.months) % 12 * (-1 if duration.months < 0 else 1),
    },
    Range: {
        "start": lambda found: found.low,
        "end": lambda found: found.high,
        "start included": lambda found: found.low_included,
        "end included": lambda found: found.high_included,
    },
}
