"""Where in a drawing a finding belongs: the nearest element that a reader sees; must not judge anything."""

from dataclasses import dataclass

from engine.definitions.words import KINDS
from engine.spiff.vocabulary import clean, local
from engine.xml import Element, line_of


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a drawing: the id and name of what readers see there, and the line that is meant."""

    id: str
    name: str | None
    line: int


def where(xml: Element) -> Where:
    """Return the place of any element: itself or what it describes; its own line, so that an editor finds it."""
    around = [one for one in (xml, *xml.iterancestors()) if one.get("id")]
    drawn = (one for one in around if local(one) in KINDS)
    shown = next(drawn, around[0] if around else xml)
    return Where(str(shown.get("id") or ""), clean(shown.get("name")), line_of(xml))
