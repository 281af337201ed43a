"""Promises about templates of steps: one placeholder syntax, two languages."""

import re

import pytest

from engine.behaviour.steps import both


@pytest.mark.parametrize(
    ("language", "template", "words", "found"),
    [
        (
            "en",
            "{person} takes {task}",
            '"clerk" takes "Check the papers"',
            {"person": '"clerk"', "task": '"Check the papers"'},
        ),
        (
            "fa",
            "{person} {task} را برمی‌دارد",
            "«کارشناس» «بررسی مدارک» را برمی‌دارد",
            {"person": "«کارشناس»", "task": "«بررسی مدارک»"},
        ),
        ("fa", "نسخهٔ {n:number}", "نسخهٔ ۱۲", {"n": "۱۲"}),
        ("en", "today is {day:day}", "today is 2026-11-21", {"day": "2026-11-21"}),
        ("en", "waits at {names:list}", 'waits at "A", "B" and "C"', {"names": '"A", "B" and "C"'}),
    ],
)
def test_a_template_finds_its_names(language, template, words, found):
    match = re.fullmatch(both.pattern(language, template), words)
    assert match is not None
    assert match.groupdict() == found


def test_what_stands_between_names_is_literal():
    assert re.fullmatch(both.pattern("en", "it costs {n:number} (rials)."), "it costs 5 (rials).")
    assert not re.fullmatch(both.pattern("en", "it costs {n:number} (rials)."), "it costs 5 rials!")


def test_a_quoted_name_ends_at_its_quote():
    assert not re.fullmatch(both.pattern("en", "{person} takes {task}"), '"clerk" sometimes "takes" "Check"')


def test_an_expectation_that_fails_tells_what_was_found():
    with pytest.raises(AssertionError, match="the case waits at Check"):
        both.expect(False, "the case waits at Check")
    both.expect(True)


def test_a_table_of_two_columns_is_read_as_labels_and_words():
    assert both.rows([["Child's name", "آوا"], ["Both agree", "yes"]]) == {"Child's name": "آوا", "Both agree": "yes"}
