"""How a result is handed to those who think in rules and columns, as Camunda 7 does; must not decide anything."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from engine import errors
from engine.decisions.boxes import TableBox
from engine.decisions.model import Model
from engine.decisions.outcome import Outcome

Rows = Sequence[Mapping[str, Any]]

#: Hit policies whose tables give one result a rule, as a list (DMN 1.5, 8.2.10).
_LISTS: Final = frozenset({"RULE ORDER", "OUTPUT ORDER", "COLLECT", "R", "O", "C"})
SINGLE_ENTRY: Final = "singleEntry"
SINGLE_RESULT: Final = "singleResult"
COLLECT_ENTRIES: Final = "collectEntries"
RESULT_LIST: Final = "resultList"
#: What a business rule task may ask for, by the names of Camunda 7.
SHAPES: Final = (SINGLE_ENTRY, SINGLE_RESULT, COLLECT_ENTRIES, RESULT_LIST)


def rows(model: Model, decision: str, outcome: Outcome) -> Rows:
    """Return the result as rules that made it: the value of each column by its name.

    A decision that is no table counts as one rule with one column of its own name, or the entries of its context.
    """
    key = model.named(decision)
    part = model.part(key) if key else None
    logic, name = getattr(part, "logic", None), part.name if part else decision
    result = outcome.result
    if not isinstance(logic, TableBox):
        return [result] if isinstance(result, dict) else [{name: result}]
    if result is None and not outcome.fired:
        return []
    listed = logic.policy in _LISTS and logic.aggregation is None and isinstance(result, list)
    if len(logic.clauses) > 1 and logic.aggregation is None:
        return [one for one in (result if listed else [result]) if isinstance(one, dict)]
    column = next((one.name for one in logic.clauses if one.name), None) or name
    return [{column: one} for one in (result if listed else [result])]


def shaped(found: Rows, shape: str) -> Any:
    """Return the rules in one of SHAPES; raises DecisionNotSingle where there are more than the shape can hold."""
    if shape == RESULT_LIST:
        return [dict(one) for one in found]
    if shape == COLLECT_ENTRIES:
        return [_entry(one) for one in found]
    if len(found) > 1:
        raise errors.DecisionNotSingle(count=len(found))
    if not found:
        return None
    return _entry(found[0]) if shape == SINGLE_ENTRY else dict(found[0])


def _entry(row: Mapping[str, Any]) -> Any:
    if len(row) > 1:
        raise errors.DecisionNotSingle(count=len(row))
    return next(iter(row.values()), None)
