"""How this process tells its operator what happens: JSON lines, no personal data; must not decide what."""

import logging
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import orjson

from engine import db
from web.answers import Answered
from web.context import visit

_ACCESS = logging.getLogger("ravand.access")
#: What our own lines may add to the message.
_EXTRA = ("correlation", "method", "route", "status", "ms", "error", "places")


class JsonLines(logging.Formatter):
    """One JSON object per record. Arguments are not shown by name and no message of a foreign error is."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; control characters of a message are escaped by JSON."""
        line: dict[str, Any] = {
            "at": db.stamp(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
        }
        line |= {"logger": record.name, "message": record.getMessage()}
        line |= {name: getattr(record, name) for name in _EXTRA if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
        return orjson.dumps(line, default=str).decode()


def configure(level: str) -> None:
    """Let the loggers of Ravand write JSON lines to standard error from this level on."""
    logger = logging.getLogger("ravand")
    logger.setLevel(level.upper())
    if not logger.handlers:
        to_stderr = logging.StreamHandler(sys.stderr)
        to_stderr.setFormatter(JsonLines())
        logger.addHandler(to_stderr)


def access(response: Answered) -> None:
    """Write the line of a request, unless its answer comes later."""
    if not visit().held:
        late(response)


def late(response: Answered) -> None:
    """Write the line of a request: the route's template and never the address, which may hold an id."""
    if _ACCESS.isEnabledFor(logging.INFO):
        here = visit()
        request, rule = here.request, here.request.url_rule
        line = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": "info",
            "logger": "ravand.access",
            "method": request.method,
            "route": rule.rule if rule else "",
            "status": response.status_code,
            "ms": round((perf_counter() - here.started) * 1000, 2),
            "correlation": here.correlation_id,
        }
        sys.stderr.write(orjson.dumps(line).decode() + "\n")
