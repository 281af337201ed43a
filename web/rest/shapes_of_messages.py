"""How messages, who waits for them, and executions look in the Camunda 7 REST dialect; must not read the database."""

from typing import Any

from engine import execution
from engine.execution.correlation import Reached
from engine.execution.subscriptions import Subscription
from web.rest.shapes import process_instance
from web.rest.values import moment


def execution_of(found: execution.Instance) -> dict[str, Any]:
    """Return a case as its one execution."""
    return {"id": found.id, "processInstanceId": found.id, "ended": found.ended, "tenantId": found.agency}


def event_subscription(found: Subscription) -> dict[str, Any]:
    """Return a wait for a message or signal; one that begins cases has no execution."""
    return {
        "id": found.id,
        "eventType": found.kind,
        "eventName": found.name,
        "executionId": found.instance,
        "processInstanceId": found.instance,
        "activityId": found.element,
        "createdDate": moment(found.created_at),
        "tenantId": found.agency,
    }


def correlated(found: Reached) -> dict[str, Any]:
    """Return what a message came to: a case begun, or the execution that took it.

    There is no key for variables that were not asked for: pycamunda reads what is there, null too.
    """
    case = found.progress.case
    return {
        "resultType": "ProcessDefinition" if found.started else "Execution",
        "execution": None if found.started else execution_of(case),
        "processInstance": process_instance(case) if found.started else None,
    }
