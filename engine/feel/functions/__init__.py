"""Answers which functions expressions may call: one file per kind of value; none may read a clock."""

from engine.feel.functions import contexts, lists, numeric, ranges, statistics, temporal, text, truth, working_days
from engine.feel.functions.registry import FUNCTIONS, LEFT_OUT, Function, Parameter

__all__ = [
    "FUNCTIONS",
    "LEFT_OUT",
    "Function",
    "Parameter",
    "contexts",
    "lists",
    "numeric",
    "ranges",
    "statistics",
    "temporal",
    "text",
    "truth",
    "working_days",
]
