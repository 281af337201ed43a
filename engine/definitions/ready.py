"""What is read from a version's bytes once and kept in memory: programs, forms, drawings; must not change versions.

Versions are immutable, so nothing here ever grows stale; the least used ones are forgotten.
"""

from dataclasses import dataclass

from engine import forms, spiff, xml
from engine.context import Context
from engine.definitions import (
    comparison,
    decision_importing,
    decision_versions,
    decisions_ready,
    form_sources,
    reading,
    repository,
    uploads,
)
from engine.definitions.drawing import NO_MARKS, Marks, draw
from engine.definitions.kept import Kept
from engine.definitions.repository import Version
from engine.spiff import Asked, Basis

#: A version was let in under the limits of its day; what is stored is read again whatever they are now.
_STORED = 5_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A version's diagram as a tree that nobody changes, and the files beside it."""

    version: Version
    root: xml.Element
    files: dict[str, bytes]
    forms: dict[str, form_sources.Source]
    start: str  # the id of the start event, "" where there is none
    asked: dict[str, Asked]  # what its business rule tasks ask, by element


_opened, _programs, _forms = Kept(), Kept(), Kept()


def opened(ctx: Context, version_id: str) -> Opened:
    """Return the parsed diagram of a version; raises NotFound."""
    kept: Opened = _opened.get((ctx.actor.agency, version_id), lambda: _open(ctx, version_id))
    return kept


def _open(ctx: Context, version_id: str) -> Opened:
    version = repository.version(ctx, version_id)
    files = uploads.files(ctx, version.deployment_id)
    root = reading.complete(files[version.resource_name], size=_STORED).root
    process = next(one for one in root.iterchildren(f"{{{xml.BPMN}}}process") if one.get("id") == version.key)
    start = next((str(one.get("id")) for one in process.iterchildren(f"{{{xml.BPMN}}}startEvent") if one.get("id")), "")
    asked = {str(task.get("id")): found for task, found in decision_importing.asking(process)}
    return Opened(version, root, files, form_sources.sources(process), start, asked)


def program(ctx: Context, version_id: str) -> spiff.Program:
    """Return the runnable process of a version; raises NotFound, and NotRunnable for a draft that cannot run."""
    pins = decision_versions.pinned(ctx, version_id) if opened(ctx, version_id).asked else {}
    key = (ctx.actor.agency, version_id, *pins.values())  # a draft has none yet
    kept: spiff.Program = _programs.get(key, lambda: _load(ctx, version_id, pins))
    return kept


def _load(ctx: Context, version_id: str, pins: dict[str, str]) -> spiff.Program:
    held = opened(ctx, version_id)
    return spiff.load(held.root, held.version.key, decisions={task: _basis(ctx, one) for task, one in pins.items()})


def _basis(ctx: Context, decision_id: str) -> Basis:
    decision = decision_versions.decision_version(ctx, decision_id)
    return Basis(decision.id, decision.key, decisions_ready.decision_model(ctx, decision))


def form(ctx: Context, version_id: str, element: str) -> forms.Form | None:
    """Return the form of a user task or start event in this version, None where it has none; raises FormNotUsable."""
    key = (ctx.actor.agency, version_id, element)
    kept: forms.Form | None = _forms.get(key, lambda: _form(ctx, version_id, element))
    return kept


def _form(ctx: Context, version_id: str, element: str) -> forms.Form | None:
    held = opened(ctx, version_id)
    source = held.forms.get(element)
    return None if source is None else form_sources.load(source, held.files)


def start_form(ctx: Context, version_id: str) -> forms.Form | None:
    """Return the form that begins a case of this version, None where it has none."""
    return form(ctx, version_id, opened(ctx, version_id).start)


def source(ctx: Context, version: Version) -> bytes:
    """Return the exact bytes of a version's diagram."""
    return uploads.content(ctx, version.resource_id)


def compared(ctx: Context, before: Version, after: Version) -> comparison.Compared:
    """Return what differs between two versions, in their drawings and in the forms that their nodes name."""
    here, there = (uploads.files(ctx, one.deployment_id) for one in (before, after))
    return comparison.compare(
        here[before.resource_name], there[after.resource_name], size=_STORED, beside_before=here, beside_after=there
    )


def diagram(ctx: Context, version_id: str, marks: Marks = NO_MARKS, *, lang: str, name: str = "") -> str:
    """Return a version's diagram as SVG with the marks of a case; raises NotFound."""
    held = opened(ctx, version_id)
    return draw(held.root, marks, lang=lang, name=name or held.version.name, process=held.version.key)
