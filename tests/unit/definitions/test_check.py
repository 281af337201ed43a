"""Every check rule speaks of its bad drawing, is silent on its good one, and has its page and its Persian words."""

from functools import cache
from pathlib import Path

import pytest

from engine import definitions, text
from engine.definitions import assume
from engine.definitions.check import RULES, Finding, Surroundings, check, reasons, schema
from engine.definitions.check import decisions as decision_rules
from engine.definitions.check.activities import untyped_task
from engine.spiff import REASONS

ALL_RULES = (*RULES, *assume.RULES)
RULE_NAMES = sorted(rule.name for rule in ALL_RULES)
FILES = Path(__file__).parent / "rules"
PAGES = Path(__file__).parents[3] / "docs" / "checks"
DECIDED = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="{}"><literalExpression>
<text>{}</text></literalExpression></decision></definitions>"""
AROUND = {
    "ask.form.json": b'{"schema": {"type": "object", "properties": {}}}',
    "late-fee.dmn": DECIDED.format("late-fee", "500").encode(),
    "broken-fee.dmn": DECIDED.format("broken-fee", "500 +").encode(),
}

#: What bad drawings may break besides: elements that do not run yet, and what follows from the mistake itself.
COMPANIONS = {"process-missing": {"start-event"}, "process-assumed": {"process-missing", "start-event"}}
ELSEWHERE = {"does-not-run"}
WITHOUT_PICTURE = "no-diagram"


def drawings(kind: str) -> list[str]:
    """List the drawings of one kind: `<rule>.bad.bpmn`, or `<rule>.<what>.bad.bpmn` where a rule has several."""
    return sorted(path.name.removesuffix(f".{kind}.bpmn") for path in FILES.glob(f"*.{kind}.bpmn"))


@cache
def examined(data: bytes) -> tuple[Finding, ...]:
    """What is found in a drawing among the files and groups that the drawings of rules name; several tests ask."""
    ((_, findings),) = definitions.examine({"drawing.bpmn": data, **AROUND}, groups=frozenset({"clerks"})).values()
    return findings


def found(drawing: str, kind: str) -> tuple[Finding, ...]:
    findings = examined((FILES / f"{drawing}.{kind}.bpmn").read_bytes())
    return findings if drawing == WITHOUT_PICTURE else said(findings)


def said(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Leave out what is true of nearly every drawing of these tests: that it has no coordinates."""
    return tuple(finding for finding in findings if finding.rule != WITHOUT_PICTURE)


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len(RULE_NAMES) == len(set(RULE_NAMES))


@pytest.mark.parametrize("kind", ["good", "bad"])
def test_every_rule_has_its_drawings_and_every_drawing_its_rule(kind: str) -> None:
    assert {drawing.split(".")[0] for drawing in drawings(kind)} == set(RULE_NAMES)


def test_every_bad_drawing_has_its_good_one() -> None:
    assert drawings("bad") == drawings("good")


@pytest.mark.parametrize("drawing", drawings("bad"))
def test_the_rule_finds_its_bad_drawing(drawing: str) -> None:
    name = drawing.split(".", maxsplit=1)[0]
    rule = next(rule for rule in ALL_RULES if rule.name == name)
    findings = found(drawing, "bad")
    mine = [finding for finding in findings if finding.rule == name]
    assert mine, findings
    assert rule.severity in {finding.severity for finding in mine}
    errors = {finding.rule for finding in findings if finding.severity == "error"}
    assert errors - {name} <= COMPANIONS.get(name, set()) | ELSEWHERE


@pytest.mark.parametrize("drawing", drawings("good"))
def test_the_rule_is_silent_on_its_good_drawing(drawing: str) -> None:
    findings = found(drawing, "good")
    assert [finding for finding in findings if finding.rule == drawing.split(".", maxsplit=1)[0]] == []
    assert {finding.rule for finding in findings if finding.severity == "error"} <= ELSEWHERE


@pytest.mark.parametrize("name", RULE_NAMES)
def test_the_words_of_a_finding_are_whole_in_both_languages(name: str) -> None:
    for finding in found(name, "bad"):
        for lang in text.LANGUAGES:
            for words in (finding.message(lang), finding.fix(lang)):
                assert words.strip()
                assert "{reason}" not in words
                assert "{meaning}" not in words
                assert "msgid" not in words


@pytest.mark.parametrize("name", RULE_NAMES)
def test_the_rule_has_a_page_with_duty_reason_and_drawings(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    rule = next(rule for rule in ALL_RULES if rule.name == name)
    assert page.startswith(f"# {name}\n")
    assert f"Severity: {rule.severity}" in page
    for heading in ("## Why", "## Bad", "## Good"):
        assert heading in page


def test_no_page_stands_for_a_rule_that_is_gone() -> None:
    decided = {rule.name for rule in decision_rules.RULES}
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == set(RULE_NAMES) | decided


def test_every_sentence_of_a_rule_has_a_persian_text() -> None:
    persian = text.catalogue("fa")
    sentences = {sentence for rule in ALL_RULES for sentence in (rule.message, rule.fix)} - {"{reason}"}
    sentences |= {untyped_task._WORK, untyped_task._PASSES, schema._VALUE, *schema._REASONS.values(), *REASONS.values()}
    sentences |= {sentence for step in assume._MODULES for sentence in getattr(step, "TEXTS", ())}
    assert sorted(sentence for sentence in sentences if " ".join(sentence.split()) not in persian) == []


def test_every_reason_of_the_engine_room_has_a_rule_that_exists() -> None:
    assert set(reasons.RULES) <= set(REASONS)
    assert {*reasons.RULES.values(), reasons.OTHERS} <= set(RULE_NAMES)


def test_a_finding_is_the_same_after_it_was_stored() -> None:
    for name in RULE_NAMES:
        for finding in found(name, "bad"):
            assert Finding.of(finding.stored()) == finding
            assert finding.params == Finding.of(finding.stored()).params


def test_errors_stand_first_then_the_order_of_the_file() -> None:
    files = {"drawing.bpmn": (FILES / "nobody.bad.bpmn").read_bytes().replace(b"<endEvent", b"<serviceTask", 1)}
    ((_, findings),) = definitions.examine(files).values()
    assert [finding.severity for finding in said(findings)] == ["error", "error", "warning"]


def test_a_python_condition_is_told_what_to_write_instead() -> None:
    (finding,) = found("expression", "bad")
    assert finding.element == "f3"
    assert "FEEL" in finding.fix("en")


def test_rules_about_groups_are_silent_where_no_agency_is_asked() -> None:
    files = {"drawing.bpmn": (FILES / "lane-group.bad.bpmn").read_bytes()}
    assert said(next(iter(definitions.examine(files).values()))[1]) == ()


def test_a_break_in_the_coordinates_is_only_a_warning() -> None:
    data = (FILES.parent / "files" / "birth.bpmn").read_bytes().replace(b' isHorizontal="true"', b' slanted="true"', 1)
    ((document, findings),) = definitions.examine({"a.bpmn": data, "inquiry.form.json": b"{}"}).values()
    assert [(finding.rule, finding.severity) for finding in findings if finding.rule == "schema"] == [
        ("schema", "warning")
    ]
    assert check(document, Surroundings()) != ()


def test_the_kind_of_an_element_is_named_in_the_readers_language() -> None:
    (finding,) = [one for one in found("ad-hoc", "bad") if one.rule == "does-not-run"]
    assert "ad-hoc sub-process" in finding.message("en")
    assert "زیرفرایند موردی" in finding.message("fa")
