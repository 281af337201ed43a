"""How often the check is wrong: valid models that it calls wrong, and broken ones that it would let be published."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from lxml import etree

from engine.definitions import examining
from engine.definitions.check import Surroundings, check
from tests.support.standard.valid import model
from tests.support.standard.violations import ALL

#: Not a break of the standard: elements that this release cannot run yet, or not as they are drawn; rule `decision`
#: says so of business rule tasks that name no decision.
BESIDE = {"does-not-run", "decision"}


@dataclass
class Figures:
    """What came out: how many models, and what was wrong about which."""

    valid: int = 0
    broken: int = 0
    false_alarms: list[str] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """The figures in a line."""
        alarms, misses = len(self.false_alarms), self.missed.total()
        return (
            f"{self.valid} valid models, {alarms} called wrong ({_share(alarms, self.valid)}); "
            f"{self.broken} models with one violation, {misses} publishable ({_share(misses, self.broken)})"
        )


def measure(seeds: Iterable[int], *, each: int) -> Figures:
    """Check a valid model for each seed, and for every violation `each` models that it breaks."""
    figures, numbers = Figures(), list(seeds)
    for seed in numbers:
        for runnable in (False, True):
            figures.valid += 1
            if found := errors(model(seed, runnable=runnable), runnable=runnable):
                figures.false_alarms.append(f"seed {seed}, runnable {runnable}: {sorted(found)}")
    for name in ALL:
        for _, (root, runnable) in zip(range(each), _broken(name, numbers), strict=False):
            figures.broken += 1
            figures.missed[name] += not errors(root, runnable=runnable)
    return figures


def errors(root: Any, *, runnable: bool) -> set[str]:
    """Return the rules that stand against publishing, but for what cannot run yet where the model holds such things."""
    document = examining.drawing(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    found = check(document, Surroundings())
    return {finding.rule for finding in found if finding.severity == "error"} - (set() if runnable else BESIDE)


def _broken(name: str, seeds: Iterable[int]) -> Iterator[tuple[Any, bool]]:
    """Give models that a violation breaks, and whether they hold only what runs: those first."""
    for seed, runnable in [(seed, runnable) for runnable in (True, False) for seed in seeds]:
        root = model(seed, runnable=runnable)
        if ALL[name][1](root, Random(seed)):
            yield root, runnable


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}"
