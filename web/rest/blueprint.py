"""Where the routes of /engine-rest hang; must not hold any of them."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from engine import errors

rest = Blueprint("rest", __name__, url_prefix="/engine-rest")


@rest.before_request
def refuse_impossible_names() -> None:
    """Answer at once that nothing is named with a zero character: PostgreSQL cannot even be asked."""
    if "\0" in request.path:
        raise errors.NotFound(kind="page", id=request.path.replace("\0", "�"))


def no_content() -> Response:
    """Return 204: done, nothing to say."""
    return Response(status=204)
