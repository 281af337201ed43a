"""How a seeded fault gets into the product: a small edit of a module's source, made while it is imported.

A fault is a file `gN_what_goes_wrong.toml`: the guarantee, one sentence, edits (file, old text, new text) and the tests
that must go red. Nothing on disk is changed, so faults and ordinary tests can run side by side.
"""

import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
FAULTS = Path(__file__).parent
#: Names the fault file to seed; read at the start of every Python process below the test.
VARIABLE = "RAVAND_TEST_FAULT"


class FaultDoesNotFitError(Exception):
    """The old text of a seeded fault must stand exactly once in its file; renew the fault."""


@dataclass(frozen=True)
class Edit:
    """One replacement in one file of the product."""

    file: str
    old: str
    new: str

    @property
    def module(self) -> str:
        """The name by which the file is imported."""
        return self.file.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")

    def apply(self, source: str) -> str:
        """Return the source with the fault in it."""
        if source.count(self.old) != 1:
            raise FaultDoesNotFitError(f"{self.file} holds the old text {source.count(self.old)} times:\n{self.old}")
        return source.replace(self.old, self.new)


@dataclass(frozen=True)
class Fault:
    """A seeded fault, the guarantee it breaks, and the tests that must notice."""

    name: str
    guarantee: str
    what: str
    edits: tuple[Edit, ...]
    red: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> "Fault":
        """Read a fault file."""
        told = tomllib.loads(path.read_text())
        edits = tuple(Edit(**edit) for edit in told["edit"])
        return cls(path.stem, told["guarantee"], told["what"], edits, tuple(told["red"]))


def faults() -> list[Fault]:
    """Read every fault of this folder."""
    return [Fault.read(path) for path in sorted(FAULTS.glob("g*.toml"))]


def environment(path: Path) -> Mapping[str, str]:
    """Return the environment in which a Python process and its children carry the fault."""
    places = [str(FAULTS / "site"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, VARIABLE: str(path), "PYTHONPATH": os.pathsep.join(filter(None, places))}


def seed(edits: Sequence[Edit]) -> None:
    """Let the edited modules be imported with their faults; none of them may be imported yet."""
    sys.meta_path.insert(0, _Finder(edits))


class _Finder(MetaPathFinder):
    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits: dict[str, list[Edit]] = {}
        for edit in edits:
            self.edits.setdefault(edit.module, []).append(edit)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self.edits:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin, self.edits[fullname])
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, edits: Sequence[Edit]) -> None:
        super().__init__(fullname, path)
        self.edits = edits

    def path_stats(self, path: str) -> Mapping[str, float]:
        """Refuse, so that compiled code is neither read nor written."""
        raise OSError(path)

    def get_data(self, path: str) -> bytes:
        source = super().get_data(path).decode()
        for edit in self.edits:
            source = edit.apply(source)
        return source.encode()
