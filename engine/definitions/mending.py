"""How a version's findings are mended into a new draft: one command; must not decide what is a fault."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from engine import db, errors, history
from engine.context import Context
from engine.definitions import importing, repository, uploads
from engine.definitions.examining import LARGEST
from engine.definitions.mend import Change, mend, words
from engine.definitions.repository import Version
from engine.events import DefinitionMended
from engine.identity import Permission, authorize
from engine.text import translate

_TOLD: Final = 3  # changes that a note names one by one


@dataclass(frozen=True, slots=True)
class Mending:
    """What came of it: the draft, how many changes were made, and how many no longer fitted."""

    version: Version
    done: int
    left: int


def mend_version(
    ctx: Context, version_id: str, wanted: Sequence[int] | Change, *, lang: str = "fa", size: int = LARGEST
) -> Mending:
    """Make a new draft of a version, changed as its findings propose; the old version stays as it is.

    `wanted` are places in `Version.findings`, or one change as data. Forms and all else of the deployment come along.
    The same changes to the same version give the same draft. The note is written in `lang`. Raises Forbidden; NotFound;
    ChangeUnknown; ChangeDoesNotFit where nothing of it can be done.
    """
    authorize(ctx.actor, Permission.DEFINITION_DEPLOY)
    before = repository.version(ctx, version_id)
    names, changes = _changes(before, wanted)
    files = uploads.files(ctx, before.deployment_id)
    made = mend(files[before.resource_name], changes, size=size)
    deployed = importing.import_files(
        ctx,
        files | {before.resource_name: made.data},
        name=uploads.deployment(ctx, before.deployment_id).name,
        source="mending",
        note=_note(lang, before, made.done, names),
        size=size,
    )
    after = next((one for one in deployed.versions if one.key == before.key), deployed.versions[0])
    done = [str(change["change"]) for change in made.done]
    history.append_to_agency(ctx, [DefinitionMended(version=after.id, before=before.id, key=after.key, changes=done)])
    return Mending(after, len(made.done), len(made.left))


def _changes(before: Version, wanted: Sequence[int] | Change) -> tuple[dict[str, str], list[Change]]:
    """Return the names of elements by id, as far as findings say them, and each change once."""
    findings = before.findings  # they are read from what was stored, at each asking
    names = {one.element: one.name for one in findings if one.name}
    if not isinstance(wanted, Sequence):
        return names, [wanted]
    found: dict[str, Change] = {}
    for place in wanted:
        change = findings[place].change if 0 <= place < len(findings) else None
        if change is not None:
            found.setdefault(db.dump(change), change)
    if not found:
        raise errors.ChangeDoesNotFit
    return names, list(found.values())


def _note(lang: str, before: Version, done: Sequence[Change], names: dict[str, str]) -> str:
    """Say what was done, the first few changes one by one."""
    told = [_told(lang, change, names) for change in done[:_TOLD]]
    if len(done) > _TOLD:
        told.append(translate(lang, "and {count} more", count=len(done) - _TOLD))
    return translate(lang, "Mended from version {number}: {changes}", number=before.version, changes=" · ".join(told))


def _told(lang: str, change: Change, names: dict[str, str]) -> str:
    known = words(change)
    said = str(change["change"]) if known is None else known.show(lang)
    element = str(change.get("element") or "")
    return f"{said} ({names.get(element) or element})" if element else said
