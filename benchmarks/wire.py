"""A client that costs next to nothing, so that what is measured is the server; must not know what it asks for."""

import json
import socket
from typing import Any

from tools.server import Served


class Wire:
    """A connection that is kept: each request is one write, each answer has a length."""

    def __init__(self, served: Served, **headers: str) -> None:
        """Come to a server, with these headers in every request."""
        host, _, port = served.url.removeprefix("http://").partition(":")
        self.socket = socket.create_connection((host, int(port)), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        given = {"Host": f"{host}:{port}", "Content-Type": "application/json", **headers}
        self.head = "".join(f"{name}: {value}\r\n" for name, value in given.items())

    def json(self, method: str, path: str, body: object = None) -> Any:
        """Send and read JSON; raises RuntimeError for a refusal."""
        sent = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\n{self.head}Content-Length: {len(sent)}\r\n\r\n"
        self.socket.sendall(head.encode() + sent)
        status, read = self._answer()
        if status >= 400:
            raise RuntimeError(f"{method} {path}: {status} {read[:300]!r}")
        return json.loads(read) if read else None

    def _answer(self) -> tuple[int, bytes]:
        read = b""
        while b"\r\n\r\n" not in read:
            read += self._more()
        head, _, body = read.partition(b"\r\n\r\n")
        _, found, rest = head.lower().partition(b"\r\ncontent-length:")
        length = int(rest.partition(b"\r\n")[0]) if found else 0
        while len(body) < length:
            body += self._more()
        return int(head[9:12]), body

    def _more(self) -> bytes:
        came = self.socket.recv(65_536)
        if not came:
            raise ConnectionError("the server closed the connection")
        return came
