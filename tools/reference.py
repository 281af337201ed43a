"""Writes docs/reference/*.md from the catalogues in the code (`make reference`); must not hold a fact of its own."""

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path

from engine import errors, events
from engine.config import Settings
from engine.definitions.check.extensions import camunda, spiffarena, zeebe
from engine.definitions.check.extensions.entries import Vocabulary
from engine.identity import ROLES, Permission
from web.errors import status_of

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
_FEW = 6
_NOTE = "This page is written by `make reference` from the code; a test proves that it is up to date."


def pages() -> dict[str, str]:
    """Return every reference page by file name."""
    made = {"events": _events(), "permissions": _permissions(), "errors": _errors(), "settings": _settings()}
    made["extensions"] = _extensions()
    return {f"{name}.md": "\n".join(lines) + "\n" for name, lines in made.items()}


def main() -> int:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


def _head(title: str, *words: str) -> Iterator[str]:
    yield f"# {title}\n"
    yield from (f"{word}\n" for word in (*words, _NOTE))


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split())


def _events() -> Iterator[str]:
    yield from _head(
        "Events",
        "Everything that can happen, as it stands in the record: append-only, chained, past tense. Fields in the "
        "header are hashed and hold no personal data; fields in the payload are covered by a salted commitment and "
        "may be erased by law without breaking the chain.",
    )
    yield "| event | meaning | header | payload |\n|---|---|---|---|"
    for name, kind in sorted(events.catalogue().items()):
        parts: dict[bool, list[str]] = {False: [], True: []}
        for one in dataclasses.fields(kind):
            parts[bool(one.metadata.get("personal"))].append(f"`{one.name}`")
        yield f"| `{name}` | {_sentence(kind.__doc__)} | {', '.join(parts[False])} | {', '.join(parts[True])} |"


_TREATMENTS = {
    "done": "works",
    "later": "belongs to what does not run, of which another finding speaks",
    "kept": "kept as data",
    "idle": "needs nothing done (info)",
    "left": "not done (warning)",
    "java": "never run (error)",
}


def _extensions() -> Iterator[str]:
    yield from _head(
        "Extensions of other products",
        "What Ravand makes of every attribute and element that other products add to BPMN. Camunda 7, Operaton, "
        "Activiti and Flowable have one vocabulary under four names. Everything is kept in the file as it is, whatever "
        "is made of it; words that are not listed change nothing. See also the checks `extension` and `java-task`.",
    )
    for title, attributes, elements in (
        ("Camunda 7, Operaton, Activiti, Flowable", camunda.ATTRIBUTES, camunda.ELEMENTS),
        ("Zeebe (Camunda 8)", zeebe.ATTRIBUTES, zeebe.ELEMENTS),
        ("SpiffArena", spiffarena.ATTRIBUTES, spiffarena.ELEMENTS),
    ):
        yield f"\n## {title}\n"
        yield "| word | at | what becomes of it |\n|---|---|---|"
        yield from _words(attributes, "`{}`")
        yield from _words(elements, "`<{}>`")


def _words(known: Vocabulary, shown: str) -> Iterator[str]:
    for name, several in sorted(known.items()):
        for entry in several:
            places = ", ".join(sorted(entry.places)) if len(entry.places) <= _FEW else "many elements"
            why = f": {entry.why}" if entry.why else ""
            yield f"| {shown.format(name)} | {places or 'everywhere'} | {_TREATMENTS[entry.treatment]}{why} |"


def _permissions() -> Iterator[str]:
    yield from _head(
        "Permissions",
        "`scope:resource:action`. `agency` is everything of one's own agency, `own` what concerns oneself. The agency "
        "is inside every query: what belongs to another one answers as if it did not exist.",
    )
    roles = sorted(set(ROLES) - {"system"})
    yield f"| permission | meaning | {' | '.join(roles)} |\n|---|---|{'---|' * len(roles)}"
    for one in sorted(Permission):
        marks = " | ".join("✓" if one in ROLES[role] else "" for role in roles)
        yield f"| `{one.value}` | {one.meaning} | {marks} |"


def _errors() -> Iterator[str]:
    yield from _head(
        "Errors",
        "Every refusal says what to do. Programs read `error` (the first column); people read the message in their "
        "language. In `/engine-rest` a 422 becomes 400, because that dialect knows no 422.",
    )
    yield "| error | status | message |\n|---|---|---|"
    for kind in sorted(_below(errors.RavandError), key=lambda one: one.code()):
        yield f"| `{kind.code()}` | {_status(kind)} | {kind.template().replace('|', '/')} |"


def _status(kind: type[errors.RavandError]) -> int:
    return status_of(kind.__new__(kind))


def _settings() -> Iterator[str]:
    yield from _head("Settings", "Settings come from the environment alone; `ravand settings` prints them as they are.")
    yield "| setting | without it | meaning |\n|---|---|---|"
    for one in dataclasses.fields(Settings):
        default = str(one.default) or "—"
        yield f"| `RAVAND_{one.name.upper()}` | `{default}` | {one.metadata['meaning']} |"


def _below(kind: type[errors.RavandError]) -> Iterator[type[errors.RavandError]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("engine."):
            yield child
            yield from _below(child)


if __name__ == "__main__":
    sys.exit(main())
