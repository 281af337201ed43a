"""Answers what an expression means and gives (FEEL, the house language); it must read no clock, file or database."""

from engine.feel.export import to_json, to_text
from engine.feel.expression import Expression, UnaryTests, parse, parse_unary_tests
from engine.feel.functions import FUNCTIONS
from engine.feel.invoking import invoke
from engine.feel.run import Reason, Run
from engine.feel.scripts import translate_script
from engine.feel.translate import Note, Translation, translate
from engine.feel.types import (
    ANY,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
    conforms,
    converted,
    is_instance,
    named,
)
from engine.feel.values import FunctionValue, Range, equal, order
from engine.feel.vocabulary import Vocabulary

__all__ = [
    "ANY",
    "FUNCTIONS",
    "ContextType",
    "Expression",
    "FunctionType",
    "FunctionValue",
    "ListType",
    "Note",
    "Range",
    "RangeType",
    "Reason",
    "Run",
    "Translation",
    "Type",
    "UnaryTests",
    "Vocabulary",
    "conforms",
    "converted",
    "equal",
    "invoke",
    "is_instance",
    "named",
    "order",
    "parse",
    "parse_unary_tests",
    "to_json",
    "to_text",
    "translate",
    "translate_script",
]
