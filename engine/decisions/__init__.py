"""Answers what decisions of DMN files come to and which rules fired; must not read a clock, file or database."""

from engine.decisions.deciding import MAX_FUEL, decide
from engine.decisions.model import Decision, Input, ItemDefinition, KnowledgeModel, Model, Service
from engine.decisions.outcome import Fault, Fired, Outcome
from engine.decisions.reading import read

__all__ = [
    "MAX_FUEL",
    "Decision",
    "Fault",
    "Fired",
    "Input",
    "ItemDefinition",
    "KnowledgeModel",
    "Model",
    "Outcome",
    "Service",
    "decide",
    "read",
]
