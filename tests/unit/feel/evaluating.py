"""What all tests of expressions share: the value of an expression, and the reasons of its nulls."""

from datetime import datetime, timedelta, timezone
from typing import Any

from engine.feel import parse

NOON_IN_TEHRAN = datetime(2026, 11, 21, 12, 30, tzinfo=timezone(timedelta(hours=3, minutes=30)))


def value(source: str, /, **scope: object) -> Any:
    """The value of an expression in a scope, at half past noon of 21 November 2026."""
    return parse(source).evaluate(scope, now=NOON_IN_TEHRAN)


def why(source: str, /, **scope: object) -> list[str]:
    """The English reasons for the nulls in an expression."""
    _, reasons = parse(source).evaluate_with_reasons(scope, now=NOON_IN_TEHRAN)
    return [reason.text.show("en") for reason in reasons]
