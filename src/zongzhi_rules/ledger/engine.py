"""The connection to the database, set so that what is committed stays and writers come one after another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

WRITES = "zongzhi_writes"
_PATIENCE = 60_000  # milliseconds that a writer waits for the others


def engine_for(where: str | Path) -> Engine:
    """Return the engine for a file (SQLite) or a URL of SQLAlchemy's form."""
    if isinstance(where, Path) or "://" not in where:
        where = f"sqlite:///{Path(where)}"
    engine = create_engine(where, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _be_patient)
    return engine


def _set_up(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's connection
    """Hand transactions to us, and have each commit on the disk before it returns."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _be_patient(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's connection
    """Do not wait for another writer without end."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {_PATIENCE}")
    connection.commit()


def _begin(connection: Connection) -> None:
    """Take the lock for writing at once: a lock taken later may find that another writer came between."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
