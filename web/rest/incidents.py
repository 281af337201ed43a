"""/engine-rest/incident and its history: what stands still, or did; must not decide who may."""

from typing import Any

from engine import errors, spiff
from engine.context import Context
from engine.execution import job_commands, job_queries
from engine.execution.job_queries import Incidents, Standing
from engine.identity import Permission
from web.answers import Reply, json_answer, no_content
from web.auth import requires
from web.context import reading, run_command
from web.rest import asking, shapes
from web.rest.blueprint import rest
from web.rest.questions_of_jobs import INCIDENTS, PAST_INCIDENTS, TYPES
from web.rest.values import moment
from web.rest.vocabulary import Vocabulary


@rest.get("/incident")
@requires(Permission.INCIDENT_READ)
def list_incidents() -> Reply:
    """Return open incidents."""
    sent = asking.asked()
    with reading() as ctx:
        wanted = _wanted(ctx, sent, open=True)
        found = job_queries.incidents_where(ctx, wanted, sort=INCIDENTS.order(sent), **asking.paging())
    return json_answer([incident_shape(one) for one in found])


@rest.get("/incident/count")
@requires(Permission.INCIDENT_READ)
def count_incidents() -> Reply:
    """Return how many open incidents match."""
    with reading() as ctx:
        return json_answer(shapes.count(job_queries.incidents_count(ctx, _wanted(ctx, asking.asked(), open=True))))


@rest.get("/incident/<incident_id>")
@requires(Permission.INCIDENT_READ)
def get_incident(incident_id: str) -> Reply:
    """Return one open incident."""
    with reading() as ctx:
        found = job_queries.incident_of(ctx, incident_id)
    if found.incident.resolved_at is not None:
        raise errors.NotFound(kind="incident", id=incident_id)
    return json_answer(incident_shape(found))


@rest.delete("/incident/<incident_id>")
@requires(Permission.INCIDENT_RESOLVE)
def resolve_incident(incident_id: str) -> Reply:
    """Settle an incident: what stands still tries again. `annotation`, in the query or the body, says why."""
    sent = {**asking.body(), **asking.asked()}
    reason = asking.text(sent.get("annotation") or "", "annotation")

    def work(ctx: Context) -> Reply:
        job_commands.resolve_incident(ctx, incident_id, reason)
        return no_content()

    return run_command("incident.resolve", work)


@rest.get("/history/incident")
@requires(Permission.INCIDENT_READ)
def list_past_incidents() -> Reply:
    """Return incidents, open and over; one that came back at its place stands for the earlier ones there."""
    sent = asking.asked()
    with reading() as ctx:
        wanted = _wanted(ctx, sent, PAST_INCIDENTS)
        found = job_queries.incidents_where(ctx, wanted, sort=PAST_INCIDENTS.order(sent), **asking.paging())
    return json_answer([past_incident_shape(one) for one in found])


@rest.get("/history/incident/count")
@requires(Permission.INCIDENT_READ)
def count_past_incidents() -> Reply:
    """Return how many incidents match."""
    with reading() as ctx:
        wanted = _wanted(ctx, asking.asked(), PAST_INCIDENTS)
        return json_answer(shapes.count(job_queries.incidents_count(ctx, wanted)))


def incident_shape(found: Standing) -> dict[str, Any]:
    """Return an incident in the dialect's form; its message is English, as programs expect it."""
    one = found.incident
    text = spiff.Incident(one.activity, one.element, one.code, one.details).text
    types = {outside: name for name, outside in TYPES.items()}
    return {
        "id": one.id,
        "processDefinitionId": found.definition or None,
        "processInstanceId": one.instance or None,
        "executionId": one.instance or None,
        "incidentTimestamp": moment(one.opened_at),
        "incidentType": types[one.code.startswith("outside-")],
        "activityId": one.element,
        "failedActivityId": one.element,
        "causeIncidentId": one.id,
        "rootCauseIncidentId": one.id,
        "configuration": found.job or one.id,
        "tenantId": one.agency,
        "incidentMessage": text.show("en"),
        "jobDefinitionId": None,
        "annotation": None,
    }


def past_incident_shape(found: Standing) -> dict[str, Any]:
    """Return an incident as it stands in the history."""
    now, over = incident_shape(found), found.incident.resolved_at
    del now["incidentTimestamp"]
    return {
        **now,
        "processDefinitionKey": found.process_key or None,
        "rootProcessInstanceId": found.root or found.incident.instance or None,
        "createTime": moment(found.incident.opened_at),
        "endTime": moment(over),
        "removalTime": None,
        "historyConfiguration": None,
        "open": over is None,
        "deleted": False,
        "resolved": over is not None,
    }


def _wanted(ctx: Context, sent: dict[str, Any], words: Vocabulary = INCIDENTS, **also: Any) -> Incidents:
    given = words.wanted(sent, ctx.actor.agency)
    kind = sent.get("incidentType")
    if asking.is_wanted(kind):
        name = asking.text(kind, "incidentType")
        given |= {"outside": TYPES[name]} if name in TYPES else {"ids": ()}
    return Incidents(**{**given, **also})
