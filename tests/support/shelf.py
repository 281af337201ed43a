"""Which databases of a server are used again by later tests: each is put back to its template's rows; must not be asked
for by a test that hands its database to another process."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psycopg

from tools.postgresql import PostgreSQL

#: Making and dropping a database costs some 50 ms of processor, putting its rows back 5. Rows that were deleted
#: stay in the files, so no database is used for ever.
USES = 40
#: Remembers the template's rows, and whether a test changed the form of the database.
_KEEP = """
DROP EVENT TRIGGER IF EXISTS kept_note;
DROP SCHEMA IF EXISTS kept CASCADE;
CREATE SCHEMA kept;
CREATE TABLE kept._changed (what text);
CREATE FUNCTION kept._note() RETURNS event_trigger LANGUAGE plpgsql AS
  $$ BEGIN INSERT INTO kept._changed VALUES (tg_tag); END $$;
CREATE EVENT TRIGGER kept_note ON ddl_command_end EXECUTE FUNCTION kept._note();
"""
_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
_OTHERS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class Shelf:
    """Copies of templates that nobody uses just now, of one server."""

    def __init__(self, server: PostgreSQL) -> None:
        self.server = server
        self._free: dict[str, list[str]] = {}
        self.uses: dict[str, int] = {}
        self._back: dict[str, bytes] = {}
        self._numbers = count(1)

    def take(self, template: str) -> str:
        """Return the name of a database that equals the template."""
        free = self._free.setdefault(template, [])
        if not free:
            name = f"{template}_{next(self._numbers)}"
            self.server.create(name, template=template)
            free.append(name)
        name = free.pop()
        self.uses[name] = self.uses.get(name, 0) + 1
        return name

    def give_back(self, name: str, template: str) -> None:
        """Put a database back where the next test finds it; drop it if it is worn out or was changed in its form."""
        with self._connect(name) as connection:
            connection.execute(_OTHERS)
            changed = connection.execute("SELECT count(*) FROM kept._changed").fetchone() != (0,)
            if self.uses[name] < USES and not changed:
                connection.execute(self._back[template])
                self._free[template].append(name)
                return
        self.server.drop(name)

    def keep(self, template: str) -> None:
        """Write down in a template what its tables hold, for `give_back`."""
        with self._connect(template) as connection:
            tables = [row[0] for row in connection.execute(_TABLES)]
            full = [one for one in tables if connection.execute(f'SELECT 1 FROM "{one}" LIMIT 1'.encode()).fetchone()]
            connection.execute(_KEEP)
            for one in full:
                connection.execute(f'CREATE TABLE kept."{one}" AS TABLE public."{one}"'.encode())
            connection.execute("TRUNCATE kept._changed")
        emptied = [f'DELETE FROM public."{one}"' for one in tables]
        filled = [f'INSERT INTO public."{one}" TABLE kept."{one}"' for one in full]
        # A replica's session checks no foreign keys, so that the tables need no order.
        self._back[template] = "; ".join(["SET session_replication_role = replica", *emptied, *filled]).encode()

    @contextmanager
    def _connect(self, name: str) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.server.url(name), autocommit=True) as connection:
            yield connection
