"""What the XML door lets in, and the words with which it refuses the rest."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import errors, xml

GOOD = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="%s">\n<process id="p"/>\n</definitions>'
    % xml.BPMN.encode()
)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><definitions>&c;</definitions>"""
OUTSIDE = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><definitions>&x;</definitions>'


def wrapped(inner: bytes) -> bytes:
    return b'<definitions xmlns="%s">%s</definitions>' % (xml.BPMN.encode(), inner)


def test_a_good_drawing_comes_in_with_its_line_numbers() -> None:
    root = xml.parse(GOOD)
    assert root.tag == f"{{{xml.BPMN}}}definitions"
    assert root[0].sourceline == 3


def test_a_drawing_with_a_byte_order_mark_or_in_utf_16_comes_in() -> None:
    text = GOOD.decode()
    assert xml.parse(b"\xef\xbb\xbf" + GOOD)[0].get("id") == "p"
    assert xml.parse(text.replace("UTF-8", "UTF-16").encode("utf-16"))[0].get("id") == "p"


@pytest.mark.parametrize("prefix", [b"", b"<!-- a note -->", b'<?xml-stylesheet href="http://example.org/x"?>'])
def test_comments_and_instructions_are_left_out(prefix: bytes) -> None:
    root = xml.parse(prefix + wrapped(b"<!-- inside --><?run me?><process/>"))
    assert len(root) == 1


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.XmlEmpty),
        (b" \n\t ", errors.XmlEmpty),
        (b"\xef\xbb\xbf", errors.XmlEmpty),
        (b"hello", errors.XmlNotXml),
        (b"\x89PNG\r\n\x1a\n\x00\x00", errors.XmlNotXml),
        (b"PK\x03\x04zip", errors.XmlNotXml),
        (b'{"json": true}', errors.XmlNotXml),
        (b"<definitions", errors.XmlBroken),
        (GOOD[:-5], errors.XmlBroken),
        (b"<\x00\xff\x13", errors.XmlBroken),
        (wrapped(b"<a></b>"), errors.XmlBroken),
        (wrapped(b"&undefined;"), errors.XmlBroken),
        (b"<html><body/></html>", errors.XmlWrongRoot),
        (b"<definitions/>", errors.XmlWrongRoot),
        (b"\xff\xfe<\x00d\x00\x00\xd8/\x00>\x00", errors.XmlWrongEncoding),
        (b"<!DOCTYPE definitions>" + GOOD.split(b"\n", 1)[1], errors.XmlDoctype),
        (BOMB, errors.XmlEntities),
        (OUTSIDE, errors.XmlExternalEntity),
        (b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd"><d/>', errors.XmlExternalEntity),
        (b'<!DOCTYPE d PUBLIC "-//X" "x.dtd"><d/>', errors.XmlExternalEntity),
        (wrapped(b"<a>" * 100_000 + b"</a>" * 100_000), errors.XmlTooDeep),
        (wrapped(b"<a/>" * 20_001), errors.XmlTooManyElements),
        (wrapped(b"<a " + b" ".join(b'a%d=""' % n for n in range(65)) + b"/>"), errors.XmlTooManyAttributes),
        (wrapped(b"<a " + b" ".join(b'xmlns:a%d="u"' % n for n in range(65)) + b"/>"), errors.XmlTooManyAttributes),
        (wrapped(b"x" * 300_000), errors.XmlTextTooLong),
        (wrapped(b"<![CDATA[" + b"x" * 300_000 + b"]]>"), errors.XmlTextTooLong),
        (wrapped(b"<a b='" + b"x" * 300_000 + b"'/>"), errors.XmlTextTooLong),
        (b" " * 10_000_000, errors.XmlTooLarge),
        (GOOD + b" " * 2_000_000, errors.XmlTooLarge),
    ],
    ids=lambda value: getattr(value, "__name__", "") or None,
)
def test_each_bad_file_gets_its_own_refusal(content: bytes, refusal: type[errors.RavandError]) -> None:
    with pytest.raises(refusal) as caught:
        xml.parse(content)
    assert type(caught.value) is refusal
    assert "?" not in caught.value.message(), "every placeholder is filled"


def test_a_refusal_never_repeats_what_the_file_says() -> None:
    with pytest.raises(errors.XmlBroken) as caught:
        xml.parse(b"<definitions><script>alert(1)</scrip></definitions>")
    assert "script" not in caught.value.message()


def test_a_refusal_names_the_broken_line() -> None:
    with pytest.raises(errors.XmlBroken) as caught:
        xml.parse(GOOD.replace(b"</definitions>", b"</wrong>"))
    assert caught.value.params["line"] == 4


def test_five_million_bytes_of_tiny_elements_are_refused_within_a_few_megabytes() -> None:
    flood = wrapped(b"<a/>" * 1_200_000)
    tracemalloc.start()
    try:
        with pytest.raises(errors.XmlTooManyElements):
            xml.parse(flood, limits=xml.Limits(size=5_000_000))
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_file_at_the_limits_comes_in() -> None:
    deep = b"<a>" * 99 + b"</a>" * 99
    assert xml.parse(wrapped(deep + b"<a/>" * 19_900)) is not None


def test_other_roots_come_in_only_when_asked_for() -> None:
    assert xml.parse(b"<letter/>", roots=frozenset({"letter"})).tag == "letter"


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_random_bytes_never_bring_out_anything_but_a_refusal(content: bytes) -> None:
    for data in (content, b"<" + content, GOOD[:60] + content, wrapped(content)):
        try:
            xml.parse(data)
        except errors.RavandError:
            continue


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
@settings(max_examples=300, deadline=None)
def test_one_changed_byte_never_brings_out_anything_but_a_refusal(position: int, byte: int) -> None:
    changed = GOOD[:position] + bytes([byte]) + GOOD[position + 1 :]
    try:
        xml.parse(changed)
    except errors.RavandError:
        return
