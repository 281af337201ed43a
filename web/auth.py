"""Who may open which address: sign-in becomes an actor, permissions and origins are checked; must not show pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import request

from engine import errors
from engine.identity import Permission, authorize
from web import origin
from web.context import house, record_refusal, subject_of_route, visit

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[P, R]

#: Programs come in here: by Basic or bearer token, never by cookie. Everything else is pages, by cookie alone.
API = ("/engine-rest/", "/api/")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
#: Headers that a proxy adds, as WSGI names them.
FORWARDING = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view be opened only by somebody signed in who has the permission; the view carries it as `.permission`."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            _admit(permission)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return mark


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Let a view be opened by everybody: sign-in, set-up, health, assets. Unsafe methods still need a form of ours."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if request.method not in _SAFE:
            recognise()
            origin.check()
        return view(*args, **kwargs)

    guarded.permission = None  # type: ignore[attr-defined]
    return guarded


def is_api(path: str) -> bool:
    """Tell whether an address belongs to programs."""
    return path.startswith(API)


def recognise() -> bool:
    """Put the actor of the request's credential into the visit; False when there is none or it no longer holds."""
    here = visit()
    if here.actor.id != "anonymous":
        return True
    if is_api(request.path):
        return _recognise_program()
    token = request.cookies.get(origin.session_cookie())
    found = house().entrance.by_session(token, demo=demo_may_enter()) if token else None
    if found is not None:
        here.actor, here.session = found
    return found is not None


def demo_may_enter() -> bool:
    """Tell whether demonstration people may come in: the demonstration is on, and nobody comes from elsewhere."""
    settings = house().settings
    if not settings.demo or settings.host not in _LOOPBACK or request.remote_addr not in _LOOPBACK:
        return False
    environ = request.environ
    return not any(name in environ for name in FORWARDING)


def address() -> str:
    """Return from where the request comes, for counting failures."""
    return request.remote_addr or ""


def _admit(permission: Permission) -> None:
    if not recognise():
        raise errors.Unauthenticated
    try:
        if request.method not in _SAFE and not is_api(request.path):
            origin.check()
        authorize(visit().actor, permission)
    except errors.Forbidden as refusal:
        record_refusal(request.endpoint or "", refusal, subject_of_route())
        raise


def _recognise_program() -> bool:
    given: Any = request.authorization
    if given is None:
        return False
    entrance = house().entrance
    if given.type == "basic":
        known = entrance.by_basic(given.username or "", given.password or "", address=address(), demo=demo_may_enter())
    elif given.type == "bearer" and given.token:
        known = entrance.by_token(given.token, demo=demo_may_enter())
    else:
        return False
    visit().actor = known
    return True
