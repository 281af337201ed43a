"""What a refused expression promises: the place, what was expected, and what to write."""

import ast
import re
from pathlib import Path

import pytest

from engine import errors, feel
from engine.feel import FUNCTIONS, parse
from engine.text import catalogue, translate

ROOM = Path(feel.__file__).parent


@pytest.mark.parametrize(
    ("source", "error", "position"),
    [
        ("", errors.FeelEmpty, 1),
        ("  // only words", errors.FeelEmpty, 1),
        ("1 +", errors.FeelUnfinished, 4),
        ("(1", errors.FeelUnfinished, 3),
        ("[1, 2", errors.FeelUnfinished, 6),
        ("if a then 1", errors.FeelUnfinished, 12),
        ("1 2", errors.FeelLeftover, 3),
        ("a)", errors.FeelLeftover, 2),
        ("1 + * 2", errors.FeelValueMissing, 5),
        ("{a 1}", errors.FeelSyntaxError, 5),
        ("{1: 2}", errors.FeelSyntaxError, 2),
        ('"abc', errors.FeelOpenText, 1),
        ('"\\uD800"', errors.FeelBadEscape, 2),
        ('"\\UFFFFFF"', errors.FeelBadEscape, 2),
        ("a # b", errors.FeelStrayCharacter, 3),
        ("\u202ea", errors.FeelStrayCharacter, 1),
        ("a < b < c", errors.FeelChainedComparison, 7),
        ("{a: 1, a: 2}", errors.FeelRepeatedName, 8),
        ("cuont(a)", errors.FeelUnknownFunction, 1),
        ("a.size()", errors.FeelMethodCall, 2),
        ("abs()", errors.FeelWrongArguments, 1),
        ("abs(1, 2)", errors.FeelWrongArguments, 1),
        ("abs(m: 1)", errors.FeelWrongArguments, 1),
        ("is defined()", errors.FeelWrongArguments, 1),
        ("a instance of integer", errors.FeelUnknownType, 3),
        ("for in x return 1", errors.FeelValueMissing, 5),
        ("a.", errors.FeelValueMissing, 3),
        ("@1", errors.FeelWriteInstead, 1),
        ("1..2", errors.FeelLeftover, 2),
        ("[1..]", errors.FeelUnfinished, 6),
        ("a instance of", errors.FeelUnfinished, 14),
        ("some x satisfies x", errors.FeelUnfinished, 19),
    ],
)
def test_a_mistake_is_named_with_its_place(source: str, error: type[errors.FeelSyntaxError], position: int) -> None:
    with pytest.raises(error) as caught:
        parse(source)
    assert caught.value.params["position"] == position
    assert "“?”" not in caught.value.message()
    assert "(character ?)" not in caught.value.message()


def test_a_misspelled_function_brings_the_nearest_names() -> None:
    with pytest.raises(errors.FeelUnknownFunction) as caught:
        parse("string lenght(a)")
    assert "string length" in caught.value.params["similar"]


def test_wrong_arguments_show_how_to_call_the_function() -> None:
    with pytest.raises(errors.FeelWrongArguments) as caught:
        parse("substring(a)")
    assert caught.value.params["usage"] == "substring(string, start position, [length])"


# --- texts ----------------------------------------------------------------------------------------------


def _texts() -> list[str]:
    """Every English sentence that the room can show: its `Text(…)` and the messages of its errors."""
    found = [
        node.args[0].value
        for path in sorted(ROOM.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Text"
        and isinstance(node.args[0], ast.Constant)
    ]
    classes = [
        thing for name, thing in vars(errors).items() if name.startswith("Feel") or name.endswith("NotTranslatable")
    ]
    return sorted({*map(str, found), *(thing.template() for thing in classes)})


@pytest.mark.parametrize("sentence", _texts())
def test_every_sentence_has_its_persian_one_with_the_same_placeholders(sentence: str) -> None:
    persian = catalogue("fa").get(sentence, "")
    assert persian
    braces = {word.partition("}")[0] for word in sentence.replace("{{", "").split("{")[1:]}
    assert braces == {word.partition("}")[0] for word in persian.replace("{{", "").split("{")[1:]}


def test_a_refusal_reads_in_persian() -> None:
    with pytest.raises(errors.FeelUnfinished) as caught:
        parse("1 +")
    shown = translate("fa", caught.value.template(), **caught.value.params)
    assert "۴" in shown


def test_the_reference_names_every_function() -> None:
    page = (ROOM.parents[1] / "docs" / "feel.md").read_text(encoding="utf-8")
    ways = [way.usage() for named in FUNCTIONS.values() for way in named]
    assert [name for name in FUNCTIONS if f"`{name}(" not in page] == []
    assert len(ways) >= len(FUNCTIONS)


def test_every_example_of_the_reference_gives_what_the_reference_says() -> None:
    page = (ROOM.parents[1] / "docs" / "feel.md").read_text(encoding="utf-8")
    examples = re.findall(r"`([^`]+)` → `([^`]+)`", page)
    assert len(examples) > 90
    wrong = [
        (source, said)
        for source, said in examples
        if parse(f"string({source})").evaluate({}) != parse(f"string({said})").evaluate({})
    ]
    assert wrong == []
