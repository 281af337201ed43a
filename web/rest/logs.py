"""/engine-rest/history of outside work and of timers: what became of each, case by case; must not change anything."""

from collections.abc import Callable, Iterator
from typing import Any

from engine import definitions, errors, execution
from engine.context import Context
from engine.execution import work_logs
from engine.execution.work_logs import Log
from engine.identity import Permission
from web.answers import Reply, json_answer, no_content, text_answer
from web.auth import requires
from web.context import reading
from web.rest import asking, shapes, shapes_of_history
from web.rest.blueprint import rest
from web.rest.questions_of_history import JOB_LOGS, OUTSIDE_LOGS, STATES_OF_LOGS, TESTS_OF_LOGS
from web.rest.walks import Row, Test, cases, equals, page

Walk = Callable[[Context, dict[str, Any]], Iterator[Row]]


@rest.route("/history/external-task-log", methods=["GET", "POST"])
@requires(Permission.HISTORY_READ)
def list_external_task_logs() -> Reply:
    """Return what happened to outside work, the newest case first."""
    sent = asking.asked()
    with reading() as ctx:
        return json_answer(page(_of_outside(ctx, sent), OUTSIDE_LOGS.order(sent)))


@rest.route("/history/external-task-log/count", methods=["GET", "POST"])
@requires(Permission.HISTORY_READ)
def count_external_task_logs() -> Reply:
    """Return how much that was."""
    with reading() as ctx:
        return json_answer(shapes.count(sum(1 for _ in _of_outside(ctx, asking.asked()))))


@rest.get("/history/external-task-log/<outside_log_id>")
@requires(Permission.HISTORY_READ)
def get_external_task_log(outside_log_id: str) -> Reply:
    """Return one thing that happened to outside work."""
    with reading() as ctx:
        return json_answer(_one(ctx, _of_outside, outside_log_id))


@rest.get("/history/external-task-log/<outside_log_id>/error-details")
@requires(Permission.HISTORY_READ)
def get_details_of_external_task_log(outside_log_id: str) -> Reply:
    """Return what the worker said in full; it is kept of the last failure alone, and 204 of any other."""
    with reading() as ctx:
        found = _one(ctx, _of_outside, outside_log_id)
        task = found["externalTaskId"]
        failures = [
            one["id"]
            for one in _of_outside(ctx, {"processInstanceId": found["processInstanceId"]})
            if one["externalTaskId"] == task and one["failureLog"]
        ]
        said = work_logs.kept(ctx, [found["processInstanceId"]])[task].error_details
    is_last = failures[-1:] == [outside_log_id]
    return text_answer(said) if said and is_last else no_content()


@rest.route("/history/job-log", methods=["GET", "POST"])
@requires(Permission.HISTORY_READ)
def list_job_logs() -> Reply:
    """Return what happened to timers, and what failed of what cases send out, the newest case first."""
    sent = asking.asked()
    with reading() as ctx:
        return json_answer(page(_of_timers(ctx, sent), JOB_LOGS.order(sent)))


@rest.route("/history/job-log/count", methods=["GET", "POST"])
@requires(Permission.HISTORY_READ)
def count_job_logs() -> Reply:
    """Return how much that was."""
    with reading() as ctx:
        return json_answer(shapes.count(sum(1 for _ in _of_timers(ctx, asking.asked()))))


@rest.get("/history/job-log/<job_log_id>")
@requires(Permission.HISTORY_READ)
def get_job_log(job_log_id: str) -> Reply:
    """Return one thing that happened to a job."""
    with reading() as ctx:
        return json_answer(_one(ctx, _of_timers, job_log_id))


@rest.get("/history/job-log/<job_log_id>/stacktrace")
@requires(Permission.HISTORY_READ)
def get_error_of_job_log(job_log_id: str) -> Reply:
    """Return what went wrong, as text; no stack is ever shown."""
    with reading() as ctx:
        said = _one(ctx, _of_timers, job_log_id)["jobExceptionMessage"]
    return text_answer(said or "")


def _one(ctx: Context, walk: Walk, log_id: str) -> Row:
    case, _, seq = log_id.rpartition(":")
    rows = walk(ctx, {"processInstanceId": case}) if seq.isascii() and seq.isdigit() else iter(())
    found = next((row for row in rows if row["id"] == log_id), None)
    if found is None:
        raise errors.NotFound(kind="entry of the record", id=log_id)
    return found


def _of_outside(ctx: Context, sent: dict[str, Any]) -> Iterator[Row]:
    tests = _tests(sent)
    for batch in cases(ctx, sent, OUTSIDE_LOGS):
        by_id = {case.id: case for case in batch}
        kept = work_logs.kept(ctx, list(by_id))
        for log in _newest_first(work_logs.of_outside(ctx, list(by_id)), list(by_id)):
            row = shapes_of_history.external_task_log(log, by_id[log.instance], kept[log.of].priority)
            if all(test(row) for test in tests):
                yield row


def _of_timers(ctx: Context, sent: dict[str, Any]) -> Iterator[Row]:
    tests, deployments = _tests(sent), dict[str, str]()
    for batch in cases(ctx, sent, JOB_LOGS):
        by_id = {case.id: case for case in batch}
        for log in _newest_first(work_logs.of_timers(ctx, list(by_id)), list(by_id)):
            case = by_id[log.instance]
            row = shapes_of_history.job_log(log, case, _deployment(ctx, case, deployments))
            if all(test(row) for test in tests):
                yield row


def _newest_first(logs: Iterator[Log], ids: list[str]) -> Iterator[Log]:
    """Give the logs in the order of their cases."""
    of_case: dict[str, list[Log]] = {one: [] for one in ids}
    for log in logs:
        of_case[log.instance].append(log)
    return (log for one in ids for log in of_case[one])


def _deployment(ctx: Context, case: execution.Instance, known: dict[str, str]) -> str:
    if case.definition not in known:
        known[case.definition] = definitions.version(ctx, case.definition).deployment_id
    return known[case.definition]


def _tests(sent: dict[str, Any]) -> list[Test]:
    """Return what each row must pass."""
    tests: list[Test] = []
    for theirs, (ours, read) in TESTS_OF_LOGS.items():
        if not asking.is_wanted(sent.get(theirs)):
            continue
        wanted = read(sent[theirs], theirs)
        if theirs.endswith("In"):
            tests.append(lambda row, ours=ours, wanted=wanted: row.get(ours) in wanted)
        elif theirs.endswith("ThanOrEquals"):
            sign = 1 if "Higher" in theirs else -1
            tests.append(lambda row, ours=ours, wanted=wanted, sign=sign: (row.get(ours, 0) - wanted) * sign >= 0)
        else:
            tests.append(equals(ours, wanted))
    states = [name for name in STATES_OF_LOGS if asking.truth(sent.get(name) or False, name)]
    if states:
        tests.append(lambda row: any(row[name] for name in states))
    return tests
