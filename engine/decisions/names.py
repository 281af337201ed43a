"""Which namespaces DMN has and how ids, references and type names of a file are read; must not know any element."""

from typing import Final

from engine.xml import Element

#: Namespaces of DMN 1.2 to 1.5, and of 1.1, which says the same where it says anything.
SPACES: Final = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
ROOTS: Final = frozenset(f"{{{space}}}definitions" for space in SPACES)
#: What the languages of expressions are called that mean FEEL, by a part of their address.
_FEEL: Final = "feel"


def local(element: Element) -> str:
    """Return the name of an element of DMN without its namespace; empty for elements of other namespaces."""
    space, _, name = str(element.tag)[1:].partition("}")
    return name if space in SPACES else ""


def children(element: Element, *names: str) -> list[Element]:
    """Return the children of DMN that bear one of these names, in their order."""
    return [one for one in element if local(one) in names]


def child(element: Element, *names: str) -> Element | None:
    """Return the first child of DMN that bears one of these names."""
    return next((one for one in element if local(one) in names), None)


def text(element: Element | None) -> str | None:
    """Return the text of an element or of its `text` child; None where the element or its text is missing."""
    if element is None:
        return None
    inner = child(element, "text")
    found = (element if inner is None else inner).text
    return found.strip() if found and found.strip() else None


def name_of(element: Element | None) -> str:
    """Return the name of an element, its words joined by one space as FEEL reads them (10.3.1.4)."""
    return " ".join((element.get("name") or "").split()) if element is not None else ""


def type_of(element: Element | None) -> str | None:
    """Return the type that an element is declared to have: an attribute, or in old files a child."""
    if element is None:
        return None
    written = element.get("typeRef") or text(child(element, "typeRef"))
    return written.strip() if written else None


def language_of(element: Element, inherited: str | None) -> str | None:
    """Return the language of an expression where it is not FEEL; `inherited` is that of the whole file."""
    written = element.get("expressionLanguage") or inherited
    return None if not written or _FEEL in written.lower() else written


def key_of(href: str | None, namespace: str) -> str | None:
    """Return the key `namespace#id` of what a reference points at; None where it says nothing (7.3.2.2)."""
    if not href:
        return None
    space, mark, identifier = href.strip().rpartition("#")
    return f"{(space if mark else '') or namespace}#{identifier}" if identifier else None
