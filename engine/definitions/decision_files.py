"""Which decisions a DMN file holds, by their ids; must not read or judge what they decide."""

from functools import lru_cache
from typing import Final

from engine.xml import Limits, parse

#: Root elements of DMN 1.1 to 1.5.
ROOTS: Final = frozenset(
    f"{{{space}}}definitions"
    for space in (
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    )
)
ENDING: Final = ".dmn"


@lru_cache(maxsize=8)
def decisions(data: bytes) -> frozenset[str]:
    """Return the ids of the decisions of a DMN file; raises the refusals of the XML door."""
    root = parse(data, roots=ROOTS, limits=Limits(size=len(data)))
    space = str(root.tag).rpartition("}")[0]
    return frozenset(str(one.get("id")) for one in root.iterchildren(f"{space}}}decision") if one.get("id"))
