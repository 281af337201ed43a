"""What functions on texts and numbers promise."""

import pytest

from tests.unit.feel.evaluating import value, why


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('string length("سلام😀")', 5),
        ('upper case("aé")', "AÉ"),
        ('lower case("AÉ")', "aé"),
        ('substring("foobar", 3)', "obar"),
        ('substring("foobar", 3, 3)', "oba"),
        ('substring("foobar", -2, 1)', "a"),
        ('substring("foobar", 9)', None),
        ('substring before("foobar", "bar")', "foo"),
        ('substring before("foobar", "x")', ""),
        ('substring after("foobar", "ob")', "ar"),
        ('substring after("", "a")', ""),
        ('contains("foobar", "of")', False),
        ('contains("نام‌خانوادگی", "نام")', True),
        ('starts with("foobar", "fo")', True),
        ('ends with("foobar", "r")', True),
        ('matches("2026-11", "^\\d{4}-\\d\\d$")', True),
        ('matches("ABC", "b", "i")', True),
        ('matches("abc", "x")', False),
        ('replace("abcd", "(b)(c)", "$2$1")', "acbd"),
        ('replace("a.b.c", "\\.", "-")', "a-b-c"),
        ('replace("5", "5", "\\$")', "$"),
        ('split("a;b;;c", ";")', ["a", "b", "", "c"]),
        ('split("a1b22c", "[0-9]+")', ["a", "b", "c"]),
        ('string join(["a", null, "b"], ", ")', "a, b"),
        ('string join(["a", "b"])', "ab"),
        ("string(1.50)", "1.5"),
        ("string(null)", None),
        ('string(["a", {b: true}])', '["a", {b: true}]'),
        ('string("a")', "a"),
        ('number("12.50")', 12.5),
        ('number("1 234,5", " ", ",")', 1234.5),
        ('number(from: "1,5", decimal separator: ",")', 1.5),
        ('number("x")', None),
        ('number("۱۲")', None),
        ('substring(string: "foobar", start position: 4)', "bar"),
        ('substring(start position: 4, string: "foobar", length: 1)', "b"),
        ('contains(["foobar"], "foo")', True),
        ("string(1e21)", "1000000000000000000000"),
    ],
)
def test_functions_on_texts(source: str, expected: object) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("abs(-2.5)", 2.5),
        ("floor(-1.5)", -2),
        ("floor(1.56, 1)", 1.5),
        ("ceiling(1.2)", 2),
        ("round half up(2.5)", 3),
        ("round half up(-2.5)", -3),
        ("round half down(2.5)", 2),
        ("round half up(1.005, 2)", 1.01),
        ("round half up(1250, -2)", 1300),
        ("decimal(2.5, 0)", 2),
        ("decimal(1 / 3, 2)", 0.33),
        ("round up(1.1)", 2),
        ("round down(-1.9)", -1),
        ("modulo(12, 5)", 2),
        ("modulo(-12, 5)", 3),
        ("modulo(12, -5)", -3),
        ("modulo(10.1, 4.5)", 1.1),
        ("modulo(1, 0)", None),
        ("odd(3)", True),
        ("odd(3.5)", False),
        ("even(0)", True),
        ("sqrt(16)", 4),
        ("sqrt(-1)", None),
        ("exp(0)", 1),
        ("log(1)", 0),
        ("round half up(1e30, 5)", 1e30),
    ],
)
def test_functions_on_numbers(source: str, expected: object) -> None:
    assert value(source) == expected


def test_a_wrong_argument_names_the_function_and_what_it_needs() -> None:
    assert value("string length(5)") is None
    assert why("string length(5)") == ["string length needs for “string”: string; it was given: number."]


@pytest.mark.parametrize("pattern", ["(a", r"(a)\1", "(?=a)", "a" * 1_001])
def test_a_pattern_that_re2_cannot_keep_linear_is_null_with_a_reason(pattern: str) -> None:
    assert value("matches(text, pattern)", text="aaa", pattern=pattern) is None
    assert "cannot be read" in why("matches(text, pattern)", text="aaa", pattern=pattern)[0]


def test_half_a_character_does_not_stop_a_pattern() -> None:
    assert value('matches(text, "a")', text="\ud800a") is True
    assert value('replace(text, "a", "b")', text="\ud800a") == "\ud800b"


def test_free_spacing_drops_spaces_outside_of_classes() -> None:
    assert value('matches("hello world", "hello[ ]wor ld", "x")') is True


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('matches("x", "^[A-Z-[OI]]$", "i")', True),
        ('matches("O", "[A-Z-[OI]]")', False),
        ('matches("7", "[\\w-[\\d_]]")', False),
        ('matches("Q", "[^a-z-[q]]")', True),
        ('matches("سلام", "^\\p{IsArabic}+$")', True),
        ('matches("a1", "^\\P{IsArabic}+$")', True),
        ('matches("۱۲۳", "^\\d{3}$")', True),
        ('matches("نام_1", "^\\w+$")', True),
        ('matches("a b", "^[\\w-]+$")', False),
        ('matches("a-b", "^[\\w-]+$")', True),
        ('matches("a", "^[\\S]$")', True),
        ('matches("ns:a-1", "^\\i\\c*$")', True),
        ('matches("a\r", "a.")', False),
        ('matches("a\r", "a.", "s")', True),
        ('matches("a\nb", "^b$", "m")', True),
        ('matches("word", "\\bword\\b")', True),
        ('matches("ab", "[[:alpha:]]{2}")', True),
        ('matches("a", "(a)\\1")', None),
        ('matches("a", "[a\\0]")', None),
        ('matches("a", "\\p{IsNowhere}")', None),
        ('matches("a", "[z-a-[b]]")', None),
        ('matches("a", "[a-")', None),
        ('matches("hello world", "hello\\ wo r ld", "x")', False),
        ('replace("abc", "(b)", "[$1]")', "a[b]c"),
        ('replace("abc", "b", "$0$0")', "abbc"),
        ('replace("abc", "(b)", "$12")', "ab2c"),
        ('replace("abc", "b", "$3")', "ac"),
        ('replace("abc", "b", "\\\\\\\\")', "a\\c"),
        ('replace("abc", "x*", "-")', None),
        ('replace("abc", "b", "US$")', None),
        ('replace("a b", "A", "c", "i")', "c b"),
    ],
)
def test_patterns_are_those_of_xpath_without_what_could_hang(source: str, expected: object) -> None:
    assert value(source) == expected


def test_a_replacement_that_cannot_be_read_says_how_to_write_it() -> None:
    assert "dollar sign" in why('replace("abc", "b", "US$")')[0]
    assert "empty text" in why('replace("abc", "x*", "-")')[0]
