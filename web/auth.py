"""Who may open which address: sign-in becomes an actor, permissions and origins are checked; must not show pages."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from engine import errors
from engine.identity import Permission, authorize
from web import origin
from web.context import Visit, house, record_refusal, subject_of_route, visit

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[P, R]

#: What we answer programs beside the dialect of others.
OURS = "/api/"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
#: Headers that a proxy adds, as WSGI names them.
FORWARDING = frozenset({
    "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
})  # fmt: skip


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
        if visit().request.method not in _SAFE:
            recognise()
            origin.check()
        return view(*args, **kwargs)

    guarded.permission = None  # type: ignore[attr-defined]
    return guarded


def recognise() -> bool:
    """Put the actor of the request's credential into the visit; False when there is none or it no longer holds."""
    here = visit()
    if here.actor.id != "anonymous":
        return True
    if here.api and (_recognise_program(here) or not _reads_our_own(here)):
        return here.actor.id != "anonymous"
    token = here.request.cookies.get(origin.session_cookie())
    found = here.house.entrance.by_session(token, demo=demo_may_enter()) if token else None
    if found is not None:
        here.actor, here.session = found
    return found is not None


def _reads_our_own(here: Visit) -> bool:
    """Tell whether a browser may come in by its session where programs do: to read what only we have, no more.

    No other site can read the answer (there is no CORS), and reading changes nothing, so no form has to vouch for it.
    """
    return here.request.path.startswith(OURS) and here.request.method in _SAFE and not here.request.authorization


def demo_may_enter() -> bool:
    """Tell whether demonstration people may come in: the demonstration is on, and nobody comes from elsewhere."""
    settings, environ = house().settings, visit().request.environ
    if not settings.demo or settings.host not in _LOOPBACK or environ.get("REMOTE_ADDR") not in _LOOPBACK:
        return False
    return FORWARDING.isdisjoint(environ)


def address() -> str:
    """Return from where the request comes, for counting failures."""
    return visit().request.remote_addr or ""


def _admit(permission: Permission) -> None:
    if not recognise():
        raise errors.Unauthenticated
    here = visit()
    try:
        if not here.api and here.request.method not in _SAFE:
            origin.check()
        authorize(here.actor, permission)
    except errors.Forbidden as refusal:
        record_refusal(here.request.endpoint or "", refusal, subject_of_route())
        raise


def _recognise_program(here: Visit) -> bool:
    given: str = here.request.environ.get("HTTP_AUTHORIZATION", "")
    kind, _, rest = given.partition(" ")
    entrance = here.house.entrance
    if kind.lower() == "basic":
        here.actor = entrance.by_basic(given, lambda: _named(here), address=address(), demo=demo_may_enter())
    elif kind.lower() == "bearer" and rest.strip():
        here.actor = entrance.by_token(rest.strip(), demo=demo_may_enter())
    else:
        return False
    return True


def _named(here: Visit) -> tuple[str, str]:
    """Return user name and password of a Basic credential; raises Unauthenticated for one that cannot be read."""
    given = here.request.authorization
    if given is None:
        raise errors.Unauthenticated
    return given.username or "", given.password or ""
