"""How a refusal or failure is answered: status, words in the reader's language, page or JSON; must not decide."""

import logging
import traceback
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge
from werkzeug.wrappers import Response

from engine import db, errors
from engine.text import Text, translate
from web.answers import Answered, Reply, json_answer
from web.auth import OURS, recognise
from web.context import forget_actor, house, visit
from web.language import api_language, language

_LOG = logging.getLogger("ravand")

#: The most special kind first: a kind is looked up along the classes of an error.
STATUS: dict[type[errors.RavandError], int] = {
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.TooLarge: 413,
    errors.Invalid: 422,
    errors.MalformedRequest: 400,
    errors.TooMany: 429,
    errors.Unavailable: 503,
    errors.RavandError: 500,
}
_HEADINGS = {
    400: Text("This request cannot be read"),
    401: Text("Please sign in"),
    403: Text("You may not do this"),
    404: Text("There is nothing here"),
    405: Text("This cannot be done here"),
    409: Text("This is not as it was any more"),
    413: Text("This is too large"),
    422: Text("Please look at this again"),
    429: Text("Please wait a moment"),
    503: Text("Just a moment"),
}
_REASONS = {415: "its Content-Type is not known here"}
_RETRY_AFTER = "30"
#: Parameters that are English words with a translation, not names or numbers.
_WORDS = frozenset({"kind", "reason", "state", "status"})


def install(app: Flask) -> None:
    """Let the application answer every error through this module."""
    app.register_error_handler(errors.RavandError, refused)
    app.register_error_handler(HTTPException, refused_by_flask)
    app.register_error_handler(Exception, failed)


def status_of(error: errors.RavandError) -> int:
    """Return the HTTP status of an error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def words_of(error: errors.RavandError, lang: str) -> str:
    """Return the message in a language; what is missing and what is wrong are words to translate themselves."""
    params = {name: _worded(name, value) for name, value in error.params.items()}
    return translate(lang, error.template(), **params)


def refused(error: errors.RavandError, status: int | None = None) -> Answered:
    """Answer an error of ours."""
    code = status or status_of(error)
    if code == 401 and not visit().api:
        return redirect(url_for("session.sign_in", next=_way_back()), 303)
    answer = _as_json(error, code) if visit().api else _as_page(error, code)
    if code == 429:
        answer.headers["Retry-After"] = str(error.params.get("seconds", _RETRY_AFTER))
    if code == 503:
        answer.headers["Retry-After"] = _RETRY_AFTER
    if code == 401:
        answer.headers["WWW-Authenticate"] = 'Basic realm="Ravand", charset="UTF-8"'
    return answer


def refused_by_flask(error: HTTPException) -> ResponseReturnValue:
    """Answer what Flask refused before a view was asked: unknown address, wrong method, unreadable body."""
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    if isinstance(error, RequestEntityTooLarge):
        return refused(errors.TooLarge(limit=house().settings.max_upload))
    code = error.code or 500
    if code == 404:
        return refused(errors.NotFound(kind="page", id=visit().request.path))
    if code >= 500:
        cause = getattr(error, "original_exception", None)
        return refused(cause) if isinstance(cause, errors.RavandError) else refused(errors.RavandError(), code)
    if isinstance(error, MethodNotAllowed):
        return _other_method(error)
    return refused(errors.MalformedRequest(reason=_REASONS.get(code, "it is damaged or incomplete")), code)


def _other_method(error: MethodNotAllowed) -> Answered:
    allowed = ", ".join(sorted(error.valid_methods or ()))
    answer = refused(errors.WrongMethod(method=visit().request.method, allowed=allowed), 405)
    answer.headers["Allow"] = allowed
    return answer


def failed(error: Exception) -> ResponseReturnValue:
    """Answer what nobody foresaw: the reference leads to the log line, which says where but shows no values."""
    if isinstance(error, db.UNREACHABLE):
        return refused(errors.Unavailable())
    frames = traceback.extract_tb(error.__traceback__)
    places = ["/".join(Path(one.filename).parts[-3:]) + f":{one.lineno} {one.name}" for one in frames]
    extra = {"correlation": visit().correlation_id, "error": type(error).__qualname__, "places": places[-12:]}
    _LOG.error("request failed", extra=extra)
    return refused(errors.RavandError())


def api_body(error: errors.RavandError, status: int, lang: str) -> dict[str, Any]:
    """Return the JSON of a refusal: Camunda's three keys, then our code, the parameters' place and the reference."""
    kinds = {403: "AuthorizationException", 400: "InvalidRequestException", 422: "InvalidRequestException"}
    body: dict[str, Any] = {
        "type": kinds.get(status, "RestException"),
        "message": words_of(error, lang),
        "code": None,
        "error": error.code(),
        "reference": visit().correlation_id,
    }
    return body | _fields(error, lang)


def our_body(error: errors.RavandError, lang: str) -> dict[str, Any]:
    """Return the JSON of a refusal under /api: our code, what happened, what to do now, and the reference."""
    message, _, fix = words_of(error, lang).partition(". ")
    body: dict[str, Any] = {
        "code": error.code(),
        "message": f"{message}." if fix else message,
        "fix": fix or translate(lang, "Read what happened, change the request and send it again."),
        "reference": visit().correlation_id,
    }
    return body | _fields(error, lang)


def _fields(error: errors.RavandError, lang: str) -> dict[str, Any]:
    """Return what is wrong with each field, where that was found out."""
    if not isinstance(error, errors.Invalid) or not error.fields:
        return {}
    return {"fields": {name: [one.show(lang) for one in texts] for name, texts in error.fields.items()}}


def _worded(name: str, value: Any) -> Any:
    return Text(value) if name in _WORDS and isinstance(value, str) else value


def _as_json(error: errors.RavandError, status: int) -> Reply:
    """Answer a program. Camunda's dialect knows no 422: what cannot be accepted is 400 there, but for our own keys."""
    if visit().request.path.startswith(OURS):
        return json_answer(our_body(error, api_language()), status)
    foreign = visit().request.path.startswith("/engine-rest/") and not isinstance(error, errors.IdempotencyMismatch)
    shown = 400 if status == 422 and foreign else status
    return json_answer(api_body(error, shown, api_language()), shown)


def _as_page(error: errors.RavandError, status: int) -> Response:
    if status < 500:
        recognise()  # so that the page of a mistyped address still shows where one can go
    else:
        forget_actor()  # the page must not need the database that may be what failed
    lang = language()
    heading = _HEADINGS.get(status, Text("Something went wrong"))
    page = render_template(
        "error.html",
        status=status,
        heading=heading.show(lang),
        words=words_of(error, lang),
        next=_next(status, lang),
        reference=visit().correlation_id,
        findings=None,
    )
    return Response(page, status=status, mimetype="text/html")


def _next(status: int, lang: str) -> list[tuple[str, str]]:
    back = _way_back()
    if status in {403, 409, 422} and visit().request.method != "GET" and back != "/":
        return [(translate(lang, "Open the page again"), back), (translate(lang, "Go to the first page"), "/")]
    return [(translate(lang, "Go to the first page"), "/")]


def _way_back() -> str:
    """Return the local address to return to: this page, or the page whose form was sent."""
    request = visit().request
    if request.method == "GET":
        return request.full_path.rstrip("?")
    referrer = urlsplit(request.referrer or "")
    if referrer.netloc != request.host or not referrer.path.startswith("/"):
        return "/"
    return referrer.path + (f"?{referrer.query}" if referrer.query else "")
