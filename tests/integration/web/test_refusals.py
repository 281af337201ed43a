"""Promises of how errors and pages look to the outside: status, words, language, headers, nothing echoed raw."""

import logging
import sqlite3
import tomllib
from pathlib import Path

import pytest
from flask import Blueprint

import engine
from engine import errors
from engine.identity import Permission
from tests.support.applications import application
from tests.support.visitors import basic
from web.auth import public, requires

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the door is the same on both


rooms = Blueprint("test_refusals", __name__)
RAISED = {
    "not-found": errors.NotFound(kind="case", id="<script>alert(1)</script>"),
    "forbidden": errors.Forbidden(permission="a:b:c"),
    "conflict": errors.TaskTaken(holder="<b>Sara</b>"),
    "invalid": errors.SubmissionInvalid(fields={}),
    "malformed": errors.MalformedRequest(reason="x"),
    "too-large": errors.TooLarge(limit=5),
    "too-many": errors.TooMany(seconds=7),
    "unavailable": errors.Unavailable(),
    "bug": KeyError("secret value"),
}


@rooms.get("/test/<name>", endpoint="page")
@rooms.get("/engine-rest/test/<name>", endpoint="rest")
@rooms.get("/api/test/<name>", endpoint="api")
@public
def fail(name):
    raise RAISED[name]


@rooms.get("/test-permission")
@requires(Permission.ACCOUNT_CHANGE)
def permission():
    return "never"


@pytest.fixture
def app(database, settings):
    """The application with one address per kind of failure."""
    return application(settings, database, rooms)


@pytest.fixture
def failing(app):
    """A program at these addresses."""
    return app.test_client()


@pytest.mark.parametrize(
    ("name", "page", "rest", "api"),
    [
        ("not-found", 404, 404, 404),
        ("forbidden", 403, 403, 403),
        ("conflict", 409, 409, 409),
        ("invalid", 422, 400, 422),
        ("malformed", 400, 400, 400),
        ("too-large", 413, 413, 413),
        ("too-many", 429, 429, 429),
        ("unavailable", 503, 503, 503),
        ("bug", 500, 500, 500),
    ],
)
def test_each_kind_of_error_has_its_status_on_pages_and_for_programs(failing, name, page, rest, api):
    assert failing.get(f"/test/{name}").status_code == page
    for door, status in (("engine-rest", rest), ("api", api)):
        answer = failing.get(f"/{door}/test/{name}")
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json["message"]
        assert answer.json["code"] is None or door == "api"


def test_programs_are_told_in_the_type_names_of_their_dialect(failing):
    def told(name):
        return failing.get(f"/engine-rest/test/{name}").json["type"]

    assert told("forbidden") == "AuthorizationException"
    assert told("invalid") == "InvalidRequestException"
    assert told("bug") == "RestException"


def test_a_method_that_an_address_does_not_take_is_told_with_those_it_takes(failing):
    refused = failing.delete("/engine-rest/test/bug")

    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert refused.json["error"] == errors.WrongMethod.code()
    assert "does not take DELETE. Send GET, HEAD, OPTIONS" in refused.json["message"]
    assert failing.delete("/test/bug").status_code == 405


def test_waiting_times_are_told(failing):
    assert failing.get("/test/too-many").headers["Retry-After"] == "7"
    assert int(failing.get("/test/unavailable").headers["Retry-After"]) > 0


def test_words_are_in_the_readers_language(failing):
    persian = failing.get("/test/too-many")
    english = failing.get("/test/too-many", headers={"Accept-Language": "en"})

    assert "۷ ثانیه صبر کنید" in persian.text
    assert '<html lang="fa" dir="rtl"' in persian.text
    assert "Wait 7 seconds" in english.text
    assert '<html lang="en" dir="ltr"' in english.text


def test_programs_are_answered_in_english_unless_they_ask_for_persian(failing):
    address = "/engine-rest/test/too-many"

    assert "Wait 7 seconds" in failing.get(address).json["message"]
    assert "ثانیه" in failing.get(address, headers={"Accept-Language": "fa"}).json["message"]


def test_nothing_that_was_sent_comes_back_as_markup(failing):
    assert "<script>" not in failing.get("/test/not-found").text
    assert "<b>Sara" not in failing.get("/test/conflict").text
    assert "<img" not in failing.get("/nothing/<img src=x>").text


def test_a_bug_tells_the_reader_a_reference_and_nothing_else(failing, caplog):
    with caplog.at_level(logging.ERROR, "ravand"):
        answer = failing.get("/test/bug", headers={"X-Correlation-Id": "reference-of-mine"})

    assert "reference-of-mine" in answer.text
    assert "secret value" not in answer.text
    [line] = caplog.records
    assert line.correlation == "reference-of-mine"
    assert line.error == "KeyError"
    assert "secret value" not in line.getMessage()
    assert any("test_refusals.py" in place for place in line.places)


@pytest.mark.parametrize("given", ["short", "has space in it", "x" * 65, "<script>alert</script>"])
def test_a_correlation_id_that_is_none_is_replaced(failing, given):
    assert failing.get("/health", headers={"X-Correlation-Id": given}).headers["X-Correlation-Id"] != given


def test_a_missing_permission_is_recorded_also_when_reading(failing, visitor, record):
    clerk = visitor("clerk")

    assert clerk.get("/test-permission").status_code == 403
    assert [facts for _, facts in record("command.refused")] == [
        {"command": "test_refusals.permission", "code": "forbidden"}
    ]


def test_an_address_that_takes_no_such_request_says_so(failing):
    answer = failing.post("/health")

    assert answer.status_code == 405
    assert "این نشانی POST نمی‌پذیرد" in answer.text


def test_a_body_beyond_the_limit_is_refused_in_words(app, visitor, settings):
    clerk = visitor("clerk")
    large = "x" * (settings.max_upload * 3 + 1)

    answer = clerk.client.post("/password", data={"csrf": clerk.csrf("/password"), "current": large})

    assert answer.status_code == 413
    assert "بایت" in answer.text


def test_every_page_says_that_it_is_a_demonstration_while_it_is_one(visitor):
    for page in (visitor().get("/sign-in"), visitor("clerk").get("/password"), visitor().get("/nothing")):
        assert "این یک نمایش است" in page.text


@pytest.mark.parametrize("address", ["/sign-in", "/nothing", "/password", "/static/ravand.css", "/health"])
def test_pages_run_no_foreign_code_and_stand_in_no_frame(failing, address):
    headers = failing.get(address, buffered=True).headers

    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_nobodys_page_is_kept_by_caches_but_assets_are(failing, visitor):
    assert visitor("clerk").get("/password").headers["Cache-Control"] == "no-store"
    assert failing.get("/engine-rest/version", headers=basic("clerk")).headers["Cache-Control"] == "no-store"
    assert "max-age" in failing.get("/static/ravand.css", buffered=True).headers["Cache-Control"]


@pytest.mark.parametrize("name", ["../__init__.py", "..%2f__init__.py", "dist/../../__init__.py", "/etc/passwd"])
def test_assets_lead_nowhere_else(failing, name):
    assert failing.get(f"/static/{name}").status_code in {404, 308}


def test_health_needs_no_sign_in_and_tells_the_version(failing):
    answer = failing.get("/health")

    assert answer.status_code == 200
    assert set(answer.json) == {"status", "database", "version"}


def test_health_is_503_while_the_database_is_away(failing, monkeypatch):
    def broken(_database):
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("engine.db.Database.take", broken)

    assert failing.get("/health").status_code == 503


@pytest.mark.parametrize("address", ["/password", "/nothing", "/", "/sign-in"])
def test_a_page_is_503_in_words_while_the_database_is_away(visitor, monkeypatch, address):
    clerk = visitor("clerk")

    def broken(_database):
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("engine.db.Database.take", broken)
    answer = clerk.get(address)

    assert answer.status_code == 503
    assert "پایگاه داده اکنون در دسترس نیست" in answer.text
    assert int(answer.headers["Retry-After"]) > 0


def test_the_access_log_is_json_without_names_ids_or_addresses(app, visitor, capsys):
    logging.getLogger("ravand").setLevel("INFO")
    visitor("clerk").get("/cases/0123456789abcdef0123456789abcdef?q=09121234567")
    lines = capsys.readouterr().err.splitlines()
    logging.getLogger("ravand").setLevel("WARNING")

    assert any('"route":"/cases/<case_id>"' in line for line in lines)
    assert all(line.startswith("{") for line in lines)
    for private in ("clerk", "0912", "0123456789abcdef", "127.0.0.1"):
        assert not any(private in line for line in lines), private


def test_the_version_is_the_packages(failing):
    project = tomllib.loads((Path(engine.__file__).parent.parent / "pyproject.toml").read_text())
    assert failing.get("/health").json["version"] == project["project"]["version"]
