"""How a question to /api is read; must not know what is asked for."""

from engine import definitions, errors
from engine.context import Context
from engine.definitions import Version
from engine.text import LANGUAGES
from web.api.described import Parameter
from web.context import visit
from web.language import api_language

LANG = Parameter(
    "Language of messages and words; without it that of Accept-Language, or English.", {"enum": list(LANGUAGES)}
)


def lang() -> str:
    """Return the language asked for; raises WrongType for one that is not spoken."""
    given = visit().request.args.get("lang")
    if given is None:
        return api_language()
    if given not in LANGUAGES:
        raise errors.WrongType(name="lang", kind="fa or en")
    return given


def version(ctx: Context, parameter: str) -> Version:
    """Return the version that a parameter of the query names; raises WrongType and NotFound."""
    given = visit().request.args.get(parameter, "")
    if not given or "\0" in given:
        raise errors.WrongType(name=parameter, kind="the id of a version")
    return definitions.version(ctx, given)


def plain(one: Version) -> dict[str, object]:
    """Return a version as plain JSON."""
    return {"id": one.id, "key": one.key, "version": one.version, "name": one.name, "state": one.state}
