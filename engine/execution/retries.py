"""When a job that failed is tried again, and how often; pure: must not know what the job does."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from secrets import SystemRandom
from typing import Final

from engine.feel.iso import read_duration
from engine.feel.temporal import DaysDuration

#: Tries of a job whose drawing says nothing about it.
TRIES: Final = 8
#: The first pause after a failure; each following one is twice as long.
FIRST_PAUSE: Final = timedelta(seconds=10)
#: A pause is at most so much longer than meant, so that what failed together is not tried again together.
JITTER: Final = 0.25
#: More tries than this nobody waits for.
MOST_TRIES: Final = 100
#: The longest pause.
LONGEST: Final = timedelta(days=366)
#: Pauses are doubled so many times at most: to some eleven hours.
_DOUBLED: Final = 12
_RANDOM: Final = SystemRandom().random
_REPEATED: Final = re.compile(r"R(\d{1,9})/(.+)")


@dataclass(frozen=True, slots=True)
class Policy:
    """How often something is tried in all, and the pauses between; the last one lasts for all that follow."""

    tries: int
    pauses: tuple[timedelta, ...] = ()

    def pause(self, failed: int, random: Callable[[], float] = _RANDOM) -> timedelta:
        """Return how long to wait after the try number `failed`, from 1, has failed."""
        if self.pauses:
            return self.pauses[min(failed, len(self.pauses)) - 1]
        meant: timedelta = FIRST_PAUSE * 2 ** min(failed - 1, _DOUBLED)
        return meant * (1 + JITTER * random())


#: What holds where the drawing says nothing.
USUAL: Final = Policy(TRIES)


def policy(cycle: str) -> Policy:
    """Read `failedJobRetryTimeCycle` (Camunda): R3/PT10M, or pauses with commas such as PT10M,PT1H.

    R3 means three tries in all; a list means one try more than it has pauses. What cannot be read is the usual
    policy: a job is never lost for a word.

    >>> policy("R3/PT10M").tries
    3
    """
    found = _REPEATED.fullmatch(cycle.strip())
    texts = [found[2]] if found else [part for part in cycle.split(",") if part.strip()]
    pauses = tuple(read for text in texts if (read := _duration(text.strip())) is not None)
    if not pauses or len(pauses) != len(texts):
        return USUAL
    wanted = int(found[1]) if found else len(pauses) + 1
    return Policy(min(max(wanted, 1), MOST_TRIES), pauses)


def _duration(text: str) -> timedelta | None:
    """Return a duration of days and time; months and years have no fixed length and are none here."""
    read = read_duration(text)
    if not isinstance(read, DaysDuration) or read.nanoseconds < 0:
        return None
    return min(timedelta(seconds=min(read.nanoseconds // 10**9, 10**9)), LONGEST)
