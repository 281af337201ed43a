"""What a business rule task does with a token: it asks a decision inside the step; must not find or read its file.

The decision is pure and bounded by fuel (`engine.decisions`), so that asking it again gives the same.
"""

from collections.abc import Mapping
from typing import Any, Final

from SpiffWorkflow.bpmn.specs.defaults import NoneTask

from engine import decisions, errors
from engine.decisions import Outcome, Rows
from engine.spiff.asking import AS_IT_IS, COLUMNS, Asked, Basis
from engine.spiff.case import Case, Token
from engine.spiff.elements import Lazy
from engine.spiff.exchange import Exchange
from engine.spiff.expressions import Environment
from engine.spiff.moments import Made, Moment
from engine.spiff.reasons import Stuck, said, sentence

#: What output mappings see where no variable takes the result, after Camunda 7.
_TRANSIENT: Final = "decisionResult"
_NOTHING_MAPPED: Final = Exchange((), (), None, None, closed=False)


class Ruled(Lazy, NoneTask):  # type: ignore[misc]
    """A business rule task: the rules that made its result are told with it."""

    basis: Basis | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the library's waiting for a person."""
        super().__init__(*args, **kwargs)
        self.manual = False

    def _run_hook(self, my_task: Token) -> bool:
        case: Case = my_task.workflow
        asked, basis = self.element.asked, self.basis
        if asked is None or basis is None:
            raise Stuck("decision-missing", decision=self.key if asked is None else asked.decision)
        environment, exchange = case.script_engine.environment, self.exchange or _NOTHING_MAPPED
        desk = exchange.enter(environment, my_task.data)
        outcome = _made(basis, desk.view, environment)
        values = _given(asked, basis, outcome)
        if asked.variable is None and asked.shape != COLUMNS:
            desk.local |= values
        else:
            exchange.put(desk, values)
        exchange.leave(environment, desk)
        my_task.data.write(desk.pending)
        case.moments.append(Moment("decided", self.key, my_task.id, made=Made(basis.id, outcome)))
        return True


def _made(basis: Basis, view: Mapping[str, Any], environment: Environment) -> Outcome:
    """Return what the decision comes to. Raises Stuck where nobody should go on with it."""
    outcome = decisions.decide(basis.model, view, basis.key, now=environment.now, calendar=environment.calendar)
    if (refusal := outcome.refusal) is not None:
        raise Stuck("decision-failed", decision=outcome.decision, reason=said(refusal.text))
    return outcome


def _given(asked: Asked, basis: Basis, outcome: Outcome) -> dict[str, Any]:
    """Return the variables that the result becomes. Raises Stuck where it does not fit what is drawn."""
    name = asked.variable or _TRANSIENT
    if asked.shape == AS_IT_IS:
        return {name: outcome.result}
    found = decisions.rows(basis.model, basis.key, outcome)
    if asked.shape == COLUMNS:
        return _columns(found, outcome)
    try:
        return {name: decisions.shaped(found, asked.shape)}
    except errors.DecisionNotSingle as problem:
        raise Stuck("decision-failed", decision=outcome.decision, reason=sentence(problem)) from problem


def _columns(found: Rows, outcome: Outcome) -> dict[str, Any]:
    """Return a variable for each column; of a table that lists its rules, the lists of their values."""
    if not isinstance(outcome.result, list):
        return {name: value for row in found for name, value in row.items()}
    names = dict.fromkeys(name for row in found for name in row)
    return {name: [row.get(name) for row in found] for name in names}
