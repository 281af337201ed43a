"""Answers what a form's page shows, field by field and in words; reads no request and decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.calendar import MONTHS, parse_date
from engine.forms import DATE_PARTS, IDENTIFIER_KINDS, Field, Form, Submission, entered, show_value
from engine.text import Code, Text, translate

__all__ = ["AnswerView", "FieldView", "FormView", "Option", "PartView", "answers", "draw"]

MOST_RADIOS = 5
_INPUT_MODES = {"integer": "numeric", "number": "decimal", "mobile": "tel", "email": "email"}
_CODES = IDENTIFIER_KINDS | {"email"}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose from."""

    id: str
    token: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """Day, month or year of a date."""

    id: str
    name: str
    label: str
    value: str
    options: list[Option]
    autocomplete: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as the page draws it; `control`: input, textarea, select, radios, checkboxes, date or shown."""

    id: str
    name: str
    control: str
    title: str
    required: bool
    optional_mark: str
    hint: str
    errors: list[str]
    value: str = ""
    options: list[Option] = field(default_factory=list)
    parts: list[PartView] = field(default_factory=list)
    input_mode: str = ""
    autocomplete: str = "off"
    placeholder: str = ""
    rows: int = 5
    code: bool = False

    @property
    def first_id(self) -> str:
        """Where the error summary leads: the first thing that can take the focus."""
        return self.parts[0].id if self.parts else self.options[0].id if self.is_group else self.id

    @property
    def is_group(self) -> bool:
        """Whether several inputs make up the field, so that it needs a fieldset."""
        return self.control in ("radios", "checkboxes", "date")

    @property
    def described_by(self) -> str:
        """The ids of hint and errors."""
        hint = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*hint, *(f"{self.id}-error-{number}" for number in range(1, len(self.errors) + 1))])


@dataclass(frozen=True, slots=True)
class FormView:
    """A whole form as the page draws it; `problems` are words and the id they lead to ("" for none)."""

    title: str
    help: str
    submit: str
    fields: list[FieldView]
    problems: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One line of “check your answers”; `kind` is code, lines or plain."""

    title: str
    shown: str
    kind: str


def draw(
    form: Form, lang: str, values: Mapping[str, Any] | None = None, submission: Submission | None = None
) -> FormView:
    """The page of `form` in `lang`, filled with `values` (else defaults), or after a refusal with what was typed."""
    known = {one.key: one.default for one in form.fields} | dict(values or {})
    views = [_field_view(one, lang, known.get(one.key), submission) for one in form.fields if not one.hidden]
    whole = submission.errors.get("", []) if submission else []
    problems = [(text.show(lang), "") for text in whole]
    problems += [(f"{view.title}: {words}", view.first_id) for view in views for words in view.errors]
    words = [one.show(lang) if one else "" for one in (form.title, form.help, form.submit)]
    return FormView(title=words[0], help=words[1], submit=words[2], fields=views, problems=problems)


def answers(form: Form, lang: str, values: Mapping[str, Any]) -> list[AnswerView]:
    """The answers in words, for checking before sending and for reading afterwards."""
    return [_answer(one, lang, values.get(one.key)) for one in form.fields if not one.hidden]


def _answer(one: Field, lang: str, value: object) -> AnswerView:
    shown = show_value(lang, one, value)
    kind = "code" if isinstance(shown, Code) else "lines" if one.kind == "lines" else "plain"
    return AnswerView(one.title.show(lang), shown, kind)


def _field_view(one: Field, lang: str, value: object, submission: Submission | None) -> FieldView:
    typed = entered(lang, one, value) if submission is None or not one.asked else submission.posted
    errors: list[Text] = list(submission.errors.get(one.key, [])) if submission else []
    control = _control(one)
    first = next(iter(typed.get(one.key, [])), "")
    return FieldView(
        id=f"f-{one.key}",
        name=one.key,
        control=control,
        title=one.title.show(lang),
        required=one.required,
        optional_mark="" if one.required or not one.asked else translate(lang, "(optional)"),
        hint=one.help.show(lang) if one.help else "",
        errors=[text.show(lang) for text in errors],
        value=show_value(lang, one, value) if control == "shown" else first,
        options=_options(one, lang, control, typed.get(one.key, [])),
        parts=_parts(one, lang, typed) if control == "date" else [],
        input_mode=_INPUT_MODES.get(one.kind, "numeric" if one.kind in IDENTIFIER_KINDS else ""),
        autocomplete=one.autocomplete or "off",
        placeholder=one.placeholder.show(lang) if one.placeholder else "",
        rows=one.rows,
        code=one.kind in _CODES,
    )


def _control(one: Field) -> str:
    if not one.asked:
        return "shown"
    if one.kind == "yes-no":
        return "radios"
    if one.kind == "choice":
        few = len(one.choices) <= MOST_RADIOS
        return "select" if one.widget == "select" or not (few or one.widget == "radio") else "radios"
    return {"many": "checkboxes", "date": "date", "lines": "textarea"}.get(one.kind, "input")


def _options(one: Field, lang: str, control: str, typed: list[str]) -> list[Option]:
    """The choices; with radios and select an optional question can be left without answer again."""
    if control not in ("radios", "checkboxes", "select"):
        return []
    pairs = [(choice.token, choice.title.show(lang)) for choice in one.choices]
    if one.kind == "yes-no":
        titles = dict(pairs)
        pairs = [("true", titles.get("true") or translate(lang, "Yes"))]
        pairs += [("false", titles.get("false") or translate(lang, "No"))]
    if control == "select":
        pairs.insert(0, ("", translate(lang, "Choose")))
    elif control == "radios" and not one.required:
        pairs.append(("", translate(lang, "No answer")))
    return [
        Option(f"f-{one.key}-{number}", token, words, token in typed or (not token and not any(typed)))
        for number, (token, words) in enumerate(pairs, start=1)
    ]


def _parts(one: Field, lang: str, typed: Mapping[str, list[str]]) -> list[PartView]:
    """Three inputs for a date, filled with its parts or with a whole date that a program posted."""
    labels = {"day": translate(lang, "Day"), "month": translate(lang, "Month"), "year": translate(lang, "Year")}
    whole = _iso(next(iter(typed.get(one.key, [])), ""))
    stands = entered(lang, one, whole) if whole else typed
    first = {part: next(iter(stands.get(f"{one.key}.{part}", [])), "") for part in DATE_PARTS}
    return [_part(one, lang, part, labels[part], first[part]) for part in DATE_PARTS]


def _iso(text: str) -> str:
    """The day in `text` as it is stored, or nothing where `text` is none."""
    try:
        return parse_date(text).isoformat()
    except ValueError:
        return ""


def _part(one: Field, lang: str, part: str, label: str, value: str) -> PartView:
    options: list[Option] = []
    if part == "month":
        months = [("", translate(lang, "Choose")), *((str(n), name) for n, name in enumerate(MONTHS[lang], start=1))]
        options = [Option("", token, words, token == value.lstrip("0")) for token, words in months]
    birthday = f"bday-{part}" if one.autocomplete == "bday" else "off"
    return PartView(f"f-{one.key}-{part}", f"{one.key}.{part}", label, value, options, birthday)
