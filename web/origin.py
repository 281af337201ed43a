"""Whether an unsafe request comes from a form of ours, and under which cookies; must not know who asks."""

import hmac
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import urlsplit

from werkzeug.wrappers import Response

from engine import errors
from web.context import house, visit

#: Characters of a token: 128 bits in base64.
_LENGTH = 22
_TOKEN = re.compile(rf"[\w-]{{{_LENGTH}}}", re.ASCII)


def secure() -> bool:
    """Tell whether people reach us by HTTPS, so that cookies must not travel otherwise."""
    here = visit()
    return here.house.settings.public_url.startswith("https://") or here.request.is_secure


def session_cookie() -> str:
    """Return the name of the session's cookie; the prefix binds it to HTTPS and to this very host."""
    return "__Host-ravand" if secure() else "ravand"


def form_cookie() -> str:
    """Return the name of the cookie that vouches for forms before sign-in."""
    return "__Host-ravand-form" if secure() else "ravand-form"


def csrf_token() -> str:
    """Return what the hidden field `csrf` of every form holds; masked anew for each page, because pages are packed.

    Whoever can make a victim's browser ask for pages and sees how long the packed answers are could otherwise guess
    a token that stands in each of them (the attack called BREACH).
    """
    here = visit()
    if not here.csrf:
        secret, mask = _secret().encode(), secrets.token_bytes(_LENGTH)
        here.csrf = urlsafe_b64encode(mask + _mixed(secret, mask)).decode()
    return here.csrf


def _secret() -> str:
    """Return the session's own token, or one of this browser for before sign-in."""
    here = visit()
    if here.session is not None:
        return here.session.csrf
    if not here.form_token:
        given = here.request.cookies.get(form_cookie(), "")
        here.new_form_token = not _TOKEN.fullmatch(given)
        here.form_token = secrets.token_urlsafe(16) if here.new_form_token else given
    return here.form_token


def check() -> None:
    """Raise SessionExpired unless the form was ours: same origin, and the token of this very session or browser."""
    here = visit()
    expected = here.session.csrf if here.session is not None else here.request.cookies.get(form_cookie(), "")
    given = _unmasked(here.request.form.get("csrf", ""))
    if not _TOKEN.fullmatch(expected) or not hmac.compare_digest(given, expected.encode()) or not _same_origin():
        raise errors.SessionExpired(permission="csrf")


def set_cookie(response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """Set a cookie that scripts cannot read and other sites do not send along."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=secure(), httponly=True, samesite="Lax")


def drop_cookie(response: Response, name: str) -> None:
    """Remove a cookie that `set_cookie` set."""
    response.delete_cookie(name, path="/", secure=secure(), httponly=True, samesite="Lax")


def _unmasked(given: str) -> bytes:
    try:
        raw = urlsafe_b64decode(given.encode("ascii", "replace"))
    except ValueError:
        return b""
    return _mixed(raw[_LENGTH:], raw[:_LENGTH]) if len(raw) == 2 * _LENGTH else b""


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _same_origin() -> bool:
    """Compare the Origin header, which browsers set and pages cannot, with the address people type."""
    request = visit().request
    given = request.headers.get("Origin")
    if given is None:
        return True
    ours = house().settings.public_url or request.host_url
    return urlsplit(given)[:2] == urlsplit(ours)[:2]
