"""Which agencies there are and what their calendar says; must not decide who works in them."""

import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine import db, errors
from engine.context import Context
from engine.events import AgencyCreated
from engine.identity import models

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,62}")
_T = models.agency
_COLUMNS = (_T.c.id, _T.c.slug, _T.c.name, _T.c.name_en, _T.c.calendar)
_BY_ID = db.prepare(sa.select(*_COLUMNS).where(_T.c.id == sa.bindparam("id")))
_BY_SLUG = db.prepare(sa.select(*_COLUMNS).where(_T.c.slug == sa.bindparam("slug")))
_ALL = db.prepare(sa.select(*_COLUMNS).order_by(_T.c.created_at, _T.c.id))
_INSERT = db.prepare(sa.insert(_T))


@dataclass(frozen=True, slots=True)
class Agency:
    """An office that owns its people, groups, definitions and cases."""

    id: str
    slug: str
    name: str
    name_en: str
    calendar: dict[str, Any]

    def called(self, lang: str) -> str:
        """Return its name in the language, or the Persian one."""
        return self.name_en if lang == "en" and self.name_en else self.name


def agency(ctx: Context, id: str) -> Agency:
    """Return an agency; raises NotFound."""
    row = ctx.db.one(_BY_ID, id=id)
    if row is None:
        raise errors.NotFound(kind="agency", id=id)
    return _read(row)


def agency_of_slug(ctx: Context, slug: str) -> Agency:
    """Return the agency with this short name; raises NotFound."""
    row = ctx.db.one(_BY_SLUG, slug=slug)
    if row is None:
        raise errors.NotFound(kind="agency", id=slug)
    return _read(row)


def agencies(ctx: Context) -> list[Agency]:
    """Return all agencies, the eldest first."""
    return [_read(row) for row in ctx.db.all(_ALL)]


def create_agency(ctx: Context, *, slug: str, name: str, name_en: str = "") -> tuple[Agency, AgencyCreated]:
    """Set up an agency with the country's calendar; raises BadName for a slug that is not a-z, 0-9 and hyphens."""
    if not _SLUG.fullmatch(slug) or not 1 <= len(name.strip()) <= 200:
        raise errors.BadName(name=name[:200])
    made = Agency(db.new_id(ctx.now), slug, name.strip(), name_en.strip(), {})
    ctx.db.run(
        _INSERT, id=made.id, slug=slug, name=made.name, name_en=made.name_en, calendar=db.dump({}), created_at=ctx.at
    )
    return made, AgencyCreated(agency=made.id)


def _read(row: db.Row) -> Agency:
    return Agency(row.id, row.slug, row.name, row.name_en, db.load(row.calendar))
