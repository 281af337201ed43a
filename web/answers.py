"""How a value becomes a JSON answer; must not know what it means."""

from typing import Any

import orjson
from werkzeug.wrappers import Response


def json_answer(value: Any, status: int = 200) -> Response:
    """Return JSON; the Content-Type has no charset, because some clients compare it to the letter."""
    return Response(orjson.dumps(value), status=status, content_type="application/json")
