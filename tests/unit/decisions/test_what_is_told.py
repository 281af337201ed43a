"""Promises about what a decision tells of itself: looks into tables, rules and remarks, and shapes of results."""

import pytest

from engine import decisions, errors
from tests.unit.decisions.drawn import decide, decision, file, inputs, literal, table

NOTED = """<decision id="fee" name="Late fee"><variable name="fee"/>
  <informationRequirement><requiredInput href="#days"/></informationRequirement>
  <decisionTable id="fees" hitPolicy="FIRST">
    <input label="Days late"><inputExpression><text>days</text></inputExpression></input>
    <output label="Fee in rial" name="amount"/>
    <annotation name="Law"/>
    <rule><description>In time</description>
      <inputEntry><text>&lt;= 15</text></inputEntry><outputEntry><text>0</text></outputEntry>
      <annotationEntry><text>Article 15</text></annotationEntry></rule>
    <rule><inputEntry><text>&gt; 15</text></inputEntry><outputEntry><text>days * 1000</text></outputEntry></rule>
  </decisionTable></decision>"""


def fee(days):
    return decide(inputs("days") + NOTED, {"days": days}, "fee")


def test_a_look_into_a_table_tells_its_columns_its_rules_and_their_remarks():
    (looked,) = fee(10).looked
    assert (looked.table, looked.name, looked.inputs) == ("fees", "Late fee", (("Days late", 10),))
    (rule,) = looked.rules
    assert (rule.rule, rule.outputs) == (1, (("Fee in rial", 0),))
    assert rule.notes == (("", "In time"), ("Law", "Article 15"))


def test_a_table_of_which_no_rule_fits_is_told_with_no_rule():
    (looked,) = decide(inputs("x") + decision("d", table(["1 => 2"]), requires="input:x"), {"x": 9}, "d").looked
    assert (looked.inputs, looked.rules) == ((("x", 9),), ())


def test_a_column_without_a_name_of_its_own_is_called_as_its_table():
    (looked,) = decide(inputs("x") + decision("d", table(["1 => 2"]), requires="input:x"), {"x": 1}, "d").looked
    assert looked.rules[0].outputs == (("d", 2),)


def test_only_so_many_looks_are_told_but_every_rule_that_fired():
    body = decision("list", literal("for i in 1..100 return tabled(i)"), requires="knowledge:tabled")
    logic = table(["[1..50] => 1", "[51..100] => 2"], columns=("x",))
    body += f'<businessKnowledgeModel id="tabled" name="tabled"><variable name="tabled"/><encapsulatedLogic>\
<formalParameter name="x"/>{logic}</encapsulatedLogic></businessKnowledgeModel>'
    told = decide(body, {}, "list")
    assert len(told.looked) == 20
    assert told.fired == (("t", 1), ("t", 2))


def test_the_null_of_a_table_without_a_fitting_rule_may_be_used():
    for x in (9, None, "text"):
        told = decide(inputs("x") + decision("d", table(["< 5 => 2"]), requires="input:x"), {"x": x}, "d")
        assert told.result is None
        assert told.refusal is None


@pytest.mark.parametrize(
    "body",
    [
        table(["< 5 => 1", "< 6 => 2"]),
        table(["1 => 1", "1, => 2"]),
        literal("1 +"),
        literal("1 / 0"),
        table(["1 => 1"], policy="BEST"),
    ],
)
def test_nobody_goes_on_with_what_the_model_forbids_or_nothing_can_compute(body):
    told = decide(inputs("x") + decision("d", body, requires="input:x"), {"x": 2}, "d")
    assert told.refusal is not None


def test_nobody_goes_on_with_what_was_stopped():
    assert decide(decision("d", literal("for i in 1..9999, j in 1..9999 return i")), {}, "d").refusal is not None


def rows(body, given):
    model = decisions.read(file(inputs("x") + body))
    return decisions.rows(model, "d", decisions.decide(model, given, "d"))


def test_results_are_rows_by_the_names_of_columns_whatever_the_hit_policy():
    two = ["1 => 1|2", "- => 3|4"]
    one = ["1 => 1", "- => 3"]

    def drawn(rules, policy, names, aggregation=""):
        options = {"policy": policy, "outputs": names, "aggregation": aggregation}
        return rows(decision("d", table(rules, **options), requires="input:x"), {"x": 1})

    assert drawn(two, "FIRST", ("a", "b")) == [{"a": 1, "b": 2}]
    assert drawn(two, "COLLECT", ("a", "b")) == [{"a": 1, "b": 2}, {"a": 3, "b": 4}]
    assert drawn(one, "RULE ORDER", ("a",)) == [{"a": 1}, {"a": 3}]
    assert drawn(one, "FIRST", ("",)) == [{"d": 1}]
    assert drawn(one, "COLLECT", ("a",), "SUM") == [{"a": 4}]
    assert rows(decision("d", table(["1 => 2"]), requires="input:x"), {"x": 9}) == []
    assert rows(decision("d", literal("5")), {}) == [{"d": 5}]
    assert rows(decision("d", literal("{a: 1, b: 2}")), {}) == [{"a": 1, "b": 2}]


def test_rows_take_the_shape_that_is_asked_for():
    assert decisions.shaped([{"a": 1}], "singleEntry") == 1
    assert decisions.shaped([{"a": 1, "b": 2}], "singleResult") == {"a": 1, "b": 2}
    assert decisions.shaped([{"a": 1}, {"a": 2}], "collectEntries") == [1, 2]
    assert decisions.shaped([{"a": 1}], "resultList") == [{"a": 1}]
    assert decisions.shaped([], "singleEntry") is None
    assert decisions.shaped([], "collectEntries") == []


@pytest.mark.parametrize(
    ("found", "shape"),
    [
        ([{"a": 1}, {"a": 2}], "singleEntry"),
        ([{"a": 1, "b": 2}], "singleEntry"),
        ([{"a": 1}, {"a": 2}], "singleResult"),
        ([{"a": 1, "b": 2}], "collectEntries"),
    ],
)
def test_more_than_a_shape_holds_is_refused(found, shape):
    with pytest.raises(errors.DecisionNotSingle):
        decisions.shaped(found, shape)
