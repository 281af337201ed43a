"""Promises of the first start: one token, one use, then the page is gone for good."""

import pytest

from engine import errors, seed
from engine.config import Settings
from tests.support.visitors import Browser
from web.application import create_app
from web.errors import words_of

GIVEN = {"agency": "ثبت احوال کرمان", "name": "مهدی مرادی", "username": "mehdi", "password": "دیوار موش دارد"}

MISTAKES = [
    ("token", "wrong", words_of(errors.WrongSetUpToken(), "fa")),
    ("token", "", words_of(errors.WrongSetUpToken(), "fa")),
    ("password", "short", "گذرواژه ۱۰ تا ۲۰۰ نویسه دارد"),
    ("username", "a b", "نام کاربری نمی‌شود"),
    ("agency", " ", "به‌عنوان نام پذیرفتنی نیست"),
    ("name", " ", "به‌عنوان نام پذیرفتنی نیست"),
]


@pytest.fixture
def settings():
    return Settings(log_level="warning")


@pytest.fixture
def token(database, settings):
    [line] = seed.seed(database, settings)
    return line.rpartition(" ")[2]


@pytest.fixture
def newcomer(database, settings, token):
    return Browser(create_app(settings, database))


def test_sign_in_leads_to_the_set_up_page_until_somebody_exists(newcomer):
    assert newcomer.get("/sign-in").location == "/set-up"
    assert "راه‌اندازی روند" in newcomer.get("/set-up").text


def test_with_the_token_the_first_agency_and_its_administrator_are_made(newcomer, token):
    answer = newcomer.send("/set-up", token=token, **GIVEN)

    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert newcomer.sign_in("mehdi", GIVEN["password"]).status_code == 303
    page = newcomer.get("/password").text
    assert "ثبت احوال کرمان" in page
    assert "این یک نمایش است" not in page


def test_afterwards_the_page_does_not_exist_also_after_a_restart(newcomer, token, database, settings):
    newcomer.send("/set-up", token=token, **GIVEN)
    csrf = newcomer.csrf("/sign-in")

    assert newcomer.get("/set-up").status_code == 404
    assert newcomer.client.post("/set-up", data={"csrf": csrf, "token": token, **GIVEN}).status_code == 404
    assert seed.seed(database, settings) == []
    assert Browser(create_app(settings, database)).get("/set-up").status_code == 404


def test_a_mistake_is_told_at_its_field_and_uses_nothing_up(newcomer, token):
    for field, value, words in MISTAKES:
        answer = newcomer.send("/set-up", **({"token": token} | GIVEN | {field: value}))

        assert answer.status_code == 422, field
        assert words in answer.text
        assert f'href="#{field}"' in answer.text
        assert GIVEN["password"] not in answer.text

    assert newcomer.send("/set-up", token=token, **GIVEN).status_code == 303


def test_with_the_demonstration_there_is_no_set_up_page(database):
    seed.people(database)

    assert Browser(create_app(Settings(demo=True), database)).get("/set-up").status_code == 404
