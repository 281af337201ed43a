"""How a find is made smaller: what of an input is left out while it still breaks the same promise at the same place."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from engine import text
from tools.fuzzing import faults, mutations

_TRIES = 3_000


def fault(data: bytes) -> str:
    """Return the name of what breaks, "" where nothing does."""
    try:
        faults.within_bounds(data)
    except Exception as problem:  # noqa: BLE001  (whatever it is, it is the find)
        return faults.name(problem)
    return ""


def smaller(data: bytes, broken: Callable[[bytes], bool]) -> bytes:
    """Return the smallest input found that is still broken: elements, attributes and texts go, then bytes."""
    tries = _TRIES
    while True:
        for candidate in _without_something(data):
            tries -= 1
            if tries <= 0:
                return data
            if len(candidate) < len(data) and broken(candidate):
                data = candidate
                break
        else:
            return data


def _without_something(data: bytes) -> Iterator[bytes]:
    root = mutations.tree(data)
    if root is None:
        return _pieces_left_out(data)
    return _parts_left_out(root)


def _parts_left_out(root: Any) -> Iterator[bytes]:
    elements = [one for one in root.iter(etree.Element) if one is not root]
    for element in elements:  # large branches first: they stand first
        parent, at = element.getparent(), element.getparent().index(element)
        parent.remove(element)
        yield etree.tostring(root)
        parent.insert(at, element)
    for element in root.iter(etree.Element):
        for name, value in list(element.attrib.items()):
            del element.attrib[name]
            yield etree.tostring(root)
            element.set(name, value)
        if element.text and element.text.strip():
            kept, element.text = element.text, None
            yield etree.tostring(root)
            element.text = kept


def _pieces_left_out(data: bytes) -> Iterator[bytes]:
    length = len(data) // 2
    while length:
        for at in range(0, len(data), length):
            yield data[:at] + data[at + length :]
        length //= 2


def main(path: Path) -> int:
    """Say what is wrong with the input of a file, and write a smaller one beside it."""
    text.load_catalogues()
    data = path.read_bytes()
    wrong = fault(data)
    print(wrong)
    if wrong:
        found = data if wrong.startswith("Hang") else smaller(data, lambda candidate: fault(candidate) == wrong)
        path.with_name(f"{path.name}.small").write_bytes(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
