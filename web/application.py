"""The WSGI application: which pages and doors there are and what all of them have in common; must not decide."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from io import BytesIO
from typing import IO, Any, ClassVar
from wsgiref.types import StartResponse, WSGIEnvironment

import flask
from flask import Flask, Request
from flask.ctx import RequestContext
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.exceptions import ClientDisconnected, HTTPException
from werkzeug.utils import cached_property
from werkzeug.wrappers import Response

from engine import text
from engine.config import Settings
from engine.db import Database
from engine.errors import NotFound
from engine.execution.entrance import Entrance
from web import (
    agency_record,
    api,
    assets,
    errors,
    frame,
    headers,
    health,
    log,
    origin,
    packing,
    rest,
    session,
    tokens,
    waiting,
)
from web.addresses import Route, Shapes
from web.admin import incidents, jobs, simulation
from web.admin import views as admin
from web.answers import Reply
from web.audit import views as audit
from web.context import House, begin_visit, is_api, visit
from web.inbox import views as inbox
from web.studio import comparing, deciding
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
    comparing.pages,
    deciding.pages,
    audit.pages,
    admin.pages,
    incidents.pages,
    jobs.pages,
    simulation.pages,
    rest.blueprint,
    api.blueprint,
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
_NOBODY = "\0"
_SHORT, _DIGITS = 65_536, 5  # most bytes of a body that is read at once, and the digits of that
_FORM_FIELDS = 2_000_000  # bytes of all fields of a form that are not files


def create_app(settings: Settings, database: Database) -> Flask:
    """Return the WSGI application; the database must be migrated, and stays the caller's to close."""
    log.configure(settings.log_level)
    text.load_catalogues()
    app = _Application("web", static_folder=None, template_folder="templates")
    app.config |= {"MAX_CONTENT_LENGTH": settings.max_upload * 3, "MAX_FORM_MEMORY_SIZE": _FORM_FIELDS}
    app.session_interface = _NoSession()
    app.house = House(settings, database, Entrance(database), waiting.room(database))
    for room in ROOMS:
        app.register_blueprint(room)
    errors.install(app)
    frame.install(app)
    return app


class _Request(Request):
    """A request whose body, where it is short, is read at once: Werkzeug's way to it is thirty calls."""

    @cached_property
    def stream(self) -> IO[bytes]:
        """Return what the body is read from; raises ClientDisconnected for one that ends too early."""
        length = self.environ.get("CONTENT_LENGTH", "")
        most = min(_SHORT, self.max_content_length or _SHORT)
        if not length.isdecimal() or len(length) > _DIGITS or int(length) > most:
            return super().stream
        body = self.environ["wsgi.input"].read(int(length))
        if len(body) < int(length):
            raise ClientDisconnected
        return BytesIO(body)


class _Application(Flask):
    """Flask, with a shorter way for programs.

    Flask's contexts, hooks and signals cost as much as a claim does, and programs need none of them: the same routes
    and views answer them without. Pages, and everything that goes wrong, take Flask's own way.
    """

    house: House
    request_class = _Request
    url_rule_class = Route

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is, without asking each time whether it is a coroutine: none is."""
        return func

    @cached_property
    def _address(self) -> Callable[..., str]:
        build = self.url_map.bind("").build
        return lru_cache(maxsize=1_024, typed=True)(lambda endpoint, **values: build(endpoint, values))

    def url_for(self, endpoint: str, **values: Any) -> str:
        """Return an address of ours: the same in every request, so that those of menus and buttons are built once."""
        return self._address(endpoint, **values)

    @cached_property
    def _shapes(self) -> Shapes:
        return Shapes(self.url_map.bind(""))

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        request = self.request_class(environ)
        if not is_api(request.path) or request.method == "OPTIONS" or _NOBODY in request.path:
            return super().wsgi_app(environ, start_response)
        try:
            request.url_rule, request.view_args = self._shapes.match(request.path, request.method)
        except HTTPException:
            return super().wsgi_app(environ, start_response)
        request.max_content_length = self.config["MAX_CONTENT_LENGTH"]
        request.max_form_memory_size = _FORM_FIELDS
        begin_visit(request, self.house)
        try:
            return self._programs_answer(request).send(environ, start_response, headers.common())
        finally:
            if "files" in request.__dict__:  # uploads that were read lie in temporary files
                request.close()

    def _programs_answer(self, request: Request) -> Reply:
        try:
            answer = self.view_functions[request.url_rule.endpoint](**request.view_args)
        except Exception as error:  # noqa: BLE001  (every one is answered, by web.errors)
            with RequestContext(self, request.environ, request):
                answer = self.handle_user_exception(error)
        log.access(answer)
        return answer

    def preprocess_request(self) -> None:
        """Begin the visit; nothing is named with a zero character, which PostgreSQL cannot even be asked for."""
        request = flask.request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  (documented)
        begin_visit(request, self.house)
        if _NOBODY in request.path:
            raise NotFound(kind="page", id=request.path.replace(_NOBODY, "�"))

    def process_response(self, response: Response) -> Response:
        """Finish an answer: there is nothing else to do after any page."""
        return _finish(response)


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
    """Give a page the headers of all pages, and pack it."""
    here = visit()
    common = headers.common()
    if "Cache-Control" in response.headers:  # files have one of their own
        del common["Cache-Control"]
    response.headers.extend({**_ON_PAGES, **common})
    if here.new_form_token:
        origin.set_cookie(response, origin.form_cookie(), here.form_token)
    packing.pack(response)
    log.access(response)
    return response
