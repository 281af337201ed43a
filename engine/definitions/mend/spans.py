"""Where each element stands in the text of a file that the XML door has let in; must not judge or change it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![^>]*>"""
    r"""|</[^>]*>"""
    r"""|<([^\s/>!?]++)((?:[^>"'/]++|/(?!>)|"[^"]*+"|'[^']*+')*+)(/?)>""",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"""([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")


class Attribute(NamedTuple):
    """One attribute as written: its name with prefix, from its name to its closing quotation mark, its value alone."""

    name: str
    start: int
    end: int
    value_start: int
    value_end: int


@dataclass(slots=True)
class Span:
    """One element as written, in offsets of the text; `close` is where its end tag begins (`open_end` if empty)."""

    name: str
    start: int
    attributes_end: int
    open_end: int
    empty: bool
    close: int = 0
    end: int = 0

    @property
    def prefix(self) -> str:
        """Return its prefix with the colon, "" where it has none."""
        return self.name[: self.name.find(":") + 1]

    def attributes(self, text: str) -> Iterator[Attribute]:
        """Give its attributes as written, declarations of namespaces among them."""
        begin = self.start + 1 + len(self.name)
        for found in _ATTRIBUTE.finditer(text, begin, self.attributes_end):
            yield Attribute(found[1], found.start(), found.end(), found.start(2) + 1, found.end(2) - 1)


def spans(text: str) -> list[Span]:
    """Return where every element stands, in document order. The text must be well-formed."""
    found: list[Span] = []
    open_: list[Span] = []
    for token in _TOKEN.finditer(text):
        name = token[1]
        if name is not None:
            found.append(_opened(token))
            if not token[3]:
                open_.append(found[-1])
        elif token[0].startswith("</") and open_:
            closed = open_.pop()
            closed.close, closed.end = token.start(), token.end()
    return found


def _opened(token: re.Match[str]) -> Span:
    written = token[2]
    attributes_end = token.start(2) + len(written.rstrip())
    span = Span(token[1], token.start(), attributes_end, token.end(), empty=bool(token[3]))
    if span.empty:
        span.close = span.end = token.end()
    return span
