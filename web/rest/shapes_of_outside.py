"""How outside work looks in the Camunda 7 REST dialect: every key present, null if empty; must not read tables."""

from typing import Any

from engine.execution.external_fetch import Fetched
from engine.execution.external_tasks import STOPPED, ExternalTask
from web.rest.values import moment, typed_all


def external_task(found: ExternalTask) -> dict[str, Any]:
    """Return outside work as it is listed; one that stands still has no tries left."""
    return {
        "activityId": found.element,
        "activityInstanceId": f"{found.element}:{found.id}",
        "errorMessage": found.error_message,
        "executionId": found.instance,
        "id": found.id,
        "lockExpirationTime": moment(found.locked_until),
        "createTime": moment(found.created_at),
        "processDefinitionId": found.definition,
        "processDefinitionKey": found.process_key,
        "processDefinitionVersionTag": found.version_tag,
        "processInstanceId": found.instance,
        "retries": 0 if found.state == STOPPED else found.retries,
        "suspended": found.suspended,
        "workerId": found.worker,
        "topicName": found.topic,
        "tenantId": found.agency,
        "priority": found.priority,
        "businessKey": found.business_key or None,
    }


def locked_external_task(found: Fetched) -> dict[str, Any]:
    """Return outside work as its worker gets it."""
    return {
        **external_task(found.task),
        "errorDetails": found.task.error_details,
        "variables": typed_all(found.variables),
        "extensionProperties": found.headers,
    }
