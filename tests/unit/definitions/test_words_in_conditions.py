"""What stands in a condition and cannot be meant as a variable is said with what to write; nothing is guessed."""

from pathlib import Path

import pytest

from engine import definitions

DRAWING = (Path(__file__).parent / "rules" / "word-in-condition.good.bpmn").read_text(encoding="utf-8")


def told(condition, *, extra=""):
    data = DRAWING.replace('complete = "yes"', condition).replace("<manualTask", extra + "<manualTask", 1)
    ((_, findings),) = definitions.examine({"a.bpmn": data.encode()}).values()
    return [finding for finding in findings if finding.rule in {"word-in-condition", "expression"}]


@pytest.mark.parametrize("condition", ["yes", "Ja", "بله", "no", "sonst"])
def test_an_answer_alone_is_an_error_that_offers_to_ask_which(condition):
    (finding,) = told(condition)
    assert (finding.severity, finding.element) == ("error", "f3")
    assert finding.change == {"change": "ask-which", "element": "which"}
    assert f'decision = "{condition}"' in finding.fix("en")


@pytest.mark.parametrize("condition", ["application complete", "is greater than", 'request type = "large"'])
def test_words_that_no_variable_can_be_are_an_error(condition):
    (finding,) = told(condition)
    assert (finding.severity, finding.rule) == ("error", "word-in-condition")


@pytest.mark.parametrize("condition", ["approved", 'amount > 5 and region = "North"', "n = 1 or m", "a.b = 2"])
def test_a_variable_alone_may_decide(condition):
    assert told(condition) == []


@pytest.mark.parametrize("condition", ["status = approved", "${status == approved}", "n = 1 and status != approved"])
def test_a_bare_word_that_nothing_writes_is_a_warning_with_the_quoted_word(condition):
    (finding,) = told(condition)
    assert (finding.severity, finding.params["reason"]["params"]["word"]) == ("warning", "approved")
    assert '"approved"' in finding.fix("fa")


def test_a_bare_word_that_a_script_or_a_form_writes_is_a_variable():
    script = '<scriptTask id="x" scriptFormat="feel"><script>{approved: 1}</script></scriptTask>'
    form = (
        '<userTask id="x"><extensionElements><camunda:formData><camunda:formField id="approved" type="string"/>'
        "</camunda:formData></extensionElements></userTask>"
    )
    assert told("status = approved", extra=script) == []
    assert told("status = approved", extra=form) == []


def test_words_that_name_data_of_the_drawing_are_a_warning_with_one_word_to_write():
    (finding,) = told('Vacation Approval = "yes"', extra='<dataObject id="d" name="Vacation  Approval"/>')
    assert finding.severity == "warning"
    assert "VacationApproval" in finding.fix("en")


def test_what_cannot_be_read_is_left_to_the_rule_that_says_so():
    assert [finding.rule for finding in told("amount &gt; 1000 €")] == ["expression"]
