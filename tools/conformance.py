"""How published BPMN and DMN cases fare: what is kept, runs, is found and decided in each; must not store or judge."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.places import Place
from engine import definitions, errors, text
from engine.context import reading, transaction
from engine.definitions import Finding, examining
from engine.definitions.check import Surroundings, check
from engine.definitions.report import report
from tools import decision_cases, losses


@dataclass(frozen=True, slots=True)
class Fared:
    """One case: how many processes and elements, how many of them run, what was found, and what was lost."""

    name: str
    processes: int
    elements: int
    running: int
    findings: tuple[Finding, ...]
    lost: tuple[str, ...]


def main(folder: Path) -> int:
    """Tell of the BPMN cases, then of the DMN cases; 1 when one of the two falls short of what is promised."""
    text.load_catalogues()
    cases = sorted(folder.rglob("*.bpmn"))
    if not cases:
        print(f"There are no BPMN cases below {folder}; name their folder: make conformance CASES=…")
    drawn = _drawings(cases, folder) if cases else 0
    return drawn if decision_cases.tell(folder) else 1


def _drawings(cases: Sequence[Path], folder: Path) -> int:
    """Print a row a case and the sums; 1 when a case is refused or loses anything, which no published one deserves."""
    with TemporaryDirectory() as place:
        house = Place("sqlite", f"sqlite:///{Path(place) / 'ravand.sqlite'}")
        fared = list(_each(cases, folder, house))
        house.database.close()
    kept = [case for case in fared if not case.lost]
    rules = _counted(finding for case in fared for finding in case.findings)
    clean = sum(not any(finding.severity == "error" for finding in case.findings) for case in kept)
    print(
        f"\n{len(cases)} cases: {len(kept)} accepted with nothing lost, {clean} of them publishable. Findings: {rules}"
    )
    return 0 if len(kept) == len(cases) else 1


def _each(cases: Iterable[Path], folder: Path, house: Place) -> Iterator[Fared]:
    print("| case | processes | elements | run | errors | warnings | infos | lost |\n|---|---|---|---|---|---|---|---|")
    for case in cases:
        fared = _fared(str(case.relative_to(folder)), case.read_bytes(), house)
        found = (_counted(one for one in fared.findings if one.severity == weight) for weight in _WEIGHTS)
        lost = "; ".join(fared.lost) or "nothing"
        print(
            "|",
            " | ".join([*map(str, (fared.name, fared.processes, fared.elements, fared.running)), *found, lost]),
            "|",
        )
        yield fared


_WEIGHTS = ("error", "warning", "info")


def _fared(name: str, data: bytes, house: Place) -> Fared:
    try:
        document = examining.drawing(data)
        came_back = _stored(data, house)
    except errors.RavandError as refusal:
        return Fared(name, 0, 0, 0, (), (f"refused: {refusal}",))
    findings = check(document, Surroundings())
    told = report(document, findings, "en")
    elements = [one for process in told["processes"] for one in process["elements"]]
    lost = [*losses.of_check(data, document), *losses.of_edit(data, document)]
    if came_back != data:
        lost.append("other bytes came back")
    running = sum(one["runs"] for one in elements)
    return Fared(name, len(told["processes"]), len(elements), running, findings, tuple(lost))


def _stored(data: bytes, house: Place) -> bytes:
    """Return the bytes of a drawing after it was stored as a draft; raises what stands against that."""
    with transaction(house.database, house.actor) as ctx:
        made = definitions.import_files(ctx, {"case.bpmn": data}, name="case", source="conformance")
    with reading(house.database, house.actor) as ctx:
        return definitions.source(ctx, made.versions[0])


def _counted(findings: Iterable[Finding]) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in sorted(Counter(one.rule for one in findings).items())) or "–"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
