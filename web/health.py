"""Whether this process can serve; must not need a sign-in or tell anything else."""

import sqlalchemy as sa
from flask import Blueprint

from engine import db
from web.answers import Reply, json_answer
from web.auth import public
from web.context import reading

#: The version of the product; a test holds it equal to pyproject.toml.
VERSION = "0.1.0"

pages = Blueprint("health", __name__)
_ANYTHING = db.prepare(sa.select(sa.literal(1).label("one")))


@pages.get("/health")
@public
def health() -> Reply:
    """Answer 200 when the database answers; Unavailable becomes 503 with Retry-After."""
    with reading() as ctx:
        ctx.db.one(_ANYTHING)
    return json_answer({"status": "up", "database": ctx.db.dialect.name, "version": VERSION})
