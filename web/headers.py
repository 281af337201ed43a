"""Which headers every answer carries, whenever and by whichever thread it is given; must not know what it says."""

from web import origin
from web.context import visit

_ONLY_SECURE = ("Strict-Transport-Security", "max-age=31536000")


def common() -> list[tuple[str, str]]:
    """Return the headers of every answer to this visit."""
    reference = ("X-Correlation-Id", visit().correlation_id)
    found = [("X-Content-Type-Options", "nosniff"), reference, ("Cache-Control", "no-store")]
    return [*found, _ONLY_SECURE] if origin.secure() else found
