"""What is expected afterwards; each step looks and compares, nothing is changed."""

from collections import Counter

from pytest_bdd import then

from engine import definitions, execution, history
from engine.behaviour import labels, repertoire
from engine.behaviour.sight import in_words
from engine.behaviour.steps.both import both, expect
from engine.behaviour.world import World


@both(then, "the case waits at {names:list}", "پرونده در {names:list} می‌ماند")
def _waits_at(world: World, names: list[str]) -> None:
    expected = {world.labels.element(name) for name in names}
    expect(set(world.waiting()) == expected, f"the case waits at {_shown(world, world.waiting())}")


@both(then, "{task} waits for {n:number} people", "{task} برای {n:number} نفر باز است")
def _waits_for(world: World, task: str, n: int) -> None:
    expect(Counter(world.waiting())[world.labels.element(task)] == n)


@both(then, "the case is completed at {end}", "پرونده در {end} پایان می‌یابد")
def _completed_at(world: World, end: str) -> None:
    expect(world.status() == execution.COMPLETED, f"the case waits at {_shown(world, world.waiting())}")
    expect(world.labels.element(end) in world.visited(), f"the case went through {_shown(world, world.visited())}")


@both(then, "the case is cancelled", "پرونده لغو شده است")
def _cancelled(world: World) -> None:
    expect(world.status() == execution.CANCELLED)
    expect(world.waiting() == [])


@both(then, "the case went through {name}", "پرونده از {name} گذشته است")
def _went_through(world: World, name: str) -> None:
    expect(world.labels.element(name) in world.visited())


@both(then, "the case did not go through {name}", "پرونده از {name} نگذشته است")
def _did_not_go_through(world: World, name: str) -> None:
    expect(world.labels.element(name) not in world.visited())


@both(then, "{label} is {words}", "{label} برابر {words} است")
def _is(world: World, label: str, words: str) -> None:
    field = world.labels.variable(label)
    stored = world.variables().get(field.name)
    expected = field.read(words) if field.type != "any" else labels.value(words, stored)
    expect(stored == expected, f"{label} is {stored!r}")


@both(then, "it is refused because {words}", "پذیرفته نمی‌شود، چون {words}")
def _refused_because(world: World, words: str) -> None:
    refusal, world.refusal = world.refusal, None
    told = in_words(refusal) if refusal else "nothing was refused"
    expect(refusal is not None and words in told, told)


@both(then, "nothing has changed", "هیچ چیز تغییر نکرده است")
def _nothing_changed(world: World) -> None:
    expect(len(world.entries()) == world.length_before)


@both(then, "{person} sees the case", "{person} پرونده را می‌بیند")
def _sees(world: World, person: str) -> None:
    expect(world.sees(person))


@both(then, "{person} does not see the case", "{person} پرونده را نمی‌بیند")
def _does_not_see(world: World, person: str) -> None:
    expect(not world.sees(person))


@both(then, "{person} finds {task} in the inbox", "{person} {task} را در کارتابل می‌یابد")
def _finds(world: World, person: str, task: str) -> None:
    expect(world.labels.element(task) in world.inbox(person))


@both(then, "{person} does not find {task} in the inbox", "{person} {task} را در کارتابل نمی‌یابد")
def _does_not_find(world: World, person: str, task: str) -> None:
    expect(world.labels.element(task) not in world.inbox(person))


@both(then, "the case runs on version {n:number}", "پرونده روی نسخهٔ {n:number} پیش می‌رود")
def _runs_on(world: World, n: int) -> None:
    with world.looking() as ctx:
        expect(execution.case(ctx, world.case).version == n)


@both(then, "all of them succeed", "همه پذیرفته می‌شود")
def _all_succeed(world: World) -> None:
    refused = [in_words(outcome) for outcome in world.outcomes if outcome is not None]
    expect(bool(world.outcomes))
    expect(not refused, refused)


@both(then, "one succeeds and the others are told {words}", "یکی پذیرفته می‌شود و به دیگران گفته می‌شود {words}")
def _one_succeeds(world: World, words: str) -> None:
    refused = [in_words(outcome) for outcome in world.outcomes if outcome is not None]
    expect(len(refused) == len(world.outcomes) - 1, refused)
    expect(all(words in told for told in refused), refused)


@both(then, "the record is whole", "سابقه درست است")
def _whole(world: World) -> None:
    verdict = history.verify.bundle(world.exported())
    expect(verdict.whole, f"entry {verdict.broken_at}: {verdict.reason}")


@both(then, "the record says last that {person} looked", "واپسین سطر سابقه می‌گوید {person} نگاه کرده است")
def _looked(world: World, person: str) -> None:
    last = world.entries()[-1]
    expect((last.type, last.actor) == ("instance.viewed", world.actor(person).id), last.type)


@both(
    then,
    "verifying names entry {n:number} as the first broken one",
    "بازبینی، سطر {n:number} را نخستین سطر نادرست می‌خواند",
)
def _names_broken(world: World, n: int) -> None:
    expect(world.verdict is not None and world.verdict.broken_at == n, world.verdict)


@both(then, "the findings say {words}", "یافته‌ها می‌گویند {words}")
def _findings_say(world: World, words: str) -> None:
    told = repertoire.findings(world)
    expect(any(words in one for one in told), told)


@both(then, "the findings propose {deed}", "یافته‌ها پیشنهاد می‌کنند {deed}")
def _findings_propose(world: World, deed: str) -> None:
    told = repertoire.proposed(world)
    expect(deed in told, told)


@both(then, "it can be published", "انتشارپذیر است")
def _can_be_published(world: World) -> None:
    with world.looking() as ctx:
        found = definitions.version(ctx, world.version)
    expect(found.publishable, [one.message("en") for one in found.findings if one.severity == "error"])


@both(then, "it cannot be published yet", "هنوز انتشارپذیر نیست")
def _cannot_be_published(world: World) -> None:
    with world.looking() as ctx:
        expect(not definitions.version(ctx, world.version).publishable)


@both(then, "the drawing still says {words}", "نقشه هنوز می‌گوید {words}")
def _drawing_says(world: World, words: str) -> None:
    with world.looking() as ctx:
        source = definitions.source(ctx, definitions.version(ctx, world.version))
    expect(words in source.decode(), source.decode())


def _shown(world: World, elements: list[str]) -> str:
    return ", ".join(world.labels.names.get(element, element) for element in elements) or "nothing"
