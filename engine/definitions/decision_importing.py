"""How the decisions of uploaded files become immutable versions; must not publish or decide."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine import db
from engine.context import Context
from engine.definitions import decision_files, decision_versions
from engine.definitions.check.decisions import check_decisions
from engine.definitions.decision_files import Contents, Drawn
from engine.definitions.decision_versions import DecisionVersion
from engine.definitions.repository import DRAFT
from engine.definitions.uploads import Deployment
from engine.spiff.asking import Asked, asked
from engine.spiff.vocabulary import bpmn
from engine.xml import Element

_LONGEST = 200


def keep(
    ctx: Context, made: Deployment, files: Mapping[str, bytes], ids: Mapping[str, str]
) -> tuple[DecisionVersion, ...]:
    """Store the decisions of a deployment as drafts; those that came with the same bytes before stay what they are.

    `ids` are the ids of the stored files by their names.
    """
    held = decision_files.of(files)
    return tuple(
        _version(ctx, made, file, one, drawn)
        for name, one in held.items()
        for file in (_file(name, ids[name], files),)
        for drawn in one.decisions
        if len(drawn.key) <= _LONGEST
    )


@dataclass(frozen=True, slots=True)
class _File:
    """A stored DMN file: its name and id, its digest with those that it imports, and what was found in it."""

    name: str
    id: str
    digest: str
    told: str


def _file(name: str, stored: str, files: Mapping[str, bytes]) -> _File:
    others = [files[one] for one in decision_files.beside(name, files)]
    told = db.dump([finding.stored() for finding in check_decisions(files[name], others)])
    return _File(name, stored, decision_files.digest(name, files), told)


def _version(ctx: Context, made: Deployment, file: _File, held: Contents, drawn: Drawn) -> DecisionVersion:
    if (known := decision_versions.same_decision(ctx, drawn.key, file.digest)) is not None:
        return known
    before = decision_versions.newest_decision(ctx, drawn.key)
    new = DecisionVersion(
        id=db.new_id(ctx.now),
        agency=made.agency,
        key=drawn.key,
        version=before.version + 1 if before else 1,
        name=drawn.name,
        version_tag=drawn.version_tag,
        requirements=held.id,
        deployment_id=made.id,
        resource_id=file.id,
        resource_name=file.name,
        digest=file.digest,
        state=DRAFT,
        author=made.author,
        created_at=made.created_at,
        published_at=None,
        told=file.told,
    )
    decision_versions.insert_decision(ctx, new)
    return new


def asking(process: Element) -> Iterator[tuple[Element, Asked]]:
    """Give the business rule tasks of a process that name a decision, with what they ask."""
    for task in process.iter(bpmn("businessRuleTask")):
        if (found := asked(task)) is not None and task.get("id"):
            yield task, found


def used(process: Element, files: Mapping[str, bytes]) -> set[str]:
    """Return the names of the DMN files among these that a process asks, with those that they import."""
    wanted: Iterable[str | None] = (decision_files.holding(one.decision, files) for _, one in asking(process))
    names = {name for name in wanted if name is not None}
    return names.union(*(decision_files.beside(name, files) for name in names))
