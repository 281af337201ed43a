"""Which failures and answers of outside work its drawing takes for an error of its own; must not raise the error.

Camunda 7 writes them as `errorEventDefinition` with an expression that sees the variables and `externalTask`.
"""

from collections.abc import Mapping
from typing import Any, Final

from engine import db, errors, feel
from engine.context import Context
from engine.execution import times
from engine.execution.external_tasks import ExternalTask

#: The name under which expressions see the work itself.
_TASK: Final = "externalTask"


def are_drawn(task: ExternalTask) -> bool:
    """Tell whether the drawing expects any."""
    return bool(task.details.get("errors"))


def of_answer(ctx: Context, task: ExternalTask, worker: str, seen: Mapping[str, Any]) -> str | None:
    """Return the code of the first error that an answer is, None for none; `seen` are the variables with its own.

    Raises FeelLimit where an expression costs too much.
    """
    return _first(ctx, task, _told(task, worker, task.error_message, task.error_details), seen)


def of_failure(
    ctx: Context, task: ExternalTask, worker: str, said: tuple[str, str], seen: Mapping[str, Any]
) -> str | None:
    """Return the code of the first error that a failure (its message and details) is, None for none.

    An expression that costs too much fits nothing: the failure must not be lost for it.
    """
    try:
        return _first(ctx, task, _told(task, worker, *said), seen)
    except errors.FeelLimit:
        return None


def _first(ctx: Context, task: ExternalTask, told: Mapping[str, Any], seen: Mapping[str, Any]) -> str | None:
    context = {**seen, _TASK: told}
    for code, expression in task.details.get("errors") or ():
        if feel.parse(expression).evaluate(context, **times.here(ctx)) is True:
            return str(code)
    return None


def _told(task: ExternalTask, worker: str, message: str | None, details: str | None) -> dict[str, Any]:
    """Return the work as expressions see it, by the names that Camunda gives its parts."""
    return {
        "id": task.id,
        "activityId": task.element,
        "businessKey": task.business_key or None,
        "createTime": db.moment(task.created_at).isoformat(),
        "errorDetails": details or None,
        "errorMessage": message or None,
        "executionId": task.instance,
        "priority": task.priority,
        "processDefinitionId": task.definition,
        "processDefinitionKey": task.process_key,
        "processInstanceId": task.instance,
        "retries": task.retries,
        "suspended": task.suspended,
        "tenantId": task.agency,
        "topicName": task.topic,
        "workerId": worker,
    }
