"""Change `write-ids {}`: every id that XML does not allow becomes one that it does, wherever the file names it."""

import re
from collections.abc import Mapping
from typing import Final

from engine import errors
from engine.definitions.assume.references import references
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import local
from engine.xml import Element

NAME = "write-ids"
WORDS = "Write ids that XML allows, wherever they stand"
_NAME: Final = re.compile("[^\\W\\d][\\w.·\u200c\u200d-]*")  # close to XML's NCName
_CALLED: Final = "calledElement"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Write them; raises ChangeDoesNotFit if all are right. A process keeps its id, for that is the service's key."""
    source.alone()
    if change.get("element"):
        raise errors.ChangeDoesNotFit
    given = _given(source)
    if not given:
        raise errors.ChangeDoesNotFit
    for element, key in given.values():
        source.writing.set(element, "id", key)
    for reference in references(source.root):
        prefix, colon, said = reference.says.rpartition(":")
        found = given.get(reference.says) or given.get(said)
        if found is None or not source.writing.written(reference.element) or reference.attribute == _CALLED:
            continue
        says = found[1] if reference.says in given else f"{prefix}{colon}{found[1]}"
        if reference.attribute:
            source.writing.set(reference.element, reference.attribute, says)
        else:
            source.writing.content(reference.element, says)


def _given(source: Source) -> dict[str, tuple[Element, str]]:
    """Return the new ids, each with its element, by the ids under which the elements are known."""
    found: dict[str, tuple[Element, str]] = {}
    for key, element in source.graph.elements.items():
        kind = local(element)
        if kind is None or kind == "process" or not source.writing.written(element):
            continue
        written = source.writing.given(element, "id")
        if written is not None and _NAME.fullmatch(key) is None:
            found[key] = (element, source.new_id(key))
        elif written is not None and ":" in written:
            found[key] = (element, key)  # it is known by this id already
    return found
