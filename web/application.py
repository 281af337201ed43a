"""The WSGI application: which pages and doors there are and what all of them have in common; must not decide."""

from collections.abc import Callable
from typing import Any, ClassVar

from flask import Flask, request
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.wrappers import Response

from engine import text
from engine.config import Settings
from engine.db import Database
from engine.execution.entrance import Entrance
from web import agency_record, assets, errors, frame, health, log, origin, packing, rest, session, tokens
from web.admin import views as admin
from web.audit import views as audit
from web.auth import is_api
from web.context import House, begin_visit, visit
from web.inbox import views as inbox
from web.studio import views as studio

__all__ = ["create_app"]

#: What can be visited. A room enters with its first page.
ROOMS = (
    health.pages,
    assets.pages,
    session.pages,
    tokens.pages,
    agency_record.pages,
    inbox.pages,
    studio.pages,
    audit.pages,
    admin.pages,
    rest.blueprint,
)

_ON_PAGES = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
}
_FORM_FIELDS = 2_000_000  # bytes of all fields of a form that are not files


def create_app(settings: Settings, database: Database) -> Flask:
    """Return the WSGI application; the database must be migrated, and stays the caller's to close."""
    log.configure(settings.log_level)
    text.load_catalogues()
    app = _Application("web", static_folder=None, template_folder="templates")
    app.config |= {"MAX_CONTENT_LENGTH": settings.max_upload * 3, "MAX_FORM_MEMORY_SIZE": _FORM_FIELDS}
    app.session_interface = _NoSession()
    app.extensions["ravand"] = House(settings, database, Entrance(database))
    app.before_request(begin_visit)
    app.after_request(_finish)
    for room in ROOMS:
        app.register_blueprint(room)
    errors.install(app)
    frame.install(app)
    return app


class _Application(Flask):
    """Flask without asking of each function at each request whether it is a coroutine: none is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func


class _NoSession(SessionInterface):
    """Flask's signed cookie is not used: sessions lie on the server, and a request should not pay for both."""

    _nothing: ClassVar[Any] = {}

    def open_session(self, _app: Flask, _request: Any) -> SessionMixin:
        """Return the same nothing for every request."""
        nothing: SessionMixin = self._nothing
        return nothing

    def is_null_session(self, _obj: object) -> bool:
        """Tell Flask that there is nothing to save."""
        return True


def _finish(response: Response) -> Response:
    headers, here = response.headers, visit()
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Correlation-Id"] = here.correlation_id
    if not is_api(request.path):
        headers.update(_ON_PAGES)
        if here.new_form_token:
            origin.set_cookie(response, origin.form_cookie(), here.form_token)
        packing.pack(response)
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    if origin.secure():
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return log.access(response)
