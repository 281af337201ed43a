"""Pages of cases: list with search, one case step by step, its proof; deeds are commands; decides nothing."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import execution, identity, worklist
from engine.context import Context
from engine.execution import Instance
from engine.identity import Permission, allowed
from engine.text import plural, translate
from web import showing
from web.audit import family, record
from web.auth import requires
from web.context import reading, run_command, writing
from web.inbox.lists import services
from web.language import language
from web.naming import Names

pages = Blueprint("audit", __name__, template_folder="templates")
_STEPS: Final = 50


@pages.get("/cases")
@requires(Permission.OWN_INSTANCE_READ)
def cases() -> ResponseReturnValue:
    """Show the cases that the actor may see, newest first, narrowed by what the address says."""
    lang, given = language(), request.args
    search, state, service = given.get("q", "").strip(), given.get("state", ""), given.get("service", "")
    wanted = execution.Filter(
        search=search or None,
        status=state if state in showing.CASE_STATES else None,
        process_key=service or None,
    )
    with reading() as ctx:
        total, number = execution.count(ctx, wanted), showing.page_number()
        found = execution.cases(ctx, wanted, limit=showing.ROWS, offset=(number - 1) * showing.ROWS)
        return render_template(
            "audit/cases.html",
            filters={
                "q": search,
                "state": state,
                "states": _states(lang),
                "service": service,
                "services": services(ctx, lang),
                "any": bool(search or state or service),
            },
            cases=_rows(ctx, lang, found),
            total_words=plural(lang, "{n} case", "{n} cases", total),
            pages=showing.pages(total, number),
            may_start=allowed(ctx.actor, Permission.INSTANCE_START),
        )


@pages.get("/cases/<case_id>")
@requires(Permission.OWN_INSTANCE_READ)
def case(case_id: str) -> ResponseReturnValue:
    """Show a case at one step of its record; that the actor looked is recorded."""
    lang = language()
    with reading() as ctx:
        found = record.read(ctx, lang, case_id)
        number = found.here(request.args.get("step", ""))
        events, neighbours = record.table(lang, found, number, _STEPS)
        wants_proof = bool(request.args.get("verify")) and allowed(ctx.actor, Permission.HISTORY_READ)
        page = render_template(
            "audit/case.html",
            case=_case(ctx, lang, found),
            drawing=record.drawn(ctx, lang, found, number),
            step=record.step(lang, found, number),
            **record.event(ctx, lang, found, number),
            events=events,
            pages=neighbours,
            verdict=record.verdict(ctx, lang, case_id) if wants_proof else None,
            incidents=record.incidents(ctx, lang, found),
            open_tasks=record.open_tasks(ctx, lang, found.case),
            timers=record.timers(ctx, lang, found),
            family=family.family(ctx, lang, found),
        )
    with writing() as ctx:
        execution.view(ctx, case_id)
    return page


@pages.get("/cases/<case_id>/record")
@requires(Permission.RECORD_EXPORT)
def export(case_id: str) -> ResponseReturnValue:
    """Give out the record of a case as JSON lines that `ravand verify` checks elsewhere."""
    with reading() as ctx:
        number = execution.case(ctx, case_id).number
        lines = "".join(f"{line.rstrip()}\n" for line in execution.export(ctx, case_id))
    answer = Response(lines, mimetype="application/x-ndjson")
    answer.headers["Content-Disposition"] = f'attachment; filename="{number}.jsonl"'
    return answer


@pages.post("/cases/<case_id>/suspend")
@requires(Permission.INSTANCE_SUSPEND)
def suspend(case_id: str) -> ResponseReturnValue:
    """Stop work on a case for a while."""
    reason = request.form.get("reason", "").strip()
    return _done(case_id, "instance.suspend", "suspended", lambda ctx: execution.suspend(ctx, case_id, reason))


@pages.post("/cases/<case_id>/resume")
@requires(Permission.INSTANCE_SUSPEND)
def resume(case_id: str) -> ResponseReturnValue:
    """Let work on a suspended case go on."""
    return _done(case_id, "instance.resume", "resumed", lambda ctx: execution.resume(ctx, case_id))


@pages.post("/cases/<case_id>/cancel")
@requires(Permission.INSTANCE_CANCEL)
def cancel(case_id: str) -> ResponseReturnValue:
    """End a case before its end."""
    reason = request.form.get("reason", "").strip()
    return _done(case_id, "instance.cancel", "cancelled", lambda ctx: execution.cancel_instance(ctx, case_id, reason))


@pages.post("/cases/<case_id>/retry")
@requires(Permission.INSTANCE_CHANGE)
def retry(case_id: str) -> ResponseReturnValue:
    """Try again where the case stands still."""
    return _done(case_id, "instance.retry", "retried", lambda ctx: execution.set_variables(ctx, case_id, {}))


def _done(case_id: str, name: str, notice: str, deed: Callable[[Context], Any]) -> ResponseReturnValue:
    """Run a command and lead back to the case."""

    def work(ctx: Context) -> ResponseReturnValue:
        deed(ctx)
        return redirect(url_for("audit.case", case_id=case_id, done=notice), 303)

    return run_command(name, work)


def _states(lang: str) -> list[tuple[str, str]]:
    words = [(value, words.show(lang)) for value, (words, _) in showing.CASE_STATES.items()]
    return [("", translate(lang, "Every state")), *words]


def _rows(ctx: Context, lang: str, found: list[Instance]) -> list[dict[str, Any]]:
    """Return the cases of a list with what each of them waits for."""
    waits: dict[str, list[str]] = {}
    named = Names(ctx, lang)
    if found:
        for task in worklist.tasks(ctx, worklist.Filter(instances=tuple(one.id for one in found))):
            waits.setdefault(task.instance, []).append(named(task.definition, task.element, task.name))
    called = identity.names(ctx, {one.started_by for one in found})
    return [
        {
            "number": showing.case_number(lang, one.number),
            "title": one.business_key,
            "address": url_for("audit.case", case_id=one.id),
            "service": named(one.definition, one.process_key, one.process_name),
            "version": one.version,
            "started": showing.moment(lang, one.started_at),
            "starter": called.get(one.started_by, ""),
            "waits": showing.joined(lang, list(dict.fromkeys(waits.get(one.id, [])))),
            **showing.state(lang, showing.CASE_STATES, one.status),
        }
        for one in found
    ]


def _case(ctx: Context, lang: str, found: record.Record) -> dict[str, Any]:
    """Return the case itself and what the actor may do with it."""
    case, may = found.case, partial(allowed, ctx.actor)
    return {
        "id": case.id,
        "number": showing.case_number(lang, case.number),
        "title": case.business_key,
        "service": found.named(case.definition, case.process_key, case.process_name),
        "version": case.version,
        "agency": identity.agency(ctx, case.agency).called(lang),
        "address": url_for("audit.case", case_id=case.id),
        "facts": _facts(lang, found),
        "export": url_for("audit.export", case_id=case.id) if may(Permission.RECORD_EXPORT) else "",
        "may_verify": may(Permission.HISTORY_READ),
        "may_suspend": case.status == execution.ACTIVE and may(Permission.INSTANCE_SUSPEND),
        "may_resume": case.status == execution.SUSPENDED and may(Permission.INSTANCE_SUSPEND),
        "may_cancel": not case.ended and may(Permission.INSTANCE_CANCEL),
        "may_retry": case.status == execution.ACTIVE and may(Permission.INSTANCE_CHANGE),
        **showing.state(lang, showing.CASE_STATES, case.status),
    }


def _facts(lang: str, found: record.Record) -> list[tuple[str, str]]:
    case = found.case
    rows = [
        (translate(lang, "Subject of the case"), case.business_key),
        (translate(lang, "Started"), showing.moment(lang, case.started_at).words),
        (translate(lang, "Started by"), found.called.get(case.started_by, "")),
        (translate(lang, "Ended"), showing.moment(lang, case.ended_at).words),
        (translate(lang, "Looked at"), plural(lang, "{n} time", "{n} times", len(found.views)) if found.views else ""),
    ]
    return [(words, shown) for words, shown in rows if shown]
