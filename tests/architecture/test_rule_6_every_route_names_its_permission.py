"""Rule 6: every route names its permission or is openly public, and a GET changes no business state."""

import inspect

import pytest
from flask import Flask

from engine.config import Settings
from engine.db import Database
from engine.identity import Permission
from tests.architecture.reading import ROOT, house, report, sketch
from tests.architecture.routes import House
from web.application import create_app

#: Open to everybody: each has to be known before one can sign in, or is no secret.
PUBLIC = {
    "assets.built",
    "assets.plain",
    "health.health",
    "session.choose_language",
    "session.setup",
    "session.sign_in",
}


@pytest.fixture(scope="module")
def app() -> Flask:
    """The real application; no request is made, so its database is never opened."""
    return create_app(Settings(), Database("sqlite://"))


def unlisted(app: Flask) -> list[str]:
    """Find routes whose view names neither a permission nor that it is public."""
    views = [(rule, app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()]
    return [
        f"{rule.rule} ({rule.endpoint}) names no permission: put @requires(Permission.…) or @public on its view"
        for rule, view in views
        if not hasattr(view, "permission") or not isinstance(view.permission, Permission | None)
    ]


def writing_gets(app: Flask) -> list[str]:
    """Find GET routes whose view reaches a transaction that writes business state."""
    known = House.of(house("web"))
    found: list[str] = []
    for rule in app.url_map.iter_rules():
        view = inspect.unwrap(app.view_functions[rule.endpoint])
        path = str(inspect.getsourcefile(view)).removeprefix(f"{ROOT}/")
        if "GET" in rule.methods:
            assert (path, view.__name__) in known.functions, f"{rule.endpoint} is not a function at the top of a file"
            found += known.writes_on_get(path, view.__name__)
    return found


def test_every_route_names_its_permission(app):
    found = unlisted(app)

    assert not found, report(found)


def test_a_route_without_a_permission_is_noticed():
    app = Flask("seeded", static_folder=None)
    app.add_url_rule("/open", view_func=lambda: "", endpoint="open")

    assert [line.split()[0] for line in unlisted(app)] == ["/open"]


def test_a_permission_that_the_catalogue_does_not_know_is_noticed():
    def view() -> str:
        return ""

    view.permission = "agency:everything:do"
    app = Flask("seeded", static_folder=None)
    app.add_url_rule("/open", view_func=view)

    assert unlisted(app) != []


def test_only_these_routes_are_public(app):
    public = {
        rule.endpoint for rule in app.url_map.iter_rules() if app.view_functions[rule.endpoint].permission is None
    }

    assert public == PUBLIC


def test_a_get_changes_no_business_state(app):
    found = writing_gets(app)

    assert not found, report(found)


VIEW = "from web.context import run_command, writing\nfrom web import other\n"


@pytest.mark.parametrize(
    "text",
    [
        "def show(): return run_command('case.cancel', work)",
        "def show():\n    with writing() as ctx: execution.cancel(ctx)",
        "def show():\n    with writing() as ctx:\n        execution.view(ctx)\n        execution.cancel(ctx)",
        "def show(): return _inner()\ndef _inner(): return run_command('case.cancel', work)",
        "def show(): return other.deed()",
        "def show():\n    if request.method == 'GET':\n        return run_command('a', work)\n    return ''",
    ],
)
def test_a_get_that_writes_is_noticed(text):
    other = "from web.context import run_command\ndef deed(): return run_command('a', b)"
    known = House.of(sketch({"web/page.py": VIEW + text, "web/other.py": other}))

    assert known.writes_on_get("web/page.py", "show") != []


@pytest.mark.parametrize(
    "text",
    [
        "def show():\n    with reading() as ctx: return execution.case(ctx)",
        "def show():\n    with writing() as ctx:\n        execution.view(ctx)\n    return ''",
        "def show():\n    if request.method == 'POST':\n        return run_command('a', work)\n    return ''",
        "def show():\n    if request.method == 'GET':\n        return ''\n    return run_command('a', work)",
        "def show():\n    return run_command('a', work) if request.method == 'POST' else ''",
    ],
)
def test_a_get_that_reads_or_notes_a_view_is_left_in_peace(text):
    assert House.of(sketch({"web/page.py": VIEW + text})).writes_on_get("web/page.py", "show") == []
