"""How cases of a scenario meet each other and the world outside: messages, signals, called cases; names no step."""

from collections.abc import Mapping

from engine import definitions, execution, text
from engine.behaviour import labels
from engine.behaviour.world import World
from engine.execution import correlation
from engine.execution.matching import Message


def publish_all(world: World, name: str, files: Mapping[str, bytes]) -> None:
    """Let somebody upload and publish every process of the files; scenarios begin cases of the first one."""
    with world.acting(name) as ctx:
        made = definitions.import_files(ctx, files, name=min(files), source="scenario").versions
        for version in made:
            execution.publish(ctx, version.id)
        world.version, world.process, world.labels = made[0].id, made[0].key, labels.of(files)


def begin(world: World, name: str, subject: str) -> None:
    """Begin a case with a business key."""
    answers = world.answers(world.labels.start, {})
    with world.acting(name) as ctx:
        world.case = execution.start_latest(ctx, world.process, answers, business_key=subject).instance


def send(world: World, name: str, message: str, subject: str | None, values: Mapping[str, str]) -> None:
    """Send a message; the scenario speaks of the case that it reached or began.

    What it brings is told with the words of the form that begins a case, or by names.
    """
    brought = world.labels.answers(world.labels.start, values)
    with world.acting(name) as ctx:
        reached = correlation.correlate(ctx, Message(name=message, business_key=subject, values=brought))
        world.case = reached.progress.instance


def signal(world: World, name: str, called: str) -> None:
    """Send a signal."""
    with world.acting(name) as ctx:
        correlation.broadcast(ctx, called, {})


def deliver(world: World) -> None:
    """Let the worker do what is due now, and what follows from it."""
    world.settle()
    while world.deliver():
        continue


def turn_to(world: World, process: str) -> None:
    """Let the scenario speak of the newest case of a process."""
    found = _cases(world, process)
    if not found:
        raise AssertionError(f"there is no case of {process!r}")
    world.case = found[-1].id
    with world.looking() as ctx:
        version = definitions.version(ctx, found[-1].definition)
        world.labels = labels.of(definitions.files(ctx, version.deployment_id))


def count(world: World, process: str) -> int:
    """Return how many cases of a process there are."""
    return len(_cases(world, process))


def _cases(world: World, process: str) -> list[execution.Instance]:
    """Return the cases of a process, called by its key or name, in the order of their numbers."""
    with world.looking() as ctx:
        found = execution.cases(ctx, execution.Filter())
    wanted = text.normalise(process)
    named = [one for one in found if wanted in {text.normalise(one.process_key), text.normalise(one.process_name)}]
    return sorted(named, key=lambda case: case.number)
