"""Promises to programs: Basic and bearer credentials, remembered for speed and ended at once when they should be."""

from unittest.mock import patch

import pytest
from flask import Blueprint

from engine import context, seed
from engine.actor import system
from engine.db import Session
from engine.execution import accounts as commands
from engine.identity import Permission, accounts, directory, passwords, tokens
from tests.support.applications import application
from tests.support.visitors import basic
from web.answers import json_answer
from web.auth import requires
from web.context import actor

WHO = "/engine-rest/test-who"

# The door is the same on both; its statements run on PostgreSQL in test_sign_in, test_accounts and the matrix.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


rooms = Blueprint("test_programs", __name__)


@rooms.route(WHO, methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT_CHANGE)
def who():
    return json_answer([actor().username, actor().channel, sorted(actor().roles), sorted(actor().groups)])


@pytest.fixture
def app(database, settings):
    """The application with an address of the API that tells who asks."""
    return application(settings, database, rooms)


@pytest.fixture
def program(app):
    """A program at that address."""
    return app.test_client()


def me(database, username):
    with context.reading(database, system("")) as ctx:
        return next(one for one in accounts.demo_people(ctx) if one.username == username)


def change(database, work):
    with context.transaction(database, me(database, "admin").acting("page")) as ctx:
        return work(ctx)


def reset(database, username, password):
    account, hashed = me(database, username).id, passwords.hashed(password)
    change(database, lambda ctx: commands.reset_password(ctx, account, hashed))


def test_a_program_signs_in_by_basic_and_needs_no_token_of_a_form(program):
    assert program.get(WHO, headers=basic("clerk")).json == ["clerk", "api", ["clerk"], ["ثبتاحوال"]]
    assert program.post(WHO, headers=basic("clerk")).status_code == 200


def test_a_password_may_hold_a_colon_and_persian_letters(program, database):
    change(
        database, lambda ctx: commands.reset_password(ctx, me(database, "clerk").id, passwords.hashed("گذر:واژهٔ من"))
    )

    assert program.get(WHO, headers=basic("clerk", "گذر:واژهٔ من")).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": "Basic !!!"},
        {"Authorization": "Bearer nothing"},
        {"Authorization": "Digest a=b"},
        basic("clerk", "x"),
    ],
)
def test_without_a_valid_credential_a_program_gets_401_in_json_and_is_told_how(program, header):
    answer = program.get(WHO, headers=header)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert answer.headers["Content-Type"] == "application/json"
    assert {"type", "message", "code"} <= set(answer.json)


def test_no_credential_and_a_wrong_one_are_told_apart(program):
    assert program.get(WHO).json["error"] == "unauthenticated"
    assert program.get(WHO, headers=basic("clerk", "x")).json["error"] == "wrong-credentials"


def test_a_cookie_opens_nothing_of_the_api(program, visitor):
    clerk = visitor("clerk")

    assert clerk.get(WHO).status_code == 401
    assert clerk.client.post(WHO, data={"csrf": clerk.csrf("/password")}).status_code == 401


def test_basic_opens_no_page(program, app):
    assert app.test_client().get("/password", headers=basic("clerk")).status_code == 303


def test_a_password_is_hashed_once_in_five_minutes_however_many_requests_come(program):
    with patch.object(passwords, "fits", wraps=passwords.fits) as fits:
        for _ in range(5):
            assert program.get(WHO, headers=basic("clerk")).status_code == 200

    assert fits.call_count == 1


def test_a_remembered_credential_costs_one_statement(program, database):
    program.get(WHO, headers=basic("clerk"))
    with patch.object(Session, "_execute", autospec=True, side_effect=Session._execute) as statements:
        program.get(WHO, headers=basic("clerk"))

    assert statements.call_count == 1


def test_a_change_of_password_ends_the_old_one_at_once(program, database):
    assert program.get(WHO, headers=basic("clerk")).status_code == 200
    change(
        database, lambda ctx: commands.reset_password(ctx, me(database, "clerk").id, passwords.hashed("another one"))
    )

    assert program.get(WHO, headers=basic("clerk")).status_code == 401
    assert program.get(WHO, headers=basic("clerk", "another one")).status_code == 200


def test_a_change_of_role_or_group_holds_from_the_next_request_on(program, database):
    program.get(WHO, headers=basic("clerk"))
    clerk = me(database, "clerk").id
    change(database, lambda ctx: commands.change_user(ctx, clerk, roles={"clerk", "auditor"}, groups=[]))

    assert program.get(WHO, headers=basic("clerk")).json == ["clerk", "api", ["auditor", "clerk"], []]


def test_disabling_ends_basic_and_bearer_at_once(program, database):
    clerk = me(database, "clerk")
    with context.transaction(database, clerk.acting("page")) as ctx:
        secret = commands.issue_token(ctx, "test", 1)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert [program.get(WHO, headers=one).status_code for one in (bearer, basic("clerk"))] == [200, 200]

    change(database, lambda ctx: commands.change_user(ctx, clerk.id, disabled=True))

    assert [program.get(WHO, headers=one).status_code for one in (bearer, basic("clerk"))] == [401, 401]


def test_a_withdrawn_or_outdated_token_is_worth_nothing(program, database, now):
    clerk = me(database, "clerk")
    with context.transaction(database, clerk.acting("page")) as ctx:
        secret = commands.issue_token(ctx, "test", 1)
    with context.transaction(database, clerk.acting("page"), now=now.replace(year=2020)) as ctx:
        old = commands.issue_token(ctx, "old", 1)
    assert program.get(WHO, headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    assert program.get(WHO, headers={"Authorization": f"Bearer {old}"}).status_code == 401

    with context.transaction(database, clerk.acting("page")) as ctx:
        mine = {one.label: one.id for one in tokens.tokens(ctx, clerk.id)}
        commands.revoke_token(ctx, mine["test"])

    assert program.get(WHO, headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_a_sixth_wrong_password_gets_429(program):
    for _ in range(5):
        assert program.get(WHO, headers=basic("clerk", "wrong")).status_code == 401

    answer = program.get(WHO, headers=basic("clerk"))

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_refused_program_is_recorded_with_its_door(program, record):
    program.get(WHO, headers=basic("clerk", "wrong"))

    assert [(entry.channel, facts) for entry, facts in record("session.refused")] == [("api", {"reason": "password"})]


def test_demonstration_people_do_not_come_through_a_proxy(app, program):
    app.house.entrance.attempts.allowed = 100
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via", "X-Forwarded-Proto", "X-Forwarded-Host"):
        assert program.get(WHO, headers={**basic("clerk"), header: "10.0.0.1"}).status_code == 401, header


def test_demonstration_people_do_not_come_from_another_machine(program):
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}

    assert program.get(WHO, headers=basic("clerk"), environ_overrides=elsewhere).status_code == 401


def test_a_remembered_demonstration_credential_does_not_come_from_another_machine_either(program):
    assert program.get(WHO, headers=basic("clerk")).status_code == 200
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}

    assert program.get(WHO, headers=basic("clerk"), environ_overrides=elsewhere).status_code == 401


def test_a_person_who_is_no_demonstration_comes_from_anywhere(program, database):
    def hire(ctx):
        hashed = passwords.hashed("a real person")
        commands.create_user(ctx, username="real", name="Real", password_hash=hashed, roles={"clerk"})

    change(database, hire)
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}

    answer = program.get(WHO, headers=basic("real", "a real person"), environ_overrides=elsewhere)

    assert answer.status_code == 200
    with context.reading(database, me(database, "admin").acting("page")) as ctx:
        assert not directory.person(ctx, "real").demo
    assert seed.PASSWORD == "demo"
