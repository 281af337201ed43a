"""Pages of services: list, versions with their diagrams, upload, publish and retire; deeds are commands."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from engine import definitions, errors, execution, identity
from engine.context import Context
from engine.definitions import Version
from engine.identity import Permission, allowed
from engine.text import show_number, translate
from web import showing
from web.auth import requires
from web.context import house, reading, run_command
from web.errors import words_of
from web.language import language
from web.naming import Names
from web.studio import deciding, findings
from web.studio import showing as shown

pages = Blueprint("studio", __name__, template_folder="templates")
_DIAGRAMS = (".bpmn", ".xml")


@pages.get("/services")
@requires(Permission.DEFINITION_READ)
def services() -> ResponseReturnValue:
    """Show the services of the agency."""
    with reading() as ctx:
        return render_template(
            "studio/services.html",
            services=shown.services(ctx, language()),
            tabs=deciding.tabs(language(), "services"),
            may_upload=shown.may_upload(ctx),
        )


@pages.get("/services/upload")
@requires(Permission.DEFINITION_DEPLOY)
def upload() -> ResponseReturnValue:
    """Show the form for files."""
    return _upload_page([])


@pages.post("/services/upload")
@requires(Permission.DEFINITION_DEPLOY)
def store() -> ResponseReturnValue:
    """Store the files that came together as drafts; what cannot be read is refused whole, in words."""
    files = {file.filename: file.stream.read() for file in request.files.getlist("files") if file.filename}
    note = request.form.get("note", "").strip()

    def work(ctx: Context) -> ResponseReturnValue:
        made = definitions.import_files(
            ctx, files, name=_title(list(files)), source="page", note=note, size=house().settings.max_upload
        )
        if not made.versions and made.decisions:
            return redirect(url_for("deciding.decision", decision_id=made.decisions[0].id), 303)
        ids = ",".join(one.id for one in made.versions)
        return redirect(url_for("studio.uploaded", versions=ids, new=len(made.new)), 303)

    try:
        return run_command("definition.deploy", work)
    except (errors.Invalid, errors.TooLarge) as error:
        lang = language()
        said = [f"{name}: {text.show(lang)}" for name, texts in getattr(error, "fields", {}).items() for text in texts]
        return _upload_page([(words, "files") for words in [words_of(error, lang), *said]]), 422


@pages.get("/services/uploaded")
@requires(Permission.DEFINITION_DEPLOY)
def uploaded() -> ResponseReturnValue:
    """Show what came of an upload: the versions and their findings, file by file."""
    ids = tuple(request.args.get("versions", "").split(","))[:50]
    with reading() as ctx:
        found = definitions.listing(ctx, definitions.Filter(ids=ids))
        if not found:
            raise errors.NotFound(kind="version", id=ids[0])
        result = _result(ctx, language(), found)
    return _upload_page([], result)


@pages.get("/services/<key>")
@requires(Permission.DEFINITION_READ)
def versions(key: str) -> ResponseReturnValue:
    """Show the versions of one service under the diagram of the one in force."""
    lang = language()
    with reading() as ctx:
        found = definitions.listing(ctx, definitions.Filter(key=key))
        if not found:
            raise errors.NotFound(kind="process definition", id=key)
        top = next((one for one in found if one.state == definitions.PUBLISHED), found[0])
        running = execution.running(ctx, tuple(one.id for one in found))
        authors = identity.names(ctx, {one.author for one in found})
        return render_template(
            "studio/versions.html",
            service={"key": key, "name": Names(ctx, lang)(top.id, key, top.name)},
            may_upload=shown.may_upload(ctx),
            versions=[shown.version_row(lang, one, running, authors) for one in found],
            shown={
                "number": top.version,
                "address": url_for("studio.version", version_id=top.id),
                "drawing": definitions.diagram(ctx, top.id, lang=lang),
                **showing.state(lang, showing.VERSION_STATES, top.state),
            },
        )


@pages.get("/services/versions/<version_id>")
@requires(Permission.DEFINITION_READ)
def version(version_id: str) -> ResponseReturnValue:
    """Show one version: diagram, findings, steps in words, files, and what can be done with it."""
    with reading() as ctx:
        one = definitions.version(ctx, version_id)
        return render_template("studio/version.html", **_version(ctx, language(), one))


@pages.get("/services/files/<resource_id>")
@requires(Permission.DEFINITION_READ)
def file(resource_id: str) -> ResponseReturnValue:
    """Give out the exact bytes of a file."""
    with reading() as ctx:
        found, content = definitions.resource(ctx, resource_id), definitions.content(ctx, resource_id)
    name = PurePosixPath(found.name).name
    return send_file(BytesIO(content), mimetype="application/octet-stream", as_attachment=True, download_name=name)


@pages.post("/services/versions/<version_id>/mend")
@requires(Permission.DEFINITION_DEPLOY)
def mend(version_id: str) -> ResponseReturnValue:
    """Make a new draft by the changes proposed: of one finding, of one group of them, or of all errors and warnings."""
    lang = language()

    def work(ctx: Context) -> ResponseReturnValue:
        asked, group = request.args.get("finding", type=int), request.args.get("group", 0, type=int)
        wanted = findings.offered(definitions.version(ctx, version_id), group) if asked is None else [asked]
        limit = house().settings.max_upload
        made = definitions.mend_version(ctx, version_id, wanted, lang=lang, size=limit)
        counted: dict[str, Any] = {"made": made.done, "left": made.left, "was": version_id}
        address = url_for("studio.version", version_id=made.version.id, **counted)
        return redirect(address, 303)

    return run_command("definition.mend", work)


@pages.post("/services/versions/<version_id>/publish")
@requires(Permission.DEFINITION_PUBLISH)
def publish(version_id: str) -> ResponseReturnValue:
    """Publish a draft: new cases begin on it."""

    def work(ctx: Context) -> ResponseReturnValue:
        execution.publish(ctx, version_id)
        return redirect(url_for("studio.version", version_id=version_id, done="published"), 303)

    return run_command("definition.publish", work)


@pages.post("/services/versions/<version_id>/retire")
@requires(Permission.DEFINITION_PUBLISH)
def retire(version_id: str) -> ResponseReturnValue:
    """Withdraw a version: no new case begins on it."""

    def work(ctx: Context) -> ResponseReturnValue:
        execution.retire(ctx, version_id)
        return redirect(url_for("studio.version", version_id=version_id, done="retired"), 303)

    return run_command("definition.retire", work)


def _title(names: list[str]) -> str:
    """Return the name of a deployment: that of its first diagram."""
    return next((name for name in names if name.lower().endswith(_DIAGRAMS)), names[0] if names else "")


def _upload_page(problems: list[tuple[str, str]], result: dict[str, Any] | None = None) -> str:
    lang = language()
    megabytes = show_number(lang, house().settings.max_upload // 1_000_000)
    return render_template(
        "studio/upload.html",
        problems=problems,
        given={"note": request.form.get("note", "")},
        limit_words=translate(lang, "At most {megabytes} MB each.", megabytes=megabytes),
        result=result,
    )


def _result(ctx: Context, lang: str, found: Sequence[Version]) -> dict[str, Any]:
    """Return what to say of the versions that an upload stands for."""
    files: dict[str, list[Version]] = {}
    for one in found:
        files.setdefault(one.resource_name, []).append(one)
    ready = all(one.publishable for one in found)
    if request.args.get("new") == "0":
        tone, said = "info", translate(lang, "These very bytes are already stored; their version is the old one.")
    elif ready:
        tone, said = "ok", translate(lang, "Stored as a draft. It can be published.")
    else:
        tone, said = "warn", translate(lang, "Stored as a draft. Before it can be published, mend what is marked red.")
    return {"tone": tone, "words": said, "files": [_file(ctx, lang, name, ones) for name, ones in files.items()]}


def _file(ctx: Context, lang: str, name: str, found: Sequence[Version]) -> dict[str, Any]:
    """Return a file with its versions; several pools of one drawing are shown on it once, with all their marks."""
    told = [findings.told(ctx, lang, one, f"{one.id[-8:]}-" if len(found) > 1 else "") for one in found]
    drawing = findings.drawing(ctx, told)
    return {
        "name": name,
        "versions": [
            {
                "words": f"{one.version.name} · {translate(lang, 'version {number}', number=one.version.version)}",
                "address": url_for("studio.version", version_id=one.version.id),
                "drawing": drawing if one is told[0] else "",
                "label": translate(lang, "Diagram of version {number}", number=one.version.version),
                "told": _told(ctx, one, drawing) | {"primary": False},  # the screen's first deed is the upload
            }
            for one in told
        ],
    }


def _told(ctx: Context, told: findings.Told, drawing: str) -> dict[str, Any]:
    """Return what the list of findings shows; changes are offered to those who may upload, also at old versions."""
    may_mend = shown.may_upload(ctx)
    return {
        "version_id": told.version.id,
        "sections": told.sections(drawing, may_mend=may_mend),
        "together": told.together(),
        "may_mend": may_mend,
        "primary": not told.version.publishable,
    }


def _mended(lang: str, one: Version) -> list[tuple[str, str, tuple[str, str] | None]]:
    """Say what came of a change that has just been made, what remains, and where to see the difference."""
    made, left = request.args.get("made", 0, type=int), request.args.get("left", 0, type=int)
    if not made:
        return []
    errors_left = sum(found.severity == "error" for found in one.findings)
    said = translate(lang, "This is a new draft; changes made: {count}.", count=made)
    remains = (
        translate(lang, "Errors that remain: {count}. They stand in the list below.", count=errors_left)
        if errors_left
        else translate(lang, "Nothing stands against publishing it.")
    )
    skipped = translate(lang, "Changes that no longer fitted and were left out: {count}.", count=left)
    was = request.args.get("was", "")
    ends: dict[str, Any] = {"from": was, "to": one.id}
    compared = url_for("comparing.comparison", **ends) if was else ""
    following = (translate(lang, "See what has changed"), compared) if was else None
    banners = [("warn" if errors_left else "ok", f"{said} {remains}", following)]
    return [*banners, ("info", skipped, None)] if left else banners


def _version(ctx: Context, lang: str, one: Version) -> dict[str, Any]:
    may_publish = allowed(ctx.actor, Permission.DEFINITION_PUBLISH)
    told = findings.told(ctx, lang, one)
    drawing = findings.drawing(ctx, [told], request.args.get("way", 0, type=int))
    steps, more_steps = shown.steps(ctx, lang, one)
    return {
        "service": {
            "key": one.key,
            "name": Names(ctx, lang)(one.id, one.key, one.name),
            "address": url_for("studio.versions", key=one.key),
        },
        "version": {
            "id": one.id,
            "number": one.version,
            "running": execution.running(ctx, (one.id,)).get(one.id, 0),
            **showing.state(lang, showing.VERSION_STATES, one.state),
        },
        "drawing": drawing,
        "facts": shown.facts(ctx, lang, one),
        "told": _told(ctx, told, drawing),
        "mended": _mended(lang, one),
        "files": shown.files(ctx, one),
        "decisions": deciding.of_version(ctx, lang, one),
        "steps": steps,
        "more_steps": more_steps,
        "may_publish": may_publish and one.state == definitions.DRAFT,
        "may_retire": may_publish and one.state == definitions.PUBLISHED,
        "publishable": one.publishable,
    }
