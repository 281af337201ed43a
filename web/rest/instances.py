"""/engine-rest/process-instance: cases for clients; must not decide who may do what."""

from typing import Any

from engine import definitions, errors, execution
from engine.context import Context
from engine.identity import Permission
from web.answers import Reply, json_answer, no_content
from web.auth import requires
from web.context import reading, run_command, visit
from web.rest import asking, shapes, values
from web.rest.blueprint import rest
from web.rest.questions import INSTANCES


@rest.route("/process-instance", methods=["GET", "POST"])
@requires(Permission.OWN_INSTANCE_READ)
def list_instances() -> Reply:
    """Return open cases."""
    sent = asking.asked()
    with reading() as ctx:
        found = execution.cases(ctx, _wanted(ctx, sent), sort=INSTANCES.order(sent), **asking.paging())
    return json_answer([shapes.process_instance(one) for one in found])


@rest.route("/process-instance/count", methods=["GET", "POST"])
@requires(Permission.OWN_INSTANCE_READ)
def count_instances() -> Reply:
    """Return how many open cases match."""
    with reading() as ctx:
        return json_answer(shapes.count(execution.count(ctx, _wanted(ctx, asking.asked()))))


@rest.get("/process-instance/<instance_id>")
@requires(Permission.OWN_INSTANCE_READ)
def get_instance(instance_id: str) -> Reply:
    """Return an open case; one that ended is found in the history."""
    with reading() as ctx:
        return json_answer(shapes.process_instance(_open(ctx, instance_id)))


@rest.delete("/process-instance/<instance_id>")
@requires(Permission.INSTANCE_CANCEL)
def delete_instance(instance_id: str) -> Reply:
    """End a case before its end; its record stays. `failIfNotExists=false` lets a case that is over be."""
    must_exist = asking.truth(visit().request.args.get("failIfNotExists", True), "failIfNotExists")

    def work(ctx: Context) -> Reply:
        if must_exist or execution.count(ctx, execution.Filter(ids=(instance_id,), open=True)):
            execution.cancel_instance(ctx, _open(ctx, instance_id).id, reason="deleted by a client")
        return no_content()

    return run_command("instance.cancel", work)


@rest.put("/process-instance/<instance_id>/suspended")
@requires(Permission.INSTANCE_SUSPEND)
def suspend_instance(instance_id: str) -> Reply:
    """Suspend a case, or let it go on: {"suspended": true | false}."""

    def work(ctx: Context) -> Reply:
        case = _open(ctx, instance_id)
        if asking.truth(asking.body().get("suspended"), "suspended"):
            execution.suspend(ctx, case.id)
        else:
            execution.resume(ctx, case.id)
        return no_content()

    return run_command("instance.suspend", work)


@rest.get("/process-instance/<instance_id>/variables")
@requires(Permission.VARIABLE_READ)
def get_variables(instance_id: str) -> Reply:
    """Return the variables of an open case, typed."""
    with reading() as ctx:
        found = execution.variables(ctx, _open(ctx, instance_id).id)
    return json_answer(values.typed_all(found))


@rest.post("/process-instance/<instance_id>/variables")
@requires(Permission.INSTANCE_CHANGE)
def change_variables(instance_id: str) -> Reply:
    """Set variables: {"modifications": {name: {value, type}}}; deletions are refused."""

    def work(ctx: Context) -> Reply:
        sent = asking.body()
        if sent.get("deletions"):
            raise errors.VariablesStay
        changed = values.plain_all(sent.get("modifications"), "modifications")
        execution.set_variables(ctx, _open(ctx, instance_id).id, changed)
        return no_content()

    return run_command("instance.variables", work)


@rest.get("/process-instance/<instance_id>/variables/<name>")
@requires(Permission.VARIABLE_READ)
def get_variable(instance_id: str, name: str) -> Reply:
    """Return one variable of an open case, typed."""
    with reading() as ctx:
        found = execution.variables(ctx, _open(ctx, instance_id).id)
    if name not in found:
        raise errors.NotFound(kind="variable", id=name)
    return json_answer(values.typed(found[name]))


@rest.put("/process-instance/<instance_id>/variables/<name>")
@requires(Permission.INSTANCE_CHANGE)
def put_variable(instance_id: str, name: str) -> Reply:
    """Set one variable: {value, type}."""

    def work(ctx: Context) -> Reply:
        execution.set_variables(ctx, _open(ctx, instance_id).id, {name: values.plain(asking.body(), name)})
        return no_content()

    return run_command("instance.variables", work)


@rest.delete("/process-instance/<instance_id>/variables/<name>")
@requires(Permission.INSTANCE_CHANGE)
def delete_variable(instance_id: str, name: str) -> Reply:
    """Refuse to remove a variable: the record forgets nothing."""

    def work(ctx: Context) -> Reply:
        if name not in execution.variables(ctx, _open(ctx, instance_id).id):
            raise errors.NotFound(kind="variable", id=name)
        raise errors.VariablesStay

    return run_command("instance.variables", work)


@rest.get("/process-instance/<instance_id>/activity-instances")
@requires(Permission.INSTANCE_READ)
def get_activity_instances(instance_id: str) -> Reply:
    """Return where an open case is, as a tree with the case as its root."""
    with reading() as ctx:
        case = _open(ctx, instance_id)
        live = execution.activities(ctx, [case.id])
    children = [shapes.activity_instance(one, case) for one in live if one.ended_at is None]
    return json_answer(shapes.activity_tree(case, children))


def _wanted(ctx: Context, sent: dict[str, Any]) -> execution.Filter:
    given = INSTANCES.wanted(sent, ctx.actor.agency)
    if asking.is_wanted(deployment := sent.get("deploymentId")):
        brought = definitions.listing(ctx, definitions.Filter(deployment=asking.text(deployment, "deploymentId")))
        ids = tuple(version.id for version in brought)
        given["also"] = (*given.get("also", ()), ("definition", "in", ids))
    return execution.Filter(open=True, **given)


def _open(ctx: Context, instance_id: str) -> execution.Instance:
    found = execution.case(ctx, instance_id)
    if found.ended:
        raise errors.NotFound(kind="case", id=instance_id)
    return found
