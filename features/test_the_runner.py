"""`python -m engine.behaviour` runs scenarios on their own and tells by its exit whether they hold."""

from engine.behaviour.__main__ import main

KEPT = """Feature: Words
  Scenario: The first day
    Given today is 2026-11-21
"""
BROKEN = (
    KEPT
    + """
  Scenario: A drawing that nobody brought
    When "clerk" begins a case
    Then the case is cancelled
"""
)


def test_scenarios_that_hold_give_0(tmp_path, capfd):
    (tmp_path / "kept.feature").write_text(KEPT, encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert "1 passed" in capfd.readouterr().out


def test_a_scenario_that_does_not_hold_gives_1_and_says_why(tmp_path, capfd):
    (tmp_path / "broken.feature").write_text(BROKEN, encoding="utf-8")
    assert main([str(tmp_path / "broken.feature")]) == 1
    assert "Unexpected" in capfd.readouterr().out


def test_nothing_to_run_gives_2(tmp_path, capfd):
    assert main([]) == 2
    assert main([str(tmp_path / "missing.feature")]) == 2
    assert "Usage" in capfd.readouterr().err
