"""What people do in a scenario; a refusal is kept for the step that expects it."""

from pathlib import Path

from pytest_bdd import when

from engine import db, execution, history
from engine.behaviour import repertoire, together
from engine.behaviour.steps.both import Table, both, rows
from engine.behaviour.world import World


@both(when, "{person} begins a case", "{person} پرونده‌ای آغاز می‌کند")
def _begins(world: World, person: str) -> None:
    world.begin(person, {})


@both(when, "{person} begins a case with", "{person} پرونده‌ای آغاز می‌کند با")
def _begins_with(world: World, person: str, datatable: Table) -> None:
    world.begin(person, rows(datatable))


@both(when, "{person} completes {task}", "{person} {task} را انجام می‌دهد")
def _completes(world: World, person: str, task: str) -> None:
    world.complete(person, world.labels.element(task), {})


@both(when, "{person} completes {task} with", "{person} {task} را انجام می‌دهد با")
def _completes_with(world: World, person: str, task: str, datatable: Table) -> None:
    world.complete(person, world.labels.element(task), rows(datatable))


@both(when, "{person} takes {task}", "{person} {task} را برمی‌دارد")
def _takes(world: World, person: str, task: str) -> None:
    found = world.task(world.labels.element(task))
    with world.acting(person) as ctx:
        execution.claim(ctx, found.id)


@both(when, "the case goes on as usual to {task}", "پرونده به روال تا {task} پیش می‌رود")
def _goes_on_to(world: World, task: str) -> None:
    world.go_on(until=world.labels.element(task))


@both(when, "the case goes on as usual to its end", "پرونده به روال تا پایان پیش می‌رود")
def _goes_on_to_its_end(world: World) -> None:
    world.go_on()


@both(when, "{person} suspends the case", "{person} پرونده را معلق می‌کند")
def _suspends(world: World, person: str) -> None:
    with world.acting(person) as ctx:
        execution.suspend(ctx, world.case)


@both(when, "{person} resumes the case", "{person} پرونده را از سر می‌گیرد")
def _resumes(world: World, person: str) -> None:
    with world.acting(person) as ctx:
        execution.resume(ctx, world.case)


@both(when, "{person} cancels the case", "{person} پرونده را لغو می‌کند")
def _cancels(world: World, person: str) -> None:
    with world.acting(person) as ctx:
        execution.cancel_instance(ctx, world.case)


@both(when, "{person} looks at the case", "{person} پرونده را نگاه می‌کند")
def _looks(world: World, person: str) -> None:
    with world.acting(person) as ctx:
        execution.view(ctx, world.case)


@both(when, "{person} uploads the drawing {file}", "{person} نقشهٔ {file} را بارگذاری می‌کند")
def _uploads(world: World, drawings: Path, person: str, file: str) -> None:
    repertoire.bring(world, person, repertoire.files_of(drawings / file))


@both(when, "{person} presses {deed}", "{person} {deed} را می‌زند")
def _presses(world: World, person: str, deed: str) -> None:
    repertoire.mend(world, person, deed)


@both(when, "{person} makes all proposed changes", "{person} همهٔ تغییرهای پیشنهادی را انجام می‌دهد")
def _makes_all(world: World, person: str) -> None:
    repertoire.mend(world, person)


@both(when, "{person} publishes it", "{person} آن را منتشر می‌کند")
def _publishes(world: World, person: str) -> None:
    repertoire.publish(world, person)


@both(
    when,
    "{n:number} reviewers complete {task} at the same moment with",
    "{n:number} داور {task} را در یک لحظه انجام می‌دهند با",
)
def _complete_together(world: World, n: int, task: str, datatable: Table) -> None:
    together.reviewers(world, n, world.labels.element(task), rows(datatable))


@both(
    when,
    "{person} completes {task} {n:number} times at the same moment with",
    "{person} {task} را {n:number} بار در یک لحظه انجام می‌دهد با",
)
def _completes_at_once(world: World, person: str, task: str, n: int, datatable: Table) -> None:
    together.repeated(world, person, n, world.labels.element(task), rows(datatable))


@both(
    when,
    "somebody alters entry {n:number} of the exported record",
    "کسی سطر {n:number} رونوشت سابقه را دستکاری می‌کند",
)
def _alters(world: World, n: int) -> None:
    lines = world.exported()
    lines[n] = db.dump({**db.load(lines[n]), "at": "2001-01-01T00:00:00.000000Z"})
    world.verdict = history.verify.bundle(lines)
