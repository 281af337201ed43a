"""What the XML door takes for granted where the meaning is clear, and that it says so with the right line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import errors, xml

BPMN = xml.BPMN
PLAIN = f'<definitions xmlns="{BPMN}">\n<process id="p" name="%s"/>\n</definitions>'


def drawing(name: str = "Permit", *, said: str = "", before: str = "") -> str:
    declaration = f'<?xml version="1.0" encoding="{said}"?>\n' if said else ""
    return before + declaration + PLAIN % name


def codes(data: bytes) -> list[str]:
    return [note.code for note in xml.read(data).notes]


def name_in(data: bytes) -> str | None:
    return xml.parse(data)[0].get("name")


@pytest.mark.parametrize(
    "data",
    [
        drawing("پروانه").encode(),
        drawing("پروانه", said="UTF-8").encode(),
        drawing("پروانه", said="utf8").encode(),
        drawing("پروانه", said="UTF-8").encode("utf-8-sig"),
        drawing("پروانه", said="UTF-16").encode("utf-16"),
        drawing("پروانه", said="utf-16le").encode("utf-16-le"),
        drawing("پروانه", said="windows-1256").replace("ی", "ي").encode("cp1256"),
        drawing("Genehmigung für Häuser", said="ISO-8859-1").encode("latin-1"),
        drawing("Permit", said="US-ASCII").encode(),
        drawing("پروانه").encode("utf-16"),
        drawing("مجوز").encode("utf-8-sig"),
    ],
)
def test_an_encoding_that_is_true_or_clear_needs_no_note(data: bytes) -> None:
    assert codes(data) == []
    assert name_in(data) in {"پروانه", "Genehmigung für Häuser", "Permit", "مجوز"}


@pytest.mark.parametrize(
    ("name", "said", "encoding", "found"),
    [
        ("Façade à réparer", "UTF-8", "cp1252", "windows-1252"),
        ("Façade à réparer", "", "cp1252", "windows-1252"),
        ("مجوز ساخت", "UTF-8", "cp1256", "windows-1256"),
        ("مجوز ساخت", "windows-1256", "utf-8", "UTF-8"),
        ("Façade", "ISO-8859-1", "utf-8", "UTF-8"),
        ("مجوز ساخت", "utf-16", "utf-8", "UTF-8"),
        ("مجوز ساخت", "UTF-8", "utf-16", "UTF-16-LE"),
        ("مجوز ساخت", "UTF-8", "utf-16-be", "UTF-16-BE"),
        ("مجوز ساخت", "UTF-16", "utf-8-sig", "UTF-8"),
        ("مجوز ساخت", "klingon", "utf-8", "UTF-8"),
        ("مجوز ساخت", "rot13", "utf-8", "UTF-8"),
        ("Façade", "US-ASCII", "utf-8", "UTF-8"),
    ],
)
def test_a_false_encoding_is_seen_through_and_said(name: str, said: str, encoding: str, found: str) -> None:
    data = drawing(name, said=said).encode(encoding)
    (note,) = xml.read(data).notes
    assert (note.code, note.line, note.params["found"]) == ("encoding", 1, found)
    assert note.params["said"] == (said or "UTF-8")
    assert name_in(data) == name
    assert xml.parse(data)[0].sourceline == 2 + bool(said)


def test_a_few_broken_bytes_do_not_spoil_the_others() -> None:
    data = drawing("پروانهٔ ساخت").encode().replace("خ".encode(), b"\xd8")
    assert codes(data) == ["damaged"]
    assert name_in(data) == "پروانهٔ سا�ت"


@pytest.mark.parametrize("before", [" ", "\n", "\r\n\r\n", "\t \n"])
def test_blanks_before_the_declaration_move_no_line(before: str) -> None:
    data = drawing(said="UTF-8", before=before).encode()
    assert codes(data) == ["late-declaration"]
    assert xml.parse(data)[0].sourceline == 3 + before.count("\n")


@pytest.mark.parametrize(
    "namespace",
    [
        "http://schema.omg.org/spec/BPMN/2.0", "http://www.omg.org/spec/BPMN/20100501/MODEL",
        "http://www.omg.org/spec/BPMN/20100524/MODEL/", "https://www.omg.org/spec/BPMN/20100524/MODEL",
        "http://www.omg.org/spec/BPMN/20100524/model", "http://www.omg.org/spec/BPMN/2.0", "http://www.omg.org/bpmn20",
        " http://www.omg.org/spec/BPMN/20100524/MODEL ",
    ],
)  # fmt: skip
def test_an_old_or_misspelt_namespace_is_the_one_it_stands_for(namespace: str) -> None:
    data = drawing().replace(BPMN, namespace).encode()
    opened = xml.read(data)
    assert opened.root.tag == f"{{{BPMN}}}definitions"
    assert opened.root[0].tag == f"{{{BPMN}}}process"
    assert [note.code for note in opened.notes] in (["namespace"], [])


def test_a_drawing_without_any_namespace_is_bpmn_if_it_speaks_like_it() -> None:
    data = (
        b"<definitions>\n<process><task id='t'><extensionElements><form><task/></form></extensionElements></task>"
        b"</process>"
        b"<BPMNDiagram><BPMNPlane><BPMNShape><Bounds x='1'/></BPMNShape></BPMNPlane></BPMNDiagram></definitions>"
    )
    opened = xml.read(data)
    assert [(note.code, note.line) for note in opened.notes] == [("no-namespace", 1)]
    tags = [element.tag for element in opened.root.iter()]
    assert f"{{{BPMN}}}task" in tags
    assert tags.count("task") == 1, "what stands in an extension stays foreign"
    assert f"{{{xml.BPMNDI}}}BPMNShape" in tags
    assert f"{{{xml.DC}}}Bounds" in tags


def test_a_picture_in_the_namespace_of_the_model_is_put_where_it_belongs() -> None:
    data = drawing().replace("</definitions>", "\n<BPMNDiagram><BPMNPlane/></BPMNDiagram></definitions>").encode()
    assert [(note.code, note.line) for note in xml.read(data).notes] == [("picture-namespace", 4)]
    assert xml.parse(data)[1][0].tag == f"{{{xml.BPMNDI}}}BPMNPlane"


@pytest.mark.parametrize("end", ["\x00", "\x1a", "\n\x00\x00"])
def test_what_old_systems_put_behind_the_end_is_left_out(end: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        data = (drawing() + end).encode(encoding)
        assert codes(data) == ["control-characters"]
        assert name_in(data) == "Permit"


def test_parts_that_take_their_namespace_off_are_taken_back() -> None:
    data = f'<b:definitions xmlns:b="{BPMN}"><process xmlns="" id="p"/></b:definitions>'.encode()
    assert codes(data) == ["no-namespace"]
    assert xml.parse(data)[0].tag == f"{{{BPMN}}}process"


def test_forgotten_prefixes_are_declared() -> None:
    data = (
        f'<definitions xmlns="{BPMN}">\n<process camunda:versionTag="1">\n<own:thing/></process></definitions>'.encode()
    )
    notes = xml.read(data).notes
    assert [(note.code, note.line, note.params["prefix"]) for note in notes] == [
        ("prefix", 2, "camunda"),
        ("prefix", 3, "own"),
    ]
    process = xml.parse(data)[0]
    assert process.get("{http://camunda.org/schema/1.0/bpmn}versionTag") == "1"
    assert process[0].tag == "{urn:ravand:undeclared:own}thing"


def test_a_whole_drawing_with_an_undeclared_prefix_comes_in() -> None:
    root = xml.parse(b"<bpmn:definitions><bpmn:process id='p'/></bpmn:definitions>")
    assert [root.tag, root[0].tag] == [f"{{{BPMN}}}definitions", f"{{{BPMN}}}process"]


def test_ampersands_and_pasted_control_characters_are_what_they_look_like() -> None:
    data = drawing("Weights & Measures&nbsp;Caf&eacute;\x0b&#11; a&lt;b &#65;").encode()
    assert sorted(codes(data)) == ["ampersand", "control-characters"]
    assert name_in(data) == "Weights & Measures\xa0Café a<b A"


def test_definitions_are_found_misspelt_wrapped_or_left_out() -> None:
    misspelt = f'<Definitions xmlns="{BPMN}"><process/></Definitions>'.encode()
    assert (codes(misspelt), xml.parse(misspelt).tag) == (["root-name"], f"{{{BPMN}}}definitions")
    wrapped = f'<package>\n<definitions xmlns="{BPMN}"><process/></definitions></package>'.encode()
    opened = xml.read(wrapped)
    assert [(note.code, note.line) for note in opened.notes] == [("wrapper", 2)]
    assert (opened.root.getparent(), opened.root[0].tag, opened.root.sourceline) == (None, f"{{{BPMN}}}process", 2)
    alone = f'<process xmlns="{BPMN}" id="p"/>'.encode()
    assert (codes(alone), xml.parse(alone)[0].get("id")) == (["root-missing"], "p")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b'\n<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "b">]><definitions>&a;</definitions>', errors.XmlEntities),
        ('<!DOCTYPE d SYSTEM "file:///etc/passwd"><definitions/>'.encode("utf-16"), errors.XmlExternalEntity),
        (b"<definitions><process>&unknown;</process></definitions>", errors.XmlBroken),
        (b'<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>', errors.XmlWrongRoot),
        (b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', errors.XmlWrongRoot),
        (b"<definitions><service/></definitions>", errors.XmlWrongRoot),
    ],
)  # fmt: skip
def test_leniency_lets_nothing_in_that_was_refused_for_a_reason(data: bytes, refusal: type[errors.RavandError]) -> None:
    with pytest.raises(refusal):
        xml.parse(data)


def test_the_limits_hold_for_what_was_mended() -> None:
    flood = b"\n<?xml version='1.0'?><process>" + b"<a:a/>" * 20_001 + b"</process>"
    with pytest.raises(errors.XmlTooManyElements):
        xml.parse(flood)


def test_a_namespace_that_is_no_address_is_written_as_one() -> None:
    data = f'<definitions xmlns="{BPMN}"\n xmlns:own="http://our office/&gt;نام"><own:thing/></definitions>'.encode()
    assert [(note.code, note.line) for note in xml.read(data).notes] == [("address", 2)]
    assert xml.parse(data)[0].tag == "{http://our%20office/%3E%D9%86%D8%A7%D9%85}thing"


def test_thousands_of_strange_names_bring_few_words() -> None:
    strange = "".join(f'<a xmlns="http://www.omg.org/spec/BPMN/{number}/MODEL"/>' for number in range(15_000))
    opened = xml.read(f"<definitions><process>{strange}</process></definitions>".encode())
    assert len(opened.notes) < 30
    assert opened.root[0][-1].tag == f"{{{BPMN}}}a"
    with pytest.raises(errors.XmlBroken):
        xml.parse(f"<definitions>{''.join(f'<p{number}:a/>' for number in range(15_000))}</definitions>".encode())


@given(st.lists(st.sampled_from([
    b"<", b">", b"&", b"&nbsp;", b"a:", b"definitions", b" xmlns=''", b" xmlns:a='u'", b"<!--", b"-->", b"<![CDATA[",
    b"]]>", b"<process", b"/>", b"</process>", b"\x0b", b"\xff", b"\xc3\xa9", b"\xfe\xff", b"\n",
    b"<?xml version='1.0' encoding='x'?>",
]), max_size=12))  # fmt: skip
@settings(max_examples=400, deadline=None)
def test_what_is_almost_xml_comes_in_or_is_refused(parts: list[bytes]) -> None:
    for data in (b"".join(parts), b"<definitions>" + b"".join(parts) + b"</definitions>"):
        try:
            assert xml.read(data).root.tag == f"{{{BPMN}}}definitions"
        except errors.RavandError:
            continue
