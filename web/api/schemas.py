"""Which shapes the answers of /api have, as JSON Schema; must not make answers."""

from collections.abc import Mapping
from typing import Any, Final

from engine import definitions
from engine.definitions.difference import SORTS

_TEXT: Final = {"type": "string"}
_TEXT_OR_NOTHING: Final = {"type": ["string", "null"]}
_NUMBER: Final = {"type": "integer", "minimum": 0}


def _object(meaning: str, properties: Mapping[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "description": meaning,
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }


def ref(name: str) -> dict[str, str]:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": ref(name)}


SCHEMAS: Final[Mapping[str, Mapping[str, Any]]] = {
    "Version": _object(
        "One immutable version of a process definition; `id` is what /engine-rest calls a process definition's id.",
        {
            "id": _TEXT,
            "key": {"type": "string", "description": "The id of its process: the same for all versions of a service."},
            "version": {"type": "integer", "minimum": 1},
            "name": _TEXT,
            "state": {"enum": [definitions.DRAFT, definitions.PUBLISHED, definitions.RETIRED]},
        },
    ),
    "Finding": _object(
        "One thing that somebody should know about a drawing, as `ravand check` tells it.",
        {
            "rule": {"type": "string", "description": "The rule's page is docs/checks/<rule>.md."},
            "severity": {"enum": ["error", "warning", "info"], "description": "An error stands against publishing."},
            "element": {"type": "string", "description": "The id of the element, empty for the whole file."},
            "name": _TEXT,
            "line": {**_NUMBER, "description": "The line in the file, 0 where it is not known."},
            "message": {"type": "string", "description": "What was found, in the language asked for."},
            "fix": {"type": "string", "description": "What to do about it, in the language asked for."},
        },
    ),
    "Findings": _object(
        "The findings of a version, as they were when it was stored.",
        {
            "definition": ref("Version"),
            "publishable": {"type": "boolean", "description": "No finding stands against publishing."},
            "findings": _list("Finding"),
        },
    ),
    "Place": _object(
        "An element in one of two drawings.",
        {"id": _TEXT, "type": {**_TEXT, "description": "BPMN's name of the element."}, "name": _TEXT, "line": _NUMBER},
    ),
    "Property": _object(
        "One property that differs.",
        {
            "property": {"type": "string", "description": "Its path in the file, such as camunda:assignee."},
            "name": {"type": "string", "description": "What readers call it, in the language asked for."},
            "before": {**_TEXT_OR_NOTHING, "description": "null where it was not said; the id of an element meant."},
            "after": _TEXT_OR_NOTHING,
            "before_name": {**_TEXT_OR_NOTHING, "description": "The name of the element that `before` points at."},
            "after_name": _TEXT_OR_NOTHING,
        },
    ),
    "Change": _object(
        "What became of one element.",
        {
            "change": {"enum": list(SORTS), "description": "`moved`: only where or how it is drawn differs."},
            "id": _TEXT,
            "type": _TEXT,
            "name": _TEXT,
            "words": {"type": "string", "description": "The element in words, in the language asked for."},
            "before": {"oneOf": [ref("Place"), {"type": "null"}], "description": "null for what was added."},
            "after": {"oneOf": [ref("Place"), {"type": "null"}], "description": "null for what was removed."},
            "properties": _list("Property"),
            "redrawn": {**_list("Property"), "description": "Where and how it is drawn."},
        },
    ),
    "Identity": _object(
        "One element that bears another id in the second drawing; that alone is no change.",
        {"before": ref("Place"), "after": ref("Place")},
    ),
    "Counts": _object("How many changes there are of each sort.", dict.fromkeys(SORTS, _NUMBER)),
    "Difference": _object(
        "Everything that differs between two versions, their forms included.",
        {
            "from": ref("Version"),
            "to": ref("Version"),
            "counts": ref("Counts"),
            "changes": _list("Change"),
            "identities": _list("Identity"),
        },
    ),
    "Document": {"type": "object", "description": "This document: OpenAPI 3.1.", "required": ["openapi", "paths"]},
    "Refusal": _object(
        "Why a request was refused.",
        {
            "code": {"type": "string", "description": "The stable name of the error: docs/reference/errors.md."},
            "message": {"type": "string", "description": "What happened, in the language of Accept-Language."},
            "fix": {"type": "string", "description": "What to do now."},
            "reference": {"type": "string", "description": "Finds the request in the log and the record."},
            "fields": {"type": "object", "additionalProperties": {"type": "array", "items": _TEXT}},
        },
        optional=("fields",),
    ),
}
