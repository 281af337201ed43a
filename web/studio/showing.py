"""What the pages of services and versions hold; must not change a version."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from engine import definitions, execution, identity, spiff
from engine.context import Context
from engine.definitions import Version, ready
from engine.identity import Permission, allowed
from engine.text import shortened, show_number, translate
from web import showing
from web.naming import Names

#: What of a drawing stands in the list of steps; flows and merging gateways would only lengthen it.
_SPLITTING = 2
#: Steps that a page lists.
_MOST = 500


def services(ctx: Context, lang: str) -> list[dict[str, Any]]:
    """Return the agency's services by name, each with its newest version and the one in force."""
    versions = definitions.listing(ctx, definitions.Filter())
    running = execution.running(ctx, tuple(one.id for one in versions))
    by_key: dict[str, list[Version]] = {}
    for one in versions:
        by_key.setdefault(one.key, []).append(one)
    authors = identity.names(ctx, {one.author for one in versions})
    named = Names(ctx, lang)
    found = [_service(lang, of_key, running, authors, named) for of_key in by_key.values()]
    return sorted(found, key=lambda one: str(one["name"]))


def version_row(lang: str, one: Version, running: Mapping[str, int], authors: Mapping[str, str]) -> dict[str, Any]:
    """Return one line of the list of versions."""
    stored = showing.moment(lang, one.created_at)
    return {
        "id": one.id,
        "number": one.version,
        "address": url_for("studio.version", version_id=one.id),
        "author": authors.get(one.author, translate(lang, "Ravand")),
        "when": stored.words,
        "iso": stored.iso,
        "note": one.note,
        "running": running.get(one.id, 0),
        "findings_words": counted(lang, one),
        **showing.state(lang, showing.VERSION_STATES, one.state),
    }


def counted(lang: str, one: Version) -> str:
    """Return how many findings of each severity a version has, in words."""
    severe = [finding.severity for finding in one.findings]
    parts = [
        translate(lang, "errors: {n}", n=severe.count("error")) if "error" in severe else "",
        translate(lang, "warnings: {n}", n=severe.count("warning")) if "warning" in severe else "",
        translate(lang, "hints: {n}", n=severe.count("info")) if "info" in severe else "",
    ]
    return showing.joined(lang, [part for part in parts if part]) or translate(lang, "No findings")


def steps(ctx: Context, lang: str, one: Version) -> tuple[list[dict[str, str]], int]:
    """Return what a version's process consists of, in words, and how many steps more: for those who cannot see it."""
    held = ready.opened(ctx, one.id)
    outline, named = spiff.outline(held.root, one.key), Names(ctx, lang)
    told = [node for node in outline.nodes.values() if _is_told(node)]
    shown = [
        {
            "name": named(one.id, node.id, node.name or translate(lang, "(without a name)")),
            "type_word": definitions.kind(node.type).show(lang),
            "who": shortened(node.assignee or node.candidate_groups or node.candidate_users or node.lane or ""),
            "form": translate(lang, "yes") if node.id in held.forms else "",
        }
        for node in told[:_MOST]
    ]
    return shown, len(told) - len(shown)


def _is_told(node: spiff.Element) -> bool:
    """Tell whether a reader learns something: a nameless join, start or end only holds the drawing together."""
    return (
        bool(node.name)
        or len(node.outgoing) >= _SPLITTING
        or not node.type.endswith(("Gateway", "endEvent", "startEvent"))
    )


def files(ctx: Context, one: Version) -> list[dict[str, str]]:
    """Return the files that came with a version, for download."""
    return [
        {
            "name": file.name,
            "address": url_for("studio.file", resource_id=file.id),
            "size_words": f"SHA-256 {file.sha256[:12]}…",
        }
        for file in definitions.resources(ctx, one.deployment_id)
    ]


def facts(ctx: Context, lang: str, one: Version) -> list[tuple[str, str]]:
    """Return what is known of a version beside its diagram."""
    authors = identity.names(ctx, {one.author})
    rows = [
        (translate(lang, "Key"), one.key),
        (translate(lang, "Note"), one.note),
        (translate(lang, "Stored by"), authors.get(one.author, translate(lang, "Ravand"))),
        (translate(lang, "Stored"), showing.moment(lang, one.created_at).words),
        (translate(lang, "Published"), showing.moment(lang, one.published_at).words),
        (translate(lang, "Retired"), showing.moment(lang, one.retired_at).words),
        (translate(lang, "Cases under way"), show_number(lang, execution.running(ctx, (one.id,)).get(one.id, 0))),
    ]
    return [(said, shown) for said, shown in rows if shown]


def may_upload(ctx: Context) -> bool:
    """Tell whether the actor may upload diagrams."""
    return allowed(ctx.actor, Permission.DEFINITION_DEPLOY)


def _service(
    lang: str, versions: Sequence[Version], running: Mapping[str, int], authors: Mapping[str, str], named: Names
) -> dict[str, Any]:
    """Return one service; its versions come newest first."""
    latest = versions[0]
    return {
        "key": latest.key,
        "name": named(latest.id, latest.key, latest.name),
        "address": url_for("studio.versions", key=latest.key),
        "latest": version_row(lang, latest, running, authors),
        "published": next((one.version for one in versions if one.state == definitions.PUBLISHED), None),
        "running": sum(running.get(one.id, 0) for one in versions),
    }
