"""What is drawn about a standard loop: until when, asked before or after, how often at most; must not run it."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.spiff.expressions import Formula, Unreadable, read
from engine.spiff.vocabulary import children, clean, whole_text
from engine.xml import Element as Xml


@dataclass(frozen=True, slots=True)
class Loop:
    """The standard loop of an activity as drawn (BPMN 2.0.2, 10.3.8); texts are not yet read."""

    condition: str | None = None
    before: bool = False
    most: str | None = None
    language: str | None = None


def loop(node: Xml) -> Loop | None:
    """Return how an activity loops, None where it does not."""
    drawn = next(children(node, "standardLoopCharacteristics"), None)
    if drawn is None:
        return None
    condition = next(children(drawn, "loopCondition"), None)
    return Loop(
        None if condition is None else whole_text(condition),
        clean(drawn.get("testBefore")) in {"true", "1"},
        clean(drawn.get("loopMaximum")),
        None if condition is None else clean(condition.get("language")),
    )


@dataclass(frozen=True, slots=True)
class Until:
    """Until when an activity is done again, read once per version."""

    drawn: Loop
    condition: Formula | None
    most: int | None

    @classmethod
    def of(cls, drawn: Loop, report: Callable[[Unreadable], None]) -> "Until":
        """Read what is drawn; what cannot be read, or would never end by itself, is reported and left out."""
        most, condition = None, None
        try:
            if drawn.most is not None:
                most = _whole(drawn.most)
            if drawn.condition is not None:
                condition = read(drawn.condition, drawn.language)
            elif drawn.most is None:
                raise Unreadable("loop-endless")
        except Unreadable as problem:
            report(problem)
        return cls(drawn, condition, most)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The condition, where there is one."""
        return () if self.condition is None else (self.condition,)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) == 0:
        raise Unreadable("loop-maximum", value=text)
    return int(text)
