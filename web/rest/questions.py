"""What clients may ask of what is going on: deployments, definitions, cases, tasks; must not answer it."""

from engine import definitions, execution
from web.rest.asking import flag, listed, moment, moment_end, no_flag, single, switch, text, whole
from web.rest.vocabulary import Vocabulary

#: Of CMMN and of variables there is nothing to narrow lists by.
_CASE_MANAGEMENT = frozenset({
    "caseInstanceId", "caseInstanceBusinessKey", "caseInstanceBusinessKeyLike", "caseDefinitionId", "caseDefinitionKey",
    "caseDefinitionName", "caseDefinitionNameLike", "caseExecutionId", "caseInstanceVariables",
})  # fmt: skip
_INCIDENTS = frozenset({"incidentId", "incidentType", "incidentMessage", "incidentMessageLike", "incidentStatus"})
_VARIABLES = frozenset({"variables", "taskVariables", "processVariables", "orQueries"})

DEPLOYMENTS = Vocabulary(
    filters={
        "id": ("ids", single),
        "name": ("name", text),
        "nameLike": ("name like", text),
        "source": ("source", text),
        "withoutSource": ("source", switch("")),
        "before": ("created_at before", moment),
        "after": ("created_at after", moment),
    },
    sorts={"id": "id", "name": "name", "deploymentTime": "created", "tenantId": "id"},
    never=frozenset({"withoutTenantId"}),
)

DEFINITIONS = Vocabulary(
    filters={
        "processDefinitionId": ("ids", single),
        "processDefinitionIdIn": ("ids", listed),
        "deploymentId": ("deployment", text),
        "deployedAfter": ("created_at after", moment),
        "deployedAt": ("created_at at", moment),
        "key": ("key", text),
        "keysIn": ("keys", listed),
        "keyLike": ("key like", text),
        "name": ("name", text),
        "nameLike": ("name like", text),
        "category": ("category eq", text),
        "categoryLike": ("category like", text),
        "version": ("version", whole),
        "latestVersion": ("latest", flag),
        "versionTag": ("version_tag", text),
        "versionTagLike": ("version_tag like", text),
        "withoutVersionTag": ("version_tag absent", flag),
        "resourceName": ("resource_name", text),
        "resourceNameLike": ("resource_name like", text),
        "active": ("states", switch((definitions.PUBLISHED,))),
        "suspended": ("states", switch((definitions.RETIRED,))),
    },
    sorts={
        "id": "id",
        "key": "key",
        "name": "name",
        "version": "version",
        "deploymentId": "deployment",
        "deployTime": "created",
        "versionTag": "version_tag",
        "category": "category",
        "tenantId": "id",
    },
    never=frozenset({"withoutTenantId", "notStartableInTasklist"}),
    unspoken=_INCIDENTS | {"startableBy"},
)

DECISIONS = Vocabulary(
    filters={
        "decisionDefinitionId": ("ids", single),
        "decisionDefinitionIdIn": ("ids", listed),
        "deploymentId": ("deployment", text),
        "deployedAfter": ("created_at after", moment),
        "deployedAt": ("created_at at", moment),
        "key": ("key", text),
        "keyLike": ("key like", text),
        "name": ("name", text),
        "nameLike": ("name like", text),
        "version": ("version", whole),
        "latestVersion": ("latest", flag),
        "versionTag": ("version_tag", text),
        "versionTagLike": ("version_tag like", text),
        "resourceName": ("resource_name", text),
        "resourceNameLike": ("resource_name like", text),
        "decisionRequirementsDefinitionKey": ("requirements", text),
        "withoutDecisionRequirementsDefinition": ("requirements absent", flag),
    },
    sorts={
        "id": "id",
        "key": "key",
        "name": "name",
        "version": "version",
        "deploymentId": "deployment",
        "deployTime": "created",
        "versionTag": "version_tag",
        "decisionRequirementsDefinitionKey": "requirements",
        "tenantId": "id",
    },
    never=frozenset({"withoutTenantId", "category", "categoryLike", "decisionRequirementsDefinitionId"}),
)

INSTANCES = Vocabulary(
    filters={
        "processInstanceIds": ("ids", listed),
        "businessKey": ("business_key", text),
        "businessKeyLike": ("business_key like", text),
        "processDefinitionId": ("definition", text),
        "processDefinitionKey": ("process_key", text),
        "processDefinitionKeyIn": ("process_key in", listed),
        "processDefinitionKeyNotIn": ("process_key not in", listed),
        "withIncident": ("with_incident", flag),
        "suspended": ("status", switch(execution.SUSPENDED)),
        "active": ("status", switch(execution.ACTIVE)),
        "superProcessInstance": ("parent", text),
        "subProcessInstance": ("child", text),
        "rootProcessInstances": ("called", no_flag),
    },
    sorts={
        "instanceId": "instanceId",
        "definitionId": "definitionId",
        "definitionKey": "definitionKey",
        "businessKey": "businessKey",
        "tenantId": "instanceId",
    },
    never=_CASE_MANAGEMENT
    | {
        "superCaseInstance", "subCaseInstance", "withoutTenantId", "processDefinitionWithoutTenantId",
    },
    unspoken=_INCIDENTS | _VARIABLES | {"activityIdIn"},
)  # fmt: skip

TASKS = Vocabulary(
    filters={
        "taskId": ("ids", single),
        "taskIdIn": ("ids", listed),
        "processInstanceId": ("instance", text),
        "processInstanceIdIn": ("instances", listed),
        "executionId": ("instance", text),
        "processInstanceBusinessKey": ("business_key", text),
        "processInstanceBusinessKeyIn": ("business_key in", listed),
        "processInstanceBusinessKeyLike": ("business_key like", text),
        "processDefinitionId": ("definition", text),
        "processDefinitionKey": ("process_key", text),
        "processDefinitionKeyIn": ("process_key in", listed),
        "processDefinitionName": ("process_name eq", text),
        "processDefinitionNameLike": ("process_name like", text),
        "taskDefinitionKey": ("element", text),
        "taskDefinitionKeyIn": ("element in", listed),
        "taskDefinitionKeyLike": ("element like", text),
        "name": ("name", text),
        "nameNotEqual": ("name ne", text),
        "nameLike": ("name like", text),
        "nameNotLike": ("name not like", text),
        "assignee": ("assignee", text),
        "assigneeLike": ("assignee like", text),
        "assigneeIn": ("assignee in", listed),
        "assigneeNotIn": ("assignee not in", listed),
        "assigned": ("assigned", flag),
        "unassigned": ("assigned", no_flag),
        "candidateUser": ("candidate_user", text),
        "candidateGroup": ("candidate_groups", single),
        "candidateGroups": ("candidate_groups", listed),
        "withCandidateGroups": ("for_groups", flag),
        "withoutCandidateGroups": ("for_groups", no_flag),
        "withCandidateUsers": ("for_users", flag),
        "withoutCandidateUsers": ("for_users", no_flag),
        "priority": ("priority", whole),
        "minPriority": ("priority least", whole),
        "maxPriority": ("priority most", whole),
        "dueDate": ("due_at at", moment),
        "dueBefore": ("due_at before", moment),
        "dueAfter": ("due_at after", moment_end),
        "withoutDueDate": ("without_due", flag),
        "followUpDate": ("follow_up_at at", moment),
        "followUpBefore": ("follow_up_at before", moment),
        "followUpAfter": ("follow_up_at after", moment_end),
        "followUpBeforeOrNotExistent": ("follow_up_at before or absent", moment),
        "createdOn": ("created_at at", moment),
        "createdBefore": ("created_at before", moment),
        "createdAfter": ("created_at after", moment_end),
        "suspended": ("suspended", flag),
        "active": ("suspended", no_flag),
    },
    sorts={
        "instanceId": "instance",
        "executionId": "instance",
        "dueDate": "due",
        "followUpDate": "followUp",
        "created": "created",
        "id": "id",
        "assignee": "assignee",
        "name": "name",
        "nameCaseInsensitive": "nameCaseInsensitive",
        "priority": "priority",
        "tenantId": "id",
    },
    never=_CASE_MANAGEMENT
    | {"owner", "parentTaskId", "delegationState", "description", "descriptionLike", "withoutTenantId"},
    unspoken=_VARIABLES
    | {"activityInstanceIdIn", "updatedAfter", "involvedUser"}
    | {
        f"{name}Expression"
        for name in (
            "assignee", "assigneeLike", "candidateGroup", "candidateGroups", "candidateUser", "createdAfter",
            "createdBefore", "createdOn", "dueAfter", "dueBefore", "dueDate", "followUpAfter", "followUpBefore",
            "followUpBeforeOrNotExistent", "followUpDate", "involvedUser", "owner", "processInstanceBusinessKey",
            "processInstanceBusinessKeyLike", "updatedAfter",
        )
    },
)  # fmt: skip
