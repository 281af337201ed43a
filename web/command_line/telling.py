"""How a command speaks: words to standard error in the person's language, JSON to standard output; must not decide."""

import json
import sys
from typing import Any

from engine import errors
from engine.text import Text, translate

_WORDS = frozenset({"reason", "state", "kind"})


def say(lang: str, sentence: str, **params: Any) -> None:
    """Say one sentence, already looked up by its English words."""
    print(translate(lang, sentence, **params), file=sys.stderr)


def record(value: Any) -> None:
    """Write one JSON object as one line."""
    print(json.dumps(value, ensure_ascii=False))


def refuse(lang: str, error: errors.RavandError) -> None:
    """Say what went wrong, and below it each reason at its file or field."""
    say(lang, error.template(), **{name: _worded(name, value) for name, value in error.params.items()})
    for field, reasons in (error.fields if isinstance(error, errors.Invalid) else {}).items():
        for reason in reasons:
            print(f"  {field}: {reason.show(lang) if isinstance(reason, Text) else reason}", file=sys.stderr)


def place(lang: str, file: str, found: dict[str, Any]) -> str:
    """Return a finding (as `report.said` gives it) as people read it: where, how grave, what, and what to do."""
    where = ":".join(filter(None, (file, str(found["line"] or ""), found["element"])))
    told = f"{where}: {_severity(lang, found['severity'])}: {found['message']}"
    return f"{told}\n  {found['fix']}" if found["fix"] else told


def _severity(lang: str, severity: str) -> str:
    words = {"error": translate(lang, "error"), "warning": translate(lang, "warning")}
    return words.get(severity, translate(lang, "note"))


def _worded(name: str, value: Any) -> Any:
    return Text(value) if name in _WORDS and isinstance(value, str) else value
