"""/api/difference: what differs between two versions; must not find it."""

from engine import definitions
from engine.definitions.difference import SORTS
from engine.identity import Permission
from web.answers import Reply, json_answer
from web.api import asking
from web.api.blueprint import api
from web.api.described import Description, Parameter, described
from web.auth import requires
from web.context import reading


@api.get("/difference")
@requires(Permission.DEFINITION_READ)
@described(
    Description(
        "compareVersions",
        "Difference",
        query={
            "from": Parameter("The id of the version before.", required=True),
            "to": Parameter("The id of the version after; it may be of another service.", required=True),
            "lang": asking.LANG,
        },
        refusals=(400, 404),
    )
)
def difference() -> Reply:
    """Return what was added, removed, changed or only moved between two versions, their forms included."""
    lang = asking.lang()
    with reading() as ctx:
        before, after = asking.version(ctx, "from"), asking.version(ctx, "to")
        found = definitions.compared(ctx, before, after).difference
    sorts = found.by_sort()
    return json_answer(
        {
            "from": asking.plain(before),
            "to": asking.plain(after),
            "counts": {sort: len(sorts.get(sort, ())) for sort in SORTS},
            "changes": [one.plain(lang) for one in found.changes],
            "identities": [one.plain() for one in found.identities],
        }
    )
