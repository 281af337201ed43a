"""Promises of the page where tokens for programs are made and withdrawn."""

import re

import pytest

from engine import db
from engine.actor import system
from engine.context import reading

WHO = "/engine-rest/version"

# The door is the same on both; its statements run on PostgreSQL in test_sign_in, test_accounts and the matrix.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


def secret_on(page):
    return re.search(r"rvd_[\w-]{43}", page.text)[0]


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


def test_a_token_is_made_shown_once_used_and_withdrawn(app, visitor, record):
    clerk, program = visitor("clerk"), app.test_client()

    made = clerk.send("/tokens", label="گزارش شبانه", days="30")

    secret = secret_on(made)
    assert program.get(WHO, headers=bearer(secret)).status_code == 200
    page = clerk.get("/tokens").text
    assert "گزارش شبانه" in page
    assert secret not in page

    address = re.search(r"/tokens/[0-9a-f]{32}/revoke", page)[0]
    assert clerk.send(address, page="/tokens").status_code == 303
    assert program.get(WHO, headers=bearer(secret)).status_code == 401
    assert [entry.type for entry, _ in record("token.issued", "token.revoked")] == ["token.revoked", "token.issued"]


def test_the_secret_is_stored_nowhere(visitor, database):
    secret = secret_on(visitor("clerk").send("/tokens", label="x", days="1"))

    with reading(database, system("")) as ctx:
        for table in db.metadata.tables.values():
            assert not any(secret in str(tuple(row)) for row in ctx.db.select(table.select()))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"label": " ", "days": "1"}, "label"),
        ({"label": "x", "days": "0"}, "days"),
        ({"label": "x", "days": "366"}, "days"),
        ({"label": "x", "days": "soon"}, "days"),
    ],
)
def test_a_mistake_is_told_at_its_field(visitor, fields, field):
    answer = visitor("clerk").send("/tokens", **fields)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert "rvd_" not in answer.text


def test_days_may_be_typed_in_persian_digits(visitor):
    assert secret_on(visitor("clerk").send("/tokens", label="x", days="۳۰"))


def test_who_may_have_a_token_is_led_to_the_page_and_who_may_not_is_not(visitor):
    assert 'href="/tokens"' in visitor("clerk").get("/password").text
    assert 'href="/tokens"' not in visitor("citizen").get("/password").text
    assert visitor("citizen").get("/tokens").status_code == 403
