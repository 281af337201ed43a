"""What a change does not touch stays as it was, byte for byte: encodings, line ends, comments, foreign parts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import errors, xml
from engine.definitions.mend import mend
from engine.definitions.mend.spans import spans
from engine.definitions.mend.writing import Writing
from tests.unit.definitions.mend.drawings import BIRTH, FILES, drawing, mended

TASK = (
    '    <b:task id="t"\n      name = \'old\' x:note="&lt;&#10;&quot;"><!-- in -->'
    "<x:mine a='1'>2 &amp; 3</x:mine></b:task>"
)
KINDS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "windows-1256", "iso-8859-1"]


PATHS = sorted(FILES.glob("**/*.bpmn"))


@pytest.mark.parametrize("rule", sorted({path.name.partition(".")[0] for path in PATHS}))
def test_the_text_is_cut_where_the_parser_cuts_it(rule: str) -> None:
    for path in (one for one in PATHS if one.name.partition(".")[0] == rule):
        data = path.read_bytes()
        writing = Writing(data, [one for one in xml.parse(data).iter() if isinstance(one.tag, str)])
        assert len(writing.spans) >= len(xml.parse(data).findall(".//*")), path.name
        for element, span in writing.spans.items():
            names = [one.name for one in span.attributes(writing.text) if not one.name.startswith("xmlns")]
            assert len(names) == len(element.attrib), path.name
            assert span.start < span.open_end <= span.close <= span.end, path.name


names = st.sampled_from(["a", "b:c", "_x.y-z", "آب"])
values = st.text(st.sampled_from("a'<>/&;=\n\t x-"), max_size=8)
texts = st.sampled_from(["", " ", "t/>", "<!-- <a b='>'> -->", "<![CDATA[<a></b>]]>", "<?p <a> ?>", "&lt;"])


def _element(name: str, given: dict[str, str], inside: list[str], *, empty: bool) -> str:
    written = "".join(
        f" {key}='{value}'" if '"' in value else f'\n{key} = "{value.replace("<", "&lt;")}"'
        for key, value in given.items()
    )
    if empty and not inside:
        return f"<{name}{written} />"
    return f"<{name}{written}\n>{''.join(inside)}</{name} >"


trees = st.recursive(
    texts,
    lambda inner: st.builds(
        _element, names, st.dictionaries(names, values, max_size=3), st.lists(inner, max_size=4), empty=st.booleans()
    ),
    max_leaves=20,
)


@given(trees)
def test_every_element_is_found_from_its_first_to_its_last_letter(inner: str) -> None:
    text = f"<r>{inner}</r>"
    for span in spans(text):
        assert text[span.start :].startswith(f"<{span.name}")
        assert text[span.start : span.end].endswith((f"</{span.name} >", f"</{span.name}>", "/>"))


@pytest.mark.parametrize("codec", KINDS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_only_the_changed_attribute_changes_in_any_encoding(codec: str, line_end: str) -> None:
    text = (
        drawing(TASK).decode().replace("\n", line_end).replace("UTF-8", codec.removesuffix("-sig").removesuffix("-be"))
    )
    data = text.encode(codec) if codec != "utf-16-be" else b"\xfe\xff" + text.encode(codec)
    changed = mended(data, "set-name", element="t", name="new")
    back = changed.removeprefix(b"\xfe\xff").decode(codec)
    assert back == text.replace("name = 'old'", "name = 'new'")


def test_letters_that_an_encoding_lacks_are_written_as_references() -> None:
    data = drawing(TASK).decode().replace("UTF-8", "iso-8859-1").encode("iso-8859-1")
    changed = mended(data, "set-name", element="t", name="نام")
    assert b"name = '&#1606;&#1575;&#1605;'" in changed
    assert xml.parse(changed)[0][0].get("name") == "نام"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40))
def test_whatever_a_name_holds_comes_back(name: str) -> None:
    kept = re.sub("[\ufffe\uffff]", "", name)
    changed = mended(drawing(TASK), "set-name", element="t", name=kept)
    assert xml.parse(changed)[0][0].get("name") == kept


def test_new_elements_take_prefix_and_indentation_of_their_neighbours() -> None:
    changed = mended(BIRTH, "remove", element="F6")
    changed = mended(changed, "add-end", element="Sign").decode()
    assert '\n    <bpmn:endEvent id="End_Sign">\n      <bpmn:incoming>Flow_End_Sign</bpmn:incoming>' in changed
    assert "<bpmn:outgoing>Flow_End_Sign</bpmn:outgoing>" in changed
    assert "xmlns:bpmn2" not in changed


def test_comments_instructions_and_foreign_parts_stay() -> None:
    data = drawing(TASK + '\n    <b:task id="u" />')
    changed = mended(data, "remove", element="u")
    assert changed == drawing(TASK)


def test_a_namespace_that_the_file_does_not_know_is_declared_at_its_root() -> None:
    changed = mended(drawing(TASK), "external-task", element="t", topic='a"b')
    task = xml.parse(changed)[0][0]
    assert task.get("{http://camunda.org/schema/1.0/bpmn}topic") == 'a"b'
    assert changed.count(b"xmlns:camunda=") == 1


def test_bytes_that_are_no_letters_come_back_too() -> None:
    data = drawing(TASK.replace("2 &amp; 3", "نام‌های فارسی LOST")).replace(b"LOST", b"\xff")
    assert mended(data, "set-name", element="t", name="n") == data.replace(b"'old'", b"'n'")


def test_a_file_that_names_an_unknown_encoding_is_written_as_it_is() -> None:
    data = drawing(TASK).replace(b"UTF-8", b"my-own")
    assert mended(data, "set-name", element="t", name="n") == data.replace(b"'old'", b"'n'")


def test_what_no_change_fits_is_refused_whole() -> None:
    with pytest.raises(errors.ChangeDoesNotFit):
        mend(drawing(TASK), [{"change": "set-name", "element": "nowhere", "name": "x"}])
    with pytest.raises(errors.ChangeUnknown):
        mend(drawing(TASK), [{"change": "paint-it-red", "element": "t"}])


def test_what_would_grow_beyond_the_limit_is_refused() -> None:
    data = drawing(TASK)
    with pytest.raises(errors.XmlTooLarge):
        mend(data, [{"change": "set-name", "element": "t", "name": "x" * 100}], size=len(data) + 50)
