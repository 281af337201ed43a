"""How a command speaks: words to standard error in the person's language, JSON to standard output; must not decide."""

import json
import sys
from typing import TYPE_CHECKING, Any

from engine import errors
from engine.text import Text, translate

if TYPE_CHECKING:
    from engine.definitions import Finding

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


def find(lang: str, file: str, finding: "Finding") -> None:
    """Say what was found in a file and what to do about it."""
    place = ":".join(filter(None, (file, str(finding.line or ""), finding.element)))
    print(f"{place}: {_severity(lang, finding.severity)}: {finding.message(lang)}", file=sys.stderr)
    print(f"  {finding.fix(lang)}", file=sys.stderr)


def found(lang: str, finding: "Finding") -> dict[str, Any]:
    """Return a finding as `--json` shows it."""
    named = {name: getattr(finding, name) for name in ("rule", "severity", "element", "name", "line")}
    return {**named, "message": finding.message(lang), "fix": finding.fix(lang)}


def _severity(lang: str, severity: str) -> str:
    words = {"error": translate(lang, "error"), "warning": translate(lang, "warning")}
    return words.get(severity, translate(lang, "note"))


def _worded(name: str, value: Any) -> Any:
    return Text(value) if name in _WORDS and isinstance(value, str) else value
