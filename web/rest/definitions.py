"""/engine-rest/process-definition: published versions for clients; must not publish or read diagrams."""

from typing import Any

from engine import definitions, errors, execution
from engine.context import Context
from engine.identity import Permission, allowed
from engine.xml import written_in
from web.answers import Reply, json_answer, no_content
from web.auth import requires
from web.context import reading, run_command
from web.rest import asking, shapes, values
from web.rest.blueprint import rest
from web.rest.questions import DEFINITIONS


@rest.get("/process-definition")
@requires(Permission.DEFINITION_READ)
def list_definitions() -> Reply:
    """Return published versions; withdrawn ones are suspended in this dialect and listed only when asked for."""
    sent = asking.asked()
    with reading() as ctx:
        found = definitions.listing(ctx, _wanted(ctx, sent), sort=DEFINITIONS.order(sent), **asking.paging())
    return json_answer([shapes.process_definition(one) for one in found])


@rest.get("/process-definition/count")
@requires(Permission.DEFINITION_READ)
def count_definitions() -> Reply:
    """Return how many versions match."""
    with reading() as ctx:
        return json_answer(shapes.count(definitions.count(ctx, _wanted(ctx, asking.asked()))))


@rest.get("/process-definition/<definition_id>")
@requires(Permission.DEFINITION_READ)
def get_definition(definition_id: str) -> Reply:
    """Return one version, withdrawn or not: cases point at it for ever."""
    with reading() as ctx:
        return json_answer(shapes.process_definition(_deployed(ctx, definition_id)))


@rest.get("/process-definition/key/<key>")
@rest.get("/process-definition/key/<key>/tenant-id/<tenant>", endpoint="get_definition_by_key_of_tenant")
@requires(Permission.DEFINITION_READ)
def get_definition_by_key(key: str, tenant: str = "") -> Reply:
    """Return the newest published version."""
    with reading() as ctx:
        return json_answer(shapes.process_definition(_latest(ctx, key, tenant)))


@rest.get("/process-definition/<definition_id>/xml")
@requires(Permission.DEFINITION_READ)
def get_xml(definition_id: str) -> Reply:
    """Return the diagram as text."""
    with reading() as ctx:
        return json_answer(_xml(ctx, _deployed(ctx, definition_id)))


@rest.get("/process-definition/key/<key>/xml")
@rest.get("/process-definition/key/<key>/tenant-id/<tenant>/xml", endpoint="get_xml_by_key_of_tenant")
@requires(Permission.DEFINITION_READ)
def get_xml_by_key(key: str, tenant: str = "") -> Reply:
    """Return the diagram of the newest published version as text."""
    with reading() as ctx:
        return json_answer(_xml(ctx, _latest(ctx, key, tenant)))


@rest.post("/process-definition/<definition_id>/start")
@rest.post("/process-definition/<definition_id>/submit-form", endpoint="submit_start_form")
@requires(Permission.INSTANCE_START)
def start(definition_id: str) -> Reply:
    """Begin a case on a version: {businessKey, variables}; both may be null.

    Who may not see variables outside a task gets back those that they sent, where they ask for variables in return.
    """
    return run_command("instance.start", lambda ctx: _start(ctx, _deployed(ctx, definition_id)))


@rest.post("/process-definition/key/<key>/start")
@rest.post("/process-definition/key/<key>/tenant-id/<tenant>/start", endpoint="start_by_key_of_tenant")
@rest.post("/process-definition/key/<key>/submit-form", endpoint="submit_start_form_by_key")
@requires(Permission.INSTANCE_START)
def start_by_key(key: str, tenant: str = "") -> Reply:
    """Begin a case on the newest published version."""
    return run_command("instance.start", lambda ctx: _start(ctx, _latest(ctx, key, tenant)))


@rest.delete("/process-definition/<definition_id>")
@requires(Permission.DEFINITION_PUBLISH)
def delete_definition(definition_id: str) -> Reply:
    """Withdraw a version; bytes, cases and history stay."""
    return run_command("definition.retire", lambda ctx: _withdraw(ctx, [_deployed(ctx, definition_id)]))


@rest.delete("/process-definition/key/<key>")
@rest.delete("/process-definition/key/<key>/tenant-id/<tenant>", endpoint="delete_definitions_by_key_of_tenant")
@requires(Permission.DEFINITION_PUBLISH)
def delete_definitions_by_key(key: str, tenant: str = "") -> Reply:
    """Withdraw every published version of a process."""

    def work(ctx: Context) -> Reply:
        newest = _latest(ctx, key, tenant)
        published = [one for one in definitions.versions(ctx, newest.key) if one.state == definitions.PUBLISHED]
        return _withdraw(ctx, published)

    return run_command("definition.retire", work)


@rest.put("/process-definition/<definition_id>/suspended")
@requires(Permission.DEFINITION_PUBLISH)
def suspend_definition(definition_id: str) -> Reply:
    """Refuse to suspend a version or to bring it back; what is so already is well."""
    return run_command("definition.suspend", lambda ctx: _suspend(_deployed(ctx, definition_id)))


@rest.put("/process-definition/key/<key>/suspended")
@rest.put("/process-definition/key/<key>/tenant-id/<tenant>/suspended", endpoint="suspend_definition_by_key_of_tenant")
@requires(Permission.DEFINITION_PUBLISH)
def suspend_definition_by_key(key: str, tenant: str = "") -> Reply:
    """Refuse to suspend the newest published version."""
    return run_command("definition.suspend", lambda ctx: _suspend(_latest(ctx, key, tenant)))


def _start(ctx: Context, version: definitions.Version) -> Reply:
    sent = asking.body()
    for name in ("startInstructions", "caseInstanceId"):
        if asking.is_wanted(sent.get(name)):
            raise errors.Unspoken(name=name)
    key = asking.text(sent.get("businessKey") or "", "businessKey")
    variables = values.plain_all(sent.get("variables"))
    progress = execution.start_on(ctx, version, variables, business_key=key)
    shape: dict[str, Any] = shapes.process_instance(progress.case)
    if asking.truth(sent.get("withVariablesInReturn") or False, "withVariablesInReturn"):
        everything = allowed(ctx.actor, Permission.VARIABLE_READ)
        shown = execution.variables(ctx, progress.instance) if everything else variables
        shape["variables"] = values.typed_all(shown)
    return json_answer(shape)


def _withdraw(ctx: Context, versions: list[definitions.Version]) -> Reply:
    for one in sorted(versions, key=lambda version: version.version):  # so that no older one begins with its messages
        execution.retire(ctx, one.id)
    return no_content()


def _suspend(version: definitions.Version) -> Reply:
    wanted = asking.truth(asking.body().get("suspended"), "suspended")
    if wanted != (version.state == definitions.RETIRED):
        raise errors.VersionsAreWithdrawn
    return no_content()


def _wanted(ctx: Context, sent: dict[str, Any]) -> definitions.Filter:
    """Return the filter; who names versions by id sees withdrawn ones too, since cases point at them."""
    given = DEFINITIONS.wanted(sent, ctx.actor.agency)
    shown = (definitions.PUBLISHED, definitions.RETIRED) if "ids" in given else (definitions.PUBLISHED,)
    return definitions.Filter(**{"states": shown, **given})


def _deployed(ctx: Context, definition_id: str) -> definitions.Version:
    """Return a version that this dialect knows: a draft is not deployed yet."""
    found = definitions.version(ctx, definition_id)
    if found.state == definitions.DRAFT:
        raise errors.NotFound(kind="process definition", id=definition_id)
    return found


def _latest(ctx: Context, key: str, tenant: str) -> definitions.Version:
    found = definitions.latest_published(ctx, key) if tenant in {"", ctx.actor.agency} else None
    if found is None:
        raise errors.NotFound(kind="process definition", id=key)
    return found


def _xml(ctx: Context, version: definitions.Version) -> dict[str, Any]:
    content = definitions.source(ctx, version)
    mark, encoding = written_in(content)
    return {"id": version.id, "bpmn20Xml": content[len(mark) :].decode(encoding)}
