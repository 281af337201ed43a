"""Which drawings of ours inputs are bred from; must not use anybody else's."""

from tools.steps import ROOT

_FOLDERS = ("tests/unit/definitions", "tests/integration/definitions", "processes/bpmn")


def contents() -> list[bytes]:
    """Return the bytes of every drawing of ours, in the order of their paths."""
    found = (path for folder in _FOLDERS for path in sorted((ROOT / folder).rglob("*.bpmn")))
    return [path.read_bytes() for path in found]
