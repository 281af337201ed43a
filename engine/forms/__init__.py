"""The forms of the house: JSON Schema with uiSchema, understood, read and checked; draws and stores nothing."""

from engine.forms.camunda import from_camunda_form_data, from_form_properties
from engine.forms.files import from_bytes
from engine.forms.model import IDENTIFIER_KINDS, RESERVED, Choice, Field, Form, Submission
from engine.forms.posted import DATE_PARTS, parse_posted
from engine.forms.schema import load
from engine.forms.shown import entered, show_value, summary
from engine.forms.validation import validate

__all__ = [
    "DATE_PARTS",
    "EMPTY",
    "IDENTIFIER_KINDS",
    "RESERVED",
    "Choice",
    "Field",
    "Form",
    "Submission",
    "entered",
    "from_bytes",
    "from_camunda_form_data",
    "from_form_properties",
    "load",
    "parse_posted",
    "show_value",
    "summary",
    "validate",
]

EMPTY = load({"type": "object"})  # what a task without a form asks: nothing but the confirmation
