"""The page of one version of a decision, and the decisions on the page of a process; must not decide or read XML."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine import definitions, execution
from engine.context import Context
from engine.definitions import DecisionVersion, Version
from engine.identity import Permission, allowed
from engine.text import plural, shortened, translate
from web import showing
from web.auth import requires
from web.context import reading, run_command
from web.language import language
from web.naming import Names
from web.studio import decision_tables

pages = Blueprint("deciding", __name__, template_folder="templates")
_FINDINGS = 100  # findings that a page lists


@pages.get("/services/decisions")
@requires(Permission.DEFINITION_READ)
def decisions() -> ResponseReturnValue:
    """Show the decisions of the agency: their versions, which is in force, and which services in force ask them."""
    lang = language()
    with reading() as ctx:
        rows = listed(ctx, lang)
        return render_template(
            "studio/decisions.html",
            decisions=rows,
            tabs=tabs(lang, "decisions"),
            total_words=plural(lang, "{n} decision", "{n} decisions", len(rows)),
            may_upload=allowed(ctx.actor, Permission.DEFINITION_DEPLOY),
        )


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


def tabs(lang: str, current: str) -> list[dict[str, Any]]:
    """Return services and decisions, which the same people may see."""
    found = (("services", "studio.services", "Services"), ("decisions", "deciding.decisions", "Decisions"))
    return [
        {"address": url_for(endpoint), "word": translate(lang, word), "count": None, "current": name == current}
        for name, endpoint, word in found
    ]


def listed(ctx: Context, lang: str) -> list[dict[str, Any]]:
    """Return the agency's decisions by name."""
    by_key: dict[str, list[DecisionVersion]] = {}
    for one in definitions.decisions_listed(ctx):
        by_key.setdefault(one.key, []).append(one)
    asked_by = _asked_by(ctx, lang)
    rows = [_row(lang, versions, asked_by.get(key, [])) for key, versions in by_key.items()]
    return sorted(rows, key=lambda row: str(row["name"]))


def _row(lang: str, versions: list[DecisionVersion], asked_by: list[dict[str, str]]) -> dict[str, Any]:
    """Return one line of the list; `versions` are those of one decision, the newest first."""
    newest, stored = versions[0], showing.moment(lang, versions[0].created_at)
    in_force = next((one for one in versions if one.state == definitions.PUBLISHED), None)
    return {
        "name": shortened(newest.name),
        "key": newest.key,
        "newest": {
            "number": newest.version,
            "address": url_for("deciding.decision", decision_id=newest.id),
            "when": stored.words,
            "iso": stored.iso,
            **showing.state(lang, showing.VERSION_STATES, newest.state),
        },
        "in_force": in_force
        and {"number": in_force.version, "address": url_for("deciding.decision", decision_id=in_force.id)},
        "asked_by": asked_by,
    }


def _asked_by(ctx: Context, lang: str) -> dict[str, list[dict[str, str]]]:
    """Return by decision the services whose version in force asks it, in alphabetical order."""
    in_force = definitions.listing(ctx, definitions.Filter(latest=True, states=(definitions.PUBLISHED,)))
    named, keys = Names(ctx, lang), {one.id: one.key for one in definitions.decisions_listed(ctx)}
    found: dict[str, list[dict[str, str]]] = {}
    for version in in_force:
        name = named(version.id, version.key, version.name)
        for key in sorted({keys[one] for one in definitions.pinned(ctx, version.id).values() if one in keys}):
            found.setdefault(key, []).append({"name": name, "address": url_for("studio.versions", key=version.key)})
    return {key: sorted(of_key, key=lambda one: one["name"]) for key, of_key in found.items()}


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
        "asked_by": _asked_by(ctx, lang).get(one.key, []),
        "may_publish": may_publish,
        "publishable": one.publishable,
    }  # fmt: skip


_TONES = {"error": "danger", "warning": "warn", "info": "info"}
