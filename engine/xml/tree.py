"""What an element of a tree is and where it stands; must not read bytes."""

from typing import Any

from lxml import etree

Element = etree._Element  # noqa: SLF001  (lxml has no public name for the type of its elements)


def line_of(element: Element) -> int:
    """Return the line of an element in its file, 0 where it is not known."""
    line: Any = element.sourceline
    return line if isinstance(line, int) else 0
