"""Random processes with deadlines, cycles and pauses always wait for something visible, and their record is them."""

import os
from random import Random

import pytest

from engine import execution
from tests.integration.jobs.conftest import Clockwork, process, timer

#: RAVAND_MODELS says how many random models there are in all; here it is a part of them.
MODELS = int(os.environ.get("RAVAND_MODELS", "300")) // 100
STEPS = 12
_WAYS = (("timeDuration", "PT{n}H"), ("timeCycle", "R2/PT{n}H"), ("timeDuration", "=duration(&quot;PT{n}H&quot;)"))


def _drawn(key: str, random: Random) -> bytes:
    """Tasks and pauses in a row; tasks have deadlines of both kinds that lead to a task of their own."""
    nodes, lines, row = ['<startEvent id="begin"/>'], [], ["begin"]
    for place in range(random.randint(2, 4)):
        if random.random() < 0.3:
            nodes.append(
                f'<intermediateCatchEvent id="rest{place}">{_timer(random, _WAYS[::2])}</intermediateCatchEvent>'
            )
            row.append(f"rest{place}")
            continue
        nodes.append(f'<userTask id="task{place}" xmlns:c="http://camunda.org/schema/1.0/bpmn" c:candidateGroups="g"/>')
        row.append(f"task{place}")
        for late in range(random.randint(0, 2)):
            name, cancels = f"late{place}.{late}", random.choice(["true", "false"])
            nodes.append(f'<boundaryEvent id="{name}" attachedToRef="task{place}" cancelActivity="{cancels}">')
            nodes.append(f"{_timer(random, _WAYS)}</boundaryEvent>")
            nodes.append(f'<userTask id="{name}.task"/><endEvent id="{name}.end"/>'.replace("<userTask", _FOR_GROUP))
            lines.append(f"{name} {name}.task {name}.end")
    nodes.append('<endEvent id="done"/>')
    return process(key, "".join(nodes), " ".join([*row, "done"]), *lines)


_FOR_GROUP = '<userTask xmlns:c="http://camunda.org/schema/1.0/bpmn" c:candidateGroups="g"'


def _timer(random: Random, ways: tuple[tuple[str, str], ...]) -> str:
    way, text = random.choice(ways)
    return timer(way, text.format(n=random.randint(1, 30)))


@pytest.mark.parametrize("seed", range(MODELS))
def test_random_cases_with_timers_wait_visibly_and_their_record_is_them(clockwork: Clockwork, seed: int) -> None:
    random = Random(seed)
    clockwork.publish(_drawn(f"random-{seed}", random))
    case = clockwork.begun(f"random-{seed}")
    for _ in range(STEPS):
        _check(clockwork, case)
        if clockwork.see("auditor", execution.case, case).ended:
            return
        _do_something(clockwork, case, random)
    clockwork.do("supervisor", execution.cancel_instance, case)
    _check(clockwork, case)
    assert clockwork.jobs(case) == []


def _do_something(clockwork: Clockwork, case: str, random: Random) -> None:
    tasks = clockwork.open_tasks(case)
    chance = random.random()
    if tasks and chance < 0.4:
        everything = clockwork.everything()
        clockwork.do(everything, execution.complete_user_task, random.choice(tasks).id, {})
    elif chance < 0.5:
        clockwork.do("supervisor", execution.suspend, case)
        clockwork.later(hours=random.randint(1, 20))
        _check(clockwork, case)
        clockwork.do("supervisor", execution.resume, case)
        clockwork.work()
    else:
        clockwork.later(hours=random.randint(1, 20))


def _check(clockwork: Clockwork, case: str) -> None:
    found = clockwork.see("auditor", execution.case, case)
    assert clockwork.see("auditor", execution.open_incidents, case) == []
    assert found.ended or clockwork.open_tasks(case) or clockwork.jobs(case), "an open case waits for nothing"
    assert not found.ended or not clockwork.jobs(case), "a case that ended still waits"
    assert clockwork.whole(case)
