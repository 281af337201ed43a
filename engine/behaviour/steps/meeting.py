"""What is said of messages, signals and called cases in a scenario; must not know how they travel."""

from pathlib import Path

from pytest_bdd import given, then, when

from engine.behaviour import meeting, repertoire
from engine.behaviour.steps.both import Table, both, expect, rows
from engine.behaviour.world import World


@both(given, "all processes of the drawing {file} are published", "همهٔ فرایندهای نقشهٔ {file} منتشر شده است")
def _all_are_published(world: World, drawings: Path, file: str) -> None:
    meeting.publish_all(world, "analyst", repertoire.files_of(drawings / file))


@both(when, "{person} begins a case about {subject}", "{person} پرونده‌ای دربارهٔ {subject} آغاز می‌کند")
def _begins_about(world: World, person: str, subject: str) -> None:
    meeting.begin(world, person, subject)


@both(when, "{person} sends the message {name} about {subject}", "{person} پیام {name} را دربارهٔ {subject} می‌فرستد")
def _sends(world: World, person: str, name: str, subject: str) -> None:
    meeting.send(world, person, name, subject, {})


@both(
    when,
    "{person} sends the message {name} about {subject} with",
    "{person} پیام {name} را دربارهٔ {subject} می‌فرستد با",
)
def _sends_with(world: World, person: str, name: str, subject: str, datatable: Table) -> None:
    meeting.send(world, person, name, subject, rows(datatable))


@both(when, "{person} sends the signal {name}", "{person} نشانهٔ {name} را می‌فرستد")
def _signals(world: World, person: str, name: str) -> None:
    meeting.signal(world, person, name)


@both(when, "what was sent arrives", "آنچه فرستاده شده می‌رسد")
def _arrives(world: World) -> None:
    meeting.deliver(world)


@both(when, "we turn to the case of {process}", "به پروندهٔ {process} می‌پردازیم")
def _turn_to(world: World, process: str) -> None:
    meeting.turn_to(world, process)


@both(then, "there are {n:number} cases of {process}", "{n:number} پرونده از {process} هست")
def _there_are(world: World, n: int, process: str) -> None:
    expect(meeting.count(world, process) == n, meeting.count(world, process))
