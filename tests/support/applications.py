"""One application of each kind for all tests of a process, moved from database to database: building one, and compiling
its pages, costs a fifth of a second; must not know what is asked of it."""

from functools import cache

from flask import Blueprint, Flask

from engine.config import Settings
from engine.db import Database
from engine.execution.entrance import Entrance
from web import log, waiting
from web.application import create_app
from web.context import House


def application(settings: Settings, database: Database, *rooms: Blueprint) -> Flask:
    """Return the application with these settings, further rooms and an entrance of its own, on this database.

    The one before with the same settings and rooms serves no more.
    """
    app = _built(settings, rooms)
    log.configure(settings.log_level)
    app.house = House(settings, database, Entrance(database), waiting.room(database))
    return app


@cache
def _built(settings: Settings, rooms: tuple[Blueprint, ...]) -> Flask:
    app = create_app(settings, Database("sqlite://"))
    for room in rooms:
        app.register_blueprint(room)
    return app
