"""A drawing while it is being completed: its tree, the ids given, what was assumed; must not assume by itself."""

from dataclasses import dataclass, field

from engine.definitions.check.rule import Finding
from engine.xml import Element


@dataclass(slots=True)
class Drawing:
    """The tree of one file while steps complete it. `given` are ids that elements did not have and were given."""

    root: Element
    given: set[str] = field(default_factory=set)
    assumed: list[Finding] = field(default_factory=list)
