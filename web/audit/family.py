"""What a case waits for from elsewhere, which case called it and which it called; must not change any of them."""

from typing import Any, Final

from flask import url_for

from engine import execution
from engine.context import Context
from engine.execution import Instance, subscriptions
from engine.text import Text
from web import showing
from web.audit.record import Record

#: So many called cases are shown.
_MOST: Final = 50
_KINDS: Final = {subscriptions.MESSAGE: Text("Message"), subscriptions.SIGNAL: Text("Signal")}


def family(ctx: Context, lang: str, record: Record) -> dict[str, Any]:
    """Return the caller (or None), the called cases and the messages, signals and conditions that it waits for."""
    case = record.case
    above = execution.cases(ctx, execution.Filter(ids=(case.parent,))) if case.parent else []
    below = execution.Filter(parent=case.id)
    found = execution.cases(ctx, below, limit=_MOST + 1)
    awaited = subscriptions.of_case(ctx, case.id)
    return {
        "caller": _row(lang, record, above[0]) if above else None,
        "called": [_row(lang, record, one) for one in found[:_MOST]],
        "more_called": len(found) > _MOST,
        "awaited": [{"kind": _KINDS[one.kind].show(lang), "name": one.name} for one in awaited if one.kind in _KINDS],
        "conditions": [one.name for one in awaited if one.kind == subscriptions.CONDITION],
    }


def _row(lang: str, record: Record, case: Instance) -> dict[str, str]:
    state = showing.state(lang, showing.CASE_STATES, case.status)
    return {
        "number": showing.case_number(lang, case.number),
        "service": record.named(case.definition, case.process_key, case.process_name),
        "state_word": state["state_word"],
        "address": url_for("audit.case", case_id=case.id),
    }
