"""Promises of decision tables: every hit policy and aggregator of DMN 1.5, 8.2.10, and which rules made the result."""

import pytest

from tests.unit.decisions.drawn import decide, decision, inputs, table, tabled

FEES = ["< 10 => 0", "[10..20] => 5", "> 20 => 8"]
OVERLAP = ["> 0 => 1", "> 5 => 2", "> 50 => 3"]
PRIORITIES = "<outputValues><text>3, 1, 2</text></outputValues>"


def numbers(outcome):
    return [one.rule for one in outcome.fired]


def reasons(outcome):
    return " ".join(one.show("en") for one in outcome.errors)


def test_a_table_gives_the_result_of_the_rule_that_fits_and_names_the_rule():
    outcome = tabled(15, FEES)
    assert (outcome.result, outcome.fired, outcome.errors) == (5, (("t", 2),), ())


def test_a_table_without_an_id_is_named_by_its_decision():
    drawn = table(FEES).replace(' id="t"', "")
    outcome = decide(inputs("x") + decision("Late fee", drawn, requires="input:x"), {"x": 30})
    assert outcome.fired == (("Late fee", 3),)


def test_two_fitting_rules_of_a_unique_table_are_an_error_that_names_them():
    outcome = tabled(7, OVERLAP)
    assert outcome.result is None
    assert "1, 2" in reasons(outcome)
    assert numbers(outcome) == [1, 2]


@pytest.mark.parametrize(
    ("policy", "aggregation", "result", "fired"),
    [
        ("FIRST", "", 1, [1]),
        ("RULE ORDER", "", [1, 2, 3], [1, 2, 3]),
        ("COLLECT", "", [1, 2, 3], [1, 2, 3]),
        ("COLLECT", "SUM", 6, [1, 2, 3]),
        ("COLLECT", "MIN", 1, [1, 2, 3]),
        ("COLLECT", "MAX", 3, [1, 2, 3]),
        ("COLLECT", "COUNT", 3, [1, 2, 3]),
        ("F", "", 1, [1]),
    ],
)
def test_each_hit_policy_makes_its_result_of_the_rules_that_fit(policy, aggregation, result, fired):
    outcome = tabled(99, OVERLAP, policy=policy, aggregation=aggregation)
    assert (outcome.result, numbers(outcome)) == (result, fired)


@pytest.mark.parametrize(("policy", "result", "fired"), [("PRIORITY", 3, [3]), ("OUTPUT ORDER", [3, 1, 2], [3, 1, 2])])
def test_the_order_of_the_output_values_is_the_order_of_results(policy, result, fired):
    outcome = tabled(99, OVERLAP, policy=policy, clauses=(PRIORITIES,))
    assert (outcome.result, numbers(outcome)) == (result, fired)


def test_any_wants_the_same_result_from_all_rules_that_fit():
    assert tabled(7, ["> 0 => 1", "> 5 => 1"], policy="ANY").result == 1
    outcome = tabled(7, OVERLAP, policy="ANY")
    assert outcome.result is None
    assert "differ: 1, 2" in reasons(outcome)


def test_several_columns_of_results_make_a_context():
    outcome = tabled(1, ['1 => "a"|true'], outputs=("name", "open"))
    assert outcome.result == {"name": "a", "open": True}


def test_results_of_several_columns_cannot_be_summed_but_counted():
    rules = ["- => 1|2", "- => 3|4"]
    summed = tabled(1, rules, policy="COLLECT", aggregation="SUM", outputs=("a", "b"))
    assert summed.result is None
    assert "SUM" in reasons(summed)
    assert tabled(1, rules, policy="COLLECT", aggregation="COUNT", outputs=("a", "b")).result == 2


def test_where_no_rule_fits_the_default_is_given_and_no_rule_fired():
    default = "<defaultOutputEntry><text>7 * 6</text></defaultOutputEntry>"
    outcome = tabled(1, ["> 5 => 1"], clauses=(default,))
    assert (outcome.result, outcome.fired, outcome.errors) == (42, (), ())


def test_where_no_rule_fits_and_there_is_no_default_null_has_its_reason():
    outcome = tabled(1, ["> 5 => 1"])
    assert outcome.result is None
    assert "No rule" in reasons(outcome)


def test_an_input_outside_the_values_allowed_is_an_error():
    drawn = table(['- => "yes"']).replace("</input>", '<inputValues><text>"a", "b"</text></inputValues></input>')
    body = inputs("x") + decision("d", drawn, requires="input:x")
    assert decide(body, {"x": "a"}).result == "yes"
    outcome = decide(body, {"x": "c"})
    assert outcome.result is None
    assert 'allowed: "a", "b"' in reasons(outcome)


def test_a_cell_that_cannot_be_read_is_told_and_stops_only_its_own_rule():
    assert tabled(1, ["((( => 1", "1 => 2"]).result == 2
    outcome = tabled(3, ["((( => 1", "1 => 2"])
    assert outcome.result is None
    assert "character" in reasons(outcome)


def test_why_another_rule_could_not_be_judged_is_no_error_of_a_rule_that_fired():
    outcome = tabled("a", ["> 5 => 1", '"a" => 2'])
    assert (outcome.result, outcome.errors) == (2, ())


def test_a_policy_that_nobody_knows_is_told():
    assert "LAST" in reasons(tabled(1, ["- => 1"], policy="LAST"))


def test_a_table_in_another_language_is_not_run():
    drawn = table(["- => 1"]).replace("<outputEntry>", '<outputEntry expressionLanguage="javascript">')
    outcome = decide(decision("d", drawn))
    assert outcome.result is None
    assert "javascript" in reasons(outcome)


def test_a_thousand_rules_are_within_the_fuel_of_one_request():
    outcome = tabled(999, [f"{number} => {number}" for number in range(1_000)])
    assert (outcome.result, numbers(outcome)) == (999, [1_000])
