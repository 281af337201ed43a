"""What the frame of every page shows: words, language, who is signed in, where one can go; must not know pages."""

from functools import partial
from typing import Any, NamedTuple

from flask import Flask, current_app, request, url_for

from engine import db, text
from engine.identity import Permission, agency, allowed
from engine.text import Text
from web import assets, notices, origin
from web.context import house, reading, visit
from web.language import language


class Place(NamedTuple):
    """An entry of the navigation: shown to who has the permission, once its page exists."""

    endpoint: str
    permission: Permission
    words: Text
    under: tuple[str, ...]  # first parts of the addresses that belong to it


PLACES = (
    Place("inbox.tasks", Permission.OWN_TASK_COMPLETE, Text("Tasks"), ("tasks",)),
    Place("audit.cases", Permission.OWN_INSTANCE_READ, Text("Cases"), ("cases",)),
    Place("inbox.start", Permission.INSTANCE_START, Text("Start a case"), ("start",)),
    Place("studio.services", Permission.DEFINITION_READ, Text("Services"), ("services",)),
    Place("incidents.incidents", Permission.INCIDENT_READ, Text("Incidents"), ("incidents", "jobs")),
    Place("admin.people", Permission.ACCOUNT_READ, Text("People"), ("people", "groups")),
    Place("simulation.registry", Permission.CONNECTOR_READ, Text("Simulation"), ("simulation",)),
    Place("record.chronicle", Permission.EVENT_READ, Text("Record"), ("record",)),
)
#: Where somebody's work begins: the first page whose deeds they may do, else the first they may read.
HOMES = (
    ("inbox.tasks", Permission.OWN_TASK_COMPLETE),
    ("studio.services", Permission.DEFINITION_DEPLOY),
    ("admin.people", Permission.ACCOUNT_CHANGE),
    *((place.endpoint, place.permission) for place in PLACES),
)
_OTHER = {"fa": ("en", "English"), "en": ("fa", "فارسی")}


def install(app: Flask) -> None:
    """Give the templates of an application what they need."""
    app.jinja_env.globals.update(
        asset=assets.asset,
        csrf_token=origin.csrf_token,
        new_key=db.new_id,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = False
    app.context_processor(_frame)


def home() -> str:
    """Return the address where the actor's work begins."""
    here, views = visit().actor, current_app.view_functions
    for endpoint, permission in HOMES:
        if endpoint in views and allowed(here, permission):
            return url_for(endpoint)
    return url_for("session.password")


def navigation(lang: str) -> list[dict[str, Any]]:
    """Return where the actor can go."""
    here, views = visit().actor, current_app.view_functions
    return [
        {
            "address": url_for(place.endpoint),
            "word": place.words.show(lang),
            "current": request.path.split("/")[1] in place.under,
        }
        for place in PLACES
        if place.endpoint in views and allowed(here, place.permission)
    ]


def _frame() -> dict[str, Any]:
    lang, here = language(), visit()
    signed_in = here.actor.id != "anonymous"
    other, word = _OTHER[lang]
    way = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return {
        "lang": lang,
        "dir": text.direction(lang),
        "_": partial(text.translate, lang),
        "n_": partial(text.plural, lang),
        "num": partial(text.show_number, lang),
        "actor": here.actor if signed_in else None,
        "agency_name": _agency_name(lang) if signed_in else "",
        "navigation": navigation(lang) if signed_in else [],
        "other_language": {
            "address": url_for("session.choose_language", lang=other, next=way),
            "word": word,
            "lang": other,
        },
        "demo": house().settings.demo,
        "flashes": notices.flashes(lang),
        "fonts": _fonts(lang),
    }


def _agency_name(lang: str) -> str:
    with reading() as ctx:
        return agency(ctx, ctx.actor.agency).called(lang)


def _fonts(lang: str) -> bool:
    """Tell whether the page asks for the Persian letters: not where the reader saves data or reads English."""
    return lang == "fa" and request.headers.get("Save-Data") != "on" and "vazirmatn-400.woff2" in assets.manifest()
