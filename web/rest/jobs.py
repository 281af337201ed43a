"""/engine-rest/job: timers and other jobs; must not decide who may."""

from typing import Any

from engine import db, errors
from engine.context import Context
from engine.execution import job_commands, job_queries
from engine.execution.job_queries import Jobs
from engine.execution.jobs import Job
from engine.identity import Permission
from web.answers import Reply, json_answer, no_content, text_answer
from web.auth import requires
from web.context import reading, run_command
from web.rest import asking, questions_of_jobs, shapes
from web.rest.blueprint import rest
from web.rest.questions_of_jobs import JOBS
from web.rest.values import moment

#: Whose jobs can be stopped together.
_WHOSE = ("processInstanceId", "processDefinitionId", "processDefinitionKey")


@rest.route("/job", methods=["GET", "POST"])
@requires(Permission.JOB_READ)
def list_jobs() -> Reply:
    """Return jobs."""
    sent = asking.asked()
    with reading() as ctx:
        found = job_queries.jobs_where(ctx, _jobs(ctx, sent), sort=JOBS.order(sent), **asking.paging())
    return json_answer([job_shape(one) for one in found])


@rest.route("/job/count", methods=["GET", "POST"])
@requires(Permission.JOB_READ)
def count_jobs() -> Reply:
    """Return how many jobs match."""
    with reading() as ctx:
        return json_answer(shapes.count(job_queries.jobs_count(ctx, _jobs(ctx, asking.asked()))))


@rest.get("/job/<job_id>")
@requires(Permission.JOB_READ)
def get_job(job_id: str) -> Reply:
    """Return one job."""
    with reading() as ctx:
        return json_answer(job_shape(_job(ctx, job_id)))


@rest.get("/job/<job_id>/stacktrace")
@requires(Permission.JOB_READ)
def get_job_error(job_id: str) -> Reply:
    """Return what went wrong at the last try, as text; no stack is ever shown."""
    with reading() as ctx:
        return text_answer(_job(ctx, job_id).error or "")


@rest.put("/job/<job_id>/retries")
@requires(Permission.JOB_CHANGE)
def set_job_retries(job_id: str) -> Reply:
    """Give a job so many tries; one whose tries were exhausted happens now."""
    retries = asking.whole(asking.body().get("retries"), "retries")
    return run_command("job.retries", lambda ctx: _done(job_commands.set_retries(ctx, job_id, retries)))


@rest.post("/job/<job_id>/execute")
@requires(Permission.JOB_CHANGE)
def execute_job(job_id: str) -> Reply:
    """Let a job happen now and answer when it has."""
    return run_command("job.execute", lambda ctx: _done(job_commands.execute_job(ctx, job_id)))


@rest.post("/job/retries")
@requires(Permission.JOB_CHANGE)
def set_retries_of_jobs() -> Reply:
    """Give several jobs so many tries, now: {retries, jobIds, jobQuery}; answers like a batch that is over."""

    def work(ctx: Context) -> Reply:
        sent = asking.body()
        retries, found = asking.whole(sent.get("retries"), "retries"), _meant(ctx, sent)
        for job in found:
            job_commands.set_retries(ctx, job, retries)
        return json_answer(shapes.batch("set-job-retries", len(found), ctx))

    return run_command("job.retries", work)


@rest.put("/job/<job_id>/duedate")
@requires(Permission.JOB_CHANGE)
def set_job_due(job_id: str) -> Reply:
    """Let a job happen at another time: {duedate}; null means now."""
    sent = asking.body()
    if asking.is_wanted(sent.get("cascade")):
        raise errors.Unspoken(name="cascade")
    due = db.moment(asking.moment(sent["duedate"], "duedate")) if asking.is_wanted(sent.get("duedate")) else None
    return run_command("job.due", lambda ctx: _done(job_commands.set_due(ctx, job_id, due)))


@rest.put("/job/suspended")
@requires(Permission.JOB_CHANGE)
def suspend_jobs() -> Reply:
    """Stop the jobs of a case or of a process for a while, or let them go on."""

    def work(ctx: Context) -> Reply:
        sent = asking.body()
        suspended = asking.truth(sent.get("suspended"), "suspended")
        named = [name for name in _WHOSE if asking.is_wanted(sent.get(name))]
        if len(named) != 1:
            raise errors.WrongType(name=" / ".join(_WHOSE), kind="one of them")
        given = {named[0]: sent[named[0]], "tenantIdIn": sent.get("processDefinitionTenantId")}
        for job in _ids(ctx, _jobs(ctx, {**given, "withoutTenantId": sent.get("processDefinitionWithoutTenantId")})):
            job_commands.suspend_job(ctx, job, suspended=suspended)
        return no_content()

    return run_command("job.suspend", work)


@rest.put("/job/<job_id>/suspended")
@requires(Permission.JOB_CHANGE)
def suspend_job(job_id: str) -> Reply:
    """Stop a job for a while, or let it go on."""
    suspended = asking.truth(asking.body().get("suspended"), "suspended")
    return run_command("job.suspend", lambda ctx: _done(job_commands.suspend_job(ctx, job_id, suspended=suspended)))


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


def _jobs(ctx: Context, sent: dict[str, Any]) -> Jobs:
    return Jobs(**questions_of_jobs.jobs(sent, ctx.actor.agency))


def _job(ctx: Context, job_id: str) -> Job:
    found = job_queries.jobs_where(ctx, Jobs(ids=(job_id,)), limit=1)
    if not found:
        raise errors.NotFound(kind="job", id=job_id)
    return found[0]


def _meant(ctx: Context, sent: dict[str, Any]) -> list[str]:
    """Return the ids of the jobs that are named or asked for, each once, in an order that is always the same."""
    named = list(asking.listed(sent.get("jobIds") or [], "jobIds"))
    query = sent.get("jobQuery")
    if query is not None and not isinstance(query, dict):
        raise errors.WrongType(name="jobQuery", kind="an object of filters")
    named += _ids(ctx, _jobs(ctx, query)) if query is not None else []
    if not named:
        raise errors.WrongType(name="jobIds", kind="a list of ids")
    return sorted(set(named))


def _ids(ctx: Context, wanted: Jobs) -> list[str]:
    return [job.id for job in job_queries.jobs_where(ctx, wanted, sort=(("id", False),), limit=asking.MOST)]


def _done(_nothing: None) -> Reply:
    return no_content()
