"""/engine-rest/process-instance: cases for clients; must not decide who may do what."""

from typing import Any

from werkzeug.wrappers import Response

from engine import errors, execution
from engine.context import Context
from engine.identity import Permission
from web.answers import json_answer
from web.auth import requires
from web.context import reading, run_command
from web.rest import asking, shapes, values
from web.rest.blueprint import no_content, rest

_FILTERS: dict[str, tuple[str, asking.Reader]] = {
    "processInstanceIds": ("ids", asking.listed),
    "businessKey": ("business_key", asking.text),
    "businessKeyLike": ("business_key_like", asking.text),
    "processDefinitionId": ("definition", asking.text),
    "processDefinitionKey": ("process_key", asking.text),
    "withIncident": ("with_incident", asking.truth),
    "suspended": ("status", lambda value, name: execution.SUSPENDED if asking.truth(value, name) else execution.ACTIVE),
    "active": ("status", lambda value, name: execution.ACTIVE if asking.truth(value, name) else execution.SUSPENDED),
}
_SORTS = {
    "instanceId": "instanceId",
    "definitionId": "definitionId",
    "definitionKey": "definitionKey",
    "businessKey": "businessKey",
}


@rest.route("/process-instance", methods=["GET", "POST"])
@requires(Permission.OWN_INSTANCE_READ)
def list_instances() -> Response:
    """Return open cases."""
    sent = asking.asked()
    with reading() as ctx:
        found = execution.cases(ctx, _wanted(sent), sort=asking.sorting(sent, _SORTS), **asking.paging())
    return json_answer([shapes.process_instance(one) for one in found])


@rest.route("/process-instance/count", methods=["GET", "POST"])
@requires(Permission.OWN_INSTANCE_READ)
def count_instances() -> Response:
    """Return how many open cases match."""
    with reading() as ctx:
        return json_answer(shapes.count(execution.count(ctx, _wanted(asking.asked()))))


@rest.get("/process-instance/<instance_id>")
@requires(Permission.OWN_INSTANCE_READ)
def get_instance(instance_id: str) -> Response:
    """Return an open case; one that ended is found in the history."""
    with reading() as ctx:
        return json_answer(shapes.process_instance(_open(ctx, instance_id)))


@rest.delete("/process-instance/<instance_id>")
@requires(Permission.INSTANCE_CANCEL)
def delete_instance(instance_id: str) -> Response:
    """End a case before its end; its record stays."""

    def work(ctx: Context) -> Response:
        execution.cancel_instance(ctx, instance_id, reason="deleted by a client")
        return no_content()

    return run_command("instance.cancel", work)


@rest.put("/process-instance/<instance_id>/suspended")
@requires(Permission.INSTANCE_SUSPEND)
def suspend_instance(instance_id: str) -> Response:
    """Suspend a case, or let it go on: {"suspended": true | false}."""

    def work(ctx: Context) -> Response:
        if asking.truth(asking.body().get("suspended"), "suspended"):
            execution.suspend(ctx, instance_id)
        else:
            execution.resume(ctx, instance_id)
        return no_content()

    return run_command("instance.suspend", work)


@rest.get("/process-instance/<instance_id>/variables")
@requires(Permission.VARIABLE_READ)
def get_variables(instance_id: str) -> Response:
    """Return the variables of an open case, typed."""
    with reading() as ctx:
        found = execution.variables(ctx, _open(ctx, instance_id).id)
    return json_answer({name: values.typed(value) for name, value in found.items()})


@rest.post("/process-instance/<instance_id>/variables")
@requires(Permission.INSTANCE_CHANGE)
def change_variables(instance_id: str) -> Response:
    """Set variables: {"modifications": {name: {value, type}}}; deletions are refused, since a record forgets nothing."""

    def work(ctx: Context) -> Response:
        sent = asking.body()
        if sent.get("deletions"):
            raise errors.MalformedRequest(reason="“deletions” cannot be done; set the variable to null instead")
        execution.set_variables(ctx, instance_id, values.plain_all(sent.get("modifications")))
        return no_content()

    return run_command("instance.variables", work)


@rest.get("/process-instance/<instance_id>/variables/<name>")
@requires(Permission.VARIABLE_READ)
def get_variable(instance_id: str, name: str) -> Response:
    """Return one variable of an open case, typed."""
    with reading() as ctx:
        found = execution.variables(ctx, _open(ctx, instance_id).id)
    if name not in found:
        raise errors.NotFound(kind="variable", id=name)
    return json_answer(values.typed(found[name]))


@rest.put("/process-instance/<instance_id>/variables/<name>")
@requires(Permission.INSTANCE_CHANGE)
def put_variable(instance_id: str, name: str) -> Response:
    """Set one variable: {value, type}."""

    def work(ctx: Context) -> Response:
        execution.set_variables(ctx, instance_id, {name: values.plain(asking.body(), name)})
        return no_content()

    return run_command("instance.variables", work)


@rest.get("/process-instance/<instance_id>/activity-instances")
@requires(Permission.INSTANCE_READ)
def get_activity_instances(instance_id: str) -> Response:
    """Return where an open case is, as a tree with the case as its root."""
    with reading() as ctx:
        case = _open(ctx, instance_id)
        live = execution.activities(ctx, [case.id])
    children = [shapes.activity_instance(one, case) for one in live if one.ended_at is None]
    return json_answer(shapes.activity_tree(case, children))


def _wanted(sent: dict[str, Any]) -> execution.Filter:
    return execution.Filter(open=True, **asking.filters(sent, _FILTERS))


def _open(ctx: Context, instance_id: str) -> execution.Instance:
    found = execution.case(ctx, instance_id)
    if found.ended:
        raise errors.NotFound(kind="case", id=instance_id)
    return found
