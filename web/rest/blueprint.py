"""Where the routes of /engine-rest hang; must not hold any of them."""

from flask import Blueprint
from werkzeug.wrappers import Response

rest = Blueprint("rest", __name__, url_prefix="/engine-rest")


def no_content() -> Response:
    """Return 204: done, nothing to say."""
    return Response(status=204)
