"""Which versions a scenario can put on: bundled services and single drawings; must not begin cases on them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine import definitions, execution, text
from engine.behaviour import labels
from engine.behaviour.world import World
from engine.definitions import mend as changes

#: Where the bundled services lie: one folder each, with its official record.
SERVICES: Final = Path(__file__).parents[2] / "processes" / "bpmn"
_RECORD: Final = "service.toml"


@dataclass(frozen=True, slots=True)
class Service:
    """A bundled service: its process, names, and the files of each version in order."""

    key: str
    names: frozenset[str]
    versions: tuple[Mapping[str, bytes], ...]


def service(called: str) -> Service:
    """Return the bundled service with this key or name in either language; LookupError if there is none."""
    found = [one for one in map(_read, sorted(SERVICES.glob(f"*/{_RECORD}"))) if text.normalise(called) in one.names]
    if not found:
        raise LookupError(f"no bundled service is called {called!r}")
    return found[0]


def _read(record: Path) -> Service:
    told: Mapping[str, Any] = tomllib.loads(record.read_text(encoding="utf-8"))
    names = (told["process"], *told["title"].values())
    versions = tuple(files_of(record.parent / drawing) for drawing in told["versions"])
    return Service(told["process"], frozenset(map(text.normalise, names)), versions)


def files_of(drawing: Path) -> dict[str, bytes]:
    """Return a drawing with the forms and decisions that it names and that lie beside it.

    A form is named by its file, a decision lies in a file of its own name.
    """
    content = drawing.read_bytes()
    forms = [path for path in drawing.parent.glob("*.form.json") if path.name.encode() in content]
    tables = [path for path in drawing.parent.glob("*.dmn") if f'decisionRef="{path.stem}"'.encode() in content]
    return {drawing.name: content, **{path.name: path.read_bytes() for path in sorted([*forms, *tables])}}


def bring(world: World, name: str, files: Mapping[str, bytes]) -> None:
    """Let somebody upload the files of one version as a draft; from now on scenarios speak of this version."""
    with world.acting(name) as ctx:
        made = definitions.import_files(ctx, files, name=min(files), source="scenario")
        world.version, world.process = made.versions[0].id, made.versions[0].key
        world.labels = labels.of(files)


def publish(world: World, name: str) -> None:
    """Let somebody publish the version brought last."""
    with world.acting(name) as ctx:
        execution.publish(ctx, world.version)


def mend(world: World, name: str, deed: str = "") -> None:
    """Let somebody press a proposed change of the version brought last, or ("") all that mend errors and warnings."""
    with world.looking() as ctx:
        found = definitions.version(ctx, world.version).findings
    places = [place for place, one in enumerate(found) if (deed in _deeds(one) if deed else _is_due(one))]
    with world.acting(name) as ctx:
        made = definitions.mend_version(ctx, world.version, places).version
        files = definitions.files(ctx, made.deployment_id)
        world.version, world.labels = made.id, labels.of(files)


def proposed(world: World) -> set[str]:
    """Return in both languages what could be pressed at the version brought last."""
    with world.looking() as ctx:
        found = definitions.version(ctx, world.version).findings
    return {deed for one in found for deed in _deeds(one)}


def _deeds(found: definitions.Finding) -> set[str]:
    said = changes.words(found.change) if found.change is not None else None
    return set() if said is None else {said.show(language) for language in text.LANGUAGES}


def _is_due(found: definitions.Finding) -> bool:
    return found.change is not None and found.severity != "info"


def findings(world: World) -> list[str]:
    """Return in both languages what was found in the version brought last."""
    with world.looking() as ctx:
        found = definitions.version(ctx, world.version).findings
    return [told for one in found for language in text.LANGUAGES for told in (one.message(language), one.fix(language))]
