"""Rule 7: every event, permission, error, check rule and setting is documented and is named by a test."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import PurePath

import pytest

from engine import errors, events
from engine.config import Settings
from engine.definitions import RULES
from engine.identity import Permission
from tests.architecture.reading import house, report

_INSIDE = re.compile(r"[\w-]")


@dataclass(frozen=True)
class Entry:
    """One entry of a catalogue: the word that documents name it by, and the words by which a test may."""

    catalogue: str
    word: str
    also: tuple[str, ...] = ()


def catalogues() -> list[Entry]:
    """List every entry of every catalogue."""
    found = [Entry("events", kind.type, (kind.__name__,)) for kind in _below(events.Event)]
    found += [Entry("permissions", one.value, (f"Permission.{one.name}",)) for one in Permission]
    found += [Entry("errors", kind.code(), (kind.__name__,)) for kind in _below(errors.RavandError)]
    found += [Entry("checks", rule.name) for rule in RULES]
    found += [Entry("settings", f"RAVAND_{one.name.upper()}", (f"{one.name}=",)) for one in fields(Settings)]
    return list(dict.fromkeys(found))  # a dataclass with slots leaves its first version behind


def undocumented(entries: list[Entry], pages: dict[str, str]) -> list[str]:
    """Find entries that the page of their catalogue does not name."""
    return [
        f"docs ({entry.catalogue}) do not name {entry.word}"
        for entry in entries
        if not _names(pages.get(entry.catalogue, ""), entry.word)
    ]


def untested(entries: list[Entry], tests: str) -> list[str]:
    """Find entries that no test names, neither by their word nor by their name in Python."""
    return [
        f"no test names {entry.word} ({entry.catalogue})"
        for entry in entries
        if not any(_names(tests, word) for word in (entry.word, *entry.also))
    ]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Catalogue → text of its page in docs/reference; a check rule has a page of its own in docs/checks."""
    reference = {PurePath(page.path).stem: page.text for page in house("docs/reference", kinds=(".md",))}
    checks = [f"{PurePath(page.path).stem}\n{page.text}" for page in house("docs/checks", kinds=(".md",))]
    return reference | {"checks": "\n".join(checks)}


@pytest.fixture(scope="module")
def tests() -> str:
    """The text of every test and feature, but for the architecture tests, which list instead of testing."""
    found = house("tests", "features", kinds=(".py", ".feature"))
    return "\n".join(source.text for source in found if not source.path.startswith("tests/architecture/"))


def test_every_entry_of_every_catalogue_is_documented(pages):
    found = undocumented(catalogues(), pages)

    assert not found, report(found)


def test_every_entry_of_every_catalogue_is_named_by_a_test(tests):
    found = untested(catalogues(), tests)

    assert not found, report(found)


def test_no_catalogue_is_empty():
    assert {entry.catalogue for entry in catalogues()} == {"events", "permissions", "errors", "checks", "settings"}


SEEDED = [Entry("errors", "task-taken", ("TaskTaken",))]


def test_an_entry_without_documents_is_noticed():
    assert undocumented(SEEDED, {"errors": "`task-taken-away` and `task`"}) != []
    assert undocumented(SEEDED, {"events": "`task-taken`"}) != []
    assert undocumented(SEEDED, {"errors": "`task-taken`"}) == []


def test_an_entry_without_a_test_is_noticed():
    assert untested(SEEDED, "raises(errors.TaskTakenAway)") != []
    assert untested(SEEDED, "raises(errors.TaskTaken)") == []


def _below(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("engine."):
            yield child
        yield from _below(child)


def _names(text: str, word: str) -> bool:
    """Tell whether a text holds a word as a whole; by hand, for a pattern that looks back reads megabytes slowly."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and _INSIDE.match(text, at - 1)) and (word.endswith("=") or not _INSIDE.match(text, end)):
            return True
        at = text.find(word, at + 1)
    return False
