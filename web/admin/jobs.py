"""The page of jobs: what happens by itself and when, what fails, and what operators do about it; decides nothing."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import definitions, execution
from engine.context import Context
from engine.execution import job_commands, job_queries, outbox, subscriptions
from engine.execution.job_queries import Jobs
from engine.execution.jobs import FAILED, GO_ON, RUNNING, START, TIMER, Job
from engine.identity import Permission, allowed
from engine.text import Text, plural, translate
from web import showing
from web.auth import requires
from web.context import reading, run_command
from web.inbox.lists import services
from web.language import language
from web.naming import Names

pages = Blueprint("jobs", __name__, template_folder="templates")

#: State in the address → its words, and which jobs; "" is every state.
STATES: Final[Mapping[str, tuple[Text, dict[str, Any]]]] = {
    "": (Text("Every state"), {}),
    "due": (Text("Due now"), {"executable": True}),
    "running": (Text("Being done"), {"also": (("state", "eq", RUNNING),)}),
    "failing": (Text("Failed at the last try"), {"failing": True}),
    "stopped": (Text("Stopped for a while"), {"suspended": True}),
    "exhausted": (Text("Failed at every try"), {"also": (("state", "eq", FAILED),)}),
}
#: Kind of a job → its words; another is shown under its own name.
KINDS: Final[Mapping[str, Text]] = {
    TIMER: Text("Timer"),
    START: Text("Start of a case"),
    subscriptions.MESSAGE: Text("Message"),
    subscriptions.SIGNAL: Text("Signal"),
    outbox.SIGNAL_TO: Text("Signal"),
    GO_ON: Text("Next piece of a long way"),
}


@pages.get("/jobs")
@requires(Permission.JOB_READ)
def jobs() -> ResponseReturnValue:
    """Show the jobs of the agency, the next one first, narrowed by what the address says."""
    lang, given = language(), request.args
    state, service = given.get("state", ""), given.get("service", "")
    state = state if state in STATES else ""
    wanted = _wanted(state, service)
    with reading() as ctx:
        total, number = job_queries.jobs_count(ctx, wanted), showing.page_number()
        found = job_queries.jobs_where(ctx, wanted, limit=showing.ROWS, offset=(number - 1) * showing.ROWS)
        return render_template(
            "admin/jobs.html",
            filters=filters(ctx, lang, STATES, state, service),
            jobs=_shown(ctx, lang, found),
            tabs=tabs(ctx, lang, "jobs"),
            may_change=allowed(ctx.actor, Permission.JOB_CHANGE),
            total_words=plural(lang, "{n} job", "{n} jobs", total),
            pages=showing.pages(total, number),
        )


@pages.post("/jobs/<job_id>/retry")
@requires(Permission.JOB_CHANGE)
def retry(job_id: str) -> ResponseReturnValue:
    """Give a job the tries it had at first, now."""

    def work(ctx: Context) -> ResponseReturnValue:
        job_commands.retry_job(ctx, job_id)
        return redirect(url_for("jobs.jobs", done="retried"), 303)

    return run_command("job.retries", work)


def filters(
    ctx: Context, lang: str, states: Mapping[str, tuple[Text, Any]], state: str, service: str
) -> dict[str, Any]:
    """Return what narrows a list of this room: its states and the agency's services, with what is chosen."""
    return {
        "state": state,
        "states": [(value, words.show(lang)) for value, (words, _) in states.items()],
        "service": service,
        "services": services(ctx, lang),
        "any": bool(state or service),
    }


def tabs(ctx: Context, lang: str, current: str) -> list[dict[str, Any]]:
    """Return incidents and jobs, as far as the actor may see them."""
    incidents_ = {"address": url_for("incidents.incidents"), "word": translate(lang, "Incidents"), "count": None}
    jobs_ = {"address": url_for("jobs.jobs"), "word": translate(lang, "Jobs"), "count": None}
    found = [(Permission.INCIDENT_READ, "incidents", incidents_), (Permission.JOB_READ, "jobs", jobs_)]
    return [{**tab, "current": name == current} for needed, name, tab in found if allowed(ctx.actor, needed)]


def _wanted(state: str, service: str) -> Jobs:
    of_state = dict(STATES[state][1])
    also = (*of_state.pop("also", ()), *((("process_key", "eq", service),) if service else ()))
    return Jobs(also=also, **of_state)


def _shown(ctx: Context, lang: str, found: list[Job]) -> list[dict[str, Any]]:
    named, may_see = Names(ctx, lang), allowed(ctx.actor, Permission.INSTANCE_READ)
    ids = tuple({one.instance for one in found if one.instance})
    cases = {one.id: one for one in execution.cases(ctx, execution.Filter(ids=ids), limit=len(ids))} if may_see else {}
    return [_row(ctx, lang, named, one, cases.get(one.instance or "")) for one in found]


def _row(ctx: Context, lang: str, named: Names, one: Job, case: execution.Instance | None) -> dict[str, Any]:
    kind = KINDS.get(one.kind)
    return {
        "id": one.id,
        "element": _element(ctx, named, one),
        "kind": kind.show(lang) if kind else one.kind,
        "service": named(one.definition, one.process_key, _process(ctx, one)) if one.definition else one.process_key,
        "case": showing.case_number(lang, case.number) if case else "",
        "case_address": url_for("audit.case", case_id=case.id) if case else "",
        "without_case": one.instance is None,
        "due": showing.moment(lang, one.due_at),
        "tries": plural(lang, "{n} try left", "{n} tries left", max(one.tries_left, 0)),
        "error": one.error or "",
        "may_retry": one.state != RUNNING and (one.state == FAILED or one.error is not None),
        **_state(ctx, lang, one),
    }


def _state(ctx: Context, lang: str, one: Job) -> dict[str, Any]:
    """Return a job's state as a badge, and until when somebody holds it."""
    until = showing.moment(lang, one.lease_until) if one.state == RUNNING else showing.moment(lang, None)
    if one.state == RUNNING:
        word, tone = "Being done", "info"
    elif one.state == FAILED:
        word, tone = "Failed at every try", "danger"
    elif one.suspended:
        word, tone = "Stopped for a while", "quiet"
    elif one.due_at <= ctx.at:
        word, tone = "Due now", "warn"
    else:
        word, tone = "Waits for its time", ""
    return {"state_word": _WORDS[word].show(lang), "tone": tone, "until": until}


_WORDS: Final = {words.msgid: words for words, _ in STATES.values()} | {
    "Waits for its time": Text("Waits for its time"),
}


def _element(ctx: Context, named: Names, one: Job) -> str:
    if not one.definition:
        return one.element
    drawn = definitions.program(ctx, one.definition).elements.get(one.element)
    return named(one.definition, one.element, (drawn.name if drawn else "") or one.element)


def _process(ctx: Context, one: Job) -> str:
    return definitions.version(ctx, one.definition).name
