"""Which file stands behind the name of an asset, built or not; must not serve anything but web/static."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, request, send_from_directory, url_for
from werkzeug.wrappers import Response

from web.auth import public

STATIC = Path(__file__).parent / "static"
DIST = STATIC / "dist"
_FOREVER, _SOON = 31_536_000, 300
_PACKED = (("br", ".br"), ("gzip", ".gz"))

pages = Blueprint("assets", __name__)


@cache
def manifest() -> dict[str, str]:
    """Return name → name with hash of everything that was built; empty when nothing could be built."""
    path = DIST / "manifest.json"
    found: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
    return found


def asset(name: str) -> str:
    """Return the address of an asset: the built one, else the source as it lies there, else nothing."""
    built = manifest().get(name)
    if built:
        return url_for("assets.built", name=built)
    return url_for("assets.plain", name=name) if (STATIC / name).is_file() else ""


@pages.get("/static/dist/<path:name>")
@public
def built(name: str) -> Response:
    """Serve a built asset, packed where the browser can unpack; its name changes with its content."""
    accepted = request.headers.get("Accept-Encoding", "")
    for encoding, ending in _PACKED:
        if encoding in accepted and (DIST / f"{name}{ending}").is_file():
            answer = _sent(DIST, f"{name}{ending}", _FOREVER, download_name=name)
            answer.headers["Content-Encoding"] = encoding
            return answer
    return _sent(DIST, name, _FOREVER)


@pages.get("/static/<path:name>")
@public
def plain(name: str) -> Response:
    """Serve an asset as it was written, when nothing could be built."""
    return _sent(STATIC, name, _SOON)


def _sent(folder: Path, name: str, seconds: int, **options: Any) -> Response:
    answer = send_from_directory(folder, name, max_age=seconds, **options)
    answer.headers["Vary"] = "Accept-Encoding"
    if seconds == _FOREVER:
        answer.headers["Cache-Control"] = f"public, max-age={seconds}, immutable"
    return answer
