"""/engine-rest/job and /engine-rest/incident: timers, other jobs and what stands still; must not decide who may."""

from typing import Any

from werkzeug.wrappers import Response

from engine import errors, spiff
from engine.context import Context
from engine.execution import job_commands, job_queries
from engine.execution.job_queries import Incidents, Jobs, Standing
from engine.execution.jobs import Job
from engine.identity import Permission
from web.answers import json_answer
from web.auth import requires
from web.context import reading, run_command
from web.rest import asking, shapes
from web.rest.blueprint import no_content, rest
from web.rest.questions_of_jobs import INCIDENTS, JOBS, TYPES
from web.rest.values import moment


@rest.route("/job", methods=["GET", "POST"])
@requires(Permission.JOB_READ)
def list_jobs() -> Response:
    """Return jobs."""
    sent = asking.asked()
    with reading() as ctx:
        found = job_queries.jobs_where(ctx, _jobs(ctx, sent), sort=JOBS.order(sent), **asking.paging())
    return json_answer([job_shape(one) for one in found])


@rest.route("/job/count", methods=["GET", "POST"])
@requires(Permission.JOB_READ)
def count_jobs() -> Response:
    """Return how many jobs match."""
    with reading() as ctx:
        return json_answer(shapes.count(job_queries.jobs_count(ctx, _jobs(ctx, asking.asked()))))


@rest.get("/job/<job_id>")
@requires(Permission.JOB_READ)
def get_job(job_id: str) -> Response:
    """Return one job."""
    with reading() as ctx:
        return json_answer(job_shape(_job(ctx, job_id)))


@rest.get("/job/<job_id>/stacktrace")
@requires(Permission.JOB_READ)
def get_job_error(job_id: str) -> Response:
    """Return what went wrong at the last try, as text; no stack is ever shown."""
    with reading() as ctx:
        return Response(_job(ctx, job_id).error or "", mimetype="text/plain")


@rest.put("/job/<job_id>/retries")
@requires(Permission.JOB_CHANGE)
def set_job_retries(job_id: str) -> Response:
    """Give a job so many tries; one whose tries were exhausted happens now."""
    retries = asking.whole(asking.body().get("retries"), "retries")
    return run_command("job.retries", lambda ctx: _done(job_commands.set_retries(ctx, job_id, retries)))


@rest.post("/job/<job_id>/execute")
@requires(Permission.JOB_CHANGE)
def execute_job(job_id: str) -> Response:
    """Let a job happen now and answer when it has."""
    return run_command("job.execute", lambda ctx: _done(job_commands.execute_job(ctx, job_id)))


@rest.put("/job/<job_id>/suspended")
@requires(Permission.JOB_CHANGE)
def suspend_job(job_id: str) -> Response:
    """Stop a job for a while, or let it go on."""
    suspended = asking.truth(asking.body().get("suspended"), "suspended")
    return run_command("job.suspend", lambda ctx: _done(job_commands.suspend_job(ctx, job_id, suspended=suspended)))


@rest.get("/incident")
@requires(Permission.INCIDENT_READ)
def list_incidents() -> Response:
    """Return open incidents."""
    sent = asking.asked()
    with reading() as ctx:
        wanted = _incidents(ctx, sent)
        found = job_queries.incidents_where(ctx, wanted, sort=INCIDENTS.order(sent), **asking.paging())
    return json_answer([incident_shape(one) for one in found])


@rest.get("/incident/count")
@requires(Permission.INCIDENT_READ)
def count_incidents() -> Response:
    """Return how many open incidents match."""
    with reading() as ctx:
        return json_answer(shapes.count(job_queries.incidents_count(ctx, _incidents(ctx, asking.asked()))))


@rest.get("/incident/<incident_id>")
@requires(Permission.INCIDENT_READ)
def get_incident(incident_id: str) -> Response:
    """Return one open incident."""
    with reading() as ctx:
        found = job_queries.incident_of(ctx, incident_id)
    if found.incident.resolved_at is not None:
        raise errors.NotFound(kind="incident", id=incident_id)
    return json_answer(incident_shape(found))


@rest.delete("/incident/<incident_id>")
@requires(Permission.INCIDENT_RESOLVE)
def resolve_incident(incident_id: str) -> Response:
    """Settle an incident: what stands still tries again. `annotation`, in the query or the body, says why."""
    sent = {**asking.body(), **asking.asked()}
    reason = asking.text(sent.get("annotation") or "", "annotation")
    return run_command("incident.resolve", lambda ctx: _done(job_commands.resolve_incident(ctx, incident_id, reason)))


def job_shape(found: Job) -> dict[str, Any]:
    """Return a job in the dialect's form."""
    return {
        "id": found.id,
        "jobDefinitionId": None,
        "dueDate": moment(found.due_at),
        "processInstanceId": found.instance,
        "executionId": found.instance,
        "processDefinitionId": found.definition,
        "processDefinitionKey": found.process_key,
        "retries": found.tries_left,
        "exceptionMessage": found.error,
        "failedActivityId": found.element if found.error is not None else None,
        "suspended": found.suspended,
        "priority": 0,
        "tenantId": found.agency,
        "createTime": moment(found.created_at),
        "batchId": None,
    }


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


def _jobs(ctx: Context, sent: dict[str, Any]) -> Jobs:
    return Jobs(**JOBS.wanted(sent, ctx.actor.agency))


def _incidents(ctx: Context, sent: dict[str, Any]) -> Incidents:
    given = INCIDENTS.wanted(sent, ctx.actor.agency)
    kind = sent.get("incidentType")
    if asking.is_wanted(kind):
        name = asking.text(kind, "incidentType")
        given |= {"outside": TYPES[name]} if name in TYPES else {"ids": ()}
    return Incidents(open=True, **given)


def _job(ctx: Context, job_id: str) -> Job:
    found = job_queries.jobs_where(ctx, Jobs(ids=(job_id,)), limit=1)
    if not found:
        raise errors.NotFound(kind="job", id=job_id)
    return found[0]


def _done(_nothing: None) -> Response:
    return no_content()
