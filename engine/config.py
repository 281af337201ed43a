"""Which settings the environment gives; must not read anything but the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any


def _setting(default: Any, meaning: str, read: Any = str) -> Any:
    return field(default=default, metadata={"meaning": meaning, "read": read})


def _yes(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on"}


def _seconds(text: str) -> int:
    seconds = int(text)
    if not 1 <= seconds <= _LONGEST:
        raise ValueError(f"from 1 to {_LONGEST}")
    return seconds


#: As many seconds are in a day.
_LONGEST = 86_400


def _networks(text: str) -> str:
    for one in filter(None, (part.strip() for part in text.split(","))):
        ip_network(one, strict=False)
    return text


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting: its name in the environment is RAVAND_ and the field's name in capitals."""

    host: str = _setting("127.0.0.1", "Address the server listens on.")
    port: int = _setting(8000, "Port the server listens on.", int)
    var: Path = _setting(Path("var"), "Folder for the embedded database, backups and logs.", Path)
    database_url: str = _setting("", "PostgreSQL address (postgresql://…); empty means SQLite in the data folder.")
    demo: bool = _setting(False, "1 creates demonstration people and the bundled services; loopback only.", _yes)
    threads: int = _setting(0, "Threads that answer requests; 0 means 1 on SQLite and 4 on PostgreSQL.", int)
    jobs: bool = _setting(
        True, "0 leaves timers and other jobs to `ravand worker`; else the server runs them beside its pages.", _yes
    )
    lease: int = _setting(60, "Seconds after which a job whose worker does not come back is anybody's again.", _seconds)
    log_level: str = _setting("info", "Least severity that is logged: debug, info, warning or error.")
    public_url: str = _setting(
        "", "Address people type (https://…) when a proxy stands in front; empty means the address of the request."
    )
    connector_hosts: str = _setting(
        "", "Hosts that service tasks may call by HTTP, with commas: name, name:port or *.name; empty means none."
    )
    connector_networks: str = _setting(
        "", "Private networks in which such hosts may lie, with commas: 10.1.0.0/16; empty means none.", _networks
    )
    max_upload: int = _setting(2_000_000, "Largest uploaded file in bytes, at most 5,000,000.", int)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read RAVAND_* from the environment; raises ValueError naming the setting that cannot be read."""
        given: dict[str, Any] = {}
        for setting in fields(cls):
            name = f"RAVAND_{setting.name.upper()}"
            if environment.get(name, "") == "":
                continue
            try:
                given[setting.name] = setting.metadata["read"](environment[name])
            except ValueError as error:
                raise ValueError(f"{name}={environment[name]!r}: {error}") from error
        return cls(**given)

    def database(self) -> str:
        """Return the SQLAlchemy address of the database; SQLite in the data folder unless another is given."""
        if not self.database_url:
            return f"sqlite:///{self.var / 'ravand.sqlite'}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
