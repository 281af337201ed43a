"""Who stands at the door: a password, token or session becomes an actor, refusals are recorded; must not know HTTP."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from engine import context, errors
from engine.actor import Actor, anonymous
from engine.context import Context
from engine.db import Database
from engine.events import SignInRefused
from engine.history import append_to_agency
from engine.identity import credentials, directory, passwords, sessions
from engine.identity.attempts import Attempts
from engine.identity.credentials import Claimed, Session, Standing
from engine.identity.memory import Recognised

#: Stands for a correlation id where nothing is written that could be joined by one.
_NAME = "entrance"


class Entrance:
    """Recognises people on behalf of one process, which counts failures and remembers successes in its own memory."""

    def __init__(self, database: Database, *, attempts: Attempts | None = None) -> None:
        """Start with nobody recognised."""
        self.database = database
        self.attempts = attempts or Attempts()
        self.recognised = Recognised()
        self._one_at_a_time = threading.Lock()

    def by_password(self, username: str, password: str, *, address: str, channel: str, demo: bool) -> Actor:
        """Return who this is. `demo` tells whether demonstration people may come through this door.

        Raises WrongCredentials, the same after the same time whatever was wrong, and TooMany after five failures of
        one user name from one address in five minutes. Both are recorded.
        """
        return self._verified(username, password, address, channel, demo=demo)[1]

    def by_basic(self, credential: str, named: Callable[[], tuple[str, str]], *, address: str, demo: bool) -> Actor:
        """Return who this is; a verified credential is remembered for five minutes, until the account changes.

        `named` reads the user name and the password out of the credential: only one that is not known is read.
        """
        now = datetime.now(UTC)
        known = self._remembered(credential, now, demo=demo)
        if known is not None:
            return known
        with self._one_at_a_time:  # many requests of one program arrive together: the first pays for the hashing
            known = self._remembered(credential, now, demo=demo)
            if known is not None:
                return known
            username, password = named()
            standing, actor = self._verified(username, password, address, "api", demo=demo)
            self.recognised.verified(credential, standing, now)
        return actor

    def by_token(self, secret: str, *, demo: bool) -> Actor:
        """Return for whom a bearer token acts; raises WrongCredentials."""
        with context.reading(self.database, anonymous(), correlation_id=_NAME) as ctx:
            standing = credentials.of_token(ctx, secret)
            actor = self._actor(ctx, standing, "api", demo=demo)
        if actor is None:
            raise errors.WrongCredentials
        return actor

    def by_session(self, token: str, *, demo: bool) -> tuple[Actor, Session] | None:
        """Return who holds the session of a cookie's token, or None; notes at most once a minute that it is in use."""
        with context.reading(self.database, anonymous(), correlation_id=_NAME) as ctx:
            session = credentials.of_session(ctx, token)
            actor = self._actor(ctx, session.standing, "page", demo=demo) if session else None
        if session is None or actor is None:
            return None
        if session.stale:
            with context.transaction(self.database, actor) as ctx:
                sessions.seen(ctx, session.id)
        return actor, session

    def confirm(self, actor: Actor, password: str, *, address: str) -> None:
        """Raise WrongPassword unless this is the actor's present password, and TooMany after five failures."""
        now, key = datetime.now(UTC), (actor.username, address)
        self._not_too_often(key, now)
        with context.reading(self.database, actor) as ctx:
            claimed = credentials.of_username(ctx, actor.username)
        if not passwords.fits(password, claimed.password_hash if claimed else None):
            self.attempts.failed(key, now)
            raise errors.WrongPassword
        self.attempts.succeeded(key)

    def _remembered(self, credential: str, now: datetime, *, demo: bool) -> Actor | None:
        then = self.recognised.account_of(credential, now)
        if then is None:
            return None
        with context.reading(self.database, anonymous(), correlation_id=_NAME) as ctx:
            standing = credentials.of_account(ctx, then.account)
            return self._actor(ctx, standing, "api", demo=demo) if standing == then else None

    def _actor(self, ctx: Context, standing: Standing | None, channel: str, *, demo: bool) -> Actor | None:
        if standing is None or (standing.demo and not demo):
            return None
        actor = self.recognised.actor(standing, channel, ctx.now)
        if actor is None:
            person = directory.anybody(ctx, standing.account)
            if person is None:
                return None
            actor = person.acting(channel)
            self.recognised.remember(standing, actor, ctx.now)
        return actor

    def _verified(
        self, username: str, password: str, address: str, channel: str, *, demo: bool
    ) -> tuple[Standing, Actor]:
        now, key = datetime.now(UTC), (directory.username_key(username[:64]), address)
        self._not_too_often(key, now)
        with context.reading(self.database, anonymous(), correlation_id=_NAME) as ctx:
            claimed = credentials.of_username(ctx, key[0])
        right = passwords.fits(password, claimed.password_hash if claimed else None)
        if claimed is None or not right or claimed.disabled or (claimed.standing.demo and not demo):
            self.attempts.failed(key, now)
            self._refuse(claimed, username, channel, limited=self.attempts.wait(key, now) > 0)
            raise errors.WrongCredentials
        self.attempts.succeeded(key)
        with context.reading(self.database, anonymous(), correlation_id=_NAME) as ctx:
            actor = self._actor(ctx, claimed.standing, channel, demo=demo)
        if actor is None:
            raise errors.WrongCredentials
        return claimed.standing, actor

    def _not_too_often(self, key: tuple[str, str], now: datetime) -> None:
        seconds = self.attempts.wait(key, now)
        if seconds:
            raise errors.TooMany(seconds=seconds)

    def _refuse(self, claimed: Claimed | None, username: str, channel: str, *, limited: bool) -> None:
        """Record the refusal in the agency of the account, or of the installation itself where there is no account."""
        agency = claimed.agency if claimed else ""
        reason = "unknown" if claimed is None else "disabled" if claimed.disabled else "password"
        events = [SignInRefused(reason=reason, username=username[:64])]
        if limited:  # what follows is answered without being recorded one by one
            events.append(SignInRefused(reason="too-many", username=username[:64]))
        stranger = Actor(id="anonymous", username="", name="", agency=agency, channel=channel)
        with context.transaction(self.database, stranger) as ctx:
            append_to_agency(ctx, events)
