"""How what happened looks in the Camunda 7 REST dialect, every key present; must not read the database."""

from collections.abc import Mapping
from typing import Any

from engine import db, execution, worklist
from engine.execution import work_logs
from web.rest.shapes import task_state
from web.rest.values import moment

_STATES = {
    execution.ACTIVE: "ACTIVE",
    execution.SUSPENDED: "SUSPENDED",
    execution.COMPLETED: "COMPLETED",
    execution.CANCELLED: "EXTERNALLY_TERMINATED",
}
#: Activity types that are named otherwise than their BPMN element.
_TYPES = {"endEvent": "noneEndEvent"}


def historic_process_instance(found: execution.Instance, started_by: str | None) -> dict[str, Any]:
    """Return a case as it stands in the history."""
    return {
        "id": found.id,
        "rootProcessInstanceId": found.root or found.id,
        "superProcessInstanceId": found.parent,
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
        "taskState": task_state(found),
    }


def historic_activity_instance(found: execution.Activity, case: execution.Instance) -> dict[str, Any]:
    """Return a stay as it stands in the history; events are named as Camunda names them."""
    return {
        "id": found.id,
        "parentActivityInstanceId": case.id,
        "activityId": found.element,
        "activityName": found.name,
        "activityType": _TYPES.get(found.type, found.type),
        "processDefinitionKey": case.process_key,
        "processDefinitionId": case.definition,
        "processInstanceId": case.id,
        "rootProcessInstanceId": case.root or case.id,
        "executionId": case.id,
        "taskId": found.task,
        "assignee": found.assignee,
        "calledProcessInstanceId": found.called,
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
        "rootProcessInstanceId": case.root or case.id,
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


def external_task_log(found: work_logs.Log, case: execution.Instance, priority: int) -> dict[str, Any]:
    """Return what happened to outside work; how urgent it is, is told as it is now."""
    return {
        **_log(found, case),
        "externalTaskId": found.of,
        "topicName": found.topic,
        "workerId": found.worker,
        "retries": found.retries,
        "priority": priority,
        "errorMessage": found.message if found.what != work_logs.DONE else None,
        "activityInstanceId": f"{found.element}:{found.of}",
    }


def job_log(found: work_logs.Log, case: execution.Instance, deployment: str) -> dict[str, Any]:
    """Return what happened to a timer; what a case sends out is known by its failures alone."""
    return {
        **_log(found, case),
        "jobId": found.of,
        "jobDueDate": moment(found.due),
        "jobRetries": found.retries,
        "jobPriority": 0,
        "jobExceptionMessage": found.message,
        "failedActivityId": found.element if found.what == work_logs.FAILED else None,
        "jobDefinitionId": None,
        "jobDefinitionType": "timer-transition" if found.due else "message",
        "jobDefinitionConfiguration": None,
        "deploymentId": deployment,
        "hostname": None,
    }


def _log(found: work_logs.Log, case: execution.Instance) -> dict[str, Any]:
    return {
        "id": found.id,
        "timestamp": moment(found.at),
        "activityId": found.element,
        "executionId": case.id,
        "processInstanceId": case.id,
        "processDefinitionId": case.definition,
        "processDefinitionKey": case.process_key,
        "rootProcessInstanceId": case.root or case.id,
        "tenantId": case.agency,
        "creationLog": found.what == work_logs.CREATED,
        "failureLog": found.what == work_logs.FAILED,
        "successLog": found.what == work_logs.DONE,
        "deletionLog": found.what == work_logs.DELETED,
        "removalTime": None,
    }


def _duration(start: str, end: str | None) -> int | None:
    if end is None:
        return None
    return int((db.moment(end) - db.moment(start)).total_seconds() * 1000)
