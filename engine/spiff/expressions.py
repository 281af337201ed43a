"""Lets the library evaluate expressions and scripts with FEEL alone; nothing here may reach Python's eval or exec."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.script_engine import BasePythonScriptEngineEnvironment, PythonScriptEngine

from engine import errors, feel
from engine.calendar import Calendar
from engine.spiff.reasons import Stuck, sentence
from engine.spiff.scope import Scope

_JUEL = ("${", "#{")
FEEL = "feel"
PYTHON = ("python", "text/python", "application/x-python", "text/x-python")


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression of a drawing, read once: as drawn, as FEEL, and what was changed to get there."""

    source: str
    expression: feel.Expression
    notes: tuple[feel.Note, ...] = ()

    @property
    def variable(self) -> str | None:
        """The variable that it names, when it is nothing but that name."""
        bare = self.expression.source.strip()
        return bare if bare in self.expression.names else None

    def asks_for(self, name: str) -> bool:
        """Whether it may read this variable."""
        return name in self.expression.names or name in self.expression.possible_names


@dataclass(frozen=True, slots=True)
class Script:
    """A script task's expression and the variable that takes its value (None: a context's entries become variables)."""

    formula: Formula
    result_variable: str | None

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The one expression of the script."""
        return (self.formula,)

    def values(self, value: object) -> dict[str, Any]:
        """Return the variables that take the value of the script. Raises Stuck where it is no context."""
        if self.result_variable is not None:
            return {self.result_variable: value}
        if isinstance(value, dict):
            return value
        raise Stuck("script-gives-no-context")


class Unreadable(Exception):
    """An expression of a drawing cannot be read; inside this room only, it becomes a `Problem`."""

    def __init__(self, code: str, **params: object) -> None:
        """Keep code and parameters of the problem."""
        super().__init__(code)
        self.code = code
        self.params = params


def read(source: str, language: str | None = None) -> Formula:
    """Read an expression as drawn; without a language it is FEEL, or translated to it. Raises Unreadable."""
    try:
        translation = feel.translate(source, language)
        return Formula(source, feel.parse(translation.source), translation.notes)
    except (errors.FeelSyntaxError, errors.FeelLimit) as problem:
        raise Unreadable("expression", source=source, reason=sentence(problem)) from problem


def read_python(source: str) -> Script:
    """Read a short Python script of assignments, or FEEL behind `=`, as a context. Raises Unreadable."""
    if source.startswith("=") and not source.startswith("=="):
        return Script(read(source), None)
    try:
        translation = feel.translate_script(source)
        return Script(Formula(source, feel.parse(translation.source), translation.notes), None)
    except (errors.FeelSyntaxError, errors.FeelLimit) as problem:
        raise Unreadable("expression", source=source, reason=sentence(problem)) from problem


def read_text(source: str) -> Formula | str:
    """Read an attribute that is plain text unless it is marked as an expression by `=`, `${}` or `#{}`."""
    if source.startswith("=") or any(mark in source for mark in _JUEL):
        return read(source)
    return source


class Environment(BasePythonScriptEngineEnvironment):  # type: ignore[misc]
    """The library's script environment: the one place that all its expressions and scripts pass."""

    def __init__(self) -> None:
        """Know no globals, and no time until a step sets it."""
        super().__init__()
        self.now: datetime | None = None
        self.calendar: Calendar | None = None

    def evaluate(self, expression: Formula | str, context: Mapping[str, Any], external_context: object = None) -> Any:
        """Return the value as plain JSON. Raises Stuck when it costs too much."""
        formula = expression if isinstance(expression, Formula) else read(expression)
        try:
            return formula.expression.evaluate(context, now=self.now, calendar=self.calendar)
        except errors.FeelLimit as problem:
            raise Stuck("expression-failed", source=formula.source, reason=sentence(problem)) from problem

    def execute(self, script: Script, context: Scope, external_context: object = None) -> bool:
        """Evaluate the whole script first and write afterwards, so that a failing script leaves no half result."""
        context.write(script.values(self.evaluate(script.formula, context)))
        return True

    def call_service(self, context: object, **kwargs: object) -> Any:
        """Refuse: no element of this room calls a service through the library."""
        raise NotImplementedError("services are called by jobs, never by the library")


class Engine(PythonScriptEngine):  # type: ignore[misc]
    """The library's script engine without Python: everything goes to the environment as it is."""

    def __init__(self) -> None:
        """Make an environment of its own, because it holds the clock of one case's step."""
        super().__init__(Environment())

    def validate(self, expression: str) -> None:
        """Read the expression as FEEL. Raises Unreadable."""
        read(expression)

    def evaluate(self, task: Any, expression: Formula, external_context: object = None) -> Any:
        """Evaluate in the scope of the task. Raises Stuck."""
        return self.environment.evaluate(expression, task.data)

    def execute(self, task: Any, script: Script, external_context: object = None) -> bool:
        """Execute in the scope of the task. Raises Stuck."""
        return bool(self.environment.execute(script, task.data))

    def call_service(self, task: Any, **kwargs: object) -> Any:
        """Refuse, as the environment does."""
        return self.environment.call_service(task.data, **kwargs)
