"""/engine-rest/deployment: files for clients; import and publish are one transaction; must not read diagrams."""

from typing import Any

from flask.typing import ResponseReturnValue

from engine import definitions, errors, execution
from engine.context import Context
from engine.identity import Permission
from web import errors as answers
from web.answers import Reply, json_answer, no_content
from web.auth import requires
from web.context import house, reading, run_command, visit
from web.language import api_language
from web.rest import asking, parsing, shapes
from web.rest.blueprint import rest
from web.rest.questions import DEPLOYMENTS

#: Parts of the form that are never files, even when a client gives them a file's name.
_RESERVED = frozenset({
    "deployment-name", "deployment-source", "deployment-activation-time", "deploy-changed-only",
    "enable-duplicate-filtering", "tenant-id",
})  # fmt: skip


@rest.get("/deployment")
@requires(Permission.DEFINITION_READ)
def list_deployments() -> Reply:
    """Return deployments; one whose every version is withdrawn is hidden."""
    sent = asking.asked()
    with reading() as ctx:
        found = definitions.deployments(ctx, _wanted(ctx, sent), sort=DEPLOYMENTS.order(sent), **asking.paging())
    return json_answer([shapes.deployment(one) for one in found])


@rest.get("/deployment/count")
@requires(Permission.DEFINITION_READ)
def count_deployments() -> Reply:
    """Return how many deployments match."""
    with reading() as ctx:
        return json_answer(shapes.count(definitions.count_deployments(ctx, _wanted(ctx, asking.asked()))))


@rest.get("/deployment/<deployment_id>")
@requires(Permission.DEFINITION_READ)
def get_deployment(deployment_id: str) -> Reply:
    """Return one deployment."""
    with reading() as ctx:
        return json_answer(shapes.deployment(_shown(ctx, deployment_id)))


@rest.get("/deployment/<deployment_id>/resources")
@requires(Permission.DEFINITION_READ)
def list_resources(deployment_id: str) -> Reply:
    """Return the files of a deployment."""
    with reading() as ctx:
        found = definitions.resources(ctx, _shown(ctx, deployment_id).id)
    return json_answer([shapes.resource(one) for one in found])


@rest.get("/deployment/<deployment_id>/resources/<resource_id>")
@requires(Permission.DEFINITION_READ)
def get_resource(deployment_id: str, resource_id: str) -> Reply:
    """Return one file, without its bytes."""
    with reading() as ctx:
        return json_answer(shapes.resource(_resource(ctx, deployment_id, resource_id)))


@rest.get("/deployment/<deployment_id>/resources/<resource_id>/data")
@requires(Permission.DEFINITION_READ)
def get_resource_data(deployment_id: str, resource_id: str) -> Reply:
    """Return the exact bytes of a file, for saving and never for showing."""
    with reading() as ctx:
        data = definitions.content(ctx, _resource(ctx, deployment_id, resource_id).id)
    return Reply(data, {"Content-Type": "application/octet-stream", "Content-Disposition": "attachment"})


@rest.delete("/deployment/<deployment_id>")
@requires(Permission.DEFINITION_PUBLISH)
def delete_deployment(deployment_id: str) -> Reply:
    """Retire every version a deployment brought; bytes and history stay."""

    def work(ctx: Context) -> Reply:
        found = _shown(ctx, deployment_id)
        for version in definitions.listing(ctx, definitions.Filter(deployment=found.id)):
            if version.state != definitions.RETIRED:
                execution.retire(ctx, version.id)
        execution.retire_decisions(ctx, found.id)
        return no_content()

    return run_command("deployment.delete", work)


@rest.post("/deployment/create")
@requires(Permission.DEFINITION_PUBLISH)
def create_deployment() -> Reply:
    """Import files and publish what they hold, all or nothing; any error is a ParseException and stores nothing."""
    return run_command("deployment.create", _create)


@rest.errorhandler(errors.Invalid)
@rest.errorhandler(errors.TooLarge)
def refused(error: errors.RavandError) -> ResponseReturnValue:
    """Answer a refused deployment as a ParseException; every other refusal as all doors do."""
    if visit().request.endpoint != f"{rest.name}.{create_deployment.__name__}":
        return answers.refused(error)
    lang = api_language()
    body = answers.api_body(error, 400, lang)
    return json_answer(body | parsing.said(error, body["message"], lang), 400)


def _create(ctx: Context) -> Reply:
    form = visit().request.form
    name, source = form.get("deployment-name", ""), form.get("deployment-source", "")
    if form.get("tenant-id") not in {None, "", ctx.actor.agency}:
        raise errors.OtherTenant(tenant=form["tenant-id"])
    largest = house().settings.max_upload
    made = definitions.import_files(ctx, _files(), name=name, source=source, size=largest, executable_only=True)
    drafts = [version for version in made.versions if version.state == definitions.DRAFT]
    decided = {one.resource_id: one for one in made.decisions if one.state == definitions.DRAFT}
    found: list[definitions.Version | definitions.DecisionVersion] = [*drafts, *decided.values()]
    wrong = [version for version in found if not version.publishable]
    if wrong:
        raise parsing.ParseError(versions=wrong)
    decisions = {one.id: shapes.decision_definition(one) for one in execution.publish_decisions(ctx, made.id)}
    published = {version.id: shapes.process_definition(execution.publish(ctx, version.id)) for version in drafts}
    return json_answer(shapes.created_deployment(made, published or None, decisions or None))


def _files() -> dict[str, bytes]:
    """Return the files of a multipart request: every part with a file name, whatever the part is called."""
    sent: dict[str, bytes] = {}
    for part, file in visit().request.files.items(multi=True):
        name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
        if name in sent:
            raise errors.FileNamedTwice(name=name)
        if name and part not in _RESERVED:
            sent[name] = file.stream.read()
            file.stream.seek(0)  # a command that lost to another one is run again
    return sent


def _shown(ctx: Context, deployment_id: str) -> definitions.Deployment:
    found = definitions.deployments(ctx, definitions.DeploymentFilter(ids=(deployment_id,), hidden=False))
    if not found:
        raise errors.NotFound(kind="deployment", id=deployment_id)
    return found[0]


def _resource(ctx: Context, deployment_id: str, resource_id: str) -> definitions.Resource:
    _shown(ctx, deployment_id)
    found = definitions.resource(ctx, resource_id)
    if found.deployment_id != deployment_id:
        raise errors.NotFound(kind="file", id=resource_id)
    return found


def _wanted(ctx: Context, sent: dict[str, Any]) -> definitions.DeploymentFilter:
    return definitions.DeploymentFilter(hidden=False, **DEPLOYMENTS.wanted(sent, ctx.actor.agency))
