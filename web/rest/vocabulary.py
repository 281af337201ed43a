"""How a list is narrowed and ordered in the dialect's words; must not know which nouns there are.

What the dialect knows and we do not is refused by name, so that nobody gets more rows than were asked for. What not
even the dialect knows is ignored, as Camunda does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import errors
from web.rest.asking import Reader, is_wanted, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words for one noun.

    `filters`: the dialect's name → part of our filter, or "column comparison", and a reader. `sorts`: the dialect's
    name → ours. `never`: what nothing of ours has, so that asking for it finds nothing. `unspoken`: what is refused.
    """

    filters: Mapping[str, tuple[str, Reader]]
    sorts: Mapping[str, str]
    never: frozenset[str] = frozenset()
    unspoken: frozenset[str] = frozenset()

    def wanted(self, sent: Mapping[str, Any], agency: str) -> dict[str, Any]:
        """Return the parts of our filter; where nothing can match, its `ids` are none."""
        for name in sorted(self.unspoken & sent.keys()):
            if is_wanted(sent[name]):
                raise errors.Unspoken(name=name)
        found: dict[str, Any] = {}
        possible = self._possible(sent, agency)
        for theirs, given in sent.items():
            if theirs not in self.filters or not _is_given(given):
                continue
            ours, read = self.filters[theirs]
            if (value := read(given, theirs)) is not None:
                possible = _add(found, ours, value) and possible
        return found if possible else {**found, "ids": ()}

    def order(self, sent: Mapping[str, Any]) -> tuple[tuple[str, bool], ...]:
        """Read sortBy and sortOrder, or the list `sorting`, as (our name, descending). Raises UnknownSorting."""
        wanted = sent.get("sorting") or ([sent] if sent.get("sortBy") or sent.get("sortOrder") else [])
        if not isinstance(wanted, list) or not all(self._is_order(one) for one in wanted):
            raise errors.UnknownSorting(names=", ".join(sorted(self.sorts)))
        return tuple((self.sorts[one["sortBy"]], one["sortOrder"] == "desc") for one in wanted)

    def _possible(self, sent: Mapping[str, Any], agency: str) -> bool:
        tenants = sent.get("tenantIdIn")
        here = agency in listed(tenants, "tenantIdIn") if _is_given(tenants) else True
        return here and not any(is_wanted(sent[name]) for name in self.never & sent.keys())

    def _is_order(self, one: Any) -> bool:
        if not isinstance(one, Mapping):
            return False
        by, order = one.get("sortBy"), one.get("sortOrder")
        return isinstance(by, str) and by in self.sorts and isinstance(order, str) and order in {"asc", "desc"}


def _is_given(value: Any) -> bool:
    return value is not None and value not in ("", [])


def _add(found: dict[str, Any], ours: str, value: Any) -> bool:
    """Put a demand beside the others; False where two of them cannot hold together."""
    part, _, comparison = ours.partition(" ")
    if comparison:
        found["also"] = (*found.get("also", ()), (part, comparison, value))
        return True
    before = found.setdefault(part, value)
    if isinstance(before, tuple) and isinstance(value, tuple):
        found[part] = tuple(one for one in before if one in value)
        return True
    return bool(before == value)
