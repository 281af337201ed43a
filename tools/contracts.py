"""Which direct imports are forbidden, as a contract type for import-linter; must not need the rooms to exist yet."""

from fnmatch import fnmatchcase
from typing import Any

import grimp
from importlinter import Contract, ContractCheck, fields, output


class DirectImports(Contract):
    """Forbid that modules matching `importers` import, directly, modules matching `imported`.

    Patterns are shell patterns on full module names. `except_importers` are free. With `same_room_may` a module may
    import what lies in its own room, the first two parts of its name. Unlike import-linter's own `forbidden`, patterns
    may match nothing, so that a rule is in force on the day a room is opened.
    """

    type_name = "direct"

    importers = fields.ListField(subfield=fields.StringField())
    except_importers = fields.ListField(subfield=fields.StringField(), required=False)
    imported = fields.ListField(subfield=fields.StringField())
    same_room_may = fields.BooleanField(required=False, default=False)

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 (import-linter's signature)
        """Collect every forbidden import with its line."""
        broken = [
            detail
            for target in sorted(graph.modules)
            if _matches(target, self.imported)
            for source in sorted(graph.find_modules_that_directly_import(target))
            if self._forbids(source, target)
            for detail in graph.get_import_details(importer=source, imported=target)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line per forbidden import."""
        for detail in check.metadata["broken"]:
            where = f"{detail['importer']}:{detail['line_number']}"
            output.print_error(f"{where} imports {detail['imported']}: {detail['line_contents']}")

    def _forbids(self, source: str, target: str) -> bool:
        if not _matches(source, self.importers) or _matches(source, self.except_importers or []):
            return False
        return not (self.same_room_may and source.split(".")[:2] == target.split(".")[:2])


def _matches(name: str, patterns: Any) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
