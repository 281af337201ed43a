"""Answers which form a JSON file holds; must not say where files come from."""

from functools import lru_cache
from typing import Any, Final

import orjson

from engine import errors
from engine.forms.model import Form
from engine.forms.schema import load
from engine.text import Text

__all__ = ["LARGEST_FILE", "from_bytes"]

LARGEST_FILE: Final = 512 * 1024


@lru_cache(maxsize=512)
def from_bytes(schema: bytes, ui: bytes | None = None) -> Form:
    """The form in a `.form.json` file ({"schema": …, "uiSchema": …}), or in a JSON Schema beside its uiSchema file.

    The pair is SpiffArena's way (`formJsonSchemaFilename`, `formUiSchemaFilename`). Raises FormNotUsable. Reading a
    schema is slow and a form never changes, so the same bytes are read once.
    """
    content = _object(schema)
    if isinstance(content.get("schema"), dict) and "properties" not in content:
        return load(content["schema"], content.get("uiSchema") if ui is None else _object(ui))
    return load(content, None if ui is None else _object(ui))


def _object(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST_FILE:
        raise _unusable(
            Text(
                "The form file is larger than {limit} bytes. Split the form over several tasks.",
                {"limit": LARGEST_FILE},
            )
        )
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _unusable(
            Text("The form file is not JSON (line {line}). Correct it and send it again.", {"line": error.lineno})
        ) from error
    if not isinstance(content, dict):
        raise _unusable(Text("The form file must hold one JSON object."))
    return content


def _unusable(reason: Text) -> errors.FormNotUsable:
    return errors.FormNotUsable(fields={"": [reason]})
