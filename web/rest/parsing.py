"""How a diagram that cannot run is refused in the dialect: a ParseException with details per file; must not judge it.

The message begins as Camunda Modeler expects it, which looks for that beginning.
"""

from collections.abc import Sequence
from typing import Any

from engine import definitions, errors

PREFIX = "ENGINE-09005 Could not parse BPMN process."


class ParseError(errors.Invalid):
    """The diagram cannot be published: {count} findings must be mended first. Nothing was stored."""

    def __init__(self, *, versions: Sequence[definitions.Version | definitions.DecisionVersion]) -> None:
        """Keep the versions whose findings forbid publishing."""
        self.versions = tuple(versions)
        count = sum(1 for version in versions for found in version.findings if found.severity == "error")
        super().__init__(count=count)


def details(error: errors.RavandError, lang: str) -> dict[str, Any]:
    """Return what is wrong per file, as errors and warnings."""
    versions = error.versions if isinstance(error, ParseError) else ()
    unreadable = error.fields if isinstance(error, errors.UnreadableFiles) else {}
    found: dict[str, Any] = {
        file: {"errors": [_place(one.show(lang), one.params.get("line", 0)) for one in texts], "warnings": []}
        for file, texts in unreadable.items()
    }
    for version in versions:
        of_file = found.setdefault(version.resource_name, {"errors": [], "warnings": []})
        for finding in version.findings:
            if finding.severity != "info":
                kind = "errors" if finding.severity == "error" else "warnings"
                of_file[kind].append(_problem(finding, lang))
    return found


def said(error: errors.RavandError, message: str, lang: str) -> dict[str, Any]:
    """Return what a ParseException says differently: its message is a sentence per problem, beside the details."""
    found = details(error, lang)
    problems = [f"* {file}: {one['message']}" for file, of_file in found.items() for one in of_file["errors"]]
    return {"type": "ParseException", "message": f"{PREFIX} {' | '.join(problems or [message])}", "details": found}


def _problem(finding: definitions.Finding, lang: str) -> dict[str, Any]:
    return _place(finding.message(lang), finding.line, finding.element)


def _place(message: str, line: int, element: str = "") -> dict[str, Any]:
    """Return one problem; no parser of ours knows columns, so they are 0 as Camunda's are where it knows none."""
    return {
        "message": message,
        "line": line,
        "column": 0,
        "mainElementId": element or None,
        "elementIds": [element] if element else [],
    }
