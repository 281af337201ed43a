"""Answers the functions on true, false and unknown; it must not decide what an expression's branches are."""

from engine.feel.functions.registry import function
from engine.feel.run import Run, Value
from engine.feel.temporal import DateTime, Time
from engine.feel.values import elements, equal


@function("not(negand: any)")
def negated(run: Run, value: Value) -> bool | None:
    """The opposite; null for what is neither true nor false."""
    return None if type(value) is not bool else not value


@function("all(list: list)")
def every(run: Run, values: list[Value]) -> bool | None:
    """False when one is false, else null when one is unknown, else true."""
    return _decided(run, values, decisive=False)


@function("any(list: list)")
def some(run: Run, values: list[Value]) -> bool | None:
    """True when one is true, else null when one is unknown, else false."""
    return _decided(run, values, decisive=True)


@function("all(b: any*)")
def every_argument(run: Run, *values: Value) -> bool | None:
    """As `all` on a list."""
    return _decided(run, list(values), decisive=False)


@function("any(b: any*)")
def some_argument(run: Run, *values: Value) -> bool | None:
    """As `any` on a list."""
    return _decided(run, list(values), decisive=True)


def _decided(run: Run, values: list[Value], *, decisive: bool) -> bool | None:
    run.charge(len(values))
    answer: bool | None = not decisive
    for value in elements(values, run):
        if value is decisive:
            return bool(decisive)
        answer = None if type(value) is not bool else answer
    return answer


@function("is(value1: any, value2: any)")
def same(run: Run, left: Value, right: Value) -> bool:
    """Whether both are the very same: of one kind, equal, and moments also of the same zone (DMN 1.5, 10.3.4.13)."""
    if isinstance(left, DateTime | Time) or isinstance(right, DateTime | Time):
        return bool(left == right)
    return equal(left, right, run) is True
