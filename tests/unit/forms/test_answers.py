"""Promises about reading posts, checking values, and showing them again."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import forms
from engine.forms.model import LONGEST_TEXT
from tests.unit.forms.examples import GOOD_POST, birth

FORM = birth()
TODAY = date(2026, 11, 21)


def post(**changed):
    return forms.parse_posted(
        FORM, {**GOOD_POST, **{k: v if isinstance(v, list) else [v] for k, v in changed.items()}}, today=TODAY
    )


def said(errors, key, lang="en"):
    return [text.show(lang) for text in errors.get(key, [])]


def one(schema, ui=None):
    return forms.load({"properties": {"a": schema}, "required": ["a"]}, {"a": ui or {}})


def test_a_persian_post_becomes_plain_values() -> None:
    given_ = post(weight="۳٫۲", count="۱", papers=["id", "photo"], remark="علي\r\nكريمي ", city="yazd")
    assert given_.errors == {}
    assert given_.values == {
        "name": "آوا",
        "born": "1981-10-07",
        "mother_id": "9990001030",
        "sex": "f",
        "agreed": True,
        "weight": 3.2,
        "count": 1,
        "city": "yazd",
        "papers": ["id", "photo"],
        "remark": "علی\nکریمی",
        "mail": None,
        "code": None,
    }


def test_leading_zeros_and_zwnj_are_kept() -> None:
    given_ = post(mother_id="۱۳۵۴۲۴۱۹", name="می\u200cنا")
    assert (given_.values["mother_id"], given_.values["name"]) == ("0013542419", "می\u200cنا")


@pytest.mark.parametrize(
    "posted",
    [
        {"born": ["1981-10-07"]},
        {"born": ["۱۳۶۰/۷/۱۵"]},
        {"born.day": ["7"], "born.month": ["10"], "born.year": ["1981"]},
    ],
)
def test_a_date_may_come_whole_or_in_gregorian_parts(posted) -> None:
    rest = {key: value for key, value in GOOD_POST.items() if not key.startswith("born")}
    assert forms.parse_posted(FORM, rest | posted, today=TODAY).values["born"] == "1981-10-07"


def test_a_gregorian_year_on_a_persian_page_is_questioned() -> None:
    posted = {**GOOD_POST, "born.year": ["2025"]}
    assert said(forms.parse_posted(FORM, posted, lang="fa", today=TODAY).errors, "born")
    assert said(forms.parse_posted(FORM, GOOD_POST, lang="en", today=TODAY).errors, "born")
    assert not forms.parse_posted(FORM, GOOD_POST, lang="fa", today=TODAY).errors


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "The answer is missing. Write it here."),
        ("name", "  \u200f ", "This is too short. Write at least 2 characters."),
        ("name", "ا", "This is too short. Write at least 2 characters."),
        ("name", "ا" * 41, "This is too long: 41 characters. Write 40 at most."),
        ("name", "a\x00b", "This contains signs that cannot be stored. Write plain text."),
        (
            "mother_id",
            "0012345678",
            "This national ID does not exist: a digit is mistyped. Compare it with the ID card.",
        ),
        ("sex", "x", "This is not one of the choices. Choose one of those offered."),
        ("sex", "", "Nothing is chosen. Choose one."),
        ("sex", ["f", "m"], "There are several answers where one is possible. Leave one."),
        ("agreed", "", "Nothing is chosen. Choose yes or no."),
        ("agreed", "yes", "This is not one of the choices. Choose one of those offered."),
        ("weight", "three", "This is not a number. Write digits only, for example 12.5."),
        ("weight", "۱۰", "This is too large. Write 9.5 or less."),
        ("weight", "۰٫۱", "This is too small. Write 0.2 or more."),
        ("weight", "3.25", "This must be a multiple of 0.1."),
        ("weight", "1" * 16, "This number has too many digits. Write 15 at most."),
        ("weight", "1e5", "This is not a number. Write digits only, for example 12.5."),
        ("weight", "NaN", "This is not a number. Write digits only, for example 12.5."),
        ("count", "1.5", "This is not a whole number. Write digits only, for example 12."),
        ("papers", ["id", "letter", "photo"], "Too many are chosen. Choose 2 at most."),
        ("papers", ["id", "gold"], "This is not one of the choices. Choose one of those offered."),
        ("mail", "nobody", "This is not an e-mail address. Example: name@example.org."),
        ("code", "ab12", "Like AB12"),
        ("born", "1404/13/1", "There is no such day. Check day, month and year."),
    ],
)
def test_a_wrong_answer_is_refused_at_its_field_in_words(field: str, typed, message: str) -> None:
    changed = {f"born.{part}": "" for part in forms.DATE_PARTS} if field == "born" else {}
    given_ = post(**changed, **{field: typed})
    assert said(given_.errors, field) == [message]
    assert said(given_.errors, field, "fa") != [message]
    assert set(given_.errors) == {field}


@pytest.mark.parametrize(
    ("day", "month", "year", "message"),
    [
        ("", "", "", "The date is missing. Fill in day, month and year."),
        ("1", "", "1404", "The date is incomplete. Fill in day, month and year."),
        ("30", "12", "1404", "There is no such day. Check day, month and year."),
        ("x", "1", "1404", "There is no such day. Check day, month and year."),
        ("1", "9", "1405", "This day is too late. Choose 21 Nov 2026 or earlier."),
    ],
)
def test_a_wrong_date_is_refused_in_words(day: str, month: str, year: str, message: str) -> None:
    given_ = post(**{"born.day": day, "born.month": month, "born.year": year})
    assert said(given_.errors, "born") == [message]


def test_a_limit_of_days_is_shown_in_the_readers_calendar() -> None:
    given_ = post(**{"born.day": "1", "born.month": "9", "born.year": "1405"})
    assert said(given_.errors, "born", "fa") == ["این روز دیر است. ۱۴۰۵/۰۸/۳۰ یا پیش از آن را برگزینید."]


def test_unknown_keys_are_refused_and_the_page_s_own_are_not() -> None:
    assert "is_admin" in said(post(is_admin="1").errors, "")[0]
    assert post(csrf="x", idempotency_key="y", revision="3").errors == {}
    assert forms.parse_posted(FORM, {**GOOD_POST, "csrf": ["x"]}, allowed=(), today=TODAY).errors


def test_answers_to_readonly_and_hidden_fields_are_ignored_in_a_post() -> None:
    given_ = post(clerk="me", secret="x")
    assert given_.errors == {}
    assert not {"clerk", "secret"} & set(given_.values)


def test_answers_to_readonly_and_hidden_fields_are_refused_from_a_program() -> None:
    values = {**post().values, "clerk": "me", "secret": "x", "extra": 1}
    assert set(forms.validate(FORM, values, today=TODAY)) == {"clerk", "secret", ""}


def test_values_from_a_program_are_checked_as_strictly() -> None:
    wrong = {
        "name": 5,
        "born": "1981-13-07",
        "mother_id": "9990001031",
        "sex": "x",
        "agreed": "true",
        "count": True,
        "weight": float("inf"),
        "papers": "id",
        "city": ["yazd"],
        "remark": "\ud800",
        "mail": {},
        "code": "x",
    }
    assert set(forms.validate(FORM, wrong, today=TODAY)) == set(wrong)
    assert forms.validate(FORM, {}, today=TODAY).keys() == {"name", "born", "mother_id", "sex", "agreed"}


def test_texts_are_bounded_unless_the_schema_says_more() -> None:
    assert forms.validate(one({"type": "string"}), {"a": "x" * (LONGEST_TEXT + 1)})
    assert not forms.validate(one({"type": "string", "maxLength": 200_000}), {"a": "x" * 150_000})
    given_ = forms.parse_posted(one({"type": "string"}, {"ui:widget": "textarea"}), {"a": ["x" * 10**6]})
    assert given_.values == {"a": None}
    assert given_.errors


def test_a_very_deep_value_is_refused_without_harm() -> None:
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    for key in ("name", "papers", "sex", "count", "born"):
        assert key in forms.validate(FORM, {key: deep}, today=TODAY)


def test_a_pattern_cannot_hang_the_server() -> None:
    form = one({"type": "string", "pattern": "^(a+)+$"})
    assert forms.validate(form, {"a": "a" * 5000 + "b"})


def test_yes_can_be_demanded() -> None:
    form = one({"type": "boolean", "const": True})
    assert said(forms.parse_posted(form, {"a": ["false"]}).errors, "a") == ["This must be answered with yes to go on."]
    assert forms.parse_posted(form, {"a": ["true"]}).errors == {}


def test_choices_keep_their_types() -> None:
    form = one({"type": "integer", "enum": [1, 2]})
    assert forms.parse_posted(form, {"a": ["2"]}).values == {"a": 2}
    assert forms.validate(form, {"a": "2"})
    assert forms.validate(form, {"a": True})


def test_values_are_shown_in_words_of_each_language() -> None:
    values = {**post(weight="3.2", papers=["id"]).values, "agreed": False}
    shown = {field.key: text for field, text in forms.summary(FORM, "fa", values)}
    assert (shown["born"], shown["weight"], shown["agreed"]) == ("۱۳۶۰/۰۷/۱۵", "۳٫۲", "نه")
    assert (shown["sex"], shown["mother_id"], shown["mail"]) == ("Girl", "9990001030", "—")
    assert "secret" not in shown
    assert dict(forms.summary(FORM, "en", values))[FORM.field("born")] == "7 Oct 1981"


def test_values_of_an_older_shape_are_shown_and_never_fail() -> None:
    odd = {
        "born": "soon",
        "sex": "x",
        "weight": "heavy",
        "papers": "id",
        "agreed": "perhaps",
        "name": {"a": 1},
        "count": [1],
    }
    for lang in ("fa", "en"):
        assert len(forms.summary(FORM, lang, odd)) == len(FORM.fields) - 1
        for field in FORM.fields:
            forms.entered(lang, field, odd.get(field.key))


PLAIN_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="يك"), max_size=30).map(
    str.strip
)
VALUES = st.fixed_dictionaries({
    "name": PLAIN_TEXT.filter(lambda text: 2 <= len(text) <= 40),
    "born": st.dates(date(1900, 1, 1), TODAY).map(date.isoformat),
    "mother_id": st.sampled_from(["9990001030", "9990001091", "0013542419"]),
    "sex": st.sampled_from(["f", "m"]),
    "weight": st.none() | st.integers(2, 95).map(lambda tenths: tenths // 10 if tenths % 10 == 0 else tenths / 10),
    "count": st.none() | st.integers(1, 9),
    "city": st.none() | st.sampled_from(["shiraz", "qom"]),
    "papers": st.lists(st.sampled_from(["id", "letter", "photo"]), unique=True, max_size=2),
    "agreed": st.booleans(),
    "remark": PLAIN_TEXT.map(lambda text: text or None),
    "mail": st.none() | st.just("name@example.org"),
    "code": st.none() | st.just("AB12"),
})  # fmt: skip


@given(VALUES, st.sampled_from(["fa", "en"]))
@settings(deadline=None, max_examples=100)
def test_what_stands_in_a_form_and_is_posted_again_is_the_same_value(values, lang: str) -> None:
    posted: dict[str, list[str]] = {}
    for field in FORM.fields:
        posted |= forms.entered(lang, field, values.get(field.key))
    again = forms.parse_posted(FORM, posted, lang=lang, today=TODAY)
    assert (again.values, again.errors) == (values, {})
    assert forms.validate(FORM, again.values, today=TODAY) == {}


NAMES = st.sampled_from([*GOOD_POST, *(field.key for field in FORM.fields), "born.day", "x"]) | st.text(max_size=5)


@given(
    st.dictionaries(NAMES, st.lists(st.text(max_size=20), max_size=3), max_size=12), st.sampled_from(["fa", "en", None])
)
@settings(deadline=None, max_examples=150)
def test_any_garbage_posted_is_answered_with_errors_never_an_exception(posted, lang) -> None:
    given_ = forms.parse_posted(FORM, posted, lang=lang, today=TODAY)
    for texts in given_.errors.values():
        assert all(text.show("fa") and text.show("en") for text in texts)
    if not given_.errors:
        assert forms.validate(FORM, given_.values, today=TODAY) == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(NAMES, JSON, max_size=12))
@settings(deadline=None, max_examples=150)
def test_any_json_is_answered_with_errors_never_an_exception(values) -> None:
    for texts in forms.validate(FORM, values, today=TODAY).values():
        assert all(text.show("fa") and text.show("en") for text in texts)


def test_a_task_without_form_asks_nothing_and_takes_nothing() -> None:
    assert forms.parse_posted(forms.EMPTY, {"csrf": ["x"]}).errors == {}
    assert forms.parse_posted(forms.EMPTY, {"a": ["x"]}).errors
    assert forms.validate(forms.EMPTY, {"a": 1})
