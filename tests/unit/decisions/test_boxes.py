"""Promises of boxed expressions: each gives what DMN 1.5, 10.2.2 says, null with its reason where it cannot."""

import pytest

from tests.unit.decisions.drawn import decide, decision, inputs, literal, table


def entry(name, logic):
    variable = f'<variable name="{name}"/>' if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def boxed(logic, **given):
    return decide(inputs(*given) + decision("d", logic, requires=" ".join(f"input:{one}" for one in given)), given)


def reasons(outcome):
    return " ".join(one.show("en") for one in outcome.errors)


def test_later_entries_of_a_context_see_earlier_ones():
    logic = f"<context>{entry('base', literal('2'))}{entry('late fee', literal('base * 10'))}</context>"
    assert boxed(logic).result == {"base": 2, "late fee": 20}


def test_an_entry_without_a_name_is_the_result_of_its_context():
    assert boxed(f"<context>{entry('a', literal('2'))}{entry('', literal('a + 1'))}</context>").result == 3


def test_names_hold_any_letters_and_signs_that_the_file_gives_them():
    logic = f"<context>{entry('هزینهٔ تأخیر', literal('5'))}{entry('a-b', literal('2'))}"
    logic += f"{entry('', literal('a-b + هزینهٔ تأخیر'))}</context>"
    assert boxed(logic).result == 7


def test_lists_and_relations_hold_what_their_boxes_give():
    assert boxed(f"<list>{literal('1')}{literal('1 + 1')}</list>").result == [1, 2]
    relation = f'<relation><column name="a"/><column name="b"/><row>{literal("1")}{literal("2")}</row></relation>'
    assert boxed(relation).result == [{"a": 1, "b": 2}]


@pytest.mark.parametrize(("condition", "result"), [("x > 1", "yes"), ("x > 9", "no"), ("null", "no")])
def test_a_conditional_takes_its_else_where_the_condition_is_not_true(condition, result):
    parts = {"if": condition, "then": '"yes"', "else": '"no"'}
    logic = "".join(f"<{name}>{literal(source)}</{name}>" for name, source in parts.items())
    assert boxed(f"<conditional>{logic}</conditional>", x=2).result == result


@pytest.mark.parametrize(
    ("kind", "body", "result"),
    [
        ("for", "n * x", [2, 4, 6]),
        ("for", "count(partial)", [0, 1, 2]),
        ("some", "n > x", True),
        ("every", "n > x", False),
    ],
)
def test_iterators_go_through_a_list(kind, body, result):
    word = "return" if kind == "for" else "satisfies"
    logic = f'<{kind} iteratorVariable="n"><in>{literal("[1, 2, 3]")}</in><{word}>{literal(body)}</{word}></{kind}>'
    assert boxed(logic, x=2).result == result


def filtered(condition, source="[1, 2, 3]"):
    return boxed(f"<filter><in>{literal(source)}</in><match>{literal(condition)}</match></filter>", x=2)


def test_a_filter_keeps_what_its_condition_is_true_for():
    assert filtered("item >= x").result == [2, 3]
    assert filtered("a = 1", "[{a: 1}, {a: 2}]").result == [{"a": 1}]


def test_a_filter_whose_condition_is_no_truth_is_null_with_the_reason():
    outcome = filtered('"a"')
    assert outcome.result is None
    assert "neither true nor false" in reasons(outcome)


FUNCTION = f'<functionDefinition><formalParameter name="a" typeRef="number"/>{literal("a * k")}</functionDefinition>'


def test_a_function_of_a_context_is_called_by_later_entries_and_sees_what_was_before_it():
    entries = entry("k", literal("3")) + entry("f", FUNCTION) + entry("", literal("f(2) + f(a: 1)"))
    assert boxed(f"<context>{entries}</context>").result == 9


def test_an_invocation_gives_parameters_by_their_names():
    bound = f'<binding><parameter name="a"/>{literal("7")}</binding>'
    call = f"<invocation>{literal('f')}{bound}</invocation>"
    logic = f"<context>{entry('k', literal('3'))}{entry('f', FUNCTION)}{entry('', call)}</context>"
    assert boxed(logic).result == 21
    outcome = boxed(logic.replace('parameter name="a"', 'parameter name="b"'))
    assert outcome.result is None
    assert "other arguments" in reasons(outcome)


def test_functions_in_java_are_never_run():
    drawn = FUNCTION.replace("<functionDefinition", '<functionDefinition kind="Java"')
    outcome = boxed(f"<context>{entry('f', drawn)}{entry('', literal('f(1)'))}</context>")
    assert outcome.result is None
    assert "Java" in reasons(outcome)


def test_expressions_in_another_language_are_never_run():
    drawn = literal("1 + 1").replace("<literalExpression", '<literalExpression expressionLanguage="groovy"')
    outcome = boxed(drawn)
    assert outcome.result is None
    assert "groovy" in reasons(outcome)


def test_an_expression_that_cannot_be_read_is_null_and_the_rest_goes_on():
    outcome = boxed(f"<context>{entry('a', literal('1 +'))}{entry('b', literal('2'))}</context>")
    assert outcome.result == {"a": None, "b": 2}
    assert reasons(outcome).startswith("d: ")


def test_a_call_that_can_give_nothing_is_null_alone_but_nobody_goes_on_with_it_unawares():
    outcome = decide(decision("d", literal("if abs(1, 2) = null then lost(1) else 2")))
    assert outcome.result is None
    outcome = decide(decision("d", literal("[abs(1, 2) = null, 1]")))
    assert outcome.result == [True, 1]
    assert outcome.refusal is not None
    assert "abs cannot take these arguments" in outcome.errors[0].text.show("en")


def test_tables_stand_inside_other_boxes():
    inner = table(["< 5 => n", "- => 0"], policy="FIRST", columns=("n",))
    outcome = boxed(f"<context>{entry('n', literal('x'))}{entry('', inner)}</context>", x=3)
    assert (outcome.result, outcome.fired) == (3, (("t", 1),))
