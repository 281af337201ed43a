"""The simulated registry that ships with the product: answers by fixed rules, as a real one would; knows nobody.

Nothing of it is true: whoever runs a service for real draws other topics. It keeps what it was asked, masked, so that
operators see it work, and behaves as they say: up, down, slow, or finding nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import db, errors
from engine.actor import system
from engine.connectors import models
from engine.connectors.kinds import Answered, Failed, Inquiry, Outcome
from engine.context import Context, transaction
from engine.text import Text

#: It answers; nobody is there; the first try at each inquiry is too late; it never finds anything.
UP, DOWN, SLOW, EMPTY = "up", "down", "slow", "not-found"
MODES: Final = (UP, DOWN, SLOW, EMPTY)
#: Letters at the end of a value that operators see.
_SHOWN: Final = 2
_CONFIRMED, _NOT_FOUND = "confirmed", "not-found"

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Provider:
    """One register of the simulation: what it is called, what it reads, its rule, and its answer for nothing found."""

    topic: str
    name: Text
    reads: tuple[str, ...]
    rule: Callable[[Values, str], dict[str, Any]]
    nothing: Mapping[str, Any]


def _begins(value: Any, *prefixes: str) -> bool:
    return str(value or "").startswith(prefixes)


def _found(name: str, missing: Callable[[Values], bool]) -> Callable[[Values, str], dict[str, Any]]:
    return lambda values, _key: {name: _NOT_FOUND if missing(values) else _CONFIRMED}


def _number(_values: Values, key: str) -> dict[str, Any]:
    """Return a document number that is the same whenever the same inquiry is sent again."""
    return {"document_number": f"SIM-{sum(map(ord, key)) % 10_000:04d}-{key[-12:]}"}


PROVIDERS: Final[Mapping[str, Provider]] = {
    one.topic: one
    for one in (
        Provider(
            "registry.identity",
            Text("Identity of the parents"),
            ("mother_national_id", "father_national_id"),
            _found(
                "identity_answer",
                lambda v: _begins(v.get("mother_national_id"), "9992") or _begins(v.get("father_national_id"), "9992"),
            ),
            {"identity_answer": _NOT_FOUND},
        ),
        Provider(
            "registry.marriage",
            Text("Marriage of the parents"),
            ("mother_national_id", "father_national_id"),
            _found("marriage_answer", lambda v: _begins(v.get("mother_national_id"), "9991")),
            {"marriage_answer": _NOT_FOUND},
        ),
        Provider(
            "registry.address",
            Text("Postal address"),
            ("postal_code",),
            _found("address_answer", lambda v: _begins(v.get("postal_code"), "99")),
            {"address_answer": _NOT_FOUND},
        ),
        Provider(
            "registry.duplicate",
            Text("Births already registered"),
            ("certificate_number",),
            lambda v, _key: {"similar_registration": str(v.get("certificate_number") or "").endswith("99")},
            {"similar_registration": False},
        ),
        Provider(
            "registry.hospital",
            Text("Birth notices of hospitals"),
            ("certificate_number",),
            _found("notice_answer", lambda v: not v.get("certificate_number")),
            {"notice_answer": _NOT_FOUND},
        ),
        Provider("registry.document-number", Text("Numbers of documents"), (), _number, {"document_number": None}),
    )
}


@dataclass(frozen=True, slots=True)
class Asked:
    """An inquiry as operators see it: its values masked, and how often it was sent under its one key."""

    id: str
    key: str
    topic: str
    question: Mapping[str, str]
    outcome: str
    times: int
    first_at: str
    last_at: str


_ASKED = models.inquiry.c
_NOTE = {
    dialect: db.prepare(
        insert.on_conflict_do_update(
            index_elements=["agency", "key"],
            set_={"times": _ASKED.times + 1, **{name: insert.excluded[name] for name in ("outcome", "last_at")}},
        ).returning(_ASKED.times)
    )
    for dialect, insert in (
        ("sqlite", sqlite.insert(models.inquiry)),
        ("postgresql", postgresql.insert(models.inquiry)),
    )
}
_OUTCOME = db.prepare(
    sa.update(models.inquiry)
    .where(_ASKED.agency == sa.bindparam("of"), _ASKED.key == sa.bindparam("under"))
    .values(outcome=sa.bindparam("came"))
)
_MODES = db.prepare(
    sa.select(models.simulation.c.topic, models.simulation.c.mode).where(
        models.simulation.c.agency == sa.bindparam("agency")
    )
)
_SET = {
    dialect: db.prepare(
        insert.on_conflict_do_update(
            index_elements=["agency", "topic"],
            set_={name: insert.excluded[name] for name in ("mode", "changed_at", "changed_by")},
        )
    )
    for dialect, insert in (
        ("sqlite", sqlite.insert(models.simulation)),
        ("postgresql", postgresql.insert(models.simulation)),
    )
}


@dataclass(frozen=True, slots=True)
class SimulatedRegistry:
    """Answers the topics of PROVIDERS; each inquiry is a transaction of its own, as at a real registry."""

    database: db.Database

    @property
    def topics(self) -> frozenset[str]:
        """The topics it answers."""
        return frozenset(PROVIDERS)

    def ask(self, inquiry: Inquiry) -> Outcome:
        """Answer by the rule of the topic, as the agency's operators want it to behave."""
        provider = PROVIDERS[inquiry.topic]
        with transaction(self.database, system(inquiry.agency)) as ctx:
            mode = modes(ctx)[inquiry.topic]
            times = _note(ctx, provider, inquiry)
            outcome = _answer(provider, mode, times, inquiry)
            ctx.db.run(_OUTCOME, of=inquiry.agency, under=inquiry.key, came=_in_a_word(outcome))
        return outcome


def modes(ctx: Context) -> dict[str, str]:
    """Return how each provider behaves in the actor's agency."""
    said = {row.topic: row.mode for row in ctx.db.all(_MODES, agency=ctx.actor.agency)}
    return {topic: said.get(topic, UP) for topic in PROVIDERS}


def behave(ctx: Context, topic: str, mode: str) -> bool:
    """Let a provider behave otherwise in the actor's agency; tell whether that was new. Raises NotFound, Invalid."""
    if topic not in PROVIDERS:
        raise errors.NotFound(kind="simulated provider", id=topic)
    if mode not in MODES:
        raise errors.WrongType(name="mode", kind=", ".join(MODES))
    if modes(ctx)[topic] == mode:
        return False
    row = {"agency": ctx.actor.agency, "topic": topic, "mode": mode, "changed_at": ctx.at, "changed_by": ctx.actor.id}
    ctx.db.run(_SET[ctx.db.dialect.name], **row)
    return True


def asked(ctx: Context, *, limit: int, offset: int = 0) -> list[Asked]:
    """Return what the simulation was asked in the actor's agency, newest first."""
    columns = [_ASKED[name] for name in Asked.__slots__]
    query = sa.select(*columns).where(_ASKED.agency == ctx.actor.agency).order_by(_ASKED.last_at.desc(), _ASKED.id)
    rows = ctx.db.select(query.limit(limit).offset(offset))
    return [Asked(**{**row._asdict(), "question": db.load(row.question)}) for row in rows]


def asked_count(ctx: Context) -> int:
    """Return how many inquiries of the actor's agency there are."""
    query = sa.select(sa.func.count()).select_from(models.inquiry).where(_ASKED.agency == ctx.actor.agency)
    return int(ctx.db.select(query)[0][0])


def _note(ctx: Context, provider: Provider, inquiry: Inquiry) -> int:
    """Keep that it was asked, and return how often under this key."""
    question = {name: masked(inquiry.values.get(name)) for name in provider.reads}
    row = ctx.db.one(
        _NOTE[ctx.db.dialect.name],
        id=db.new_id(ctx.now), agency=inquiry.agency, key=inquiry.key, topic=inquiry.topic,
        question=db.dump(question), outcome="", times=1, first_at=ctx.at, last_at=ctx.at,
    )  # fmt: skip
    assert row is not None, "an upsert with RETURNING always returns its row"  # noqa: S101
    return int(row.times)


def _answer(provider: Provider, mode: str, times: int, inquiry: Inquiry) -> Outcome:
    if mode == DOWN:
        return Failed("unreachable", "the simulated provider is down")
    if mode == SLOW and times == 1:
        return Failed("timeout", "the simulated provider was too slow")
    return Answered(dict(provider.nothing) if mode == EMPTY else provider.rule(inquiry.values, inquiry.key))


def _in_a_word(outcome: Outcome) -> str:
    if isinstance(outcome, Answered):
        return ", ".join(str(value) for value in outcome.values.values())[:100]
    return outcome.reason if isinstance(outcome, Failed) else outcome.code


def masked(value: Any) -> str:
    """Return a value of which only the end can be read."""
    text = "" if value is None else str(value)
    return "•" * max(len(text) - _SHOWN, 0) + text[-_SHOWN:] if len(text) > _SHOWN else "•" * len(text)
