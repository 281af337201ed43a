"""How things look in the Camunda 7 REST dialect: every key present, null if empty; must not read the database."""

from collections.abc import Mapping
from typing import Any

from engine import db, definitions, execution, worklist
from web.rest.values import moment

_STATES = {
    execution.ACTIVE: "ACTIVE",
    execution.SUSPENDED: "SUSPENDED",
    execution.COMPLETED: "COMPLETED",
    execution.CANCELLED: "EXTERNALLY_TERMINATED",
}


def deployment(found: definitions.Deployment) -> dict[str, Any]:
    """Return a deployment as it is listed."""
    return {
        "links": [],
        "id": found.id,
        "name": found.name,
        "source": found.source,
        "deploymentTime": moment(found.created_at),
        "tenantId": found.agency,
    }


def created_deployment(found: definitions.Deployment, published: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a deployment as its creator sees it; `published` is null when nothing was new."""
    return {
        **deployment(found),
        "deployedProcessDefinitions": published,
        "deployedCaseDefinitions": None,
        "deployedDecisionDefinitions": None,
        "deployedDecisionRequirementsDefinitions": None,
    }


def resource(found: definitions.Resource) -> dict[str, Any]:
    """Return a file of a deployment."""
    return {"id": found.id, "name": found.name, "deploymentId": found.deployment_id}


def process_definition(found: definitions.Version) -> dict[str, Any]:
    """Return a version of a process definition."""
    return {
        "id": found.id,
        "key": found.key,
        "category": found.category,
        "description": found.description,
        "name": found.name,
        "version": found.version,
        "resource": found.resource_name,
        "deploymentId": found.deployment_id,
        "diagram": None,
        "suspended": found.state == definitions.RETIRED,
        "tenantId": found.agency,
        "versionTag": found.version_tag,
        "historyTimeToLive": None,
        "startableInTasklist": found.state == definitions.PUBLISHED,
    }


def process_instance(found: execution.Instance) -> dict[str, Any]:
    """Return a case as a process instance."""
    return {
        "links": [],
        "id": found.id,
        "definitionId": found.definition,
        "definitionKey": found.process_key,
        "businessKey": found.business_key or None,
        "caseInstanceId": None,
        "ended": found.ended,
        "suspended": found.status == execution.SUSPENDED,
        "tenantId": found.agency,
    }


def historic_process_instance(found: execution.Instance, started_by: str | None) -> dict[str, Any]:
    """Return a case as it stands in the history."""
    return {
        "id": found.id,
        "rootProcessInstanceId": found.id,
        "superProcessInstanceId": None,
        "superCaseInstanceId": None,
        "caseInstanceId": None,
        "processDefinitionId": found.definition,
        "processDefinitionKey": found.process_key,
        "processDefinitionName": found.process_name,
        "processDefinitionVersion": found.version,
        "businessKey": found.business_key or None,
        "startTime": moment(found.started_at),
        "endTime": moment(found.ended_at),
        "removalTime": None,
        "durationInMillis": _duration(found.started_at, found.ended_at),
        "startUserId": started_by,
        "startActivityId": None,
        "deleteReason": "cancelled" if found.status == execution.CANCELLED else None,
        "tenantId": found.agency,
        "state": _STATES[found.status],
        "restartedProcessInstanceId": None,
    }


def task(found: worklist.UserTask) -> dict[str, Any]:
    """Return a user task."""
    return {
        "id": found.id,
        "name": found.name,
        "assignee": found.assignee,
        "created": moment(found.created_at),
        "due": moment(found.due_at),
        "followUp": moment(found.follow_up_at),
        "lastUpdated": None,
        "delegationState": None,
        "description": None,
        "executionId": found.instance,
        "owner": None,
        "parentTaskId": None,
        "priority": found.priority,
        "processDefinitionId": found.definition,
        "processInstanceId": found.instance,
        "taskDefinitionKey": found.element,
        "caseExecutionId": None,
        "caseInstanceId": None,
        "caseDefinitionId": None,
        "suspended": found.suspended,
        "formKey": found.form_key,
        "camundaFormRef": None,
        "tenantId": found.agency,
        "taskState": _task_state(found),
    }


def historic_task(found: worklist.UserTask) -> dict[str, Any]:
    """Return a user task as it stands in the history."""
    return {
        "id": found.id,
        "processDefinitionKey": found.process_key,
        "processDefinitionId": found.definition,
        "processInstanceId": found.instance,
        "rootProcessInstanceId": found.instance,
        "executionId": found.instance,
        "caseDefinitionKey": None,
        "caseDefinitionId": None,
        "caseInstanceId": None,
        "caseExecutionId": None,
        "activityInstanceId": f"{found.element}:{found.id}",
        "name": found.name,
        "description": None,
        "deleteReason": "completed" if found.state == worklist.COMPLETED else found.closed_at and "deleted",
        "owner": None,
        "assignee": found.closed_by or found.assignee,
        "startTime": moment(found.created_at),
        "endTime": moment(found.closed_at),
        "duration": _duration(found.created_at, found.closed_at),
        "taskDefinitionKey": found.element,
        "priority": found.priority,
        "due": moment(found.due_at),
        "parentTaskId": None,
        "followUp": moment(found.follow_up_at),
        "tenantId": found.agency,
        "removalTime": None,
        "taskState": _task_state(found),
    }


def identity_links(found: worklist.UserTask) -> list[dict[str, Any]]:
    """Return who holds a task and who may take it."""
    links = [{"userId": found.assignee, "groupId": None, "type": "assignee"}] if found.assignee else []
    links += [{"userId": user, "groupId": None, "type": "candidate"} for user in found.candidate_users]
    return links + [{"userId": None, "groupId": group, "type": "candidate"} for group in found.candidate_groups]


def count(number: int) -> dict[str, int]:
    """Return a count."""
    return {"count": number}


def _task_state(found: worklist.UserTask) -> str:
    return {worklist.OPEN: "Created", worklist.COMPLETED: "Completed", worklist.CANCELLED: "Deleted"}[found.state]


def _duration(start: str, end: str | None) -> int | None:
    if end is None:
        return None
    return int((db.moment(end) - db.moment(start)).total_seconds() * 1000)


def activity_instance(found: execution.Activity, case: execution.Instance) -> dict[str, Any]:
    """Return a stay of an open case as a leaf of its tree."""
    return {
        "id": found.id,
        "parentActivityInstanceId": case.id,
        "activityId": found.element,
        "activityName": found.name,
        "activityType": found.type,
        "name": found.name,
        "processInstanceId": case.id,
        "processDefinitionId": case.definition,
        "childActivityInstances": [],
        "childTransitionInstances": [],
        "executionIds": [case.id],
        "incidentIds": [],
        "incidents": [],
    }


def activity_tree(case: execution.Instance, children: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an open case as the root of its tree."""
    return {
        "id": case.id,
        "parentActivityInstanceId": None,
        "activityId": case.definition,
        "activityName": case.process_name,
        "activityType": "processDefinition",
        "name": case.process_name,
        "processInstanceId": case.id,
        "processDefinitionId": case.definition,
        "childActivityInstances": children,
        "childTransitionInstances": [],
        "executionIds": [case.id],
        "incidentIds": [],
        "incidents": [],
    }


def historic_activity_instance(found: execution.Activity, case: execution.Instance) -> dict[str, Any]:
    """Return a stay as it stands in the history; events are named as Camunda names them."""
    return {
        "id": found.id,
        "parentActivityInstanceId": case.id,
        "activityId": found.element,
        "activityName": found.name,
        "activityType": {"startEvent": "startEvent", "endEvent": "noneEndEvent"}.get(found.type, found.type),
        "processDefinitionKey": case.process_key,
        "processDefinitionId": case.definition,
        "processInstanceId": case.id,
        "rootProcessInstanceId": case.id,
        "executionId": case.id,
        "taskId": found.task,
        "assignee": found.assignee,
        "calledProcessInstanceId": None,
        "calledCaseInstanceId": None,
        "startTime": moment(found.started_at),
        "endTime": moment(found.ended_at),
        "durationInMillis": _duration(found.started_at, found.ended_at),
        "canceled": found.cancelled,
        "completeScope": False,
        "tenantId": case.agency,
        "removalTime": None,
    }


def historic_variable_instance(name: str, typed: Mapping[str, Any], case: execution.Instance) -> dict[str, Any]:
    """Return the last value of a variable as it stands in the history."""
    return {
        "id": f"{case.id}:{name}",
        "name": name,
        **typed,
        "processDefinitionKey": case.process_key,
        "processDefinitionId": case.definition,
        "processInstanceId": case.id,
        "rootProcessInstanceId": case.id,
        "executionId": case.id,
        "activityInstanceId": case.id,
        "caseDefinitionKey": None,
        "caseDefinitionId": None,
        "caseInstanceId": None,
        "caseExecutionId": None,
        "taskId": None,
        "tenantId": case.agency,
        "errorMessage": None,
        "state": "CREATED",
        "createTime": moment(case.started_at),
        "removalTime": None,
    }
