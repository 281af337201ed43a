"""Whether a text is a moment, a duration or a cycle of ISO 8601, or an expression; must not compute with it."""

import re
from typing import Final

from engine import errors, feel

_MARKED: Final = re.compile(r"=.+|[$#]\{.*\}", re.DOTALL)  # an expression by its dress: FEEL of forms, or JUEL
_DURATION: Final = re.compile(
    r"P(?!$)(?:\d+(?:[.,]\d+)?W|(?:\d+Y)?(?:\d+M)?(?:\d+(?:[.,]\d+)?D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:[.,]\d+)?S)?)?)"
)
_DATE: Final = re.compile(
    r"\d{4}-?(?:(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])|W\d\d-?[1-7]|\d{3})"
    r"(?:T(?:[01]\d|2[0-4])(?::?[0-5]\d(?::?[0-5]\d|:?60)?(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_TIME: Final = re.compile(r"T?(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?")
_REPEATED: Final = re.compile(r"R(?:\d+|-1)?")
_CRON: Final = re.compile(r"(?:[\d*,/?LW#A-Za-z-]+\s+){4,6}[\d*,/?LW#A-Za-z-]+")
_MEANT_AS_MOMENT: Final = re.compile(r"[PR]T?-?\d|PT?$|\d{4}-\d")
_COMPUTES: Final = re.compile(r"[(\"\[{.]")
_LONGEST: Final = 200  # characters: a longer text is no moment
_PARTS: Final = 3


def is_duration(text: str) -> bool:
    """Whether a text is a duration such as `P3D` or `PT1H30M`."""
    return len(text) <= _LONGEST and _DURATION.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether a text is a date, a date and time, or a time of day."""
    return len(text) <= _LONGEST and (_DATE.fullmatch(text) or _TIME.fullmatch(text)) is not None


def is_cycle(text: str) -> bool:
    """Whether a text is a repetition `R3/PT1H`, with a beginning or an end, or an interval without a number."""
    first, *parts = text[:_LONGEST].split("/")
    if not parts:
        return is_duration(first)
    if _REPEATED.fullmatch(first) is None:
        parts = [first, *parts]
    if not 1 <= len(parts) < _PARTS or len(text) > _LONGEST:
        return False
    if len(parts) == 1:
        return is_duration(parts[0])
    lasting, moments = sum(map(is_duration, parts)), sum(map(is_date, parts))
    return lasting < len(parts) and lasting + moments == len(parts)


def is_cron(text: str) -> bool:
    """Whether a text is a cycle as cron writes it: five to seven fields of numbers, stars and names of days."""
    return len(text) <= _LONGEST and _CRON.fullmatch(text.strip()) is not None and any(one in "*?" for one in text)


def is_expression(text: str, language: str) -> bool:
    """Whether a text is an expression: marked as one, or FEEL that computes something.

    A few words in plain language can be read as the name of a variable; without `language` they are not taken for it.
    """
    plain = text.strip()
    if _MARKED.fullmatch(plain):
        return True
    if _MEANT_AS_MOMENT.match(plain) or not (_COMPUTES.search(plain) or "feel" in language.lower()):
        return False
    try:
        feel.translate(plain)
    except errors.RavandError:
        return False
    return True


def is_name(text: str) -> bool:
    """Whether a text may be the name of a variable that holds the moment: one word, no attempt at a moment."""
    plain = text.strip()
    return plain.isidentifier() and not _MEANT_AS_MOMENT.match(plain)
