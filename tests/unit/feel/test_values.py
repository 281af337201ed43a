"""What literals, arithmetic and comparison promise."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import orjson
import pytest

from engine.feel import parse, to_json
from engine.feel.run import Run
from engine.feel.values import equal
from tests.unit.feel.evaluating import value, why


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1", 1),
        ("-1", -1),
        ("1.50", 1.5),
        (".5", 0.5),
        ("1.2e3", 1200),
        ('"a"', "a"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("[1, [2]]", [1, [2]]),
        ('{a: 1, "b c": {d: []}}', {"a": 1, "b c": {"d": []}}),
        ("[]", []),
        ("{}", {}),
        (r'"\"\\\n\u0633\uD83D\uDE00"', '"\\\nس😀'),
        (r'"\d+"', r"\d+"),
        ("[1..3)", "[1..3)"),
        ("]1..3[", "(1..3)"),
        ('@"2026-11-21"', "2026-11-21"),
        ('@"PT36H"', "P1DT12H"),
        ("1 // a comment", 1),
        ("/* before */ 1 + /* between */ 1", 2),
    ],
)
def test_a_literal_means_itself(source: str, expected: object) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 2 - 3", 5),
        ("100 / 10 / 2", 5),
        ("2 ** 3 ** 2", 64),
        ("-3 ** 2", 9),
        ("2 * -3", -6),
        ("- -3", 3),
        ("0.1 + 0.2 = 0.3", True),
        ("0.1 + 0.2", 0.3),
        ("1.10 * 3", 3.3),
        ("10 / 4", 2.5),
        ("12345678901234567 + 1", 12345678901234568),
        ("9007199254740993 - 1", 9007199254740992),
        ('"a" + "b"', "ab"),
        ("1000000000000.01 + 0.01", 1000000000000.02),
        ("0 ** 0", 1),
        ("2 ** -1", 0.5),
        ("2 ** 0.5 > 1.414", True),
    ],
)
def test_arithmetic_is_decimal_and_binds_as_in_dmn(source: str, expected: object) -> None:
    assert value(source) == expected


def test_a_third_keeps_34_digits_inside_an_expression() -> None:
    assert value("1 / 3 * 3 = 0.9999999999999999999999999999999999") is True
    assert value("string(1 / 3)") == "0." + "3" * 34


@pytest.mark.parametrize(
    "source",
    ["1 / 0", "9 ** 9 ** 9 ** 9", '1 + "a"', "true + 1", "-true", '"a" - "b"', "[1] + 1", "(-8) ** 0.5", "{} * 2"],
)
def test_arithmetic_without_a_result_is_null_and_says_why(source: str) -> None:
    assert value(source) is None
    assert why(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 = 1.0", True),
        ("1 != 2", True),
        ('"a" = "a"', True),
        ('"a" < "b"', True),
        ("null = null", True),
        ("null = 1", False),
        ("1 != null", True),
        ("1 = true", None),
        ('1 = "1"', None),
        ("[1, 2] = [1, 2]", True),
        ("[1, 2] = [2, 1]", False),
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
        ("{a: 1} = {a: 2}", False),
        ("1 < null", None),
        ('1 < "a"', None),
        ("[1] < [2]", None),
        ("true < false", None),
        ("5 between 1 and 5", True),
        ("5 between 6 and null", False),
        ("5 between 1 and null", None),
        ('"b" between "a" and "c"', True),
        ("[1..2] = [1..2]", True),
        ("[1..2] = [1..2)", False),
    ],
)
def test_comparison_knows_equal_kinds_and_answers_null_for_others(source: str, expected: object) -> None:
    assert value(source) is expected


def test_comparing_different_kinds_says_which() -> None:
    assert why('amount > "1000"', amount=5) == ["A number cannot be compared with a string."]


@pytest.mark.parametrize("source", ["1 < 2 < 3", "a = b = c", "1 in 2 in 3", "a between 1 and 2 = true"])
def test_a_chain_of_comparisons_is_refused_rather_than_misunderstood(source: str) -> None:
    with pytest.raises(Exception, match="second comparison"):
        parse(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 instance of number", True),
        ('"a" instance of string', True),
        ("true instance of boolean", True),
        ("[] instance of list", True),
        ("{} instance of context", True),
        ('date("2024-01-01") instance of date', True),
        ('duration("P1D") instance of days and time duration', True),
        ('duration("P1M") instance of years and months duration', True),
        ("null instance of Any", False),
        ("1 instance of Any", True),
        ("1 instance of string", False),
        ('time("10:00:00") instance of time', True),
        ("[1..2] instance of range", True),
        ('date and time("2024-01-01T00:00:00") instance of date and time', True),
        ("null instance of Null", True),
    ],
)
def test_instance_of_tells_the_kind(source: str, expected: object) -> None:
    assert value(source) is expected


@pytest.mark.parametrize(
    "source",
    [
        "0.1 + 0.2",
        "19.99 * 3",
        "1 / 8",
        "12345678901.23",
        "-0.01",
        "1e-7",
        "99999999999.99 + 0.01",
        "2 ** 62",
        "-(2 ** 62)",
        "[0.1, {a: 2.50}]",
        '"text"',
        "null",
        '{d: date("2024-02-29"), t: duration("P1D")}',
        "999999999999.999",
        "1e15 + 0.5",
    ],
)
def test_a_result_comes_back_from_storage_equal(source: str) -> None:
    result = value(source)
    stored = orjson.loads(orjson.dumps(result))
    assert stored == result
    assert type(stored) is type(result)
    assert value("after = before", after=stored, before=result) is True


def test_money_computed_stored_and_read_again_is_exact_to_the_cent() -> None:
    balance: object = 0
    for _ in range(1_000):
        balance = orjson.loads(orjson.dumps(value("balance + 0.10", balance=balance)))
    assert value("balance = 100", balance=balance) is True
    assert balance == 100


def test_whole_numbers_leave_as_integers_and_others_as_the_nearest_float() -> None:
    assert (type(value("1.0")), type(value("2.5 * 2")), type(value("1.5"))) == (int, int, float)


def test_a_whole_number_too_long_for_storage_says_so() -> None:
    assert value("2 ** 63") == float(2**63)
    assert why("2 ** 70 + 1") == ["The whole number 1.18059162e+21 has too many digits to be stored exactly."]
    assert value("1e400") is None
    assert why("1e400") == ["The number 1e+400 is too large to be stored."]


def test_floats_deep_in_the_scope_count_as_the_decimals_that_people_wrote() -> None:
    scope = {"order": {"lines": [{"price": 0.1}, {"price": 0.2}]}}
    assert value("sum(order.lines.price) = 0.3", **scope) is True
    assert value("order.lines[price = 0.2][1].price + order.lines[1].price = 0.3", **scope) is True


FOREIGN = {
    "object": object(),
    "set": {1, 2},
    "nan": float("nan"),
    "inf": float("inf"),
    "huge": 10**7000,
    "bytes": b"",
    "NaN": Decimal("NaN"),
}


@pytest.mark.parametrize("foreign", list(FOREIGN.values()), ids=list(FOREIGN))
def test_what_is_no_json_is_null_with_a_reason(foreign: object) -> None:
    assert value("found", found=foreign) is None
    assert why("found", found=foreign)


def test_to_json_writes_times_as_iso_text() -> None:
    inside = parse('[date("2024-02-29"), time("10:00:00Z"), duration("-P1Y2M"), [1..2]]').evaluate({})
    assert inside == ["2024-02-29", "10:00:00Z", "-P1Y2M", "[1..2]"]
    assert to_json(Decimal("1.50")) == 1.5


def test_equality_is_never_taken_from_python() -> None:
    run = Run({}, None, 100)
    assert equal(True, 1, run) is None
    assert equal(0, False, run) is None


def test_one_expression_serves_many_threads_at_once() -> None:
    expression = parse("sum(for i in 1..20 return i / n)")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: expression.evaluate({"n": n}), [1, 2, 3, 4] * 25))
    assert found == [210, 105, 70, 52.5] * 25


def test_reading_the_same_source_again_gives_the_same_object() -> None:
    assert parse("a + 1") is parse("a + 1")
    assert parse.cache_info().maxsize is not None
