"""What `make fuzz` once found is examined or refused in words, within bounds, for ever."""

from pathlib import Path

import pytest

from tools.fuzzing import faults, mutations, seeds, smaller, target

FOUND = sorted((Path(__file__).parent / "found").glob("*.bpmn"))
TWO = (
    b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><task id="wrong"/>'
    b'<task id="right" name="n"/><laneSet id="l"><lane id="m"/></laneSet></process></definitions>'
)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_is_examined_within_bounds(path: Path) -> None:
    faults.within_bounds(path.read_bytes())


def test_drawings_are_bred_alike_from_one_seed_and_unlike_from_others() -> None:
    others = seeds.contents()[:20]
    bred = {seed: mutations.bred(TWO, seed, others) for seed in range(40)}

    assert {seed: mutations.bred(TWO, seed, others) for seed in range(40)} == bred
    assert len(set(bred.values())) > 30


def test_what_was_bred_is_examined_or_refused() -> None:
    drawings = seeds.contents()
    for seed in range(60):
        faults.within_bounds(mutations.bred(drawings[seed * 7 % len(drawings)], seed, drawings))


def test_a_find_is_made_smaller_as_long_as_it_breaks_in_the_same_way() -> None:
    assert smaller.smaller(TWO, lambda data: b"wrong" in data).count(b"<") == 5
    assert b"wrong" in smaller.smaller(TWO + b"  broken xml", lambda data: b"wrong" in data)


def test_a_find_is_named_by_what_breaks_and_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise LookupError("anything")

    monkeypatch.setattr(target, "check", breaks)

    assert smaller.fault(TWO).startswith("LookupError in ")
    assert smaller.fault(b"") == ""


def test_a_hang_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def turns(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(faults, "_SECONDS", 0.1)
    monkeypatch.setattr(target, "check", turns)

    assert smaller.fault(TWO).startswith("Hang in ")
