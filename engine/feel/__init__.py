"""Answers what an expression means and gives (FEEL, the house language); it must not read a clock, a file or a database."""

from engine.feel.expression import Expression, parse
from engine.feel.export import to_json
from engine.feel.functions import FUNCTIONS
from engine.feel.run import Reason

__all__ = ["FUNCTIONS", "Expression", "Reason", "parse", "to_json"]
