"""Drives the dialect with an unmodified generic-camunda-client; runs under the clients' own interpreter, prints JSON.

Argument: a JSON object (tests/clients/diagram.py). The client is generated from Camunda's OpenAPI description: it
turns answers into typed objects and raises on values that the description does not list.
"""

import datetime as dt
import json
import sys

import generic_camunda_client as camunda

STORY = json.loads(sys.argv[1])
KEY = STORY["key"]


def client(who):
    """Return the client as one person of the demonstration."""
    configuration = camunda.Configuration(host=STORY["url"] + "/engine-rest", username=who, password="demo")
    found = camunda.ApiClient(configuration)
    found.set_default_header("Authorization", configuration.get_basic_auth_token())
    return found


CLERK, SUPERVISOR, ANALYST, AUDITOR = (client(who) for who in ("clerk", "supervisor", "analyst", "auditor"))


def refused(status, call, *args, **kwargs):
    """Return the answer's body where a call must be refused with this status."""
    try:
        call(*args, **kwargs)
    except camunda.ApiException as error:
        refusal = error
    else:
        raise AssertionError(f"{call.__name__} was not refused")
    body = json.loads(refusal.body)
    assert (refusal.status, refusal.headers["Content-Type"]) == (status, "application/json"), body
    assert {"type", "message", "code"} <= body.keys(), body
    return body


def variables(**plain):
    return {name: camunda.VariableValueDto(value=value) for name, value in plain.items()}


def deploy():
    assert camunda.VersionApi(CLERK).get_rest_api_version().version == "7.24.0"
    assert [one.name for one in camunda.EngineApi(CLERK).get_process_engine_names()] == ["default"]
    api = camunda.DeploymentApi(ANALYST)
    made = api.create_deployment(
        deployment_name=STORY["name"], deployment_source="generic", enable_duplicate_filtering=True,
        deploy_changed_only=False, data=STORY["path"],
    )  # fmt: skip
    (definition,) = made.deployed_process_definitions.values()
    assert (definition.key, definition.name, definition.version_tag) == (KEY, STORY["name"], "1.0")
    again = api.create_deployment(deployment_name=STORY["name"], enable_duplicate_filtering=True, data=STORY["path"])
    assert again.deployed_process_definitions is None, "the same bytes bring no new version"
    assert api.get_deployments_count(name=STORY["name"], source="generic").count == 1
    assert api.get_deployment(made.id).deployment_time == made.deployment_time
    (resource,) = api.get_deployment_resources(made.id)
    assert resource.name == STORY["file"]
    assert api.get_deployment_resource(made.id, resource.id).id == resource.id
    refused(403, camunda.DeploymentApi(CLERK).create_deployment, deployment_name="x", data=STORY["path"])
    refused(404, api.redeploy, made.id)
    return made, definition


def look_at_definitions(definition):
    api = camunda.ProcessDefinitionApi(CLERK)
    (found,) = api.get_process_definitions(key=KEY, latest_version=True, sort_by="deployTime", sort_order="desc")
    assert found.id == definition.id
    assert api.get_process_definitions_count(key_like="%" + KEY[1:], version_tag="1.0").count == 1
    assert api.get_process_definition(definition.id).deployment_id == definition.deployment_id
    assert api.get_process_definition_by_key(KEY).id == definition.id
    assert STORY["name"] in api.get_process_definition_bpmn20_xml_by_key(KEY).bpmn20_xml
    assert STORY["name"] in api.get_process_definition_bpmn20_xml(definition.id).bpmn20_xml
    refused(404, api.get_process_definition_by_key, "nothing")
    refused(400, api.get_process_definitions, incident_id="x")


def start():
    api = camunda.ProcessDefinitionApi(CLERK)
    empty = api.start_process_instance_by_key(KEY)  # JSON content type, empty body
    camunda.ProcessInstanceApi(SUPERVISOR).delete_process_instance(empty.id)
    told = camunda.StartProcessInstanceDto(
        business_key=STORY["business_key"], variables=variables(applicant=STORY["applicant"], days=2.5, urgent=False)
    )
    begun = api.start_process_instance_by_key(KEY, start_process_instance_dto=told)
    assert (begun.business_key, begun.ended) == (STORY["business_key"], False)
    wrong = camunda.StartProcessInstanceDto(variables={"days": camunda.VariableValueDto(value="two", type="Integer")})
    assert "days" in refused(400, api.start_process_instance_by_key, KEY, start_process_instance_dto=wrong)["message"]
    return begun


def look_at_instance(begun):
    api = camunda.ProcessInstanceApi(SUPERVISOR)
    dto = camunda.ProcessInstanceQueryDto(
        business_key_like=STORY["business_key"][:3] + "%",
        process_definition_key=KEY,
        sorting=[camunda.ProcessInstanceQueryDtoSorting(sort_by="instanceId", sort_order="desc")],
    )
    assert begun.id in [one.id for one in api.query_process_instances(process_instance_query_dto=dto)]
    assert api.query_process_instances_count(process_instance_query_dto=dto).count >= 1
    assert api.get_process_instances_count(process_instance_ids=begun.id, active=True).count == 1
    assert api.get_process_instance(begun.id).definition_id == begun.definition_id
    tree = api.get_activity_instance_tree(begun.id)
    assert [child.activity_name for child in tree.child_activity_instances] == [STORY["check"]]
    api.update_suspension_state_by_id(begun.id, suspension_state_dto=camunda.SuspensionStateDto(suspended=True))
    assert api.get_process_instance(begun.id).suspended
    api.update_suspension_state_by_id(begun.id, suspension_state_dto=camunda.SuspensionStateDto(suspended=False))
    api.set_process_instance_variable(
        begun.id, "remark", variable_value_dto=camunda.VariableValueDto(value=STORY["remark"])
    )
    found = api.get_process_instance_variables(begun.id)
    assert {name: one.type for name, one in found.items()} == {
        "applicant": "String", "days": "Double", "urgent": "Boolean", "remark": "String",
    }  # fmt: skip
    assert found["remark"].value == STORY["remark"]
    refused(404, api.get_process_instance, "unknown")


def work(begun):
    api = camunda.TaskApi(CLERK)
    (first,) = api.get_tasks(process_instance_id=begun.id, candidate_groups="x,ثبت احوال", without_due_date=True)
    assert first.name == STORY["check"]
    dto = camunda.TaskQueryDto(
        process_instance_business_key=STORY["business_key"], task_definition_key="check", unassigned=True,
        sorting=[camunda.TaskQueryDtoSorting(sort_by="created", sort_order="desc")],
    )  # fmt: skip
    assert first.id in [one.id for one in api.query_tasks(task_query_dto=dto)]
    assert api.query_tasks_count(task_query_dto=dto).count >= 1
    assert api.get_tasks_count(process_instance_id=begun.id).count == 1
    assert api.get_task(first.id).delegation_state is None
    api.claim(first.id, user_id_dto=camunda.UserIdDto(user_id="clerk"))
    assert "رضا کریمی" in refused(409, camunda.TaskApi(SUPERVISOR).claim, first.id)["message"]
    api.unclaim(first.id)
    refused(403, api.set_assignee, first.id, user_id_dto=camunda.UserIdDto(user_id="clerk"))
    camunda.TaskApi(SUPERVISOR).set_assignee(first.id, user_id_dto=camunda.UserIdDto(user_id="clerk"))
    links = camunda.TaskIdentityLinkApi(CLERK).get_identity_links(first.id)
    assert {link.type for link in links} == {"assignee", "candidate"}
    assert api.get_form_variables(first.id)["applicant"].value == STORY["applicant"]
    assert camunda.TaskVariableApi(CLERK).get_task_variable(first.id, "applicant").value == STORY["applicant"]
    dto = camunda.CompleteTaskDto(variables=variables(checked=True), with_variables_in_return=True)
    assert api.complete(first.id, complete_task_dto=dto)["checked"].value is True
    refused(409, api.complete, first.id)
    (second,) = camunda.TaskApi(SUPERVISOR).get_tasks(process_instance_id=begun.id)
    dto = camunda.CompleteTaskDto(variables=variables(decision=STORY["remark"]), with_variables_in_return=True)
    assert camunda.TaskApi(SUPERVISOR).complete(second.id, complete_task_dto=dto)["decision"].value == STORY["remark"]
    return first, second


def look_at_cases_that_ended(begun, definition):
    api = camunda.HistoricProcessInstanceApi(AUDITOR)
    found = api.get_historic_process_instance(begun.id)
    assert (found.state, found.start_user_id, found.business_key) == ("COMPLETED", "clerk", STORY["business_key"])
    assert found.process_definition_name == STORY["name"]
    assert isinstance(found.start_time, dt.datetime)
    assert found.duration_in_millis >= 0
    dto = camunda.HistoricProcessInstanceQueryDto(
        process_definition_id=definition.id, completed=True,
        sorting=[camunda.HistoricProcessInstanceQueryDtoSorting(sort_by="startTime", sort_order="asc")],
    )  # fmt: skip
    assert [one.id for one in api.query_historic_process_instances(historic_process_instance_query_dto=dto)] == [
        begun.id
    ]
    listed = api.get_historic_process_instances(process_definition_key=KEY, started_by="clerk", finished=True)
    assert begun.id in [one.id for one in listed]
    cancelled = api.get_historic_process_instances_count(
        process_definition_id=definition.id, externally_terminated=True
    )
    assert cancelled.count == 1


def look_at_stays(begun, tasks):
    api = camunda.HistoricActivityInstanceApi(AUDITOR)
    found = api.get_historic_activity_instances(process_instance_id=begun.id, sort_by="startTime", sort_order="asc")
    assert [one.activity_id for one in found] == ["begin", "check", "decide", "done"]
    assert [one.activity_name for one in found] == [STORY[one] for one in ("begin", "check", "decide", "done")]
    assert [one.assignee for one in found] == [None, "clerk", "supervisor", None]
    assert [one.task_id for one in found if one.task_id] == [one.id for one in tasks]
    count = api.get_historic_activity_instances_count(process_instance_id=begun.id, activity_type="userTask")
    assert count.count == 2


def look_at_values(begun):
    api = camunda.HistoricVariableInstanceApi(AUDITOR)
    found = {one.name: one for one in api.get_historic_variable_instances(process_instance_id=begun.id)}
    assert found["decision"].value == STORY["remark"]
    assert found["days"].value == 2.5
    assert api.get_historic_variable_instances_count(process_instance_id=begun.id, variable_name="urgent").count == 1


def look_at_tasks_that_ended(begun):
    api = camunda.HistoricTaskInstanceApi(AUDITOR)
    found = api.get_historic_task_instances(
        process_instance_id=begun.id, finished=True, sort_by="startTime", sort_order="asc"
    )
    assert [(one.name, one.assignee) for one in found] == [(STORY["check"], "clerk"), (STORY["decide"], "supervisor")]
    assert [one.delete_reason for one in found] == ["completed", "completed"]
    assert api.get_historic_task_instances_count(process_instance_id=begun.id, task_assignee="clerk").count == 1


def look_at_operations(begun, definition):
    api = camunda.HistoricUserOperationLogApi(AUDITOR)
    found = api.query_user_operation_entries(process_instance_id=begun.id, sort_by="timestamp", sort_order="asc")
    assert [(one.user_id, one.operation_type) for one in found] == [
        ("clerk", "Create"), ("supervisor", "Suspend"), ("supervisor", "Activate"), ("supervisor", "SetVariables"),
        ("clerk", "Claim"), ("clerk", "Assign"), ("supervisor", "Assign"), ("clerk", "Complete"),
        ("supervisor", "Complete"),
    ]  # fmt: skip
    assert {one.process_definition_key for one in found} == {KEY}
    mine = api.query_user_operation_entries(user_id="analyst", deployment_id=definition.deployment_id)
    assert [(one.entity_type, one.operation_type) for one in mine] == [("Deployment", "Create")]
    assert api.query_user_operation_count(process_instance_id=begun.id, entity_type="Task").count == 5
    refused(403, camunda.HistoricUserOperationLogApi(CLERK).query_user_operation_entries)


def end(made):
    refused(404, camunda.UserApi(CLERK).get_users)
    camunda.DeploymentApi(ANALYST).delete_deployment(made.id, cascade=True)
    refused(404, camunda.DeploymentApi(ANALYST).get_deployment, made.id)


def main():
    made, definition = deploy()
    look_at_definitions(definition)
    begun = start()
    look_at_instance(begun)
    tasks = work(begun)
    look_at_cases_that_ended(begun, definition)
    look_at_stays(begun, tasks)
    look_at_values(begun)
    look_at_tasks_that_ended(begun)
    look_at_operations(begun, definition)
    end(made)
    print(json.dumps({"deployment": made.id, "definition": definition.id, "instance": begun.id}))


main()
