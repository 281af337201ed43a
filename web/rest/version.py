"""/engine-rest/version and /engine: what clients ask first; must not know anything else."""

from engine.identity import Permission
from web.answers import Reply, json_answer
from web.auth import requires
from web.rest.blueprint import rest

#: The release of Camunda 7 whose dialect is spoken: clients decide by it what they may ask.
DIALECT = "7.24.0"


@rest.get("/version")
@requires(Permission.OWN_ACCOUNT_CHANGE)
def get_version() -> Reply:
    """Return the version of the dialect."""
    return json_answer({"version": DIALECT})


@rest.get("/engine")
@requires(Permission.OWN_ACCOUNT_CHANGE)
def get_engines() -> Reply:
    """Return the one engine there is."""
    return json_answer([{"name": "default"}])
