"""What a route of /api says of itself for the OpenAPI document: its question and its answer; must not answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query."""

    meaning: str
    schema: Schema = field(default_factory=lambda: {"type": "string"})
    required: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """One route: its name for programs, the schema of its answer, its parameters, and the statuses of its refusals.

    `path` says what the parameters of the address mean.
    """

    name: str
    answer: str
    query: Mapping[str, Parameter] = field(default_factory=dict)
    path: Mapping[str, str] = field(default_factory=dict)
    refusals: tuple[int, ...] = ()


def described(description: Description) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view carry its description as `.description`; its docstring says what it is for."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        view.description = description  # type: ignore[attr-defined]
        return view

    return mark
