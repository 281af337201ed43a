"""Promises that whatever the product says in English it also says in Persian, with the same placeholders."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

import engine
from engine import errors
from engine.text import LOCALE_FOLDER, catalogue

ROOT = Path(engine.__file__).parent.parent
ARGUMENT_OF_THE_TEXT = {"_": 0, "Text": 0, "translate": 1, "plural": 1}
PERSIAN_FILES = sorted((LOCALE_FOLDER / "fa").glob("*.po"))


def texts_in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        position = ARGUMENT_OF_THE_TEXT.get(name)
        if position is None:
            continue
        given = [*node.args[position : position + 1], *(k.value for k in node.keywords if k.arg == "msgid")]
        yield from (item.value for item in given if isinstance(item, ast.Constant) and isinstance(item.value, str))


def texts_in_template(path: Path) -> Iterator[str]:
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    for _line, _name, text in extract_from_ast(tree, ("_", "plural")):
        first = text if isinstance(text, str) else next((part for part in text if part), None)
        if first:
            yield first


def texts_of_errors() -> Iterator[str]:
    open_classes = [errors.RavandError]
    while open_classes:
        found = open_classes.pop()
        yield found.template()
        open_classes += found.__subclasses__()


def every_text() -> dict[str, set[str]]:
    """Where each English sentence is used."""
    used: dict[str, set[str]] = defaultdict(set)
    for folder in (ROOT / "engine", ROOT / "web"):
        for path in sorted(folder.rglob("*.py")):
            for text in texts_in_python(path):
                used[" ".join(text.split())].add(str(path.relative_to(ROOT)))
        for path in sorted(folder.rglob("templates/**/*.*")):
            for text in texts_in_template(path):
                used[" ".join(text.split())].add(str(path.relative_to(ROOT)))
    for text in texts_of_errors():
        used[text].add("engine/errors.py")
    return used


def messages(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="fa") if message.id]


def placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_every_text_used_has_a_persian_text() -> None:
    known = catalogue("fa")
    missing = [(min(places), text) for text, places in every_text().items() if text and text not in known]
    listing = "\n".join(f"{place}: {text}" for place, text in sorted(missing))
    assert not missing, f"{len(missing)} texts without Persian:\n{listing}"


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
