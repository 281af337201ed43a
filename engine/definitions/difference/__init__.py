"""What differs between two drawings: added, removed, changed, only moved; pure, and must not know versions or pages.

`difference(before, after)` reads two trees of BPMN's `definitions` and changes neither. Things are paired by id, then
by structure and name; white space, the order of elements and attributes, namespace prefixes, and defaults that are
written out are no difference.
"""

from engine.definitions.difference.comparing import compare
from engine.definitions.difference.found import SORTS, Change, Difference, Identity, Place, Property, Sort
from engine.definitions.difference.matching import match
from engine.definitions.difference.things import Side, read

__all__ = ["SORTS", "Change", "Difference", "Identity", "Place", "Property", "Side", "Sort", "difference"]


def difference(before: Side, after: Side) -> Difference:
    """Return what became of one drawing in another: nothing for two that say and show the same."""
    here, there = read(before), read(after)
    return compare(here, there, match(here, there))
