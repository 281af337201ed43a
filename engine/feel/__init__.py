"""Answers what an expression means and gives (FEEL, the house language); it must read no clock, file or database."""

from engine.feel.export import to_json
from engine.feel.expression import Expression, parse
from engine.feel.functions import FUNCTIONS
from engine.feel.run import Reason
from engine.feel.scripts import translate_script
from engine.feel.translate import Note, Translation, translate

__all__ = [
    "FUNCTIONS",
    "Expression",
    "Note",
    "Reason",
    "Translation",
    "parse",
    "to_json",
    "translate",
    "translate_script",
]
