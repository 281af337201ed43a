"""/engine-rest/history of cases and tasks, for clients; must not change anything."""

from typing import Any

from engine import errors, execution, identity, worklist
from engine.context import Context
from engine.identity import Permission
from web.answers import Reply, json_answer
from web.auth import requires
from web.context import reading
from web.rest import asking, shapes, shapes_of_history
from web.rest.blueprint import rest
from web.rest.questions_of_history import CASES, TASKS
from web.rest.tasks import wanted as wanted_tasks


@rest.route("/history/process-instance", methods=["GET", "POST"])
@requires(Permission.OWN_INSTANCE_READ)
def list_historic_instances() -> Reply:
    """Return cases, open and ended."""
    sent = asking.asked()
    with reading() as ctx:
        found = execution.cases(ctx, _wanted_cases(ctx, sent), sort=CASES.order(sent), **asking.paging())
        people = identity.usernames(ctx, [one.started_by for one in found])
    shown = [shapes_of_history.historic_process_instance(one, people.get(one.started_by)) for one in found]
    return json_answer(shown)


@rest.route("/history/process-instance/count", methods=["GET", "POST"])
@requires(Permission.OWN_INSTANCE_READ)
def count_historic_instances() -> Reply:
    """Return how many cases match."""
    with reading() as ctx:
        return json_answer(shapes.count(execution.count(ctx, _wanted_cases(ctx, asking.asked()))))


@rest.get("/history/process-instance/<instance_id>")
@requires(Permission.OWN_INSTANCE_READ)
def get_historic_instance(instance_id: str) -> Reply:
    """Return one case, open or ended."""
    with reading() as ctx:
        found = execution.case(ctx, instance_id)
        people = identity.usernames(ctx, [found.started_by])
    return json_answer(shapes_of_history.historic_process_instance(found, people.get(found.started_by)))


@rest.route("/history/task", methods=["GET", "POST"])
@requires(Permission.OWN_TASK_READ)
def list_historic_tasks() -> Reply:
    """Return tasks, open and closed."""
    sent = asking.asked()
    order = TASKS.order(sent) or (("created", False),)
    with reading() as ctx:
        wanted = wanted_tasks(ctx, sent, TASKS, state=None)
        found = worklist.tasks(ctx, wanted, sort=order, **asking.paging())
    return json_answer([shapes_of_history.historic_task(one) for one in found])


@rest.route("/history/task/count", methods=["GET", "POST"])
@requires(Permission.OWN_TASK_READ)
def count_historic_tasks() -> Reply:
    """Return how many tasks match."""
    with reading() as ctx:
        found = worklist.count(ctx, wanted_tasks(ctx, asking.asked(), TASKS, state=None))
    return json_answer(shapes.count(found))


def _wanted_cases(ctx: Context, sent: dict[str, Any]) -> execution.Filter:
    given = CASES.wanted(sent, ctx.actor.agency)
    if asking.is_wanted(starter := sent.get("startedBy")):
        try:
            given["started_by"] = identity.person(ctx, asking.text(starter, "startedBy")).id
        except errors.UnknownPerson:
            given["ids"] = ()
    return execution.Filter(**given)
