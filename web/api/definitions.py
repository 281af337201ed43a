"""/api/definitions: what was found in versions; must not check them anew."""

from engine import definitions
from engine.definitions.report import said
from engine.identity import Permission
from web.answers import Reply, json_answer
from web.api import asking
from web.api.blueprint import api
from web.api.described import Description, described
from web.auth import requires
from web.context import reading


@api.get("/definitions/<definition_id>/findings")
@requires(Permission.DEFINITION_READ)
@described(
    Description(
        "findFindings",
        "Findings",
        query={"lang": asking.LANG},
        path={"definition_id": "The id of a version: what /engine-rest calls the id of a process definition."},
        refusals=(400, 404),
    )
)
def findings(definition_id: str) -> Reply:
    """Return what was found in a version, as `ravand check` tells it; drafts and retired versions included."""
    lang = asking.lang()
    with reading() as ctx:
        one = definitions.version(ctx, definition_id)
    return json_answer(
        {
            "definition": asking.plain(one),
            "publishable": one.publishable,
            "findings": [said(finding, lang) for finding in one.findings],
        }
    )
