"""/engine-rest/process-definition: published versions for clients; must not publish or read diagrams."""

from collections.abc import Callable
from typing import Any

from werkzeug.wrappers import Response

from engine import definitions, errors, execution
from engine.context import Context
from engine.identity import Permission
from web.answers import json_answer
from web.auth import requires
from web.context import reading, run_command
from web.rest import asking, shapes, values
from web.rest.blueprint import rest

_FILTERS: dict[str, tuple[str, asking.Reader]] = {
    "processDefinitionId": ("ids", lambda value, _name: (str(value),)),
    "processDefinitionIdIn": ("ids", asking.listed),
    "deploymentId": ("deployment", asking.text),
    "key": ("key", asking.text),
    "keysIn": ("keys", asking.listed),
    "keyLike": ("key_like", asking.text),
    "name": ("name", asking.text),
    "nameLike": ("name_like", asking.text),
    "version": ("version", asking.whole),
    "latestVersion": ("latest", asking.truth),
    "versionTag": ("version_tag", asking.text),
    "resourceName": ("resource_name", asking.text),
}
_SORTS = {
    "id": "id",
    "key": "key",
    "name": "name",
    "version": "version",
    "deploymentId": "deployment",
    "deployTime": "created",
    "versionTag": "version_tag",
    "category": "category",
}


@rest.get("/process-definition")
@requires(Permission.DEFINITION_READ)
def list_definitions() -> Response:
    """Return published versions (drafts are not deployed; retired ones are suspended)."""
    sent = asking.asked()
    with reading() as ctx:
        found = definitions.listing(ctx, _wanted(sent), sort=asking.sorting(sent, _SORTS), **asking.paging())
    return json_answer([shapes.process_definition(one) for one in found])


@rest.get("/process-definition/count")
@requires(Permission.DEFINITION_READ)
def count_definitions() -> Response:
    """Return how many versions match."""
    with reading() as ctx:
        return json_answer(shapes.count(definitions.count(ctx, _wanted(asking.asked()))))


@rest.get("/process-definition/<definition_id>")
@requires(Permission.DEFINITION_READ)
def get_definition(definition_id: str) -> Response:
    """Return one version."""
    with reading() as ctx:
        return json_answer(shapes.process_definition(definitions.version(ctx, definition_id)))


@rest.get("/process-definition/key/<key>")
@rest.get("/process-definition/key/<key>/tenant-id/<tenant>", endpoint="get_definition_by_key_of_tenant")
@requires(Permission.DEFINITION_READ)
def get_definition_by_key(key: str, tenant: str = "") -> Response:
    """Return the newest published version."""
    with reading() as ctx:
        return json_answer(shapes.process_definition(_latest(ctx, key, tenant)))


@rest.get("/process-definition/<definition_id>/xml")
@requires(Permission.DEFINITION_READ)
def get_xml(definition_id: str) -> Response:
    """Return the diagram as text."""
    with reading() as ctx:
        return json_answer(_xml(ctx, definitions.version(ctx, definition_id)))


@rest.get("/process-definition/key/<key>/xml")
@requires(Permission.DEFINITION_READ)
def get_xml_by_key(key: str) -> Response:
    """Return the diagram of the newest published version as text."""
    with reading() as ctx:
        return json_answer(_xml(ctx, _latest(ctx, key, "")))


@rest.post("/process-definition/<definition_id>/start")
@requires(Permission.INSTANCE_START)
def start(definition_id: str) -> Response:
    """Begin a case on a version: {businessKey, variables}; both may be null."""
    return run_command("instance.start", lambda ctx: _start(ctx, execution.start_instance, definition_id))


@rest.post("/process-definition/key/<key>/start")
@rest.post("/process-definition/key/<key>/tenant-id/<tenant>/start", endpoint="start_by_key_of_tenant")
@requires(Permission.INSTANCE_START)
def start_by_key(key: str, tenant: str = "") -> Response:
    """Begin a case on the newest published version."""

    def begin(ctx: Context) -> Response:
        if tenant not in {"", ctx.actor.agency}:
            raise errors.NotFound(kind="process definition", id=key)
        try:
            return _start(ctx, execution.start_latest, key)
        except errors.NotPublished as error:
            raise errors.NotFound(kind="process definition", id=key) from error

    return run_command("instance.start", begin)


def _start(ctx: Context, begin: Callable[..., execution.Progress], which: str) -> Response:
    sent = asking.body()
    progress = begin(
        ctx,
        which,
        values.plain_all(sent.get("variables")),
        business_key=str(sent.get("businessKey") or ""),
    )
    shape: dict[str, Any] = shapes.process_instance(progress.case)
    if sent.get("withVariablesInReturn"):
        found = execution.variables(ctx, progress.instance)
        shape["variables"] = {name: values.typed(value) for name, value in found.items()}
    return json_answer(shape)


def _wanted(sent: dict[str, Any]) -> definitions.Filter:
    return definitions.Filter(states=(definitions.PUBLISHED, definitions.RETIRED), **asking.filters(sent, _FILTERS))


def _latest(ctx: Context, key: str, tenant: str) -> definitions.Version:
    found = definitions.latest_published(ctx, key) if tenant in {"", ctx.actor.agency} else None
    if found is None:
        raise errors.NotFound(kind="process definition", id=key)
    return found


def _xml(ctx: Context, version: definitions.Version) -> dict[str, Any]:
    content = definitions.source(ctx, version)
    return {"id": version.id, "bpmn20Xml": content.decode("utf-8", errors="replace")}
