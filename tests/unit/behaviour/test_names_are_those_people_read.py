"""Promises about names in scenarios: elements and fields by the words on diagram and form."""

import json
from pathlib import Path

import pytest

from engine.behaviour import labels

BIRTH = Path(__file__).parents[3] / "processes" / "bpmn" / "birth-registration"


@pytest.fixture(scope="module")
def birth():
    files = {path.name: path.read_bytes() for path in BIRTH.glob("*.form.json")}
    return labels.of({"to-be.bpmn": (BIRTH / "to-be.bpmn").read_bytes(), **files})


@pytest.mark.parametrize("called", ["بررسی مدارک", "Review the file", "review", " بررسی  مدارك "])
def test_an_element_has_its_persian_name_its_english_name_and_its_id(birth, called):
    assert birth.element(called) == "review"


def test_an_unknown_name_is_told_with_the_names_that_exist(birth):
    with pytest.raises(labels.NotNamed, match="بررسی مدارک"):
        birth.element("Approve")


def test_names_of_sequence_flows_are_nobody(birth):
    with pytest.raises(labels.NotNamed):
        birth.element("بله")


def test_the_start_event_is_known(birth):
    assert birth.start == "hospital-notice"


@pytest.mark.parametrize(
    ("label", "words", "name", "value"),
    [
        ("Date of birth", "1405/08/19", "birth_date", "2026-11-10"),
        ("تاریخ ولادت", "۱۴۰۵/۰۸/۱۹", "birth_date", "2026-11-10"),
        ("Sex of the child", "girl", "child_sex", "girl"),
        ("جنس نوزاد", "دختر", "child_sex", "girl"),
        ("A doctor or licensed midwife attended the birth", "no", "doctor_attended", False),
        ("پزشک یا مامای رسمی هنگام ولادت حاضر بود", "بله", "doctor_attended", True),
        ("mother_name", "سارا", "mother_name", "سارا"),
        ("unknown_field", "x", "unknown_field", "x"),
    ],
)
def test_words_become_values_by_the_form(birth, label, words, name, value):
    assert birth.answers("hospital-notice", {label: words}) == {name: value}


def test_a_variable_is_found_in_any_form_of_the_version(birth):
    assert birth.variable("Late fee (rials)").name == "late_fee"
    assert birth.variable("هزینهٔ دیرکرد (ریال)").read("۱۰۰٬۰۰۰") == 100_000
    assert birth.variable("registration_number").name == "registration_number"


def test_neither_yes_nor_no_is_an_error_of_the_scenario(birth):
    with pytest.raises(ValueError, match="neither yes nor no"):
        birth.answers("hospital-notice", {"doctor_attended": "perhaps"})


@pytest.mark.parametrize(
    ("words", "like", "value"),
    [("بله", True, True), ("no", False, False), ("۱۲", 3, 12), ("۱۲", "12", "12"), ("آوا", "آوا", "آوا")],
)
def test_words_are_read_like_the_value_they_are_compared_with(words, like, value):
    assert labels.value(words, like) == value


def test_a_form_without_choices_or_titles_is_read_too():
    plain = json.dumps({"schema": {"properties": {"count": {"type": "integer"}}}}).encode()
    assert labels.of({"plain.form.json": plain}).variable("count").read("12") == 12
