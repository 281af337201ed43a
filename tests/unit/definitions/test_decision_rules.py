"""Every rule about DMN files speaks of its bad file, is silent on its good one, and has its page and Persian words."""

from pathlib import Path

import pytest

from engine import text
from engine.definitions.check.decisions import MODULES, RULES, check_decisions
from engine.definitions.check.rule import Finding
from tests.unit.decisions.drawn import decision, file, inputs, literal, table

NAMES = sorted(rule.name for rule in RULES)
FILES = Path(__file__).parent / "decision_rules"
PAGES = Path(__file__).parents[3] / "docs" / "checks"
#: Rule → the line of its bad file at which it is told.
LINES = {
    "decision-table": 8, "decision-hit-policy": 5, "decision-expression": 9, "decision-cycle": 4,
    "decision-requirement": 4, "decision-name": 7, "decision-values": 9, "decision-overlap": 9, "decision-gap": 5,
}  # fmt: skip


def found(name: str, kind: str) -> list[Finding]:
    return list(check_decisions((FILES / f"{name}.{kind}.dmn").read_bytes()))


@pytest.mark.parametrize("name", NAMES)
def test_the_rule_finds_its_bad_file_at_its_line_and_nothing_else(name):
    (finding,) = found(name, "bad")
    rule = next(rule for rule in RULES if rule.name == name)
    assert (finding.rule, finding.severity, finding.line) == (name, rule.severity, LINES[name])
    assert finding.element


@pytest.mark.parametrize("name", NAMES)
def test_the_rule_is_silent_on_its_good_file(name):
    assert found(name, "good") == []


def test_every_rule_has_its_files_and_every_file_its_rule():
    for kind in ("good", "bad"):
        assert sorted(path.name.partition(".")[0] for path in FILES.glob(f"*.{kind}.dmn")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_its_words_are_whole_in_both_languages(name):
    (finding,) = found(name, "bad")
    for lang in text.LANGUAGES:
        for words in (finding.message(lang), finding.fix(lang)):
            assert words.strip()
            assert not {"{", "msgid"} & {*words.split(), *words}
    assert Finding.of(finding.stored()) == finding


def test_every_sentence_has_a_persian_text():
    persian = text.catalogue("fa")
    sentences = {s for module in MODULES for s in (module.RULE.message, module.RULE.fix, *getattr(module, "TEXTS", ()))}
    assert sorted(one for one in sentences - {"{reason}", "{remedy}"} if one not in persian) == []


def severe(body, *others, rule=None):
    findings = check_decisions(file(body), others)
    return [(one.rule, one.severity) for one in findings if rule in (None, one.rule)]


def said(body):
    return [finding.message("en") for finding in check_decisions(file(body))]


def tabled(rules, **options):
    return inputs("x") + decision("d", table(rules, **options), requires="input:x")


def test_a_cell_is_told_by_its_rule_and_column():
    (words,) = said(tabled(["1|2 => 3", "1 +|2 => 3"], columns=("x", "x")))
    assert words.startswith("Rule 2, column 1: “1 +” cannot be read.")


def test_names_of_the_file_may_be_read_and_what_java_means_is_left_out():
    body = inputs("cost + fee") + decision("d", literal("cost + fee * 2"), requires="input:cost_+_fee")
    assert severe(body) == []
    java = (
        "<functionDefinition kind='Java'><context><contextEntry><variable name='class'/>"
        + literal("a b c")
        + "</contextEntry></context></functionDefinition>"
    )
    assert severe(decision("d", java)) == []


def test_another_language_is_an_error():
    body = decision("d", literal("x y")).replace("<literalExpression", '<literalExpression expressionLanguage="juel"')
    assert severe(body) == [("decision-expression", "error")]


@pytest.mark.parametrize(
    ("options", "severity"),
    [
        ({"policy": "COLLECT", "aggregation": "AVG"}, "error"),
        ({"policy": "COLLECT", "aggregation": "SUM", "outputs": ("a", "b")}, "error"),
        ({"policy": "FIRST", "aggregation": "SUM"}, "warning"),
        ({"policy": "PRIORITY"}, "warning"),
        ({"policy": "C", "aggregation": "COUNT"}, None),
    ],
)
def test_hit_policies_are_checked_with_what_belongs_to_them(options, severity):
    rules = ["- => 1|2"] if "outputs" in options else ["- => 1"]
    assert severe(tabled(rules, **options), rule="decision-hit-policy") == [("decision-hit-policy", severity)] * bool(
        severity
    )


def test_what_lies_in_another_file_has_to_come_along():
    other = file(decision("far", literal("1")), namespace="urn:far", name="far")
    body = '<import name="far" namespace="urn:far" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
    body += decision("d", literal("far.far"), requires="decision:urn:far#far")
    assert severe(body, other) == []
    assert severe(body) == [("decision-requirement", "error")]


def test_a_knowledge_model_may_call_itself_but_no_decision_may_need_itself():
    loop = '<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n"/>'
    loop += literal("if n = 0 then 1 else f(n - 1)")
    loop += '</encapsulatedLogic><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>'
    loop += "</businessKnowledgeModel>"
    assert severe(loop) == []
    assert severe(decision("a", literal("a"), requires="decision:a")) == [("decision-cycle", "error")]


def test_a_long_chain_of_requirements_costs_no_recursion():
    chain = "".join(decision(f"d{n}", literal("1"), requires=f"decision:d{n + 1}") for n in range(1000))
    assert severe(chain + decision("d1000", literal("1"))) == []


def test_overlapping_and_missing_values_are_told_with_examples():
    words = said(tabled(["< 5 => 1", "[4..9] => 2"], policy="UNIQUE"))
    assert "Rules 1 and 2 both fit for x: 4" in words[0]
    assert words[1].startswith("No rule of this table fits for x: > 9")
    assert said(tabled(["< 5 => 1", "[4..9] => 1", "> 9 => 0"], policy="ANY")) == []
    assert said(tabled(["< 5 => 1", "[4..9] => 2", "> 9 => 0"], policy="FIRST")) == []
    assert len(said(tabled([f"< {n} => {n}" for n in range(1, 30)], policy="UNIQUE"))) == 6


def test_a_default_leaves_no_gap_and_lists_of_results_need_none():
    clause = "<defaultOutputEntry><text>0</text></defaultOutputEntry>"
    assert said(tabled(["1 => 2"], clauses=(clause,))) == []
    assert said(tabled(["1 => 2"], policy="COLLECT")) == []


def test_constants_of_another_type_than_their_column_are_told():
    typed = tabled(['"5" => 1', "> 5 => 2", "- => 3"], policy="FIRST").replace(
        "<inputExpression>", '<inputExpression typeRef="number">'
    )
    assert severe(typed) == [("decision-values", "warning")]


def test_a_file_that_is_all_wrong_is_told_in_bounds():
    findings = check_decisions(file(tabled([f"{n} + => +" for n in range(400)])))
    assert len(findings) == 200
