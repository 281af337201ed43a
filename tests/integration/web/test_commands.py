"""Promises of a command over HTTP: one transaction, the same answer for the same key, every refusal recorded."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Blueprint, redirect, request

from engine import errors
from engine.identity import Permission, groups, membership
from tests.support.applications import application
from tests.support.visitors import basic
from web.answers import json_answer
from web.auth import requires
from web.context import run_command
from web.rest import asking

MAKE = "/engine-rest/test-group"
CASE = "0123456789abcdef0123456789abcdef"


rooms = Blueprint("test_commands", __name__)


@rooms.route(MAKE, methods=["POST"])
@rooms.route(f"{MAKE}/<case>", methods=["POST"])
@requires(Permission.OWN_ACCOUNT_CHANGE)
def view(case=""):
    def work(ctx):
        name = asking.body()["name"]
        if name in [one.name for one in groups(ctx)]:
            raise errors.TaskTaken(holder="سارا")
        membership.ensure_group(ctx, name)
        if name == "fails at the end":
            raise errors.StaleTask
        return json_answer({"made": name, "of": len(groups(ctx))}, 201)

    return run_command("group.make", work)


@rooms.post("/test-form")
@requires(Permission.OWN_ACCOUNT_CHANGE)
def form():
    def work(ctx):
        key, events = membership.ensure_group(ctx, request.form["name"])
        if not events:
            raise errors.Conflict
        return redirect(f"/groups/{key}", 303)

    return run_command("group.make", work)


@pytest.fixture
def app(database, settings):
    """The application with an address for programs and one for forms that make a group."""
    return application(settings, database, rooms)


@pytest.fixture
def make(app):
    """Return a function that asks for a new group as the clerk; a name that exists is refused as taken."""

    def ask(name, key=None, case=None, who="clerk"):
        headers = basic(who) | ({"Idempotency-Key": key} if key else {})
        address = f"{MAKE}/{case}" if case else MAKE
        return app.test_client().post(address, json={"name": name}, headers=headers)

    return ask


def test_a_command_is_done_once_and_without_a_key_a_repeat_is_refused(make):
    assert make("گروه تازه").status_code == 201
    assert make("گروه تازه").status_code == 409


def test_the_same_key_gets_the_same_answer_and_has_one_effect(make):
    first, second = make("گروه تازه", "key-1"), make("گروه تازه", "key-1")

    assert (first.status_code, first.data) == (second.status_code, second.data)
    assert second.headers["Content-Type"] == "application/json"
    assert make("گروه دیگر").json["of"] == first.json["of"] + 1


def test_another_body_under_a_used_key_is_refused(make, record):
    make("گروه تازه", "key-1")

    answer = make("گروه دیگر", "key-1")

    assert answer.status_code == 422
    assert answer.json["error"] == "idempotency-mismatch"
    assert record("command.refused")[0][1]["code"] == "idempotency-mismatch"
    assert make("گروه دیگر").status_code == 201


def test_a_key_belongs_to_the_person_who_used_it(make):
    assert make("گروه یک", "key-1").status_code == 201
    assert make("گروه دو", "key-1", who="supervisor").status_code == 201


def test_a_refused_command_leaves_no_answer_behind_its_key(make):
    assert make("ثبت احوال", "key-1").status_code == 409
    assert make("گروه تازه", "key-1").status_code == 201


@pytest.mark.parametrize("key", ["has space", "x" * 201, "فارسی".encode().decode("latin-1")])
def test_a_key_that_is_no_key_is_refused(make, key):
    assert make("گروه تازه", key).status_code == 400


def test_eight_equal_requests_at_once_have_one_effect_and_eight_equal_answers(make):
    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda _: make("گروه تازه", "key-1"), range(8)))

    assert {(one.status_code, one.data) for one in answers} == {(201, answers[0].data)}


def test_a_refused_command_is_undone_and_recorded_with_its_subject(make, record):
    for _ in range(2):  # were the first not undone, the second would find the group there
        assert make("fails at the end", case=CASE).json["error"] == "stale-task"

    refusals = [facts for _, facts in record("command.refused")]
    assert refusals == [{"command": "group.make", "code": "stale-task", "subject": CASE}] * 2


def test_what_is_no_opaque_id_does_not_enter_the_record(make, record):
    make("ثبت احوال", case="0012345679")

    assert record("command.refused")[0][1] == {"command": "group.make", "code": "task-taken"}


def test_a_form_sent_twice_is_done_once_by_its_hidden_key(app, visitor, make):
    clerk = visitor("clerk")
    fields = {"csrf": clerk.csrf("/password"), "idempotency_key": "page-key", "name": "گروه فرم"}

    answers = [clerk.client.post("/test-form", data=fields) for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert clerk.client.post("/test-form", data=fields | {"idempotency_key": "another"}).status_code == 409


def test_a_database_that_cannot_be_reached_is_answered_by_503_and_nothing_else_is_tried(app, make, monkeypatch):
    def broken(_database):
        raise sqlite3.OperationalError("unable to open database file")

    make("گروه اول")
    monkeypatch.setattr("engine.db.Database.take", broken)

    answer = make("گروه تازه")

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
