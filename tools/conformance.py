"""How published BPMN cases fare: read, publishable, or refused with the reason; must not store or judge by itself."""

import sys
from collections import Counter
from pathlib import Path

from engine import definitions, errors, text


def main(folder: Path) -> int:
    """Print one line a case and a summary; 1 when a case cannot be read, which no published case deserves."""
    cases = sorted(folder.rglob("*.bpmn"))
    if not cases:
        print(f"There are no BPMN cases below {folder}; name their folder: make conformance CASES=…")
        return 0
    text.load_catalogues()
    told = Counter(_tell(case, folder) for case in cases)
    print(f"{len(cases)} BPMN cases: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(told.items())))
    return 1 if told["refused"] else 0


def _tell(case: Path, folder: Path) -> str:
    try:
        [(document, findings)] = definitions.examine({case.name: case.read_bytes()}).values()
    except errors.RavandError as refusal:
        print(f"refused      {case.relative_to(folder)}: {refusal}")
        return "refused"
    weights = Counter(finding.severity for finding in findings)
    verdict = "with errors" if weights["error"] else "publishable"
    found = ", ".join(f"{count} {severity}" for severity, count in sorted(weights.items())) or "nothing found"
    print(f"{verdict:12} {case.relative_to(folder)}: {len(document.processes)} processes, {found}")
    return verdict


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
