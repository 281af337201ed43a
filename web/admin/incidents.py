"""Pages of incidents: which cases stand still, why, and what operators do about it; decides nothing."""

from typing import Any, Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import definitions, spiff
from engine.context import Context
from engine.execution import job_commands, job_queries, jobs
from engine.execution.job_queries import Incidents, Standing
from engine.identity import Permission, allowed
from engine.text import Text, plural, show_number, translate
from web import showing
from web.admin.jobs import filters, tabs
from web.auth import requires
from web.context import reading, run_command
from web.language import language
from web.naming import Names

pages = Blueprint("incidents", __name__, template_folder="templates")

#: State of an incident in the address → its words; "" is every state.
STATES: Final[dict[str, tuple[Text, bool | None]]] = {
    "": (Text("Open"), True),
    "over": (Text("Settled"), False),
    "all": (Text("Every state"), None),
}


@pages.get("/incidents")
@requires(Permission.INCIDENT_READ)
def incidents() -> ResponseReturnValue:
    """Show incidents of the agency, newest first, narrowed by what the address says."""
    lang, given = language(), request.args
    state, service = given.get("state", ""), given.get("service", "")
    also = (("process_key", "eq", service),) if service else ()
    wanted = Incidents(open=STATES.get(state, STATES[""])[1], also=also)
    with reading() as ctx:
        total, number = job_queries.incidents_count(ctx, wanted), showing.page_number()
        found = job_queries.incidents_where(ctx, wanted, limit=showing.ROWS, offset=(number - 1) * showing.ROWS)
        named = Names(ctx, lang)
        return render_template(
            "admin/incidents.html",
            filters=filters(ctx, lang, STATES, state, service),
            incidents=[_shown(ctx, lang, named, one) for one in found],
            tabs=tabs(ctx, lang, "incidents"),
            total_words=plural(lang, "{n} incident", "{n} incidents", total),
            pages=showing.pages(total, number),
        )


@pages.get("/incidents/<incident_id>")
@requires(Permission.INCIDENT_READ)
def incident(incident_id: str) -> ResponseReturnValue:
    """Show one incident with what can be done about it."""
    lang = language()
    with reading() as ctx:
        found = job_queries.incident_of(ctx, incident_id)
        shown = _shown(ctx, lang, Names(ctx, lang), found)
        failed = jobs.peek(ctx, found.job) if found.job else None
        is_open = found.incident.resolved_at is None
        may_change = is_open and failed is not None and allowed(ctx.actor, Permission.JOB_CHANGE)
        return render_template(
            "admin/incident.html",
            incident=shown,
            facts=_facts(lang, found, failed),
            may_resolve=is_open and allowed(ctx.actor, Permission.INCIDENT_RESOLVE),
            may_change=may_change,
        )


@pages.post("/incidents/<incident_id>/resolve")
@requires(Permission.INCIDENT_RESOLVE)
def resolve(incident_id: str) -> ResponseReturnValue:
    """Say why an incident is settled; what stands still tries again."""
    reason = request.form.get("reason", "")
    return _done(incident_id, "incident.resolve", lambda ctx: job_commands.resolve_incident(ctx, incident_id, reason))


@pages.post("/incidents/<incident_id>/retries")
@requires(Permission.JOB_CHANGE)
def retries(incident_id: str) -> ResponseReturnValue:
    """Give the job behind an incident new tries: so many, or those it had at first."""
    given = request.form.get("retries", "").strip()

    def deed(ctx: Context) -> None:
        job = job_queries.incident_of(ctx, incident_id).incident.id
        if given:
            job_commands.set_retries(ctx, job, int(given) if given.isdecimal() and len(given) < 5 else 0)
        else:
            job_commands.retry_job(ctx, job)

    return _done(incident_id, "job.retries", deed)


def _done(incident_id: str, name: str, deed: Any) -> ResponseReturnValue:
    def work(ctx: Context) -> ResponseReturnValue:
        deed(ctx)
        return redirect(url_for("incidents.incident", incident_id=incident_id, done="retried"), 303)

    return run_command(name, work)


def _shown(ctx: Context, lang: str, named: Names, found: Standing) -> dict[str, Any]:
    """Return an incident in words."""
    one = found.incident
    is_open = one.resolved_at is None
    may_see = bool(one.instance) and allowed(ctx.actor, Permission.INSTANCE_READ)
    return {
        "id": one.id,
        "words": spiff.Incident(one.activity, one.element, one.code, one.details).text.show(lang),
        "element": _element(ctx, named, found),
        "service": named(found.definition, found.process_key, found.process_name) if found.definition else "",
        "case": showing.case_number(lang, found.case_number) if found.case_number else "",
        "case_address": url_for("audit.case", case_id=one.instance) if may_see else "",
        "address": url_for("incidents.incident", incident_id=one.id),
        "since": showing.moment(lang, one.opened_at),
        "state_word": translate(lang, "Open") if is_open else translate(lang, "Settled"),
        "tone": "danger" if is_open else "ok",
    }


def _element(ctx: Context, named: Names, found: Standing) -> str:
    if not found.definition:
        return found.incident.element
    drawn = definitions.program(ctx, found.definition).elements.get(found.incident.element)
    own = (drawn.name if drawn else "") or found.incident.element
    return named(found.definition, found.incident.element, own)


def _facts(lang: str, found: Standing, failed: jobs.Job | None) -> list[tuple[str, str]]:
    one = found.incident
    rows = [
        (translate(lang, "Since"), showing.moment(lang, one.opened_at).words),
        (translate(lang, "Settled"), showing.moment(lang, one.resolved_at).words),
        (translate(lang, "Tries made"), show_number(lang, failed.tries) if failed else ""),
        (translate(lang, "What went wrong last"), (failed.error or "") if failed else ""),
        (translate(lang, "Reference"), one.id),
    ]
    return [(words, shown) for words, shown in rows if shown]
