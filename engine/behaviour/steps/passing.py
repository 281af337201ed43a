"""What is said of time, registries, incidents and decisions in a scenario; must not know how they work."""

from pytest_bdd import given, then, when

from engine import db, execution, spiff, text
from engine.behaviour import passing
from engine.behaviour.steps.both import both, expect
from engine.behaviour.world import World


@both(when, "{n:number} days pass", "{n:number} روز می‌گذرد")
def _days_pass(world: World, n: int) -> None:
    passing.days(world, n)


@both(when, "{n:number} hours pass", "{n:number} ساعت می‌گذرد")
def _hours_pass(world: World, n: int) -> None:
    passing.hours(world, n)


@both(when, "{n:number} working days pass", "{n:number} روز کاری می‌گذرد")
def _working_days_pass(world: World, n: int) -> None:
    passing.working_days(world, n)


@both(given, "the registry {name} is down", "پایگاه {name} از کار افتاده است")
@both(when, "the registry {name} goes down", "پایگاه {name} از کار می‌افتد")
def _is_down(world: World, name: str) -> None:
    passing.behave(world, name, "down")


@both(given, "the registry {name} is slow", "پایگاه {name} کند است")
def _is_slow(world: World, name: str) -> None:
    passing.behave(world, name, "slow")


@both(given, "the registry {name} finds nothing", "پایگاه {name} چیزی نمی‌یابد")
def _finds_nothing(world: World, name: str) -> None:
    passing.behave(world, name, "not-found")


@both(when, "the registry {name} answers again", "پایگاه {name} دوباره پاسخ می‌دهد")
def _answers_again(world: World, name: str) -> None:
    passing.behave(world, name, "up")


@both(then, "the case stands still at {element}", "پرونده در {element} ایستاده است")
def _stands_still(world: World, element: str) -> None:
    found = _incidents(world)
    expect(world.labels.element(element) in {one.element for one in found}, found)


@both(then, "nothing stands still", "هیچ چیز نایستاده است")
def _nothing_stands_still(world: World) -> None:
    expect(not _incidents(world), _incidents(world))


@both(then, "the incident says {words}", "رخداد می‌گوید {words}")
def _incident_says(world: World, words: str) -> None:
    found = [spiff.why(one.code, one.details) for one in _incidents(world)]
    told = [one.show(lang) for one in found for lang in text.LANGUAGES]
    expect(any(words in one for one in told), told)


@both(then, "rule {n:number} of {decision} fired", "قاعدهٔ {n:number} از {decision} به کار رفت")
def _fired(world: World, n: int, decision: str) -> None:
    element = world.labels.element(decision)
    made = [db.load(entry.facts) for entry in world.entries() if entry.type == "decision.made"]
    fired = [rule for one in made if one["element"] == element for _, rule in one.get("fired", ())]
    expect(fired[-1:] == [n], fired)


def _incidents(world: World) -> list[execution.Incident]:
    with world.looking() as ctx:
        return execution.open_incidents(ctx, world.case)
