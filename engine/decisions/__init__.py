"""Answers what decisions of DMN files come to and which rules fired; must not read a clock, file or database."""

from engine.decisions.deciding import MAX_FUEL, decide
from engine.decisions.model import Decision, Input, ItemDefinition, KnowledgeModel, Model, Service
from engine.decisions.outcome import Applied, Fault, Fired, Looked, Outcome
from engine.decisions.reading import read
from engine.decisions.results import SHAPES, Rows, rows, shaped

__all__ = [
    "MAX_FUEL",
    "SHAPES",
    "Applied",
    "Decision",
    "Fault",
    "Fired",
    "Input",
    "ItemDefinition",
    "KnowledgeModel",
    "Looked",
    "Model",
    "Outcome",
    "Rows",
    "Service",
    "decide",
    "read",
    "rows",
    "shaped",
]
