"""Promises about digits, messages, and the keys under which Persian names are compared, found and sorted."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import text
from engine.text import Code, Text, normalise, search_key, search_terms, sort_key, translate, words

ONE_NAME_MANY_SPELLINGS = (
    "دستگاه‌های اجرایی",
    "دستگاه های اجرایی",
    "دستگاههای اجرایی",
    "دستگاههاي اجرايي",
    "دستگاه¬های اجرایی",
    "دست//گاه‌های اجرایی",
    "دستـــگاه‌های اجـرایی",
    "دَستگاه‌هایِ اجرائی",
    "\u202bدستگاه\u00a0های  اجرایی\u202c",
    "ﺩﺳﺘﮕﺎﻩ های اجرایی",
)


@pytest.mark.parametrize("spelling", ONE_NAME_MANY_SPELLINGS)
def test_every_spelling_of_a_name_is_the_same_name(spelling: str) -> None:
    assert normalise(spelling) == normalise(ONE_NAME_MANY_SPELLINGS[0])


@pytest.mark.parametrize("query", ONE_NAME_MANY_SPELLINGS)
@pytest.mark.parametrize("spelling", ONE_NAME_MANY_SPELLINGS)
def test_any_spelling_of_a_query_finds_any_spelling_of_a_text(query: str, spelling: str) -> None:
    key = search_key(f"الزام ارائهٔ ۵۰ درصد خدمات {spelling}، روی پنجرهٔ واحد")
    assert all(term in key for term in search_terms(query))


def test_words_may_stand_apart_in_the_text_and_plural_endings_do_not_matter() -> None:
    key = search_key("وزارتخانه‌ها و هر دستگاه مسئول در سطح اجرایی")
    assert all(term in key for term in search_terms("دستگاه‌های اجرایی"))


def test_latin_persian_and_arabic_digits_find_each_other() -> None:
    assert search_key("50 درصد") == search_key("۵۰ درصد") == search_key("٥٠ درصد")


def test_different_names_stay_different() -> None:
    assert normalise("ثبت احوال شیراز") != normalise("ثبت احوال شیروان")
    assert normalise("Group +") != normalise("Group -")


def test_a_search_key_is_free_of_wildcards() -> None:
    assert search_key("100%_*?[a]") == "100a"
    assert search_terms("% _ ؟") == ()


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=200)
def test_normalising_twice_changes_nothing(anything: str) -> None:
    assert words(words(anything)) == words(anything)
    assert normalise(normalise(anything)) == normalise(anything)
    assert search_key(search_key(anything)) == search_key(anything)


@given(st.text(alphabet="آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيك\u200c ـ/۱٢3", min_size=1, max_size=30))
@settings(deadline=None, max_examples=200)
def test_a_text_is_always_found_by_itself(anything: str) -> None:
    assert all(term in search_key(anything) for term in search_terms(anything))


def test_names_sort_as_a_persian_dictionary_does() -> None:
    names = [
        "باران",
        "پروین",
        "تارا",
        "جواد",
        "چمن",
        "زهرا",
        "ژاله",
        "کاوه",
        "گلی",
        "لاله",
        "مریم",
        "ونوس",
        "هما",
        "یاسمن",
    ]
    assert sorted(names, key=sort_key) == names
    assert sort_key("علی رضایی") < sort_key("علیرضا")
    assert sort_key("ياسمن") == sort_key("یاسمن")


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_a_sort_key_is_digits_alone_so_that_every_collation_agrees(anything: str) -> None:
    key = sort_key(anything)
    assert key == "" or (key.isascii() and key.isdigit())


def test_digits_change_both_ways_and_nothing_else_does() -> None:
    assert text.to_persian("1405-00123, ٣") == "۱۴۰۵-۰۰۱۲۳, ۳"
    assert text.to_latin("۱۴۰۵ ٠٩ a") == "1405 09 a"


def test_numbers_are_grouped_as_people_read_them() -> None:
    assert text.show_number("en", 1234567.5) == "1,234,567.5"
    assert text.show_number("fa", Decimal("1234567.89")) == "۱٬۲۳۴٬۵۶۷٫۸۹"
    assert text.show_number("fa", 1405, grouped=False) == "۱۴۰۵"


@pytest.fixture
def small_catalogue(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> object:
    folder = tmp_path / "fa"  # type: ignore[operator]
    folder.mkdir()
    (folder / "one.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Step {n} of {case}"\nmsgstr "گام {n} از {case}"\n\n'
        'msgid "Two\\n   lines"\nmsgstr "دو سطر"\n\n'
        'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} روز"\n\n'
        'msgid "day"\nmsgstr "روز"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(text, "LOCALE_FOLDER", tmp_path)
    text.catalogue.cache_clear()
    text._template.cache_clear()
    yield folder
    text.catalogue.cache_clear()
    text._template.cache_clear()


@pytest.mark.usefixtures("small_catalogue")
def test_numbers_in_a_persian_sentence_are_persian_and_codes_are_not() -> None:
    assert translate("fa", "Step {n} of {case}", n=4, case=Code("1405-00131")) == "گام ۴ از 1405-00131"
    assert translate("en", "Step {n} of {case}", n=4, case="x") == "Step 4 of x"


@pytest.mark.usefixtures("small_catalogue")
def test_a_sentence_without_translation_is_said_in_english() -> None:
    assert translate("fa", "Nobody wrote this: {n}", n=2) == "Nobody wrote this: ۲"


@pytest.mark.usefixtures("small_catalogue")
def test_a_text_inside_a_text_is_translated_too() -> None:
    assert Text("Step {n} of {case}", {"n": 1, "case": Text("day")}).show("fa") == "گام ۱ از روز"


@pytest.mark.usefixtures("small_catalogue")
def test_line_breaks_inside_a_sentence_do_not_hide_its_translation() -> None:
    assert translate("fa", "Two lines") == "دو سطر"


@pytest.mark.usefixtures("small_catalogue")
def test_english_counts_and_persian_keeps_the_noun_singular() -> None:
    assert [text.plural("en", "{n} day", "{n} days", n) for n in (1, 2)] == ["1 day", "2 days"]
    assert text.plural("fa", "{n} day", "{n} days", 12) == "۱۲ روز"


def test_a_missing_parameter_or_a_lone_brace_never_fails_a_page() -> None:
    assert translate("en", "Hello {name}") == "Hello {name}"
    assert translate("en", "Write { or }", name=1) == "Write { or }"


def test_a_parameter_cannot_be_looked_into() -> None:
    assert translate("en", "{a.__class__}", a=1) == "{a.__class__}"


@pytest.mark.usefixtures("small_catalogue")
def test_a_broken_catalogue_stops_the_start(small_catalogue: object) -> None:
    (small_catalogue / "two.po").write_text('msgid "a"\nthis is no catalogue\n', encoding="utf-8")  # type: ignore[operator]
    text.catalogue.cache_clear()
    with pytest.raises(ValueError, match=r"two\.po"):
        text.load_catalogues()


def test_texts_with_equal_words_are_equal_and_can_be_put_in_a_set() -> None:
    assert len({Text("day"), Text("day"), Text("{n}", {"n": 1})}) == 2
    assert [text.direction(lang) for lang in text.LANGUAGES] == ["rtl", "ltr"]
