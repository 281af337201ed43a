"""Which tables hold agencies, people, groups, sessions and tokens; private to this room."""

import sqlalchemy as sa

from engine.db import identifier, metadata, number, text

agency = sa.Table(
    "agency",
    metadata,
    identifier("id", primary_key=True),
    identifier("slug", unique=True),
    text("name"),
    text("name_en"),
    text("calendar"),  # JSON: {"weekend": [weekday numbers], "holidays": {date: name}}; {} means the country's default
    text("created_at"),
)

account = sa.Table(
    "account",
    metadata,
    identifier("id", primary_key=True),
    identifier("agency"),
    identifier("username", unique=True),
    text("name"),
    text("sort"),
    text("search"),
    text("password_hash"),
    text("roles"),  # JSON list
    identifier("locale"),
    number("demo"),  # 1: a demonstration person, who exists only while the demonstration is on
    number("disabled"),
    number("epoch"),  # grows with every change of password, roles, groups or state: what was remembered ends
    text("created_at"),
    sa.Index(None, "agency", "sort"),
)

group = sa.Table(
    "group_",
    metadata,
    identifier("agency", primary_key=True),
    identifier("key", primary_key=True),
    text("name"),
    text("created_at"),
)

membership = sa.Table(
    "membership",
    metadata,
    identifier("agency", primary_key=True),
    identifier("group", primary_key=True),
    identifier("account", primary_key=True),
    sa.Index(None, "account"),
)

web_session = sa.Table(
    "web_session",
    metadata,
    identifier("id", primary_key=True),  # SHA-256 of the token in the cookie
    identifier("account"),
    identifier("csrf"),
    text("created_at"),
    text("last_seen"),
    sa.Index(None, "account"),
    sa.Index(None, "last_seen"),
)

token = sa.Table(
    "token",
    metadata,
    identifier("id", primary_key=True),
    identifier("sha256", unique=True),
    identifier("account"),
    text("label"),
    text("created_at"),
    text("expires_at"),
    text("revoked_at", nullable=True),
    sa.Index(None, "account"),
)

set_up = sa.Table(
    "set_up",
    metadata,
    identifier("id", primary_key=True),  # the one row is called "first"
    identifier("sha256"),
    text("closed_at", nullable=True),
)
