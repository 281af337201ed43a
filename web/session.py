"""Pages about being signed in: sign-in, sign-out, password, set-up, language; must not check passwords themselves."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from engine import context, errors, seed
from engine.actor import Actor, anonymous
from engine.execution import accounts
from engine.identity import Permission, allowed, first
from engine.text import LANGUAGES
from web import origin
from web.auth import address, demo_may_enter, public, recognise, requires
from web.context import house, reading, run_command, visit, writing
from web.errors import status_of, words_of
from web.frame import home
from web.language import COOKIE, language

pages = Blueprint("session", __name__)
_YEAR = 365 * 24 * 3600
Problems = Sequence[tuple[str, errors.RavandError]]


@pages.get("/")
@requires(Permission.OWN_ACCOUNT_CHANGE)
def first_page() -> ResponseReturnValue:
    """Lead everybody to where their work begins."""
    return redirect(home(), 303)


@pages.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Show the form, or open a session under a fresh token."""
    if request.method == "POST":
        return _sign_in()
    if recognise():
        return redirect(_local(request.args.get("next", "")), 303)
    with reading() as ctx:
        waiting = first.is_open(ctx)
    return redirect(url_for("session.setup"), 303) if waiting else _sign_in_page()


@pages.post("/sign-out")
@requires(Permission.OWN_ACCOUNT_CHANGE)
def sign_out() -> ResponseReturnValue:
    """End this session; its cookie is worth nothing from now on."""
    session = visit().session
    with writing() as ctx:
        accounts.sign_out(ctx, session.id if session else "")
    answer = redirect(url_for("session.sign_in"), 303)
    origin.drop_cookie(answer, origin.session_cookie())
    return answer


@pages.route("/password", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT_CHANGE)
def password() -> ResponseReturnValue:
    """Change one's own password; the other sessions of the person end."""
    if request.method == "GET":
        return _password_page([])
    me, given = visit().actor, request.form
    try:
        house().entrance.confirm(me, given.get("current", ""), address=address())
    except (errors.WrongPassword, errors.TooMany) as error:
        return _password_page([("current", error)])
    try:
        if given.get("new", "") != given.get("again", ""):
            raise errors.PasswordsDiffer
        hashed = accounts.prepared_password(given.get("new", ""), me.username)
    except errors.PasswordsDiffer as error:
        return _password_page([("again", error)])
    except errors.WeakPassword as error:
        return _password_page([("new", error)])
    session = visit().session

    def change(ctx: context.Context) -> ResponseReturnValue:
        accounts.change_password(ctx, hashed, session=session.id if session else "")
        return redirect(url_for("session.password", done="password"), 303)

    return run_command("password.change", change)


@pages.route("/set-up", methods=["GET", "POST"])
@public
def setup() -> ResponseReturnValue:
    """Make the first agency and its administrator, once; afterwards this page does not exist."""
    with reading() as ctx:
        if not first.is_open(ctx):
            raise errors.NotFound(kind="page", id=request.path)
    return _set_up() if request.method == "POST" else _setup_page([], {})


@pages.get("/language/<lang>")
@public
def choose_language(lang: str) -> ResponseReturnValue:
    """Remember the language of this browser and go back to the page."""
    if lang not in LANGUAGES:
        raise errors.NotFound(kind="page", id=request.path)
    answer = redirect(_local(request.args.get("next", "")), 303)
    origin.set_cookie(answer, COOKIE, lang, seconds=_YEAR)
    return answer


def _sign_in() -> ResponseReturnValue:
    given = request.form
    try:
        actor = house().entrance.by_password(
            given.get("username", ""),
            given.get("password", ""),
            address=address(),
            channel="page",
            demo=demo_may_enter(),
        )
    except (errors.WrongCredentials, errors.TooMany) as error:
        return _sign_in_page(error)
    answer = redirect(_local(given.get("next", "")), 303)
    _open_session(actor, answer)
    return answer


def _open_session(actor: Actor, answer: Response) -> None:
    here = visit()
    old = here.session.id if here.session else ""
    with context.transaction(house().database, actor, correlation_id=here.correlation_id) as ctx:
        opened = accounts.open_session(ctx, replaces=old, locale=request.cookies.get(COOKIE, ""))
    origin.set_cookie(answer, origin.session_cookie(), opened.token)
    origin.drop_cookie(answer, origin.form_cookie())


def _set_up() -> ResponseReturnValue:
    given, here = request.form, visit()
    try:
        wanted = accounts.FirstAgency(
            slug="first",
            name=given.get("agency", ""),
            name_en="",
            username=given.get("username", ""),
            person=given.get("name", ""),
            password_hash=accounts.prepared_password(given.get("password", ""), given.get("username", "")),
        )
        with context.transaction(house().database, anonymous(), correlation_id=here.correlation_id) as ctx:
            accounts.set_up(ctx, given.get("token", ""), wanted)
    except errors.WrongSetUpToken as error:
        return _setup_page([("token", error)], given)
    except errors.WeakPassword as error:
        return _setup_page([("password", error)], given)
    except (errors.BadUsername, errors.UsernameTaken) as error:
        return _setup_page([("username", error)], given)
    except errors.BadName as error:
        return _setup_page([("name" if given.get("agency", "").strip() else "agency", error)], given)
    return redirect(url_for("session.sign_in"), 303)


def _sign_in_page(error: errors.RavandError | None = None) -> ResponseReturnValue:
    lang = language()
    shown = demo_may_enter()
    page = render_template(
        "session/sign_in.html",
        username=request.form.get("username", ""),
        problems=[(words_of(error, lang), "username")] if error else [],
        next=_local(request.values.get("next", "")),
        people=[
            {"username": one.username, "name": one.name, "does": one.does.show(lang)}
            for one in (seed.PEOPLE if shown else ())
        ],
        password=seed.PASSWORD,
    )
    return _page(page, error)


def _password_page(problems: Problems) -> ResponseReturnValue:
    page = render_template(
        "session/password.html",
        may_issue_tokens=allowed(visit().actor, Permission.OWN_TOKEN_ISSUE),
        **_told(problems, language()),
    )
    return _page(page, problems[0][1] if problems else None)


def _setup_page(problems: Problems, given: Mapping[str, str]) -> ResponseReturnValue:
    page = render_template("session/setup.html", given=given, **_told(problems, language()))
    return _page(page, problems[0][1] if problems else None)


def _told(problems: Problems, lang: str) -> dict[str, Any]:
    words = [(words_of(error, lang), field) for field, error in problems]
    return {"problems": words, "errors": {field: [said] for said, field in words}}


def _page(page: str, error: errors.RavandError | None) -> Response:
    """Answer a form again: 422 for what should be corrected, wrong credentials included."""
    if error is None:
        return Response(page, mimetype="text/html")
    answer = Response(page, status=422 if status_of(error) in {401, 403} else status_of(error), mimetype="text/html")
    if isinstance(error, errors.TooMany):
        answer.headers["Retry-After"] = str(error.params["seconds"])
    return answer


def _local(address: str) -> str:
    """Return the address if it is a path of ours, else the first page: nobody is led away by a link to sign-in."""
    parts = urlsplit(address.replace("\\", "/"))
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return "/"
    return address
