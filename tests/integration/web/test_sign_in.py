"""Promises of signing in and out by the pages."""

import re
from datetime import timedelta

import pytest

from engine import context, errors, seed
from engine.actor import system
from engine.identity import accounts, credentials, sessions
from web.errors import words_of


def test_a_person_signs_in_is_led_to_their_work_and_is_greeted_by_name(visitor):
    clerk = visitor()

    answer = clerk.sign_in("clerk")

    assert (answer.status_code, answer.location) == (303, "/")
    assert "رضا کریمی" in clerk.get("/password").text


def test_who_is_not_signed_in_is_asked_to_and_led_back_afterwards(visitor):
    stranger = visitor()

    answer = stranger.get("/password")

    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/password")
    assert stranger.sign_in("clerk", next="/password").location == "/password"


def test_sign_in_leads_nobody_to_another_site(visitor):
    elsewhere = (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "",
    )
    for address in elsewhere:
        assert visitor().sign_in("clerk", next=address).location == "/", address


def test_wrong_names_and_wrong_passwords_get_one_and_the_same_answer(visitor):
    wrong = [
        ("clerk", "wrong"),
        ("nobody", "demo"),
        ("clerk", ""),
        ("", ""),
        ("clerk'--", "demo"),
        ("x" * 5000, "y" * 5000),
    ]
    for username, password in wrong:
        answer = visitor().sign_in(username, password)

        assert answer.status_code == 422, username
        assert words_of(errors.WrongCredentials(), "fa") in answer.text


def test_a_name_may_be_typed_in_capitals_or_with_persian_digits(visitor):
    assert visitor().sign_in("CLERK۲").status_code == 303


def test_every_sign_in_gets_a_fresh_session_and_ends_the_one_before(visitor):
    clerk = visitor("clerk")
    before = clerk.cookie()

    clerk.send("/sign-in", page="/password", username="clerk", password=seed.PASSWORD)

    assert clerk.cookie() != before
    clerk.client.set_cookie("ravand", before)
    assert clerk.get("/password").status_code == 303


def test_a_session_planted_before_sign_in_is_not_used(visitor):
    clerk = visitor()
    clerk.client.set_cookie("ravand", "planted-by-somebody-else")
    clerk.sign_in("clerk")

    assert clerk.cookie() != "planted-by-somebody-else"


def test_after_sign_out_the_old_cookie_is_worth_nothing(visitor):
    clerk = visitor("clerk")
    cookie = clerk.cookie()

    assert clerk.send("/sign-out", page="/password").status_code == 303

    thief = visitor()
    thief.client.set_cookie("ravand", cookie)
    assert thief.get("/password").location.startswith("/sign-in")


def test_the_database_holds_neither_the_cookie_nor_the_password(app, visitor, database):
    clerk = visitor("clerk")

    with context.reading(database, system("")) as ctx:
        stored = [row[0] for row in ctx.db.connection.exec_driver_sql("SELECT id FROM web_session")]
        hashes = [row[0] for row in ctx.db.connection.exec_driver_sql("SELECT password_hash FROM account")]

    assert clerk.cookie() not in stored
    assert len(stored[0]) == 64
    assert all(one.startswith("$argon2id$") for one in hashes)


def test_the_cookie_is_long_and_closed_to_scripts_and_other_sites(visitor):
    cookie = next(
        value for value in visitor().sign_in("clerk").headers.getlist("Set-Cookie") if value.startswith("ravand=")
    )

    assert len(re.match(r"ravand=([\w-]+);", cookie)[1]) >= 43
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


@pytest.mark.parametrize(("later", "still_in"), [(timedelta(minutes=29), True), (timedelta(minutes=30), False)])
def test_a_session_ends_after_thirty_idle_minutes(visitor, database, now, later, still_in):
    token = open_session(database, "clerk", now)

    assert (found_at(database, token, now + later) is not None) is still_in


def test_a_session_in_use_ends_after_twelve_hours(visitor, database, now):
    token, at = open_session(database, "clerk", now), now
    while at < now + timedelta(hours=12):
        session = found_at(database, token, at)
        assert session is not None
        with context.transaction(database, system(""), now=at) as ctx:
            sessions.seen(ctx, session.id)
        at += timedelta(minutes=20)

    assert found_at(database, token, at) is None


def test_that_a_session_is_in_use_is_written_at_most_once_a_minute(visitor, database, now):
    token = open_session(database, "clerk", now)

    assert not found_at(database, token, now + timedelta(seconds=59)).stale
    assert found_at(database, token, now + timedelta(seconds=60)).stale


def test_changing_the_password_ends_the_other_sessions_and_the_old_password(visitor, record):
    here, elsewhere = visitor("clerk"), visitor("clerk")

    answer = here.send("/password", current=seed.PASSWORD, new="یک گذرواژهٔ تازه", again="یک گذرواژهٔ تازه")

    assert (answer.status_code, answer.location) == (303, "/password?done=password")
    assert here.get("/password").status_code == 200
    assert elsewhere.get("/password").status_code == 303
    assert visitor().sign_in("clerk").status_code == 422
    assert visitor().sign_in("clerk", "یک گذرواژهٔ تازه").status_code == 303
    [(entry, facts)] = record("user.password_changed")
    assert facts == {"user": entry.actor}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"current": "wrong", "new": "long enough now", "again": "long enough now"},
            words_of(errors.WrongPassword(), "fa"),
        ),
        (
            {"current": "demo", "new": "long enough now", "again": "another one now"},
            words_of(errors.PasswordsDiffer(), "fa"),
        ),
        (
            {"current": "demo", "new": "short", "again": "short"},
            words_of(errors.WeakPassword(least=10, most=200), "fa"),
        ),
    ],
)
def test_a_password_is_not_changed_by_mistake(visitor, fields, words):
    clerk = visitor("clerk")

    answer = clerk.send("/password", **fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert visitor().sign_in("clerk").status_code == 303


def test_a_disabled_person_is_out_at_once_and_cannot_come_back(visitor, database):
    clerk = visitor("clerk")
    disable(database, "clerk")

    assert clerk.get("/password").status_code == 303
    assert visitor().sign_in("clerk").status_code == 422


def test_a_sixth_failure_is_answered_by_waiting_even_with_the_right_password(visitor):
    stranger = visitor()
    for _ in range(5):
        stranger.sign_in("clerk", "wrong")

    answer = stranger.sign_in("clerk")

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 300
    assert visitor().sign_in("supervisor").status_code == 303


def test_sign_ins_and_refusals_are_recorded_in_the_agency_of_the_account(visitor, record):
    clerk = visitor("clerk")
    clerk.send("/sign-out", page="/password")
    clerk.sign_in("clerk", "wrong")

    kinds = [(entry.type, entry.channel) for entry, _ in record("session.opened", "session.closed", "session.refused")]

    assert kinds == [("session.refused", "page"), ("session.closed", "page"), ("session.opened", "page")]


def test_a_refusal_tells_the_reason_in_clear_and_keeps_the_name_erasable(visitor, record):
    visitor().sign_in("clerk", "wrong")

    [(entry, facts)] = record("session.refused")

    assert facts == {"reason": "password"}
    assert "clerk" not in entry.facts
    assert "clerk" in entry.payload


def test_an_unknown_name_is_recorded_by_the_installation_itself(visitor, record):
    visitor().sign_in("nobody", "wrong")

    assert [facts["reason"] for _, facts in record("session.refused", slug="")] == ["unknown"]


def test_reaching_the_limit_is_recorded_once_and_what_follows_is_not(visitor, record):
    stranger = visitor()
    for _ in range(9):
        stranger.sign_in("clerk", "wrong")

    reasons = [facts["reason"] for _, facts in record("session.refused")]

    assert sorted(reasons) == ["password"] * 5 + ["too-many"]


def test_the_language_chosen_before_sign_in_becomes_the_accounts(visitor, database):
    clerk = visitor()
    clerk.get("/language/en")
    clerk.sign_in("clerk")

    elsewhere = visitor("clerk")
    assert '<html lang="en" dir="ltr"' in elsewhere.get("/password").text


def open_session(database, username, at):
    with context.transaction(database, person(database, username).acting("page"), now=at) as ctx:
        return sessions.open_session(ctx, ctx.actor.id).token


def found_at(database, token, at):
    with context.reading(database, system(""), now=at) as ctx:
        return credentials.of_session(ctx, token)


def person(database, username):
    with context.reading(database, system("")) as ctx:
        return next(one for one in accounts.demo_people(ctx) if one.username == username)


def disable(database, username):
    with context.transaction(database, system("")) as ctx:
        accounts.set_disabled(ctx, person(database, username), disabled=True)
