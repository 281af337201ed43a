"""How small records that never change are declared; must know no record and write no source, as dataclasses do.

A dataclass writes and compiles the source of six methods: of the start of a program with four hundred of them, that is
the largest part. Here all records share their methods, and a class costs a lookup of its annotations.
"""

from collections.abc import Callable
from operator import attrgetter, ge, gt, le, lt
from typing import Any, Final, Self, TypeVar, dataclass_transform


@dataclass_transform(frozen_default=True)
class _Kind(type):
    """Makes the class of a record: slots for its annotated fields, after those that it inherits.

    With `eq=False` behind its bases a record is equal to itself alone.
    """

    __fields__: tuple[str, ...]
    __defaults__: dict[str, Any]
    __values__: Callable[[Any], Any]  # of all fields, as a tuple where there are several

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any], **how: bool) -> "_Kind":
        """Make the class; `how` is what stands behind its bases."""
        own = tuple(body.get("__annotations__", ()))
        defaults = {field: body.pop(field) for field in own if field in body}
        if not how.get("eq", True):
            body |= {"__eq__": object.__eq__, "__hash__": object.__hash__}
        made = super().__new__(cls, name, bases, body | {"__slots__": own})
        known = next((base for base in bases if isinstance(base, _Kind)), None)
        made.__fields__ = (*(known.__fields__ if known else ()), *own)
        made.__defaults__ = (known.__defaults__ if known else {}) | defaults
        made.__values__ = attrgetter(*made.__fields__) if made.__fields__ else _nothing
        setters = [getattr(made, field).__set__ for field in made.__fields__]
        filler: Callable[..., Callable[..., None]] = _FILLERS.get(len(setters), _many)
        type.__setattr__(made, "__init__", filler(made, *setters))
        return made

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any], **_how: bool) -> None:
        """Take what `__new__` took."""
        super().__init__(name, bases, body)


def _nothing(_record: Any) -> tuple[()]:
    return ()


# --- filling -------------------------------------------------------------------------------------------------


def _completed(kind: _Kind, given: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """Return all fields in their order: given, named or left at their default."""
    rest = kind.__fields__[len(given) :]
    known = kind.__defaults__ | named
    if len(given) > len(kind.__fields__) or not named.keys() <= set(rest) or not known.keys() >= set(rest):
        raise TypeError(f"{kind.__qualname__} has the fields {', '.join(kind.__fields__)}")
    return (*given, *(known[field] for field in rest))


# Records of few fields are made often: theirs are taken one by one, which is three times as quick as in a row.
_Put = Callable[[Any, Any], None]
_NONE: Any = object()  # stands for a field that was not given by its place


def _many(kind: _Kind, *setters: _Put) -> Callable[..., None]:
    def fill(self: Any, /, *given: Any, **named: Any) -> None:
        if named or len(given) != len(setters):
            given = _completed(kind, given, named)
        for put, value in zip(setters, given, strict=True):
            put(self, value)

    return fill


def _one(kind: _Kind, first: _Put) -> Callable[..., None]:
    def fill(self: Any, a: Any = _NONE, /, **named: Any) -> None:
        if named or a is _NONE:
            (a,) = _completed(kind, _given(a), named)
        first(self, a)

    return fill


def _two(kind: _Kind, first: _Put, second: _Put) -> Callable[..., None]:
    def fill(self: Any, a: Any = _NONE, b: Any = _NONE, /, **named: Any) -> None:
        if named or b is _NONE:
            a, b = _completed(kind, _given(a, b), named)
        first(self, a)
        second(self, b)

    return fill


def _three(kind: _Kind, first: _Put, second: _Put, third: _Put) -> Callable[..., None]:
    def fill(self: Any, a: Any = _NONE, b: Any = _NONE, c: Any = _NONE, /, **named: Any) -> None:
        if named or c is _NONE:
            a, b, c = _completed(kind, _given(a, b, c), named)
        first(self, a)
        second(self, b)
        third(self, c)

    return fill


def _four(kind: _Kind, first: _Put, second: _Put, third: _Put, fourth: _Put) -> Callable[..., None]:
    def fill(self: Any, a: Any = _NONE, b: Any = _NONE, c: Any = _NONE, d: Any = _NONE, /, **named: Any) -> None:
        if named or d is _NONE:
            a, b, c, d = _completed(kind, _given(a, b, c, d), named)
        first(self, a)
        second(self, b)
        third(self, c)
        fourth(self, d)

    return fill


def _given(*values: Any) -> tuple[Any, ...]:
    return tuple(value for value in values if value is not _NONE)


_FILLERS: Final[dict[int, Callable[..., Callable[..., None]]]] = {1: _one, 2: _two, 3: _three, 4: _four}


class Record(metaclass=_Kind):
    """A record: `class Point(Record)` with annotated fields, given by place or by name, and never changed.

    A field that is missing, unknown or given twice is a TypeError. Records of one class with equal fields are equal and
    have the same hash.
    """

    def __setattr__(self, name: str, _value: object) -> None:
        """Refuse every change."""
        raise AttributeError(name)

    def __delattr__(self, name: str) -> None:
        """Refuse every change."""
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        """Compare field by field; records of different classes differ."""
        kind = type(self)
        return kind.__values__(self) == kind.__values__(other) if type(other) is kind else NotImplemented

    def __hash__(self) -> int:
        """Return the hash of all fields."""
        return hash(type(self).__values__(self))

    def __repr__(self) -> str:
        """Show the record as it could be written."""
        kind = type(self)
        return f"{kind.__qualname__}({', '.join(f'{field}={getattr(self, field)!r}' for field in kind.__fields__)})"

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Let a record be copied."""
        return type(self), parts(self)


class Ordered(Record):
    """A record that comes before another one of its class by its first field that differs."""

    def __lt__(self, other: Self) -> bool:
        """Whether it comes before."""
        return _compared(self, other, lt)

    def __le__(self, other: Self) -> bool:
        """Whether it comes before or is equal."""
        return _compared(self, other, le)

    def __gt__(self, other: Self) -> bool:
        """Whether it comes after."""
        return _compared(self, other, gt)

    def __ge__(self, other: Self) -> bool:
        """Whether it comes after or is equal."""
        return _compared(self, other, ge)


def _compared(left: Ordered, right: Ordered, compare: Callable[[Any, Any], bool]) -> bool:
    values = type(left).__values__
    return compare(values(left), values(right)) if type(right) is type(left) else NotImplemented


def parts(record: Record) -> tuple[Any, ...]:
    """Return what a record holds, in the order of its fields."""
    return tuple(getattr(record, field) for field in type(record).__fields__)


_Changed = TypeVar("_Changed", bound=Record)


def changed(record: _Changed, **fields: Any) -> _Changed:
    """Return a record like this one but for these fields; TypeError for a field that it has not."""
    kind = type(record)
    return kind(**({field: getattr(record, field) for field in kind.__fields__} | fields))
