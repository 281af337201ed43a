"""How a form of a case is read from what was posted, and shown again; must not store or judge answers itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import request

from engine import calendar, forms
from engine.forms import Form, Submission
from engine.text import Text
from web import forms as drawing
from web.language import language


def read(form: Form, beside: Sequence[str] = ()) -> Submission:
    """Return the answers that were posted; `beside` are fields of the page that do not belong to the form."""
    return forms.parse_posted(
        form,
        request.form.to_dict(flat=False),
        allowed=forms.RESERVED | frozenset(beside),
        lang=language(),
        today=calendar.local(datetime.now(UTC)).date(),
    )


def revision() -> int | None:
    """Return which revision of the task the person saw; None where the page did not say."""
    seen = request.form.get("revision", "")
    return int(seen) if seen.isascii() and seen.isdigit() else None


def with_errors(given: Submission, found: Mapping[str, Sequence[Any]]) -> Submission:
    """Return what was given with the messages that the command found."""
    return replace(
        given, errors={name: [text for text in texts if isinstance(text, Text)] for name, texts in found.items()}
    )


def context(form: Form, lang: str, values: Mapping[str, Any], given: Submission | None) -> dict[str, Any]:
    """Return `drawn` (the form), `answered` (its answers in words) and `problems` for a page."""
    drawn = drawing.draw(form, lang, values, given)
    return {"drawn": drawn, "answered": drawing.answers(form, lang, values), "problems": drawn.problems}
