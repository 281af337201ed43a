"""How a request becomes a context of the engine, and a command one transaction; must not know what commands do."""

import hashlib
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter

from flask import Request, make_response
from flask.typing import ResponseReturnValue

from engine import context, db, errors, history
from engine.actor import Actor, anonymous
from engine.config import Settings
from engine.context import Context
from engine.events import CommandRefused
from engine.execution.entrance import Entrance
from engine.history import idempotency
from engine.identity.credentials import Session
from web.answers import Answered, Reply
from web.waiting import WaitingRoom

_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_SANE_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_OPAQUE_ID = re.compile(r"[0-9a-f]{32}")
#: Programs come in here: by Basic or bearer token (web.auth says where a session may read too). Everything else is
#: pages, by cookie alone.
API = ("/engine-rest/", "/api/")
#: Fields of a form that say nothing about what is wanted.
_OUTER_FIELDS = frozenset({"csrf", "idempotency_key"})
#: Refusals that are not worth a line of the record, or that cannot be written just now.
_UNRECORDED = (errors.Unavailable, errors.TooMany, errors.Unauthenticated)


@dataclass(slots=True)
class House:
    """What one application serves with."""

    settings: Settings
    database: db.Database
    entrance: Entrance
    waiting: WaitingRoom


@dataclass(slots=True)
class Visit:
    """One request: what is asked, who came, by which session, and the id that joins its log lines and events."""

    request: Request
    house: House
    correlation_id: str
    api: bool
    actor: Actor = field(default_factory=anonymous)
    session: Session | None = None
    form_token: str = ""
    csrf: str = ""  # as this answer masks it
    new_form_token: bool = False
    held: bool = False  # the answer comes later, by another thread
    started: float = field(default_factory=perf_counter)


#: One look-up; Flask's own way to the request is four calls, some thirty times a request.
_VISIT: ContextVar[Visit] = ContextVar("visit")
visit = _VISIT.get


def house() -> House:
    """Return what this application serves with."""
    return visit().house


def actor() -> Actor:
    """Return who asks; anonymous before sign-in."""
    return visit().actor


def forget_actor() -> None:
    """Go on as nobody: for an error page while the database is away."""
    here = visit()
    here.actor, here.session = anonymous(), None


def begin_visit(request: Request, house: House) -> None:
    """Begin a visit; a sane X-Correlation-Id is honoured, so that a caller finds its request in our record."""
    given = request.environ.get("HTTP_X_CORRELATION_ID", "")
    correlation_id = given if given and _SANE_ID.fullmatch(given) else db.new_id()
    _VISIT.set(Visit(request, house, correlation_id, is_api(request.path)))


def is_api(path: str) -> bool:
    """Tell whether an address belongs to programs."""
    return path.startswith(API)


def reading() -> AbstractContextManager[Context]:
    """Open a context that reads for the actor; no write lock is taken."""
    here = visit()
    return context.reading(here.house.database, here.actor, correlation_id=here.correlation_id)


def writing() -> AbstractContextManager[Context]:
    """Open a transaction of its own for the actor: for what is no command, such as noting a view."""
    here = visit()
    return context.transaction(here.house.database, here.actor, correlation_id=here.correlation_id)


def run_command(name: str, work: Callable[[Context], ResponseReturnValue | Reply], *, subject: str = "") -> Answered:
    """Run a command in one transaction and return its answer, which must be made inside: it is what a repeat gets.

    With an idempotency key (header `Idempotency-Key`, or the hidden field of a form) the answer is stored with the
    effect. A repeat runs into the stored key, or is refused because the effect is already there; either way it is
    undone and gets the first answer. A refusal undoes everything, is recorded in a transaction of its own, and is
    raised again for `web.errors` to answer. What lost to another command is run again (`context.again`).
    """
    request = visit().request
    key = _key(request)
    mark = idempotency.fingerprint(f"{name} {request.method} {request.full_path}", _body(request)) if key else ""

    def once() -> Answered:
        with writing() as ctx:
            made = work(ctx)
            answer = made if isinstance(made, Answered) else make_response(made)
            if key:
                idempotency.remember(ctx, key, mark, _packed(answer))
        return answer

    try:
        return context.again(once)
    except Exception as error:
        refusal = _as_refusal(error)
        if refusal is None:
            raise
        return _repeated_or_refused(refusal, key, mark, name, subject)


def record_refusal(name: str, error: errors.RavandError, subject: str = "") -> None:
    """Record that somebody was refused, in a transaction of its own; only opaque ids are taken as the subject."""
    if isinstance(error, _UNRECORDED):
        return
    known = subject if _OPAQUE_ID.fullmatch(subject) else ""
    with writing() as ctx:
        history.append_to_agency(ctx, [CommandRefused(command=name, code=error.code(), subject=known)])


def subject_of_route() -> str:
    """Return the first opaque id in the address: what the request is about."""
    values = (visit().request.view_args or {}).values()
    return next((value for value in values if isinstance(value, str) and _OPAQUE_ID.fullmatch(value)), "")


def _as_refusal(error: Exception) -> errors.RavandError | None:
    if isinstance(error, errors.RavandError):
        return error
    return errors.Conflict() if db.is_unique_violation(error) else None


def _repeated_or_refused(error: errors.RavandError, key: str, mark: str, name: str, subject: str) -> Answered:
    if key and not isinstance(error, errors.Unavailable):
        try:
            with reading() as ctx:
                stored = idempotency.recall(ctx, key, mark)
        except errors.IdempotencyMismatch as mismatch:
            error, stored = mismatch, None
        if stored is not None:
            return _unpacked(stored)
    record_refusal(name, error, subject or subject_of_route())
    raise error


def _key(request: Request) -> str:
    key: str = request.environ.get("HTTP_IDEMPOTENCY_KEY", "")
    if not key and not visit().api and _is_form(request.mimetype):
        key = request.form.get("idempotency_key", "")
    if key and not _SANE_KEY.fullmatch(key):
        raise errors.MalformedRequest(reason="Idempotency-Key")
    return key


def _is_form(mimetype: str) -> bool:
    return mimetype in {"application/x-www-form-urlencoded", "multipart/form-data"}


def _body(request: Request) -> bytes:
    """Return what was sent so that equal wishes give equal bytes: a repeated upload has another boundary."""
    if not _is_form(request.mimetype):
        return request.get_data()
    fields = sorted((name, value) for name, value in request.form.items(multi=True) if name not in _OUTER_FIELDS)
    files = []
    for name, file in request.files.items(multi=True):
        files.append((name, file.filename or "", hashlib.sha256(file.stream.read()).hexdigest()))
        file.stream.seek(0)
    return db.dump([fields, sorted(files)]).encode()


def _packed(answer: Answered) -> str:
    headers = {name: answer.headers[name] for name in ("Location", "Content-Type") if name in answer.headers}
    body = answer.body if isinstance(answer, Reply) else answer.get_data()
    return db.dump({"status": answer.status_code, "headers": headers, "body": body.decode()})


def _unpacked(stored: str) -> Reply:
    kept = db.load(stored)
    return Reply(kept["body"].encode(), kept["headers"], kept["status"])
