"""What the standard allows is called right, and what breaks it cannot be published: on models made by chance."""

import os
from random import Random

import pytest
from lxml import etree

from engine.spiff import schema
from tests.support.standard import confusion
from tests.support.standard.valid import model
from tests.support.standard.violations import ALL

MODELS = int(os.environ.get("RAVAND_MODELS", "300")) // 15
#: What is said as a warning, though it breaks the standard: tools write it and nobody is misled by it.
SAID_ONLY = {
    "lanes_behind_the_nodes",
}


def test_random_models_keep_the_schema_of_the_standard() -> None:
    """Else what is measured on them would mean nothing."""
    for seed in range(40):
        tree = etree.fromstring(etree.tostring(model(seed)))
        assert schema.bpmn().violations(tree) == (), seed


def test_every_violation_has_its_section_and_finds_its_place() -> None:
    for name, (section, seeded) in ALL.items():
        assert section, name
        assert any(seeded(model(seed), Random(seed)) for seed in range(60)), name


def test_a_valid_model_is_not_called_wrong_and_a_broken_one_cannot_be_published() -> None:
    figures = confusion.measure(range(1_000, 1_000 + MODELS), each=3)
    print(figures)

    assert figures.false_alarms == []
    assert {name for name, missed in figures.missed.items() if missed} <= SAID_ONLY


def test_a_miss_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confusion, "check", lambda *_: ())

    figures = confusion.measure(range(3), each=1)

    assert figures.missed.total() == figures.broken > 0
