"""How a diagram that cannot run is refused in the dialect: a ParseException with details per file; must not judge it.

The message begins as Camunda Modeler expects it, which looks for that beginning.
"""

from collections.abc import Sequence
from typing import Any

from engine import definitions, errors

PREFIX = "ENGINE-09005 Could not parse BPMN process."


class ParseError(errors.Invalid):
    """The diagram cannot be published: {count} findings must be mended first. Nothing was stored."""

    def __init__(self, *, versions: Sequence[definitions.Version]) -> None:
        """Keep the versions whose findings forbid publishing."""
        self.versions = tuple(versions)
        count = sum(1 for version in versions for found in version.findings if found.severity == "error")
        super().__init__(count=count)


def details(versions: Sequence[definitions.Version], lang: str) -> dict[str, Any]:
    """Return the findings per file as errors and warnings."""
    found: dict[str, Any] = {}
    for version in versions:
        of_file = found.setdefault(version.resource_name, {"errors": [], "warnings": []})
        for finding in version.findings:
            if finding.severity != "info":
                kind = "errors" if finding.severity == "error" else "warnings"
                of_file[kind].append(_problem(finding, lang))
    return found


def body(error: errors.RavandError, message: str, lang: str) -> dict[str, Any]:
    """Return a ParseException; its message is a sentence per problem."""
    versions = error.versions if isinstance(error, ParseError) else ()
    problems = [found.message(lang) for one in versions for found in one.findings if found.severity == "error"]
    said = " | ".join([f"* {problem}" for problem in problems] or [message])
    return {
        "type": "ParseException",
        "message": f"{PREFIX} {said}",
        "code": None,
        "error": error.code(),
        "details": details(versions, lang),
    }


def _problem(finding: definitions.Finding, lang: str) -> dict[str, Any]:
    return {
        "message": finding.message(lang),
        "line": finding.line,
        "column": 0,
        "mainElementId": finding.element or None,
        "elementIds": [finding.element] if finding.element else [],
    }
