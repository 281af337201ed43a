"""An activity repeated for several things, each repetition a token of its own; must not know what the activity does."""

from typing import Any

from engine.spiff.case import Case, Token
from engine.spiff.instances import Instances
from engine.spiff.moments import Moment
from engine.spiff.several import Several


class Each(Several):
    """The frame around the repetitions of anything but a user task; `each` is the activity inside."""

    holds = True
    each: Any

    @property
    def keeps(self) -> tuple[str, ...]:
        """The variable that a repetition keeps to itself until it is collected."""
        drawn = self.plan.drawn
        return () if drawn.output is None or drawn.output_item is None else (drawn.output_item,)

    def _open(self, token: Token, instances: Instances, many: int) -> None:
        case: Case = token.workflow
        first, items = instances.begun, self._items(token, instances)
        made = []
        for index in range(first, first + many):
            one = Token(case, self.each, token.home, None, case.number(), token)
            one.index, one.own = index, self._local(index, items)
            one.own.update(dict.fromkeys(self.keeps))
            made.append(one)
        instances.begin(many, made[0].id)
        for one in made:
            local, total = dict(one.own or {}), instances.total
            case.moments.append(Moment("entered", self.key, one.id, local=local, parent=token.id, instances=total))
        for one in made:
            if one.id in case.live:
                self.each._update(one)

    def finished(self, frame: Token, token: Token) -> None:
        """Finish one repetition and decide how to go on."""
        instances: Instances = frame.internal_data["instances"]
        answered = {name: (token.own or {}).get(name) for name in self.keeps}
        instances.finish(token.index)
        frame.row = None
        if instances.answers is not None:
            instances.answers.put(token.index, answered.get(self.plan.drawn.output_item or ""))
        self.go_on(frame, token.index, answered)

    def _withdraw(self, token: Token, instances: Instances) -> None:
        for one in list((token.inside or {}).values()):
            one.cancel()
        instances.open = 0
