"""Which headers every answer carries, whenever and by whichever thread it is given; must not know what it says."""

from web import origin
from web.context import visit


def common() -> dict[str, str]:
    """Return the headers of every answer to this visit."""
    found = {
        "X-Content-Type-Options": "nosniff",
        "X-Correlation-Id": visit().correlation_id,
        "Cache-Control": "no-store",
    }
    if origin.secure():
        found["Strict-Transport-Security"] = "max-age=31536000"
    return found
