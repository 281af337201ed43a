"""Inquiries to other registries: one file per kind, and a simulated one that ships with the product."""

from engine.connectors.guard import Guard
from engine.connectors.http_json import HttpJson
from engine.connectors.kinds import UNAVAILABLE, Answered, Connector, Erred, Failed, Inquiry, Outcome
from engine.connectors.registry import (
    MODES,
    PROVIDERS,
    Asked,
    Provider,
    SimulatedRegistry,
    asked,
    asked_count,
    behave,
    modes,
)
from engine.connectors.shipped import shipped

__all__ = [
    "MODES",
    "PROVIDERS",
    "UNAVAILABLE",
    "Answered",
    "Asked",
    "Connector",
    "Erred",
    "Failed",
    "Guard",
    "HttpJson",
    "Inquiry",
    "Outcome",
    "Provider",
    "SimulatedRegistry",
    "asked",
    "asked_count",
    "behave",
    "modes",
    "shipped",
]
