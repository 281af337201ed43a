"""Promises against forged requests: every unsafe page address asks for the token of this very session."""

import re

import pytest

from engine.config import Settings
from tests.support.visitors import Browser
from web import context
from web.application import create_app

SAFE = {"GET", "HEAD", "OPTIONS"}

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the door is the same on both


def unsafe_pages(app):
    """(method, address) of every route that changes something and belongs to pages; parameters get an opaque id."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, "0" * 32)
        address = adapter.build(rule.endpoint, values)
        if not context.is_api(address):
            yield from ((method, address) for method in rule.methods - SAFE)


def test_every_unsafe_page_address_refuses_a_form_without_altered_or_with_anothers_token(app, visitor, record):
    clerk, other = visitor("clerk"), visitor("clerk2")
    own, anothers = clerk.csrf("/password"), other.csrf("/password")
    addresses = sorted(unsafe_pages(app))
    assert addresses

    for method, address in addresses:
        for forged in ({}, {"csrf": ""}, {"csrf": own[:-1]}, {"csrf": anothers}, {"csrf": "٠" * 22}):
            answer = clerk.client.open(address, method=method, data=forged)
            assert answer.status_code == 403, (method, address, forged)
            assert "صفحه زمان زیادی باز مانده" in answer.text

    assert clerk.get("/password").status_code == 200


def test_the_token_looks_different_on_every_page_and_each_of_them_is_taken(visitor):
    clerk = visitor("clerk")
    tokens = [clerk.csrf("/password") for _ in range(3)]

    assert len(set(tokens)) == 3
    for token in tokens:
        answer = clerk.client.post("/password", data={"csrf": token, "current": "wrong"})
        assert answer.status_code == 422


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:81", "https://localhost"])
def test_a_form_from_another_origin_is_refused_even_with_the_right_token(visitor, origin):
    clerk = visitor("clerk")

    answer = clerk.client.post("/sign-out", data={"csrf": clerk.csrf("/password")}, headers={"Origin": origin})

    assert answer.status_code == 403
    assert clerk.get("/password").status_code == 200


def test_a_form_of_our_own_origin_is_taken(visitor):
    clerk = visitor("clerk")

    answer = clerk.client.post(
        "/sign-out", data={"csrf": clerk.csrf("/password")}, headers={"Origin": "http://localhost"}
    )

    assert answer.status_code == 303


def test_before_sign_in_the_token_belongs_to_the_browser_that_got_the_form(visitor):
    one, other = visitor(), visitor()
    other.csrf()

    answer = other.client.post("/sign-in", data={"csrf": one.csrf(), "username": "clerk", "password": "demo"})

    assert answer.status_code == 403


def test_before_sign_in_a_form_without_our_cookie_is_refused(app):
    answer = app.test_client().post("/sign-in", data={"csrf": "", "username": "clerk", "password": "demo"})

    assert answer.status_code == 403


def test_a_forged_form_is_recorded_as_a_refusal(visitor, record):
    clerk = visitor("clerk")
    clerk.client.post("/sign-out", data={})

    [(entry, facts)] = record("command.refused")

    assert facts == {"command": "session.sign_out", "code": "session-expired"}
    assert entry.channel == "page"


def test_behind_https_cookies_are_bound_to_the_host_and_forms_to_the_public_address(app, database):
    secured = create_app(Settings(demo=True, public_url="https://ravand.example"), database)
    clerk = Browser(secured)
    page = {"base_url": "https://ravand.example"}
    clerk.client.get("/sign-in", **page)
    token = re.search(r'name="csrf" value="([^"]*)"', clerk.client.get("/sign-in", **page).text)[1]
    assert clerk.client.get_cookie("__Host-ravand-form", domain="ravand.example")
    signing_in = {"csrf": token, "username": "clerk", "password": "demo"}

    from_elsewhere = clerk.client.post("/sign-in", data=signing_in, headers={"Origin": "https://localhost"}, **page)
    answer = clerk.client.post("/sign-in", data=signing_in, headers={"Origin": "https://ravand.example"}, **page)

    assert from_elsewhere.status_code == 403
    assert answer.status_code == 303
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("__Host-ravand="))
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
