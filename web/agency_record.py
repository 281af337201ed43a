"""The page of what happened in the agency outside cases: sign-ins, refusals, deployments, people; changes nothing."""

from typing import Any, Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine import history
from engine.context import Context
from engine.history import Entry, Happened
from engine.identity import Permission, names
from engine.text import Text, show_number, translate
from web import showing
from web.audit import telling
from web.auth import requires
from web.context import reading
from web.language import language

pages = Blueprint("record", __name__)

#: Type of an event → its words.
EVENTS: Final[dict[str, Text]] = {
    "agency.created": Text("Agency set up"),
    "command.refused": Text("Request refused"),
    "decision.published": Text("Decision published"),
    "decision.retired": Text("Decisions withdrawn"),
    "definition.mended": Text("Version mended"),
    "definition.published": Text("Version published"),
    "definition.retired": Text("Version retired"),
    "deployment.created": Text("Files uploaded"),
    "group.changed": Text("Members of a group changed"),
    "group.created": Text("Group made"),
    "provider.simulated": Text("Simulated provider changed"),
    "session.closed": Text("Signed out"),
    "session.opened": Text("Signed in"),
    "session.refused": Text("Sign-in refused"),
    "token.issued": Text("Token made"),
    "token.revoked": Text("Token withdrawn"),
    "user.changed": Text("Person changed"),
    "user.created": Text("Person added"),
    "user.password_changed": Text("Password changed"),
}
#: The door that somebody came by → its words.
DOORS: Final[dict[str, Text]] = {
    "api": Text("By program"),
    "cli": Text("By command"),
    "page": Text("By page"),
    "system": Text("By itself"),
}
#: What of an entry's facts and payload is told beside its words, in this order.
_TOLD = (
    "reason", "command", "code", "key", "number", "group", "roles", "changed", "name", "username", "subject", "topic",
    "mode",
)  # fmt: skip


@pages.get("/record")
@requires(Permission.EVENT_READ)
def chronicle() -> ResponseReturnValue:
    """Show the record of the agency, newest first, filtered by the kind of event; `verify` proves that it is whole."""
    lang, kind, number = language(), request.args.get("kind", ""), showing.page_number()
    with reading() as ctx:
        wanted, agency = _wanted(ctx, kind), ctx.actor.agency
        total = history.count(ctx, agency, wanted) if wanted.types else history.length(ctx, agency)
        offset = (number - 1) * showing.ROWS
        found = history.search(ctx, agency, wanted, limit=showing.ROWS, offset=offset)
        rows = _rows(ctx, lang, found)
        verdict = _verdict(ctx, lang) if request.args.get("verify") else None
    return render_template(
        "record.html",
        rows=rows,
        verdict=verdict,
        verify=showing.same_page(verify=1),
        pages=showing.pages(total, number),
        filters={"kind": kind, "kinds": [(name, words.show(lang)) for name, words in EVENTS.items()]},
        total_words=translate(lang, "{count} entries", count=total),
    )


def _wanted(ctx: Context, kind: str) -> history.Filter:
    return history.Filter(chain=f"agency:{ctx.actor.agency}", types=(kind,) if kind in EVENTS else None)


def _rows(ctx: Context, lang: str, found: list[Entry]) -> list[dict[str, Any]]:
    told = list(zip(found, history.happened(found), strict=True))
    people = names(ctx, {one for _, entry in told for one in (entry.actor, str(entry.facts.get("user", "")))})
    return [
        {
            "number": show_number(lang, entry.seq),
            "words": EVENTS[entry.type].show(lang) if entry.type in EVENTS else entry.type,
            "tone": "warn" if entry.type.endswith(".refused") else "",
            "who": people.get(entry.actor, ""),
            "whom": people.get(str(entry.facts.get("user", "")), "") if entry.facts.get("user") != entry.actor else "",
            "door": DOORS[stored.channel].show(lang) if stored.channel in DOORS else stored.channel,
            "when": showing.moment(lang, entry.at),
            "details": _details(entry),
        }
        for stored, entry in told
    ]


def _details(entry: Happened) -> list[str]:
    """Return codes and names as they are stored: they are the same in every language, and can be searched for."""
    values = [{**entry.facts, **entry.payload}.get(name) for name in _TOLD]
    return [", ".join(map(str, value)) if isinstance(value, list) else str(value) for value in values if value]


def _verdict(ctx: Context, lang: str) -> dict[str, Any]:
    found = history.verify.chain(history.entries(ctx, f"agency:{ctx.actor.agency}", ctx.actor.agency))
    if found.whole:
        said = "The record is whole. {count} entries were checked."
        return {"tone": "ok", "words": translate(lang, said, count=found.entries)}
    said, reason = "The record is broken at entry {number}. {reason}", telling.BROKEN[found.reason]
    return {"tone": "danger", "words": translate(lang, said, number=found.broken_at, reason=reason)}
