"""What is read from a version's bytes once and kept in memory: programs, forms, drawings; must not change versions.

Versions are immutable, so nothing here ever grows stale; the least used ones are forgotten.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine import forms, spiff, xml
from engine.context import Context
from engine.definitions import comparison, form_sources, reading, repository, uploads
from engine.definitions.drawing import NO_MARKS, Marks, draw
from engine.definitions.repository import Version

_MOST = 64
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


class _Kept:
    """The results of one function by agency and key, the most recently used ones."""

    def __init__(self) -> None:
        self.found: OrderedDict[tuple[str, ...], Any] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: tuple[str, ...], make: Callable[[], Any]) -> Any:
        with self.lock:
            if key in self.found:
                self.found.move_to_end(key)
                return self.found[key]
        made = make()  # outside the lock: two threads may make the same, which costs time and harms nothing
        with self.lock:
            self.found[key] = made
            while len(self.found) > _MOST:
                self.found.popitem(last=False)
        return made


_opened, _programs, _forms = _Kept(), _Kept(), _Kept()


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
    return Opened(version, root, files, form_sources.sources(process), start)


def program(ctx: Context, version_id: str) -> spiff.Program:
    """Return the runnable process of a version; raises NotFound, and NotRunnable for a draft that cannot run."""
    key = (ctx.actor.agency, version_id)
    kept: spiff.Program = _programs.get(key, lambda: _load(ctx, version_id))
    return kept


def _load(ctx: Context, version_id: str) -> spiff.Program:
    held = opened(ctx, version_id)
    return spiff.load(held.root, held.version.key)


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
