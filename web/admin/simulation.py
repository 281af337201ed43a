"""The page of the simulated registry: what it was asked, and how it behaves for a demonstration; decides nothing."""

from typing import Any, Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.connectors import MODES, PROVIDERS, Asked
from engine.context import Context
from engine.execution import simulation
from engine.identity import Permission, allowed
from engine.text import Text, plural, show_number, translate
from web import showing
from web.auth import requires
from web.context import reading, run_command
from web.language import language

pages = Blueprint("simulation", __name__, template_folder="templates")

#: How a provider behaves → its words and the tone of its badge.
WORDS: Final[dict[str, tuple[Text, str]]] = {
    "up": (Text("answers"), "ok"),
    "down": (Text("down"), "danger"),
    "slow": (Text("slow: late once for each inquiry"), "warn"),
    "not-found": (Text("finds nothing"), "warn"),
}
#: What came of an inquiry → its words; anything else is told as the registry said it.
OUTCOMES: Final[dict[str, Text]] = {
    "confirmed": Text("confirmed"),
    "not-found": Text("not found"),
    "True": Text("found"),
    "False": Text("nothing found"),
    "unreachable": Text("no answer: down"),
    "timeout": Text("no answer: too late"),
}


@pages.get("/simulation")
@requires(Permission.CONNECTOR_READ)
def registry() -> ResponseReturnValue:
    """Show the simulated providers and their latest inquiries."""
    lang, number = language(), showing.page_number()
    with reading() as ctx:
        modes = simulation.modes(ctx)
        total, asked = simulation.asked(ctx, limit=showing.ROWS, offset=(number - 1) * showing.ROWS)
        may_change = allowed(ctx.actor, Permission.CONNECTOR_CHANGE)
    return render_template(
        "admin/simulation.html",
        providers=[_provider(lang, topic, mode) for topic, mode in modes.items()],
        modes=[(mode, WORDS[mode][0].show(lang)) for mode in MODES],
        may_change=may_change,
        inquiries=[_inquiry(lang, one) for one in asked],
        total_words=plural(lang, "{n} inquiry", "{n} inquiries", total),
        pages=showing.pages(total, number),
    )


@pages.post("/simulation")
@requires(Permission.CONNECTOR_CHANGE)
def behave() -> ResponseReturnValue:
    """Let one provider behave otherwise."""
    topic, mode = request.form.get("topic", ""), request.form.get("mode", "")

    def work(ctx: Context) -> ResponseReturnValue:
        simulation.behave(ctx, topic, mode)
        return redirect(url_for("simulation.registry"), 303)

    return run_command("provider.simulate", work)


def _provider(lang: str, topic: str, mode: str) -> dict[str, Any]:
    words, tone = WORDS[mode]
    name = PROVIDERS[topic].name.show(lang)
    return {"topic": topic, "name": name, "choice": (topic, name), "words": words.show(lang), "tone": tone}


def _inquiry(lang: str, one: Asked) -> dict[str, Any]:
    known = OUTCOMES.get(one.outcome)
    return {
        "at": showing.moment(lang, one.last_at),
        "name": PROVIDERS[one.topic].name.show(lang) if one.topic in PROVIDERS else one.topic,
        "question": translate(lang, ", ").join(one.question.values()),
        "outcome": known.show(lang) if known else one.outcome,
        "times": show_number(lang, one.times),
    }
