"""Promises of an answer to a program: it says each thing once, and no more than was asked for."""

import flask
import pytest

from web.answers import Reply, json_answer, no_content, text_answer


def told(reply, method="GET", common=None):
    """Return status, headers and bytes as WSGI sends them."""
    heard = []
    body = reply.send({"REQUEST_METHOD": method}, lambda *said: heard.extend(said), common or {})
    return (*heard, b"".join(body))


def test_json_is_told_with_its_kind_and_length():
    said = told(json_answer({"نام": 1}, 201), common={"X-Correlation-Id": "c"})

    assert said == (
        "201 Created",
        [("Content-Type", "application/json"), ("X-Correlation-Id", "c"), ("Content-Length", "12")],
        '{"نام":1}'.encode(),
    )


def test_nothing_to_say_is_told_without_kind_and_length():
    assert told(no_content()) == ("204 No Content", [], b"")


def test_who_asks_for_the_head_gets_no_body():
    status, headers, body = told(text_answer("why"), "HEAD")

    assert (status, dict(headers)["Content-Length"], body) == ("200 OK", "3", b"")


@pytest.mark.parametrize("kept", [{"Location": "/x"}, {"Content-Type": "text/html", "Location": "/x"}])
def test_an_answer_that_was_kept_is_told_again_with_its_headers(kept):
    assert dict(told(Reply(b"", kept, 303))[1]).items() >= kept.items()


def test_flask_takes_it_for_an_application():
    app = flask.Flask(__name__)
    app.add_url_rule("/", view_func=lambda: Reply(b"x", {"Content-Type": "text/plain", "X-More": "y"}, 418))

    answer = app.test_client().get("/")

    assert (answer.status_code, answer.data, answer.headers["X-More"]) == (418, b"x", "y")
    assert answer.headers.getlist("Content-Length") == ["1"]
