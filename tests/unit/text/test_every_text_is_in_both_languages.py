"""Promises that whatever the product says in English it also says in Persian, with the same placeholders."""

from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from engine.text import LOCALE_FOLDER, catalogue
from tests.unit.text.sentences import Module, every_sentence

PERSIAN_FILES = sorted((LOCALE_FOLDER / "fa").glob("*.po"))


def messages(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="fa") if message.id]


def placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_every_text_used_has_a_persian_text() -> None:
    known = catalogue("fa")
    missing = sorted((place, text) for text, place in every_sentence().items() if text not in known)
    listing = "\n".join(f"{place}: {text}" for place, text in missing)
    assert not missing, f"{len(missing)} texts without Persian:\n{listing}"


def test_a_sentence_without_persian_would_be_noticed(tmp_path: Path) -> None:
    source = tmp_path / "room.py"
    source.write_text(
        'REASONS = {"a": "one"}\nSAID = "two" if x else "three"\n'
        'translate(lang, SAID)\nText("four")\nRule("r", "error", "five", "six")\nword("seven")\n'
        'd = {"msgid": "eight"}\ntranslate(lang, REASONS[code])\ntext.plural(lang, "nine", "nines", 2)\n',
        encoding="utf-8",
    )
    assert set(Module(source).sentences()) == {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}


@pytest.mark.parametrize("path", PERSIAN_FILES, ids=lambda path: path.stem)
def test_a_persian_text_has_the_placeholders_of_its_english_text(path: Path) -> None:
    for message in messages(path):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        for string in strings:
            assert placeholders(string) == placeholders(ids[-1]), f"{path.name}: {ids[0]}"


@pytest.mark.parametrize("path", PERSIAN_FILES, ids=lambda path: path.stem)
def test_persian_texts_use_persian_letters_and_no_fuzzy_guess(path: Path) -> None:
    for message in messages(path):
        shown = message.string if isinstance(message.string, str) else "".join(message.string)
        assert shown, f"{path.name}: no Persian for {message.id}"
        assert not message.fuzzy, f"{path.name}: fuzzy: {message.id}"
        assert not set(shown) & set("يكة"), f"{path.name}: Arabic letters in {shown}"


def test_no_english_text_has_two_persian_texts() -> None:
    seen: dict[str, tuple[str, object]] = {}
    for path in PERSIAN_FILES:
        for message in messages(path):
            one = message.id if isinstance(message.id, str) else message.id[0]
            earlier = seen.setdefault(" ".join(one.split()), (path.name, message.string))
            assert earlier[1] == message.string, f"{earlier[0]} and {path.name} disagree over: {one}"
