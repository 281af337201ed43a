"""What clients may ask of who waits for messages and signals, and of executions; must not answer it."""

from engine import execution
from web.rest.asking import listed, single, switch, text
from web.rest.vocabulary import Vocabulary

SUBSCRIPTIONS = Vocabulary(
    filters={
        "eventSubscriptionId": ("ids", single),
        "eventType": ("kind", text),
        "eventName": ("name", text),
        "executionId": ("instance", text),
        "processInstanceId": ("instance", text),
        "activityId": ("element", text),
    },
    sorts={"created": "created", "tenantId": "id"},
    never=frozenset({"withoutTenantId"}),
)

#: An execution is a case: tokens have no address of their own here.
EXECUTIONS = Vocabulary(
    filters={
        "executionId": ("ids", single),
        "processInstanceId": ("ids", single),
        "processInstanceIds": ("ids", listed),
        "businessKey": ("business_key", text),
        "processDefinitionId": ("definition", text),
        "processDefinitionKey": ("process_key", text),
        "active": ("status", switch(execution.ACTIVE)),
        "suspended": ("status", switch(execution.SUSPENDED)),
    },
    sorts={
        "instanceId": "instanceId",
        "definitionKey": "definitionKey",
        "definitionId": "definitionId",
        "tenantId": "instanceId",
    },
    never=frozenset({"withoutTenantId"}),
    unspoken=frozenset({
        "activityId", "variables", "processVariables", "incidentId", "incidentType", "incidentMessage",
        "incidentMessageLike",
    }),
)  # fmt: skip
