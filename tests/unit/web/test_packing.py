"""Promises of packing: pages travel packed, programs' answers do not, and the length tells nothing."""

import gzip

from flask import Flask
from werkzeug.wrappers import Response

from web.packing import pack

PAGE = "<p>روند</p>" * 500


def packed(body: str = PAGE, accepted: str = "gzip", mimetype: str = "text/html") -> Response:
    with Flask("test").test_request_context(headers={"Accept-Encoding": accepted}):
        return pack(Response(body, mimetype=mimetype))


def test_a_page_is_packed_and_unpacks_to_itself() -> None:
    answer = packed()

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(answer.get_data()).decode() == PAGE
    assert int(answer.headers["Content-Length"]) == len(answer.get_data()) < len(PAGE.encode()) / 10


def test_what_need_not_or_cannot_be_packed_stays_as_it_is() -> None:
    for answer in (packed(body="<p>short</p>"), packed(accepted="identity"), packed(mimetype="application/json")):
        assert "Content-Encoding" not in answer.headers


def test_the_same_page_has_another_length_each_time() -> None:
    assert len({len(packed().get_data()) for _ in range(40)}) > 1
