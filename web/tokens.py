"""The page where somebody makes and withdraws tokens for programs; must not keep or show a secret twice."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from engine import errors
from engine.context import Context
from engine.execution import accounts
from engine.identity import Permission, tokens
from web.auth import requires
from web.context import actor, reading, run_command, writing
from web.errors import words_of
from web.language import language
from web.showing import moment

pages = Blueprint("tokens", __name__)
_DAYS = 90


@pages.get("/tokens")
@requires(Permission.OWN_TOKEN_ISSUE)
def mine() -> ResponseReturnValue:
    """Show the tokens that act in the reader's name."""
    return _page()


@pages.post("/tokens")
@requires(Permission.OWN_TOKEN_ISSUE)
def issue() -> ResponseReturnValue:
    """Make a token and show its secret, this once.

    It is no repeatable command: the answer to a repeat would have to be stored, and the secret with it.
    """
    days = request.form.get("days", "")
    try:
        with writing() as ctx:
            secret = accounts.issue_token(ctx, request.form.get("label", ""), int(days) if days.isdecimal() else 0)
    except (errors.BadName, errors.BadTokenLife) as error:
        return _page(wrong=error)
    return _page(secret=secret)


@pages.post("/tokens/<token_id>/revoke")
@requires(Permission.OWN_TOKEN_ISSUE)
def revoke(token_id: str) -> ResponseReturnValue:
    """Withdraw a token; programs that use it are refused from the next request on."""

    def work(ctx: Context) -> ResponseReturnValue:
        accounts.revoke_token(ctx, token_id)
        return redirect(url_for("tokens.mine"), 303)

    return run_command("token.revoke", work)


def _page(*, secret: str = "", wrong: errors.RavandError | None = None) -> Response:
    lang = language()
    with reading() as ctx:
        found = tokens.tokens(ctx, actor().id)
    words = words_of(wrong, lang) if wrong else ""
    typed = {"label": request.form.get("label", ""), "days": request.form.get("days", "")}
    field = "days" if isinstance(wrong, errors.BadTokenLife) else "label"
    page = render_template(
        "session/tokens.html",
        secret=secret,
        tokens=[{"id": one.id, "label": one.label, "until": moment(lang, one.expires_at)} for one in found],
        problems=[(words, field)] if wrong else [],
        errors={field: [words]} if wrong else {},
        given=typed if wrong else {"days": _DAYS},
    )
    return Response(page, status=422 if wrong else 200, mimetype="text/html")
