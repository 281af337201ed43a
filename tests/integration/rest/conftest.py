"""What tests of /engine-rest may ask for: a program at the door, and a house with services and cases."""

from typing import Any

import pytest

from engine import definitions
from tests.integration.web.conftest import app, cheap_hashes, record, settings
from tests.support.house import House, file_of, house
from tests.support.visitors import basic
from tests.unit.spiff.drawing import Drawing

__all__ = ["app", "cheap_hashes", "house", "record", "settings"]

FORM = b"""{"schema": {"type": "object", "required": ["amount"], "additionalProperties": false, "properties": {
  "amount": {"type": "integer", "minimum": 1, "title": "Amount"}, "remark": {"type": "string", "title": "Remark"}}}}"""


class Program:
    """A program that signs in by Basic and sends JSON; paths are those under /engine-rest."""

    def __init__(self, application: Any) -> None:
        self.client = application.test_client()

    def ask(self, method: str, path: str, who: str | None = "supervisor", **options: Any) -> Any:
        signed_in = basic(who) if who else {}
        headers = {**signed_in, **options.pop("headers", {})}
        return self.client.open(f"/engine-rest{path}", method=method, headers=headers, buffered=True, **options)

    def get(self, path: str, who: str | None = "supervisor", **query: Any) -> Any:
        return self.ask("GET", path, who, query_string=query)

    def post(self, path: str, body: Any = None, who: str | None = "supervisor", **options: Any) -> Any:
        return self.ask("POST", path, who, **({} if body is None else {"json": body}), **options)

    def count(self, path: str, who: str | None = "supervisor", **query: Any) -> int:
        return self.get(f"{path}/count", who, **query).json["count"]

    def ids(self, path: str, who: str | None = "supervisor", **query: Any) -> list[str]:
        answer = self.get(path, who, **query)
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json]

    def deploy(self, files: dict[str, bytes], who: str = "analyst", **fields: str) -> Any:
        body, content_type = multipart(files, fields)
        return self.ask("POST", "/deployment/create", who, data=body, headers={"Content-Type": content_type})


def multipart(files: dict[str, bytes], fields: dict[str, str]) -> tuple[bytes, str]:
    """A form as clients send it, and its content type."""
    parts = [(f'name="{name}"', value.encode()) for name, value in fields.items()]
    parts += [(f'name="part-{number}"; filename="{name}"', files[name]) for number, name in enumerate(files)]
    wrapped = [f"--limit\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data for head, data in parts]
    return b"\r\n".join([*wrapped, b"--limit--\r\n"]), "multipart/form-data; boundary=limit"


def service(key: str = "service", form: str = "") -> Drawing:
    """Two user tasks one after the other: of the clerks, then of the supervisor."""
    shown = {"formRef": form, "formRefBinding": "deployment"} if form else {}
    drawing = Drawing(key).node("start", "begin").node("end", "done")
    drawing.node("user", "check", name="Check", candidateGroups="ثبت احوال", **shown)
    drawing.node("user", "decide", name="تصمیم", assignee="supervisor", candidateUsers="clerk", priority="80")
    return drawing.line("begin", "check", "decide", "done")


def diagram(key: str = "service", name: str = "") -> bytes:
    """The bytes of that service."""
    drawing = service(key)
    drawing.process.set("name", name or key)
    return file_of(drawing.root)


@pytest.fixture
def program(app) -> Program:
    return Program(app)


@pytest.fixture
def published(app, house: House) -> definitions.Version:
    """The service, published in the first agency."""
    return house.publish(service().root)
