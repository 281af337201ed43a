"""Pages of the worklist: lists, one task, starting a case; each deed is one command; decides nothing."""

from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import definitions, errors, execution, forms, worklist
from engine.context import Context
from engine.execution import Progress
from engine.identity import Permission, allowed, people
from engine.worklist import UserTask
from web import showing
from web.auth import requires
from web.context import reading, run_command
from web.inbox import answers, lists, story
from web.language import language
from web.naming import Names

pages = Blueprint("inbox", __name__, template_folder="templates")


@pages.get("/tasks")
@requires(Permission.OWN_TASK_READ)
def tasks() -> ResponseReturnValue:
    """Show one of the three lists, narrowed by what the address says."""
    lang, given = language(), request.args
    search, service = given.get("q", "").strip(), given.get("service", "")
    with reading() as ctx:
        which = _which(ctx, given.get("list", ""))
        asked = lists.wanted(ctx, which, search, service)
        of_all, number = lists.counted(ctx, which, asked), showing.page_number()
        order = (("closed", True),) if which == "done" else ()
        rows = worklist.tasks(ctx, asked, sort=order, limit=showing.ROWS, offset=(number - 1) * showing.ROWS)
        return render_template(
            "inbox/tasks.html",
            heading=lists.LISTS[which][1].show(lang),
            lists=lists.tabs(ctx, lang, which, None if search or service else of_all.total),
            filters={
                "q": search,
                "service": service,
                "services": lists.services(ctx, lang),
                "list": which,
                "any": bool(search or service),
            },
            groups=lists.finished(ctx, lang, rows) if which == "done" else lists.parts(ctx, lang, rows, of_all),
            total=of_all.total,
            pages=showing.pages(of_all.total, number),
            done=which == "done",
        )


@pages.get("/tasks/<task_id>")
@requires(Permission.OWN_TASK_READ)
def task(task_id: str) -> ResponseReturnValue:
    """Show a task: its form to whoever holds it, its answers to others."""
    with reading() as ctx:
        return _task_page(ctx, _seen(ctx, task_id))


@pages.post("/tasks/<task_id>/claim")
@requires(Permission.OWN_TASK_COMPLETE)
def claim(task_id: str) -> ResponseReturnValue:
    """Take a task and open it."""

    def take(ctx: Context) -> ResponseReturnValue:
        execution.claim(ctx, task_id)
        return redirect(url_for("inbox.task", task_id=task_id, done="claimed"), 303)

    return run_command("task.claim", take)


@pages.post("/tasks/<task_id>/unclaim")
@requires(Permission.OWN_TASK_COMPLETE)
def unclaim(task_id: str) -> ResponseReturnValue:
    """Give a task back to its candidates."""

    def give_back(ctx: Context) -> ResponseReturnValue:
        execution.unclaim(ctx, task_id)
        return redirect(url_for("inbox.tasks", list="group", done="unclaimed"), 303)

    return run_command("task.unclaim", give_back)


@pages.post("/tasks/<task_id>/assign")
@requires(Permission.TASK_ASSIGN)
def assign(task_id: str) -> ResponseReturnValue:
    """Hand a task to somebody else."""

    def hand_over(ctx: Context) -> ResponseReturnValue:
        execution.assign(ctx, task_id, request.form.get("assignee", ""))
        return redirect(url_for("inbox.task", task_id=task_id, done="assigned"), 303)

    return run_command("task.assign", hand_over)


@pages.post("/tasks/<task_id>/complete")
@requires(Permission.OWN_TASK_COMPLETE)
def complete(task_id: str) -> ResponseReturnValue:
    """Finish a task; answers that need correction come back in their form with what was typed."""
    with reading() as ctx:
        found = _seen(ctx, task_id)
        form = definitions.form(ctx, found.definition, found.element) or forms.EMPTY
    given = answers.read(form)
    if given.errors and found.state == worklist.OPEN:
        return _refused(found, given), 422

    def finish(ctx: Context) -> ResponseReturnValue:
        progress = execution.complete_user_task(ctx, task_id, given.values, revision=answers.revision())
        return redirect(_after(ctx, progress), 303)

    try:
        return run_command("task.complete", finish)
    except errors.SubmissionInvalid as error:
        return _refused(found, answers.with_errors(given, error.fields)), 422


@pages.get("/start")
@requires(Permission.INSTANCE_START)
def start() -> ResponseReturnValue:
    """Show the services that a case can be begun of."""
    with reading() as ctx:
        return render_template("inbox/start.html", services=[_startable(ctx, one) for one in story.startable(ctx)])


@pages.get("/start/<key>")
@requires(Permission.INSTANCE_START)
def start_case(key: str) -> ResponseReturnValue:
    """Show the first form of a service."""
    with reading() as ctx:
        return _start_page(ctx, _published(ctx, key), None)


@pages.post("/start/<key>")
@requires(Permission.INSTANCE_START)
def start_now(key: str) -> ResponseReturnValue:
    """Begin a case on the newest published version."""
    title = request.form.get("business_key", "").strip()
    with reading() as ctx:
        version = _published(ctx, key)
        form = definitions.start_form(ctx, version.id) or forms.EMPTY
        given = answers.read(form, beside=("business_key",))
        if given.errors:
            return _start_page(ctx, version, given), 422

    def begin(ctx: Context) -> ResponseReturnValue:
        progress = execution.start_instance(ctx, version.id, given.values, business_key=title)
        return redirect(_after(ctx, progress, started=True), 303)

    try:
        return run_command("instance.start", begin)
    except errors.SubmissionInvalid as error:
        with reading() as ctx:
            return _start_page(ctx, version, answers.with_errors(given, error.fields)), 422


def _which(ctx: Context, asked: str) -> lists.Which:
    """Return the list asked for; without a wish, one's own desk unless it is empty."""
    if asked in lists.LISTS:
        return cast("lists.Which", asked)
    return "mine" if worklist.count(ctx, worklist.inbox(ctx, "mine")) else "group"


def _seen(ctx: Context, task_id: str) -> UserTask:
    found = worklist.user_task(ctx, task_id)
    if not execution.may_see(ctx, found):
        raise errors.NotFound(kind="task", id=task_id)
    return found


def _refused(found: UserTask, given: forms.Submission) -> str:
    with reading() as ctx:
        return _task_page(ctx, found, given)


def _task_page(ctx: Context, found: UserTask, given: forms.Submission | None = None) -> str:
    lang = language()
    form = definitions.form(ctx, found.definition, found.element) or forms.EMPTY
    shown = story.of_task(ctx, lang, found)
    return render_template(
        "inbox/task.html",
        **shown,
        **answers.context(form, lang, execution.visible_variables(ctx, found), given),
        people=_colleagues(ctx) if shown["task"]["may_assign"] else [],
    )


def _colleagues(ctx: Context) -> list[tuple[str, str]]:
    return [(one.username, one.name) for one in people(ctx) if not one.disabled]


def _after(ctx: Context, progress: Progress, *, started: bool = False) -> str:
    """Return where to go on: the case's next task if it is the actor's own, else the list, else the case."""
    for opened in progress.opened:
        if opened.assignee == ctx.actor.username:
            return url_for("inbox.task", task_id=opened.id, done="started" if started else "next")
    ended = progress.case.status == execution.COMPLETED
    if started and allowed(ctx.actor, Permission.OWN_INSTANCE_READ):
        return url_for("audit.case", case_id=progress.instance, done="ended" if ended else "started")
    return url_for("inbox.tasks", done="ended" if ended else "completed")


def _startable(ctx: Context, version: definitions.Version) -> dict[str, Any]:
    return {
        "key": version.key,
        "name": Names(ctx, language())(version.id, version.key, version.name),
        "documentation": version.description or "",
        "version": version.version,
        "address": url_for("inbox.start_case", key=version.key),
    }


def _published(ctx: Context, key: str) -> definitions.Version:
    found = definitions.latest_published(ctx, key)
    if found is None:
        raise errors.NotPublished(name=key)
    return found


def _start_page(ctx: Context, version: definitions.Version, given: forms.Submission | None) -> str:
    form = definitions.start_form(ctx, version.id) or forms.EMPTY
    return render_template(
        "inbox/start_form.html",
        service=_startable(ctx, version),
        title=request.form.get("business_key", ""),
        title_errors=[],
        **answers.context(form, language(), {}, given),
    )
