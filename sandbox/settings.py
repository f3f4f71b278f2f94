"""What a deployment may choose. Everything else is fixed.

Settings travel to worker processes through the environment, so that one command line sets them
for all; nothing reads the environment anywhere else.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

HOME, DATABASE = "SANDBOX_HOME", "SANDBOX_DATABASE"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a hall keeps its things.

    `home` is a folder with the population files, the unpublished cases and, unless `database` names another one
    (`postgresql+psycopg://…`), the SQLite database. `durable=False` leaves out fsync: for tests
    and benchmarks only, so it does not travel.
    """

    home: Path
    database: str = ""
    durable: bool = True

    @property
    def url(self) -> str | URL:
        """The database as SQLAlchemy takes it."""
        return self.database or URL.create("sqlite", database=str(self.home.absolute() / "hall.db"))

    @property
    def populations(self) -> Path:
        """The folder of the population files."""
        return self.home / "populations"

    @property
    def cases(self) -> Path:
        """The folder of unpublished cases."""
        return self.home / "cases"

    def environment(self) -> dict[str, str]:
        """The variables a worker process needs to come to the same settings."""
        return {HOME: str(self.home.absolute()), DATABASE: self.database}

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings of an environment; the home is `./data` where none is named."""
        return cls(Path(environment.get(HOME) or "data"), environment.get(DATABASE, ""))
