"""The page of one version of a decision, and the decisions on the page of a process; must not decide or read XML."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine import definitions, execution
from engine.context import Context
from engine.definitions import DecisionVersion, Version
from engine.identity import Permission, allowed
from engine.text import translate
from web import showing
from web.auth import requires
from web.context import reading, run_command
from web.language import language
from web.studio import decision_tables

pages = Blueprint("deciding", __name__, template_folder="templates")
_FINDINGS = 100  # findings that a page lists


@pages.get("/services/decisions/<decision_id>")
@requires(Permission.DEFINITION_READ)
def decision(decision_id: str) -> ResponseReturnValue:
    """Show one version of a decision: its tables, what was found in its file, and its other versions."""
    lang = language()
    with reading() as ctx:
        one = definitions.decision_version(ctx, decision_id)
        return render_template("studio/decision.html", **_page(ctx, lang, one))


@pages.post("/services/decisions/<decision_id>/publish")
@requires(Permission.DEFINITION_PUBLISH)
def publish_decision(decision_id: str) -> ResponseReturnValue:
    """Publish the decisions that came with this one: processes published from now on may ask them."""

    def work(ctx: Context) -> ResponseReturnValue:
        one = definitions.decision_version(ctx, decision_id)
        execution.publish_decisions(ctx, one.deployment_id)
        return redirect(url_for("deciding.decision", decision_id=decision_id), 303)

    return run_command("decision.publish", work)


def of_version(ctx: Context, lang: str, version: Version) -> list[dict[str, Any]]:
    """Return the decisions that the tasks of a version ask, with their tables, for its page."""
    found: dict[str, DecisionVersion] = {one.id: one for one in execution.asked_decisions(ctx, version).values()}
    return [_shown(ctx, lang, one) for one in found.values()]


def _shown(ctx: Context, lang: str, one: DecisionVersion) -> dict[str, Any]:
    return {
        "name": one.name,
        "number": one.version,
        "address": url_for("deciding.decision", decision_id=one.id),
        "tables": decision_tables.tables(lang, definitions.decision_model(ctx, one), one.key),
        **showing.state(lang, showing.VERSION_STATES, one.state),
    }


def _page(ctx: Context, lang: str, one: DecisionVersion) -> dict[str, Any]:
    others = definitions.versions_of_decision(ctx, one.key)
    stored = showing.moment(lang, one.created_at)
    may_publish = allowed(ctx.actor, Permission.DEFINITION_PUBLISH) and one.state == definitions.DRAFT
    return {
        "decision": {"id": one.id, **_shown(ctx, lang, one)},
        "facts": [
            (translate(lang, "Id"), one.key),
            (translate(lang, "Stored"), stored.words),
            (translate(lang, "File"), one.resource_name),
        ],
        "file": url_for("studio.file", resource_id=one.resource_id),
        "findings": [
            {"tone": _TONES[found.severity], "words": found.message(lang), "fix": found.fix(lang), "line": found.line}
            for found in one.findings[:_FINDINGS]
        ],
        "versions": [
            {"number": other.version, "address": url_for("deciding.decision", decision_id=other.id),
             **showing.state(lang, showing.VERSION_STATES, other.state)}
            for other in others
            if other.id != one.id
        ],
        "may_publish": may_publish,
        "publishable": one.publishable,
    }  # fmt: skip


_TONES = {"error": "danger", "warning": "warn", "info": "info"}
