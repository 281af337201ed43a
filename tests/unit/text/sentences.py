"""Finds the English sentences that the product says, in Python, in templates and in the docstrings of errors.

A sentence reaches `translate` as a constant, as a choice between constants, through a name of the same module, or out
of a mapping of reasons; rules and words inside parameters count too.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

import engine
from engine import errors

ROOT = Path(engine.__file__).parent.parent
SAYING = {
    "_": (0,),
    "Text": (0,),
    "translate": (1,),
    "plural": (1,),
    "word": (0,),
    "worded": (0,),
    "Rule": (2, 3),
    "Case": (0, 1),
}
TABLES = {"REASONS", "INCIDENTS", "KINDS"}


class Module:
    """One Python file and what its names stand for."""

    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.named = defaultdict(list)
        for node in ast.walk(self.tree):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            value = getattr(node, "value", None)
            for target in targets:
                if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(target, ast.Name) and value is not None:
                    self.named[target.id].append(value)

    def sentences(self) -> Iterator[str]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                for position in SAYING.get(name, ()):
                    for given in node.args[position : position + 1]:
                        yield from self.constants(given)
            elif isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "msgid":
                        yield from self.constants(value)
        for table in self.named:
            if table.strip("_") in TABLES:
                yield from self.constants(ast.Name(table))

    def constants(self, given: ast.expr, depth: int = 0) -> Iterator[str]:
        """The strings that an expression may stand for; what only a run could tell is passed over."""
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield given.value
        parts: list[ast.expr] = []
        if isinstance(given, ast.IfExp):
            parts = [given.body, given.orelse]
        elif isinstance(given, ast.Dict):
            parts = given.values
        elif isinstance(given, ast.Subscript):
            parts = [given.value]
        elif isinstance(given, ast.Name) and depth < 5:
            parts = self.named.get(given.id, [])
        elif isinstance(given, ast.Call) and getattr(given.func, "attr", "") == "get":
            parts = [given.func.value, *given.args[1:]]
        elif isinstance(given, ast.Call) and getattr(given.func, "id", "") == "MappingProxyType":
            parts = given.args
        for part in parts:
            yield from self.constants(part, depth + 1)


def in_template(path: Path) -> Iterator[str]:
    for _line, _name, text in extract_from_ast(Environment().parse(path.read_text(encoding="utf-8")), ("_", "n_")):
        first = text if isinstance(text, str) else next((part for part in text if part), None)
        if first:
            yield first


def of_errors() -> Iterator[str]:
    open_classes = [errors.RavandError]
    while open_classes:
        found = open_classes.pop()
        yield found.template()
        open_classes += found.__subclasses__()


def every_sentence() -> dict[str, str]:
    """Each English sentence, and one file that says it."""
    said: dict[str, str] = {}
    for folder in (ROOT / "engine", ROOT / "web"):
        for path in sorted(folder.rglob("*.py")):
            said |= {" ".join(text.split()): str(path.relative_to(ROOT)) for text in Module(path).sentences()}
        for path in sorted(folder.rglob("templates/**/*.*")):
            said |= {" ".join(text.split()): str(path.relative_to(ROOT)) for text in in_template(path)}
    said |= dict.fromkeys(of_errors(), "engine/errors.py")
    said.pop("", None)
    return said
