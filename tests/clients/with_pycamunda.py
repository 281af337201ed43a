"""Drives the dialect with an unmodified pycamunda; runs under the clients' own interpreter, asserts, prints JSON.

Argument: a JSON object (tests/clients/diagram.py). pycamunda indexes every key of an answer, so a missing one fails.
"""

import datetime as dt
import json
import sys
from pathlib import Path

import pycamunda
import requests
from pycamunda import deployment, message, processdef, processinst, signal, task, variable, version

STORY = json.loads(sys.argv[1])
URL = STORY["url"] + "/engine-rest"
KEY = STORY["key"]
SESSION = requests.Session()
TALK = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="https://ravand.example/talk">
  <message id="m1" name="{message}"/><message id="m2" name="{answer}"/><signal id="s1" name="{signal}"/>
  <process id="{key}" isExecutable="true">
    <startEvent id="begin"><messageEventDefinition messageRef="m1"/></startEvent>
    <receiveTask id="wait" messageRef="m2"/>
    <intermediateCatchEvent id="hear"><signalEventDefinition signalRef="s1"/></intermediateCatchEvent>
    <endEvent id="done"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="wait"/><sequenceFlow id="f2" sourceRef="wait" targetRef="hear"/>
    <sequenceFlow id="f3" sourceRef="hear" targetRef="done"/>
  </process>
</definitions>"""


def ask(who, kind, *args, **kwargs):
    """Send one request of pycamunda's as a person of the demonstration."""
    return send(who, kind(URL, *args, **kwargs))


def send(who, request):
    """Send a request over one connection that stays open: the unread body of a GET must not spoil the next one."""
    request.auth = (who, "demo")
    request.session = SESSION
    return request()


def refused(error, who, kind, *args, **kwargs):
    """Return the message of a request that must be refused with this error."""
    try:
        ask(who, kind, *args, **kwargs)
    except error as refusal:
        said = str(refusal)
    else:
        raise AssertionError(f"{kind.__name__} was not refused")
    assert said, "a refusal says why"
    return said


def deploy():
    assert ask("clerk", version.Get).startswith("7.")
    request = deployment.Create(URL, name=STORY["name"], source="pycamunda")
    with Path(STORY["path"]).open("rb") as file:
        request.add_resource(file)
        made = send("analyst", request)
    (definition,) = made.deployed_process_definitions.values()
    assert (definition.key, definition.name, definition.version) == (KEY, STORY["name"], 1), definition
    assert (made.name, made.source, definition.resource) == (STORY["name"], "pycamunda", STORY["file"])

    found = ask("analyst", deployment.GetList, name=STORY["name"], sort_by="name", ascending=False, max_results=5)
    assert [one.id_ for one in found] == [made.id_]
    assert ask("analyst", deployment.GetList, tenant_id_in=[made.tenant_id, "x"], after=dt.datetime.now(dt.UTC)) == ()
    assert ask("analyst", deployment.GetList, without_tenant_id=True) == ()
    assert ask("analyst", deployment.Get, made.id_).deployment_time == made.deployment_time
    (resource,) = ask("analyst", deployment.GetResources, made.id_)
    assert resource.name == STORY["file"]
    assert ask("analyst", deployment.GetResource, made.id_, resource.id_).deployment_id == made.id_
    with Path(STORY["path"]).open("rb") as file:
        assert ask("analyst", deployment.GetResource, made.id_, resource.id_, binary=True) == file.read()
    return made, definition


def look_at_definitions(made, definition):
    by_key = {"key": KEY, "latest_version": True, "active": True, "sort_by": "version"}
    assert [one.id_ for one in ask("clerk", processdef.GetList, **by_key)] == [definition.id_]
    assert [one.id_ for one in ask("clerk", processdef.GetList, id_in=[definition.id_, "x"])] == [definition.id_]
    assert ask("clerk", processdef.Count, deployment_id=made.id_, name_like="%" + STORY["name"][1:]) == 1
    assert ask("clerk", processdef.Count, key=KEY, suspended=True) == 0
    assert ask("clerk", processdef.Count, key_in=["x", "y"]) == 0
    for address in ({"id_": definition.id_}, {"key": KEY}, {"key": KEY, "tenant_id": definition.tenant_id}):
        assert ask("clerk", processdef.Get, **address) == definition
        assert STORY["check"] in ask("clerk", processdef.GetXML, **address)
    ask("analyst", processdef.Activate, id_=definition.id_)
    assert "DELETE" in refused(pycamunda.BadRequest, "analyst", processdef.Suspend, key=KEY)


def start(address):
    request = processdef.StartInstance(
        URL, business_key=STORY["business_key"], with_variables_in_return=True, **address
    )
    request.add_variable("applicant", STORY["applicant"])
    request.add_variable("days", 2, type_="Integer")
    request.add_variable("stages", json.dumps([STORY["check"], STORY["decide"]]), type_="Json")
    request.add_variable("urgent", True, type_="boolean")
    begun = send("supervisor", request)
    assert begun.business_key == STORY["business_key"]
    assert begun.variables["applicant"].value == STORY["applicant"]
    assert begun.variables["days"].type_ == "Integer"
    return begun


def look_at_instance(begun, definition):
    wanted = {"business_key": STORY["business_key"], "process_definition_key": KEY, "active": True}
    listed = ask("supervisor", processinst.GetList, sort_by="instance_id", ascending=False, **wanted)
    assert begun.id_ in [one.id_ for one in listed]
    assert [one.id_ for one in ask("supervisor", processinst.GetList, process_instance_ids=[begun.id_])] == [begun.id_]
    assert ask("supervisor", processinst.GetList, process_instance_ids=[begun.id_], max_results=0) == ()
    assert "variables" in refused(pycamunda.BadRequest, "supervisor", processinst.GetList, variables="days_eq_2")
    assert ask("supervisor", processinst.Get, begun.id_).definition_id == definition.id_
    (here,) = ask("supervisor", processinst.GetActivityInstance, begun.id_).child_activity_instances
    assert (here.activity_id, here.activity_name, here.activity_type) == ("check", STORY["check"], "userTask")
    ask("supervisor", processinst.Suspend, begun.id_)
    assert ask("supervisor", processinst.Get, begun.id_).suspended
    assert begun.id_ in [one.id_ for one in ask("supervisor", processinst.GetList, suspended=True)]
    ask("supervisor", processinst.Activate, begun.id_)
    assert not ask("supervisor", processinst.Get, begun.id_).suspended


def change_variables(begun):
    request = processinst.VariablesModify(URL, begun.id_, deletions=[])
    request.add_variable("remark", STORY["remark"])
    send("supervisor", request)
    ask("supervisor", processinst.VariablesUpdate, begun.id_, "days", 3, type_="Long")
    found = ask("supervisor", processinst.VariablesGetList, begun.id_)
    assert (found["remark"].value, found["days"].value, found["urgent"].value) == (STORY["remark"], 3, True)
    assert json.loads(found["stages"].value) == [STORY["check"], STORY["decide"]]
    assert ask("supervisor", processinst.VariablesGet, begun.id_, "remark").type_ == "String"
    refused(pycamunda.NotFound, "supervisor", processinst.VariablesGet, begun.id_, "nothing")
    refused(pycamunda.BadRequest, "supervisor", processinst.VariablesDelete, begun.id_, "remark")


def work(begun):
    wanted = {"process_instance_id": begun.id_, "sort_by": "created"}
    (first,) = ask("clerk", task.GetList, candidate_group="ثبت احوال", unassigned=True, **wanted)
    assert (first.name, first.task_definition_key, first.assignee) == (STORY["check"], "check", None)
    assert isinstance(first.created, dt.datetime)
    assert [one.id_ for one in ask("clerk", task.GetList, candidate_user="clerk", **wanted)] == [first.id_]
    assert [one.id_ for one in ask("clerk", task.GetList, name_like=STORY["check"][:5] + "%", **wanted)] == [first.id_]
    assert ask("clerk", task.GetList, min_priority=99, **wanted) == ()
    assert [(link.group_id, link.type_) for link in ask("clerk", task.IdentityLinksGetList, first.id_)] == [
        ("ثبتاحوال", "candidate")
    ]
    ask("clerk", task.Claim, first.id_, "clerk")
    assert ask("clerk", task.Get, first.id_).assignee == "clerk"
    said = refused(pycamunda.NoSuccess, "supervisor", task.Claim, first.id_, "supervisor")
    assert "رضا کریمی" in said, "the holder is named"
    ask("clerk", task.Unclaim, first.id_)
    ask("supervisor", task.SetAssignee, first.id_, "clerk")
    assert {link.user_id for link in ask("clerk", task.IdentityLinksGetList, first.id_, "assignee")} == {"clerk"}
    assert ask("clerk", task.LocalVariablesGetList, first.id_) == {}
    request = task.Complete(URL, first.id_)
    request.add_variable("checked", True, type_="Boolean")
    send("clerk", request)
    refused(pycamunda.NotFound, "clerk", task.Get, first.id_)

    (second,) = ask("supervisor", task.GetList, assignee="supervisor", **wanted)
    assert second.name == STORY["decide"]
    request = task.Complete(URL, second.id_, with_variables_in_return=True)
    request.add_variable("decision", STORY["remark"])
    assert send("supervisor", request)["decision"].value == STORY["remark"]
    refused(pycamunda.NotFound, "supervisor", processinst.Get, begun.id_)


def end(made, definition):
    begun = start({"key": KEY})
    ask("supervisor", processinst.Delete, begun.id_)
    refused(pycamunda.NotFound, "supervisor", processinst.Get, begun.id_)
    ask("supervisor", processinst.Delete, begun.id_, fail_if_not_exists=False)
    refused(pycamunda.Forbidden, "clerk", deployment.Delete, made.id_)
    ask("analyst", deployment.Delete, made.id_)
    refused(pycamunda.NotFound, "analyst", deployment.Get, made.id_)
    assert ask("analyst", processdef.GetList, key=KEY) == ()
    assert ask("analyst", processdef.Get, id_=definition.id_).suspended
    refused(pycamunda.NotFound, "supervisor", processdef.StartInstance, key=KEY)


def messages():
    """Messages begin a case and let it go on, a signal ends its wait; what fits nobody is refused by its name."""
    said = {"key": f"{KEY}-talk", "message": STORY["decide"], "answer": STORY["check"], "signal": STORY["done"]}
    request = deployment.Create(URL, name=said["key"], source="pycamunda")
    path = Path(STORY["path"]).with_name("talk.bpmn")
    path.write_text(TALK.format(**said), encoding="utf-8")
    with path.open("rb") as file:
        request.add_resource(file)
        made = send("analyst", request)

    sent = message.CorrelateSingle(URL, said["message"], business_key=STORY["business_key"], result_enabled=True)
    sent.add_process_variable("applicant", STORY["applicant"])
    (begun,) = send("supervisor", sent)
    assert begun.result_type is message.ResultType.process_definition
    case = begun.process_instance
    assert case.business_key == STORY["business_key"]
    answer = message.CorrelateSingle(URL, said["answer"], result_enabled=True, without_tenant_id=True)
    answer.add_correlation_key("applicant", STORY["applicant"], "String")
    (went_on,) = send("supervisor", answer)
    assert (went_on.result_type, went_on.execution.id_) == (message.ResultType.execution, case.id_)
    refused(pycamunda.BadRequest, "supervisor", message.CorrelateSingle, said["answer"])
    refused(pycamunda.Forbidden, "clerk", message.CorrelateSingle, said["answer"])

    ask("supervisor", signal.EventSingle, said["signal"], case.id_)
    refused(pycamunda.NotFound, "supervisor", processinst.Get, case.id_)
    ask("supervisor", signal.EventAll, said["signal"])
    ask("analyst", deployment.Delete, made.id_)


def refusals():
    """Nouns and deeds that are not spoken yet are refused in JSON, which pycamunda reads for its message."""
    for kind, arguments in ((task.CommentGetList, ("x",)), (variable.GetList, ()), (task.Delegate, ("x", "clerk"))):
        refused(pycamunda.NotFound, "supervisor", kind, *arguments)
    refused(pycamunda.Unauthorized, "nobody", version.Get)


def main():
    made, definition = deploy()
    look_at_definitions(made, definition)
    begun = start({"id_": definition.id_})
    look_at_instance(begun, definition)
    change_variables(begun)
    work(begun)
    end(made, definition)
    messages()
    refusals()
    print(json.dumps({"deployment": made.id_, "definition": definition.id_, "instance": begun.id_}))


main()
