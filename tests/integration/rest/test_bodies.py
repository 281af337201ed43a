"""A body is read as it was meant, however it is sent; what is cut off or has no sane length is told."""

import io

import pytest

from tests.support.visitors import basic

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])

ONE = b'{"maxResults": 1}'


def send(program, body, length, **environ):
    """Send bytes with a length that need not be theirs."""
    return program.client.post(
        "/engine-rest/task",
        input_stream=io.BytesIO(body),
        content_type="application/json",
        headers=basic("supervisor"),
        environ_overrides={"CONTENT_LENGTH": length, **environ},
    )


@pytest.mark.parametrize("body", [ONE, ONE + b" " * 100_000], ids=["short", "long"])
@pytest.mark.parametrize("pieces", [False, True], ids=["of a length", "in pieces"])
def test_a_body_is_read_however_it_is_sent(program, body, pieces):
    wrong = body.replace(b"1", b"x")
    for sent, status in ((body, 200), (wrong, 400)):
        length = "" if pieces else str(len(sent))
        assert send(program, sent, length, **{"wsgi.input_terminated": pieces}).status_code == status


@pytest.mark.parametrize("size", [400, 400_000], ids=["short", "long"])
def test_a_body_that_ends_too_early_is_told(program, size):
    answer = send(program, ONE, str(size))

    assert (answer.status_code, answer.json["error"]) == (400, "malformed-request")


@pytest.mark.parametrize("length", ["۱۷", "²", "-1", "x", "1" * 5_000])
def test_a_length_that_is_none_breaks_nothing(program, length):
    assert send(program, ONE, length).status_code in {200, 400, 413}
