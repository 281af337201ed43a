"""Pages of people and groups; every change is a command; must not read cases or check passwords itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import errors, identity
from engine.context import Context
from engine.execution import accounts
from engine.identity import ASSIGNABLE, Permission, Person, allowed
from engine.text import Text, translate
from web import showing
from web.auth import requires
from web.context import actor, reading, run_command
from web.errors import status_of, words_of
from web.language import language

pages = Blueprint("admin", __name__, template_folder="templates")

#: Role → its words.
ROLES: Final[Mapping[str, Text]] = {
    "admin": Text("Administrator"),
    "analyst": Text("Analyst"),
    "auditor": Text("Auditor"),
    "citizen": Text("Citizen"),
    "clerk": Text("Clerk"),
    "supervisor": Text("Supervisor"),
    "worker": Text("Outside worker (a program)"),
}
Problems = Sequence[tuple[str, errors.RavandError]]
#: What an administrator may mistype, and the field it is said at.
_MISTYPED: Final = (errors.BadName, errors.UsernameTaken, errors.UnknownRoles, errors.WeakPassword, errors.LastAdmin)


@pages.get("/people")
@requires(Permission.ACCOUNT_READ)
def people() -> ResponseReturnValue:
    """Show the people of the agency in alphabetical order."""
    lang, search, number = language(), request.args.get("q", "").strip(), showing.page_number()
    with reading() as ctx:
        found = identity.people(ctx, search=search)
        groups = {group.key: group.name for group in identity.groups(ctx)}
        shown = found[(number - 1) * showing.ROWS : number * showing.ROWS]
        return render_template(
            "admin/people.html",
            people=[_row(ctx, lang, one, groups) for one in shown],
            filters={"q": search},
            pages=showing.pages(len(found), number),
            tabs=_tabs(ctx, lang, "people"),
            may_change=allowed(ctx.actor, Permission.ACCOUNT_CHANGE),
        )


@pages.get("/people/new")
@requires(Permission.ACCOUNT_CHANGE)
def person_new() -> ResponseReturnValue:
    """Show the form for a new account."""
    return _new_page([])


@pages.post("/people/new")
@requires(Permission.ACCOUNT_CHANGE)
def add_person() -> ResponseReturnValue:
    """Give somebody an account."""
    given = request.form
    try:
        hashed = accounts.prepared_password(given.get("password", ""), given.get("username", ""))

        def add(ctx: Context) -> ResponseReturnValue:
            made = accounts.create_user(
                ctx,
                username=given.get("username", ""),
                name=given.get("name", ""),
                password_hash=hashed,
                roles=given.getlist("roles"),
                groups=given.getlist("groups"),
            )
            return redirect(url_for("admin.person", user_id=made.id, done="added"), 303)

        return run_command("user.create", add)
    except _MISTYPED as error:
        return _new_page([(_field(error, "username"), error)]), _status(error)


@pages.get("/people/<user_id>")
@requires(Permission.ACCOUNT_CHANGE)
def person(user_id: str) -> ResponseReturnValue:
    """Show one person with roles and groups."""
    return _person_page(user_id, [])


@pages.post("/people/<user_id>")
@requires(Permission.ACCOUNT_CHANGE)
def change_person(user_id: str) -> ResponseReturnValue:
    """Give exactly these roles and groups."""
    roles, groups = request.form.getlist("roles"), request.form.getlist("groups")
    return _changed(user_id, "saved", lambda ctx: accounts.change_user(ctx, user_id, roles=roles, groups=groups))


@pages.post("/people/<user_id>/disable")
@requires(Permission.ACCOUNT_CHANGE)
def disable(user_id: str) -> ResponseReturnValue:
    """Close an account; its sessions end."""
    return _changed(user_id, "disabled", lambda ctx: accounts.change_user(ctx, user_id, disabled=True))


@pages.post("/people/<user_id>/enable")
@requires(Permission.ACCOUNT_CHANGE)
def enable(user_id: str) -> ResponseReturnValue:
    """Open an account again."""
    return _changed(user_id, "enabled", lambda ctx: accounts.change_user(ctx, user_id, disabled=False))


@pages.post("/people/<user_id>/password")
@requires(Permission.ACCOUNT_CHANGE)
def reset_password(user_id: str) -> ResponseReturnValue:
    """Give somebody another password; their sessions end."""
    with reading() as ctx:
        username = identity.person_of_id(ctx, user_id).username
    try:
        hashed = accounts.prepared_password(request.form.get("password", ""), username)
    except errors.WeakPassword as error:
        return _person_page(user_id, [("password", error)]), _status(error)
    return _changed(user_id, "password", lambda ctx: accounts.reset_password(ctx, user_id, hashed))


@pages.get("/groups")
@requires(Permission.GROUP_READ)
def groups() -> ResponseReturnValue:
    """Show the groups of the agency and who is in them."""
    return _groups_page([])


@pages.post("/groups")
@requires(Permission.GROUP_CHANGE)
def add_group() -> ResponseReturnValue:
    """Make a group."""

    def add(ctx: Context) -> ResponseReturnValue:
        key = accounts.create_group(ctx, request.form.get("name", ""))
        return redirect(url_for("admin.group", key=key, done="added"), 303)

    try:
        return run_command("group.create", add)
    except errors.BadName as error:
        return _groups_page([("name", error)]), _status(error)


@pages.get("/groups/<key>")
@requires(Permission.GROUP_CHANGE)
def group(key: str) -> ResponseReturnValue:
    """Show who is in a group."""
    with reading() as ctx:
        found = identity.group(ctx, key)
        everybody = [(one.id, one.name) for one in identity.people(ctx) if not one.disabled]
        return render_template(
            "admin/group.html", group=found, people=everybody, members=identity.members(ctx, key), problems=[]
        )


@pages.post("/groups/<key>")
@requires(Permission.GROUP_CHANGE)
def change_group(key: str) -> ResponseReturnValue:
    """Let exactly these people be in a group."""

    def change(ctx: Context) -> ResponseReturnValue:
        accounts.change_members(ctx, key, request.form.getlist("members"))
        return redirect(url_for("admin.group", key=key, done="saved"), 303)

    return run_command("group.change", change)


def _changed(user_id: str, notice: str, deed: Callable[[Context], Any]) -> ResponseReturnValue:
    """Run a command about a person and lead back to their page, or say there why it was refused."""

    def change(ctx: Context) -> ResponseReturnValue:
        deed(ctx)
        return redirect(url_for("admin.person", user_id=user_id, done=notice), 303)

    try:
        return run_command("user.change", change)
    except _MISTYPED as error:
        return _person_page(user_id, [(_field(error, "roles"), error)]), _status(error)


def _field(error: errors.RavandError, usual: str) -> str:
    """Return at which field an error is said."""
    return {"WeakPassword": "password", "UnknownRoles": "roles"}.get(type(error).__name__, usual)


def _status(error: errors.RavandError) -> int:
    return status_of(error)


def _told(problems: Problems, lang: str) -> dict[str, Any]:
    words = [(words_of(error, lang), field) for field, error in problems]
    return {"problems": words, "errors": {field: [said] for said, field in words}}


def _row(ctx: Context, lang: str, one: Person, groups_: Mapping[str, str]) -> dict[str, Any]:
    may_change = allowed(ctx.actor, Permission.ACCOUNT_CHANGE)
    return {
        "username": one.username,
        "name": one.name,
        "address": url_for("admin.person", user_id=one.id) if may_change else "",
        "groups": sorted(groups_.get(key, key) for key in one.groups),
        "roles": [_role(lang, role) for role in sorted(one.roles)],
        **_standing(lang, one),
    }


def _standing(lang: str, one: Person) -> dict[str, str]:
    word, tone = (translate(lang, "Closed"), "quiet") if one.disabled else (translate(lang, "Open"), "ok")
    return {"state_word": word, "tone": tone}


def _role(lang: str, role: str) -> str:
    return ROLES[role].show(lang) if role in ROLES else role


def _roles(lang: str) -> list[tuple[str, str]]:
    return [(role, _role(lang, role)) for role in ASSIGNABLE]


def _tabs(ctx: Context, lang: str, current: str) -> list[dict[str, Any]]:
    """Return people and groups, as far as the actor may see them."""
    people_ = {"address": url_for("admin.people"), "word": translate(lang, "People"), "count": None}
    groups_ = {"address": url_for("admin.groups"), "word": translate(lang, "Groups"), "count": None}
    found = [(Permission.ACCOUNT_READ, "people", people_), (Permission.GROUP_READ, "groups", groups_)]
    return [{**tab, "current": name == current} for needed, name, tab in found if allowed(ctx.actor, needed)]


def _new_page(problems: Problems) -> str:
    lang, given = language(), request.form
    with reading() as ctx:
        choices = [(one.key, one.name) for one in identity.groups(ctx)]
    kept = {name: given.get(name, "") for name in ("name", "username")}
    return render_template(
        "admin/person_new.html",
        given={**kept, "roles": given.getlist("roles"), "groups": given.getlist("groups")},
        roles=_roles(lang),
        groups=choices,
        **_told(problems, lang),
    )


def _person_page(user_id: str, problems: Problems) -> str:
    lang = language()
    with reading() as ctx:
        found = identity.person_of_id(ctx, user_id)
        choices = [(one.key, one.name) for one in identity.groups(ctx)]
    return render_template(
        "admin/person.html",
        person={
            "id": found.id,
            "username": found.username,
            "name": found.name,
            "active": not found.disabled,
            "self": found.id == actor().id,
            **_standing(lang, found),
        },
        facts=[(translate(lang, "User name"), found.username), (translate(lang, "Name"), found.name)],
        roles=_roles(lang),
        groups=choices,
        chosen_roles=found.roles,
        chosen_groups=found.groups,
        **_told(problems, lang),
    )


def _groups_page(problems: Problems) -> str:
    lang = language()
    with reading() as ctx:
        called = {one.id: one.name for one in identity.people(ctx)}
        may_change = allowed(ctx.actor, Permission.GROUP_CHANGE)
        rows = [
            {
                "key": one.key,
                "name": one.name,
                "address": url_for("admin.group", key=one.key) if may_change else "",
                "members": [called[member] for member in identity.members(ctx, one.key) if member in called],
            }
            for one in identity.groups(ctx)
        ]
        tabs = _tabs(ctx, lang, "groups")
    return render_template(
        "admin/groups.html",
        groups=rows,
        tabs=tabs,
        may_change=may_change,
        given={"name": request.form.get("name", "")},
        **_told(problems, lang),
    )
