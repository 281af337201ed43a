"""Promises about the HTML of forms: reachable without script, labelled, and never executing what people typed."""

from datetime import date
from pathlib import Path

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from engine import forms
from tests.unit.forms.examples import GOOD_POST, birth
from web.forms import answers, draw

FORM = birth()
TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parents[3] / "web" / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)
MACROS = TEMPLATES.get_template("form.html").module
TODAY = date(2026, 11, 21)


def page(lang="fa", values=None, submission=None):
    return html.fromstring("<form>" + str(MACROS.fields(draw(FORM, lang, values, submission).fields)) + "</form>")


def refused(**changed):
    return forms.parse_posted(FORM, {**GOOD_POST, **{key: [value] for key, value in changed.items()}}, today=TODAY)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_every_input_has_a_label_and_every_reference_leads_somewhere(lang: str) -> None:
    drawn = page(lang, submission=refused(name="", **{"born.day": "40"}, sex="x"))
    ids = [one.get("id") for one in drawn.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {one.get("for") for one in drawn.iter("label")}
    for one in drawn.xpath("//input | //select | //textarea"):
        assert one.get("id") in labelled
    for one in drawn.xpath("//*[@aria-describedby or @aria-labelledby]"):
        for reference in (one.get("aria-describedby") or one.get("aria-labelledby")).split():
            assert reference in ids


def test_problems_lead_to_inputs_that_can_take_the_focus() -> None:
    submission = refused(name="", sex="x", agreed="?", **{"born.day": "40"}, stranger="1")
    view = draw(FORM, "en", submission=submission)
    drawn = page("en", submission=submission)
    targets = [target for _words, target in view.problems]
    assert targets == ["", "f-name", "f-born-day", "f-sex-1", "f-agreed-1"]
    for target in targets[1:]:
        assert drawn.xpath(f"//*[@id='{target}']")[0].tag in ("input", "select", "textarea")
    assert view.problems[1][0] == "Name: The answer is missing. Write it here."


def test_what_was_typed_stands_there_again_with_its_error() -> None:
    drawn = page("fa", submission=refused(name="ا", **{"born.year": "۱۳x"}))
    name = drawn.xpath("//input[@name='name']")[0]
    assert (name.get("value"), name.get("aria-invalid"), name.get("aria-required")) == ("ا", "true", "true")
    assert drawn.xpath("//input[@name='born.year']")[0].get("value") == "۱۳x"
    assert drawn.xpath("//p[@class='error']/text()")[0] == "این کوتاه است. دست‌کم ۲ نویسه بنویسید."


def test_a_date_is_asked_in_the_readers_calendar() -> None:
    persian, english = page("fa", {"born": "1981-10-07"}), page("en", {"born": "1981-10-07"})
    month = "//select[@name='born.month']/option[@selected]/text()"
    assert (persian.xpath(month), english.xpath(month)) == (["مهر"], ["October"])
    year = "//input[@name='born.year']/@value"
    assert (persian.xpath(year), english.xpath(year)) == (["۱۳۶۰"], ["1981"])


def test_few_choices_are_radios_and_many_a_list() -> None:
    drawn = page("fa", {"sex": "f", "city": "yazd", "papers": ["id"]})
    assert drawn.xpath("//input[@type='radio'][@name='sex'][@checked]/@value") == ["f"]
    assert drawn.xpath("//select[@name='city']/option[@selected]/@value") == ["yazd"]
    assert drawn.xpath("//input[@type='checkbox'][@name='papers'][@checked]/@value") == ["id"]
    assert len(drawn.xpath("//input[@type='radio'][@name='agreed']")) == 2


def test_readonly_answers_are_shown_and_hidden_ones_are_not() -> None:
    drawn = page("fa", {"clerk": "مریم", "secret": "never"})
    assert drawn.xpath("string(//output[@id='f-clerk'])") == "مریم"
    assert not drawn.xpath("//*[@name='clerk']")
    assert "never" not in html.tostring(drawn, encoding="unicode")


def test_codes_run_left_to_right_and_free_text_as_written() -> None:
    drawn = page("fa")
    assert drawn.xpath("//input[@name='mother_id']")[0].get("dir") == "ltr"
    assert drawn.xpath("//input[@name='mother_id']")[0].get("inputmode") == "numeric"
    assert drawn.xpath("//textarea[@name='remark']")[0].get("dir") == "auto"
    assert {one.get("autocomplete") for one in drawn.xpath("//input[@type='text']")} == {"off"}


def test_defaults_stand_in_a_fresh_form_and_values_of_the_case_win() -> None:
    form = forms.load({"properties": {"a": {"type": "string", "default": "x"}}})
    assert draw(form, "en").fields[0].value == "x"
    assert draw(form, "en", {"a": "y"}).fields[0].value == "y"


def test_answers_are_shown_in_words() -> None:
    rows = answers(FORM, "fa", {"mother_id": "9990001030", "agreed": True, "remark": "a\nb"})
    shown = html.fromstring(str(MACROS.answers(rows)))
    assert shown.xpath("//bdi[@dir='ltr']/text()") == ["9990001030"]
    assert "آری" in shown.text_content()
    assert len(shown.xpath("//dt")) == len(FORM.fields) - 1


def test_a_text_area_keeps_its_first_line_break() -> None:
    assert page("fa", {"remark": "\nx"}).xpath("//textarea")[0].text.lstrip("\n") == "x"
    raw = str(MACROS.fields(draw(FORM, "fa", {"remark": "\nx"}).fields))
    assert ">\n\nx</textarea>" in raw


@given(st.dictionaries(st.sampled_from([*GOOD_POST, "remark", "city"]), st.lists(st.text(max_size=15), max_size=2)))
@settings(deadline=None, max_examples=60)
def test_whatever_was_typed_is_drawn_as_text_and_never_as_markup(posted) -> None:
    clean = {key: [text.replace("\x00", "") for text in texts] for key, texts in posted.items()}
    wicked = {key: [f'"><script>{text}</script>' for text in texts] for key, texts in clean.items()}
    for given_ in (clean, wicked):
        raw = str(MACROS.fields(draw(FORM, "fa", submission=forms.parse_posted(FORM, given_)).fields))
        assert "<script" not in raw


def test_a_posted_page_gives_the_values_it_was_drawn_with() -> None:
    values = forms.parse_posted(FORM, GOOD_POST, today=TODAY).values
    for lang in ("fa", "en"):
        drawn = page(lang, values)
        posted: dict[str, list[str]] = {}
        for name, value in drawn.form_values():
            posted.setdefault(name, []).append(value)
        assert forms.parse_posted(FORM, posted, lang=lang, today=TODAY).values == values
