"""What a GET does on the syntax tree: from a view along the functions of the web package it calls."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.architecture.reading import Source, functions_of, name_of

#: What begins a transaction that may write.
WRITERS = {"run_command", "writing", "transaction"}
#: The only thing a page may write for a GET, in a transaction of its own: that somebody looked.
NOTES = {"view"}
#: The doors themselves: sign-in keeps its last-seen there and refusals are recorded there.
DOORS = {"web/context.py", "web/auth.py", "web/errors.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class House:
    """The functions of the web package, by file and name."""

    sources: Mapping[str, Source]
    functions: dict[tuple[str, str], Function] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Iterable[Source]) -> "House":
        """Index the functions at the top of each file."""
        found = cls({source.path: source for source in sources})
        for source in found.sources.values():
            found.functions |= {(source.path, node.name): node for node in functions_of(source) if not node.col_offset}
        return found

    def writes_on_get(self, path: str, name: str) -> list[str]:
        """Find where a GET of this view would write business state."""
        seen: set[tuple[str, str]] = set()
        return [source.at(node, what) for source, node, what in self._walk(path, name, seen)]

    def _walk(self, path: str, name: str, seen: set[tuple[str, str]]) -> Iterator[tuple[Source, ast.AST, str]]:
        if (path, name) in seen or path in DOORS or (path, name) not in self.functions:
            return
        seen.add((path, name))
        source = self.sources[path]
        for node in _on_get(self.functions[path, name].body):
            if isinstance(node, ast.Call):
                called = name_of(node.func)
                if called.rpartition(".")[2] in WRITERS and not getattr(node, "notes_a_view", False):
                    yield source, node, f"{name} calls {called}() on GET"
                yield from self._walk(*self._resolve(source, called), seen)

    def _resolve(self, source: Source, called: str) -> tuple[str, str]:
        """Find the file and name of a called function of the web package."""
        first, _, rest = called.partition(".")
        for _, name in source.imports:
            package, _, imported = name.rpartition(".")
            if imported == first and package.startswith("web"):
                module = name if rest else package
                return self._file_of(module), rest or first
        return source.path, called

    def _file_of(self, module: str) -> str:
        path = module.replace(".", "/")
        return f"{path}.py" if f"{path}.py" in self.sources else f"{path}/__init__.py"


def _on_get(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Walk what runs when the method is GET: `if request.method == …` decides, else everything does."""
    for statement in body:
        method = _method_asked(statement)
        if isinstance(statement, ast.If) and method:
            yield from _on_get(statement.body if method == "GET" else statement.orelse)
            if method == "GET" and isinstance(statement.body[-1], ast.Return | ast.Raise):
                return
            continue
        yield from _parts_on_get(statement)


def _parts_on_get(node: ast.AST) -> Iterator[ast.AST]:
    """Walk below a node; `a if request.method == … else b` decides, and noting a view is marked as allowed."""
    if isinstance(node, ast.IfExp) and (method := _method_asked(node)):
        yield from _parts_on_get(node.body if method == "GET" else node.orelse)
        return
    if isinstance(node, ast.With) and all(_is_note(part) for part in node.body):
        for item in node.items:
            item.context_expr.notes_a_view = True
    yield node
    for part in ast.iter_child_nodes(node):
        yield from _parts_on_get(part)


def _method_asked(node: ast.AST) -> str:
    test = node.test if isinstance(node, ast.If | ast.IfExp) else None
    if isinstance(test, ast.Compare) and name_of(test.left) == "request.method" and isinstance(test.ops[0], ast.Eq):
        [value] = test.comparators
        return str(value.value) if isinstance(value, ast.Constant) else ""
    return ""


def _is_note(statement: ast.stmt) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and name_of(call.func).rpartition(".")[2] in NOTES
