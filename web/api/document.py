"""/api/openapi.json: what can be asked under /api, made from the routes themselves; must not be written by hand."""

import re
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from inspect import getdoc
from typing import Any, Final

from flask import Flask
from werkzeug.routing import Rule

from engine.identity import Permission
from web.answers import Reply, json_answer
from web.api.blueprint import api
from web.api.described import Description, described
from web.api.schemas import SCHEMAS, ref
from web.auth import requires

_ALWAYS: Final = (401, 403, 429, 500, 503)
_ABOUT: Final = (
    "What the Camunda 7 REST dialect under /engine-rest has no word for. A program signs in by Basic or bearer token; "
    "a browser that is signed in may also read with its session. Everything of another agency answers 404."
)
_SCHEMES: Final = {
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer", "description": "A token from the account page."},
    "session": {"type": "apiKey", "in": "cookie", "name": "ravand", "description": "For reading only."},
}


@api.get("/openapi.json")
@requires(Permission.OWN_ACCOUNT_CHANGE)
@described(Description("readDocument", "Document"))
def openapi() -> Reply:
    """Return this document."""
    return json_answer(document())


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document of all routes of /api."""
    paths: dict[str, dict[str, Any]] = {}
    for rule, view in _routes():
        address = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            paths.setdefault(address, {})[method.lower()] = _operation(rule, view)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Ravand", "version": "1", "description": _ABOUT},
        "paths": paths,
        "components": {"schemas": SCHEMAS, "securitySchemes": _SCHEMES},
        "security": [{name: []} for name in _SCHEMES],
    }


def _routes() -> Iterator[tuple[Rule, Any]]:
    """Give the routes that hang on /api, from an application that holds nothing else."""
    alone = Flask(__name__, static_folder=None)
    alone.register_blueprint(api)
    for rule in sorted(alone.url_map.iter_rules(), key=lambda one: one.rule):
        yield rule, alone.view_functions[rule.endpoint]


def _operation(rule: Rule, view: Any) -> dict[str, Any]:
    description: Description = view.description
    inside = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": description.path[name],
            "schema": {"type": "string"},
        }
        for name in sorted(rule.arguments)
    ]
    asked = [
        {"name": name, "in": "query", "required": one.required, "description": one.meaning, "schema": dict(one.schema)}
        for name, one in description.query.items()
    ]
    refused = sorted({*_ALWAYS, *description.refusals})
    return {
        "operationId": description.name,
        "summary": getdoc(view),
        "description": f"Permission: {view.permission.value}.",
        "parameters": [*inside, *asked],
        "responses": {
            "200": _content("The answer.", description.answer),
            **{str(status): _content(HTTPStatus(status).phrase, "Refusal") for status in refused},
        },
    }


def _content(meaning: str, schema: str) -> dict[str, Any]:
    return {"description": meaning, "content": {"application/json": {"schema": ref(schema)}}}
