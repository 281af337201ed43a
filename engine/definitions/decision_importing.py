"""How the decisions of uploaded files become immutable versions; must not publish or decide."""

from collections.abc import Iterable, Iterator, Mapping

from engine import db
from engine.context import Context
from engine.definitions import decision_files, decision_versions
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
        _version(ctx, made, (name, ids[name], decision_files.digest(name, files)), one, drawn)
        for name, one in held.items()
        for drawn in one.decisions
        if len(drawn.key) <= _LONGEST
    )


def _version(
    ctx: Context, made: Deployment, file: tuple[str, str, str], held: Contents, drawn: Drawn
) -> DecisionVersion:
    name, resource_id, digest = file
    if (known := decision_versions.same_decision(ctx, drawn.key, digest)) is not None:
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
        resource_id=resource_id,
        resource_name=name,
        digest=digest,
        state=DRAFT,
        author=made.author,
        created_at=made.created_at,
        published_at=None,
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
