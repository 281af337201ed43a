"""A chain proves that nobody touched it; a bundle can be checked by anybody."""

import json
import random

import pytest

from engine import history
from engine.history import chains, export, verify
from engine.history.chains import Chain, Entry

STARTED = ("instance.started", {"number": "1405-00001"}, {"changes": {"amount": [None, [5]]}})
CREATED = ("user_task.created", {"task": "c-2", "element": "check", "activity": 2}, {})
CLAIMED = ("user_task.claimed", {"task": "c-2", "element": "check"}, {"assignee": "maryam"})
CHANGED = {"changes": {"amount": [[5], [7]]}}
COMPLETED = ("user_task.completed", {"task": "c-2", "element": "check", "activity": 2}, CHANGED)
ENDED = ("instance.completed", {}, {})


def _chain(happened: list[tuple[str, dict, dict]]) -> list[Entry]:
    entries: list[Entry] = []
    for number, (kind, facts, payload) in enumerate(happened, start=1):
        text, salt, commitment = chains.commit_to(payload)
        at = f"2026-11-21T10:00:{number:02}.000000Z"
        fields = ("c", number, "agency", kind, at, "u1", "page", "v1", chains.canonical(facts).decode(), text, salt)
        entry = Entry(*fields, commitment, b"")
        previous = entries[-1].hash if entries else history.GENESIS
        entries.append(Entry(*fields, commitment, chains.link(previous, entry.header())))
    return entries


@pytest.fixture
def entries() -> list[Entry]:
    return _chain([STARTED, CREATED, CLAIMED, COMPLETED, ENDED])


@pytest.fixture
def bundle(entries: list[Entry]) -> list[str]:
    state = verify.summary(history.fold(history.happened(entries)))
    return list(export.lines(entries, chain="c", agency="agency", state=state, values={}))


def test_a_fresh_chain_is_whole(entries: list[Entry]) -> None:
    verdict = verify.chain(entries)
    assert verdict.whole
    assert (verdict.entries, verdict.erased) == (5, 0)


def test_an_exported_record_is_whole(bundle: list[str]) -> None:
    assert verify.bundle(bundle).whole


@pytest.mark.parametrize("field", ["type", "at", "actor", "channel", "definition", "facts", "payload", "agency"])
def test_the_first_changed_entry_is_named(bundle: list[str], field: str) -> None:
    changed = json.loads(bundle[3])
    changed[field] = changed[field].replace("1", "9").replace("m", "n") + " "
    verdict = verify.bundle([*bundle[:3], json.dumps(changed), *bundle[4:]])
    assert verdict.broken_at == 3


def test_a_missing_entry_is_named(bundle: list[str]) -> None:
    verdict = verify.bundle([*bundle[:2], *bundle[3:]])
    assert (verdict.broken_at, verdict.reason) == (2, "order")


def test_two_swapped_entries_are_named(bundle: list[str]) -> None:
    verdict = verify.bundle([bundle[0], bundle[2], bundle[1], *bundle[3:]])
    assert (verdict.broken_at, verdict.reason) == (1, "order")


def test_a_cut_end_is_named(bundle: list[str]) -> None:
    verdict = verify.bundle(bundle[:-1])
    assert (verdict.broken_at, verdict.reason) == (5, "truncated")


def test_an_entry_of_another_case_is_named(bundle: list[str]) -> None:
    foreign = json.loads(bundle[2]) | {"chain": "d"}
    verdict = verify.bundle([*bundle[:2], json.dumps(foreign), *bundle[3:]])
    assert (verdict.broken_at, verdict.reason) == (2, "chain")


def test_a_stored_state_that_the_record_does_not_give_is_named(bundle: list[str]) -> None:
    head = json.loads(bundle[0])
    head["state"]["variables"]["amount"] = [8]
    assert verify.bundle([json.dumps(head), *bundle[1:]]).reason == "state"


def test_a_changed_large_value_is_named(entries: list[Entry]) -> None:
    state = verify.summary(history.fold(history.happened(entries)))
    lines = list(export.lines(entries, chain="c", agency="agency", state=state, values={"0" * 64: '"x"'}))
    assert verify.bundle(lines).reason == "value"


def test_lawful_erasure_is_erased_and_not_broken(entries: list[Entry]) -> None:
    erased = [Entry(**{**entry.row(), "payload": None, "salt": None}) for entry in entries]
    verdict = verify.chain(erased)
    assert verdict.whole
    assert verdict.erased == 3


def test_an_erased_payload_cannot_be_guessed_from_its_commitment() -> None:
    first, second = chains.commit_to({"assignee": "maryam"}), chains.commit_to({"assignee": "maryam"})
    assert first[0] == second[0]
    assert first[2] != second[2]


def test_no_random_change_of_one_character_goes_unnoticed(bundle: list[str]) -> None:
    chance = random.Random(4)
    text = "\n".join(bundle)
    for _ in range(2_000):
        at = chance.randrange(len(text))
        new = chance.choice('0123456789abcdef"{}[],: \n')
        if new == text[at]:
            continue
        changed = text[:at] + new + text[at + 1 :]
        assert not verify.bundle(changed.split("\n")).whole or _means_the_same(changed, text), (at, new)


def _means_the_same(changed: str, text: str) -> bool:
    def meaning(bundle: str) -> list[object]:
        return [json.loads(line) for line in bundle.split("\n") if line.strip()]

    return meaning(changed) == meaning(text)


GARBAGE = [[], [""], ["{"], ["[]"], ["1"], ["null"], ["[" * 100_000], ['{"form": "other/1"}']]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_what_is_no_record_is_refused_in_words(garbage: list[str]) -> None:
    verdict = verify.bundle(garbage)
    assert (verdict.broken_at, verdict.reason) == (0, "form")


def test_a_chain_begins_before_its_first_entry() -> None:
    assert Chain("c", "agency") == Chain("c", "agency", 0, bytes(32))
