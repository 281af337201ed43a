"""How the house is read as syntax trees; must not judge."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One file: its path from the root of the project, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def imports(self) -> tuple[tuple[ast.stmt, str], ...]:
        """What is imported, as `module` or `module.name`, with its statement."""
        return tuple(_imports(self.nodes))

    def at(self, node: ast.AST, what: str) -> str:
        """Say where and what, as a violator should read it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {what}"


def house(*folders: str, kinds: tuple[str, ...] = (".py",)) -> list[Source]:
    """Read our own files in these folders; what was fetched or built is not ours."""
    foreign = {"node_modules", "dist", "__pycache__"}
    return [
        Source(str(path.relative_to(ROOT)), path.read_text())
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in kinds and not foreign & set(path.parts)
    ]


def sketch(files: Mapping[str, str]) -> list[Source]:
    """Make sources out of texts: the seeded violations."""
    return [Source(path, text) for path, text in files.items()]


def report(found: Iterable[str]) -> str:
    """Show every violation on a line of its own."""
    return "\n" + "\n".join(found)


def name_of(node: ast.AST) -> str:
    """Write `a.b.c` for a name or a chain of attributes, else nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = name_of(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def _imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.stmt, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def functions_of(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """List every function and method."""
    return (node for node in source.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
