"""What happened, for ever: append-only chains, large values, answered commands, replay and proof."""

from engine.history import export, idempotency, replay, values, verify
from engine.history.chains import GENESIS, Chain, Entry
from engine.history.reading import Filter, count, entries, happened, length, of_agency, of_cases, search, written
from engine.history.record import append, append_to_agency, last_view
from engine.history.replay import Happened, OpenTask, Picture, fold, pictures

__all__ = [
    "GENESIS",
    "Chain",
    "Entry",
    "Filter",
    "Happened",
    "OpenTask",
    "Picture",
    "append",
    "append_to_agency",
    "count",
    "entries",
    "export",
    "fold",
    "happened",
    "idempotency",
    "last_view",
    "length",
    "of_agency",
    "of_cases",
    "pictures",
    "replay",
    "search",
    "values",
    "verify",
    "written",
]
