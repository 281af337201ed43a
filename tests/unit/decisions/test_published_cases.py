"""Promises of `make conformance` for DMN: every expectation of a case is counted, every miss told with its reason."""

import pytest

from tests.unit.decisions.drawn import decision, file, inputs, literal
from tools import decision_cases

CASES = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<modelName>case.dmn</modelName><testCase id="1"><inputNode name="x"><value xsi:type="xsd:decimal">2</value></inputNode>
<resultNode name="d"><expected>{expected}</expected></resultNode></testCase></testCases>"""
LISTED = "<list><item>{first}</item><item><value xsi:type='xsd:date'>2026-01-02</value></item></list>"
CONTEXT = (
    "<component name='n'><value xsi:type='xsd:decimal'>2</value></component>"
    "<component name='none'><value xsi:nil='true'/></component>"
)


@pytest.fixture
def told(tmp_path, capsys):
    """Return a function that writes one case and returns whether all is well, and what is printed."""

    def run(source, expected, *, level="level-2", case="1-case"):
        for one, drawn in ((level, source), ("level-3", "x")):
            folder = tmp_path / one / (case if one == level else "2-case")
            folder.mkdir(parents=True, exist_ok=True)
            body = inputs("x") + decision("d", literal(drawn), requires="input:x")
            (folder / "case.dmn").write_bytes(file(body))
            wanted = expected if one == level and drawn == source else "<value xsi:type='xsd:decimal'>2</value>"
            (folder / f"{folder.name}-test-01.xml").write_text(CASES.format(expected=wanted))
        return decision_cases.tell(tmp_path), capsys.readouterr().out

    return run


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x * 2", "<value xsi:type='xsd:decimal'>4.000000001</value>"),
        ('"a"', "<value xsi:type='xsd:string'>a</value>"),
        ("x = 2", "<value xsi:type='xsd:boolean'>true</value>"),
        ('["a", date("2026-01-02")]', LISTED.format(first="<value>a</value>")),
        ("{n: x, none: null}", CONTEXT),
        ("null", "<value xsi:nil='true'/>"),
    ],
)
def test_what_is_expected_is_met_whatever_its_kind(told, source, expected):
    well, printed = told(source, expected)
    assert well
    assert "| level-2 | 1 | 1 | 100.00 % |" in printed


def test_a_miss_is_told_with_what_was_found_and_why(told):
    well, printed = told('x + "a"', "<value xsi:type='xsd:decimal'>3</value>")
    assert not well
    assert "level-2/1-case 1 d: expected 3, found None (d: " in printed


def test_external_functions_are_counted_apart(told):
    well, printed = told("null", "<value>a</value>", case=decision_cases.EXTERNAL)
    assert well
    assert "Apart, refused by design (0076-feel-external-java): 1 expectations, 0 met." in printed


def test_a_folder_without_cases_is_no_failure(tmp_path):
    assert decision_cases.tell(tmp_path)
