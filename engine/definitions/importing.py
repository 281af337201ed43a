"""How uploaded files become a deployment and immutable versions; must not publish, and stores all of it or nothing."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine import db, history, identity
from engine.context import Context
from engine.definitions import decision_files, decision_importing, decision_versions, form_sources, repository, uploads
from engine.definitions.check import Document, Finding, Process
from engine.definitions.examining import LARGEST, examine, refuse_unstorable
from engine.definitions.repository import DRAFT, Version
from engine.definitions.uploads import Deployment, Resource
from engine.events import DeploymentCreated
from engine.identity import Permission, authorize
from engine.spiff.vocabulary import child_text, clean, vendor, zeebe


@dataclass(frozen=True, slots=True)
class _Diagram:
    """One BPMN file of an upload: what is in it and what was found."""

    document: Document
    findings: tuple[Finding, ...]


def import_files(
    ctx: Context,
    files: Mapping[str, bytes],
    *,
    name: str,
    source: str,
    note: str = "",
    size: int = LARGEST,
    executable_only: bool = False,
) -> Deployment:
    """Store BPMN, DMN and form files together as drafts, one version a process and decision; publishes nothing.

    Files that stand for a version already there bring no new one. `size` is the largest file in bytes. With
    `executable_only`, processes beside one that says it is executable stay in their file, as other engines do. Raises
    Forbidden; UnreadableFiles with the reason of each file; NoProcess, UnusableProcessId; Conflict.
    """
    authorize(ctx.actor, Permission.DEFINITION_DEPLOY)
    read = _read_all(ctx, files, size)
    name, source, note = (_storable(one) for one in (name, source, note))
    made = Deployment(db.new_id(ctx.now), ctx.actor.agency, name, source, ctx.actor.id, ctx.at)
    stored = [(_resource(ctx, made, file, data), data) for file, data in files.items()]
    uploads.insert(ctx, made, stored)
    ids = {resource.name: resource.id for resource, _ in stored}
    found = tuple(
        _version(ctx, made, note, (file, ids[file], _digest(file, files, process)), diagram, process)
        for file, diagram in read.items()
        for process in _wanted(diagram.document, executable_only=executable_only)
    )
    decided = decision_importing.keep(ctx, made, files, ids)
    result = replace(made, versions=found, decisions=decided)
    digests = {resource.name: resource.sha256 for resource, _ in stored}
    new = [version.id for version in result.new]
    brought = [decision.id for decision in decided if decision.deployment_id == made.id]
    created = DeploymentCreated(deployment=made.id, resources=digests, versions=new, decisions=brought)
    history.append_to_agency(ctx, [created])
    return result


def _storable(words: str) -> str:
    """Return words as every database can keep them: PostgreSQL knows no NUL in a text."""
    return words.replace("\0", "\ufffd")


def _wanted(document: Document, *, executable_only: bool) -> tuple[Process, ...]:
    marked = tuple(process for process in document.processes if process.marked)
    return marked if executable_only and marked else document.processes


def _read_all(ctx: Context, files: Mapping[str, bytes], size: int) -> dict[str, _Diagram]:
    groups = frozenset(group.key for group in identity.groups(ctx))
    keys = repository.keys(ctx), decision_versions.decision_keys(ctx)
    found = examine(files, groups=groups, processes=keys[0], decisions=keys[1], size=size)
    read = {file: _Diagram(*one) for file, one in found.items()}
    decided = any(one.decisions for one in decision_files.of(files).values())
    refuse_unstorable((diagram.document for diagram in read.values()), decided=decided)
    return read


def _resource(ctx: Context, made: Deployment, name: str, data: bytes) -> Resource:
    return Resource(db.new_id(ctx.now), made.id, name, hashlib.sha256(data).hexdigest())


def _version(
    ctx: Context, made: Deployment, note: str, file: tuple[str, str, str], diagram: _Diagram, process: Process
) -> Version:
    """Return the version that these bytes stand for: the one already there, or a new draft."""
    name, resource_id, digest = file
    if (known := repository.same(ctx, process.id, digest)) is not None:
        return known
    before = repository.latest(ctx, process.id)
    new = Version(
        id=db.new_id(ctx.now),
        agency=made.agency,
        key=process.id,
        version=before.version + 1 if before else 1,
        name=process.structure.name or process.id,
        version_tag=vendor(process.element, "versionTag") or zeebe(process.element, "versionTag", "value"),
        category=clean(diagram.document.root.get("targetNamespace")),
        description=child_text(process.element, "documentation"),
        deployment_id=made.id,
        resource_id=resource_id,
        resource_name=name,
        digest=digest,
        state=DRAFT,
        note=note,
        author=made.author,
        created_at=made.created_at,
        published_at=None,
        retired_at=None,
        told=db.dump([finding.stored() for finding in _of_process(diagram, process)]),
    )
    repository.insert(ctx, new)
    return new


def _of_process(diagram: _Diagram, process: Process) -> Iterator[Finding]:
    """Give the findings that concern a process: its own and those of the whole file, not those of its neighbours."""
    inside = {one.get("id") for one in process.element.iter()}
    others = {one.get("id") for other in diagram.document.processes for one in other.element.iter()} - inside
    return (finding for finding in diagram.findings if finding.element not in others)


def _digest(name: str, files: Mapping[str, bytes], process: Process) -> str:
    """Return SHA-256 over the diagram and the forms and decisions that its process names."""
    digest = hashlib.sha256(files[name])
    used = {form for source in process.forms.values() for form in form_sources.names(source, files)}
    used |= decision_importing.used(process.element, files)
    for one in sorted(used):
        digest.update(b"\x00" + one.encode() + b"\x00" + hashlib.sha256(files[one]).digest())
    return digest.hexdigest()
