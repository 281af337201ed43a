"""How things look in the Camunda 7 REST dialect: every key present, null if empty; must not read the database."""

from collections.abc import Mapping
from typing import Any

from engine import db, definitions, execution, worklist
from engine.context import Context
from web.rest.values import moment


def batch(kind: str, size: int, ctx: Context) -> dict[str, Any]:
    """Return what was done at once as the batch that a client expects; it is over when the answer comes."""
    nothing = dict.fromkeys(("seedJobDefinitionId", "monitorJobDefinitionId", "batchJobDefinitionId"))
    return {
        "id": db.new_id(ctx.now),
        "type": kind,
        "totalJobs": 1,
        "jobsCreated": 1,
        "batchJobsPerSeed": 1,
        "invocationsPerBatchJob": size,
        **nothing,
        "suspended": False,
        "tenantId": ctx.actor.agency,
        "createUserId": ctx.actor.username,
        "startTime": moment(ctx.at),
        "executionStartTime": moment(ctx.at),
    }


def deployment(found: definitions.Deployment) -> dict[str, Any]:
    """Return a deployment as it is listed."""
    return {
        "links": [],
        "id": found.id,
        "name": found.name or None,
        "source": found.source or None,
        "deploymentTime": moment(found.created_at),
        "tenantId": found.agency,
    }


def created_deployment(
    found: definitions.Deployment, published: Mapping[str, Any] | None, decided: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return a deployment as its creator sees it; `published` processes and decisions are null when none was new."""
    return {
        **deployment(found),
        "deployedProcessDefinitions": published,
        "deployedCaseDefinitions": None,
        "deployedDecisionDefinitions": decided,
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


def decision_definition(found: definitions.DecisionVersion) -> dict[str, Any]:
    """Return a version of a decision."""
    return {
        "id": found.id,
        "key": found.key,
        "category": None,
        "name": found.name,
        "version": found.version,
        "resource": found.resource_name,
        "deploymentId": found.deployment_id,
        "tenantId": found.agency,
        "decisionRequirementsDefinitionId": None,
        "decisionRequirementsDefinitionKey": found.requirements,
        "historyTimeToLive": None,
        "versionTag": found.version_tag,
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
        "taskState": task_state(found),
    }


def identity_links(found: worklist.UserTask) -> list[dict[str, Any]]:
    """Return who holds a task and who may take it."""
    links = [{"userId": found.assignee, "groupId": None, "type": "assignee"}] if found.assignee else []
    links += [{"userId": user, "groupId": None, "type": "candidate"} for user in found.candidate_users]
    return links + [{"userId": None, "groupId": group, "type": "candidate"} for group in found.candidate_groups]


def count(number: int) -> dict[str, int]:
    """Return a count."""
    return {"count": number}


def task_state(found: worklist.UserTask) -> str:
    """Return the dialect's name of a task's state."""
    return {worklist.OPEN: "Created", worklist.COMPLETED: "Completed", worklist.CANCELLED: "Deleted"}[found.state]


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
