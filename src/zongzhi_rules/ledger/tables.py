"""The two tables of a ledger, and the triggers that refuse to change or delete an entry."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    insert,
    inspect,
    select,
    text,
)

from zongzhi_rules.ledger.chain import START

if TYPE_CHECKING:
    from sqlalchemy import Connection

METADATA = MetaData()
LAYOUT_VERSION = 1
"""The version of these tables; a ledger with a higher one was made by a later release."""

ENTRIES = Table(
    "zongzhi_entries",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("case", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("event", LargeBinary, nullable=False),
    Column("packs", Text, nullable=False),
    Column("library", Text, nullable=False),
    Column("stored_at", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index("zongzhi_entry_ids", "case", "entry", unique=True),
)
HEAD = Table(
    "zongzhi_head",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("schema", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("digest", Text, nullable=False),
)
"""One row: writers take its lock, so that one after another extends the chain.  `schema`: see `fingerprint`."""

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(704216113)")  # a number of our own, for making the tables
_TRIGGERS = {
    "sqlite": tuple(
        f"CREATE TRIGGER zongzhi_no_{verb} BEFORE {verb} ON zongzhi_entries "
        "BEGIN SELECT RAISE(ABORT, 'zongzhi_entries is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        """CREATE FUNCTION zongzhi_refuse() RETURNS trigger LANGUAGE plpgsql
           AS $$ BEGIN RAISE EXCEPTION 'zongzhi_entries is append-only'; END $$""",
        """CREATE TRIGGER zongzhi_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON zongzhi_entries
           FOR EACH STATEMENT EXECUTE FUNCTION zongzhi_refuse()""",
    ),
}
_DESCRIBED = {
    "sqlite": "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name GLOB 'zongzhi_*' ORDER BY type, name",
    "postgresql": """SELECT t.tgname, t.tgenabled::text, t.tgtype::int FROM pg_trigger t
        WHERE t.tgrelid = 'zongzhi_entries'::regclass AND NOT t.tgisinternal ORDER BY t.tgname""",
}


def exist(connection: Connection) -> bool:
    """Whether the database holds a ledger."""
    return inspect(connection).has_table(HEAD.name)


def make(connection: Connection) -> None:
    """Make the tables in a transaction that holds the lock for writing; nothing if another writer was first."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ONE_AT_A_TIME)
    if exist(connection) and connection.execute(select(HEAD)).first() is not None:
        return
    METADATA.create_all(connection)
    for statement in _TRIGGERS.get(connection.dialect.name, ()):
        connection.exec_driver_sql(statement)
    made = {"version": LAYOUT_VERSION, "schema": fingerprint(connection)}
    connection.execute(insert(HEAD).values(id=1, length=0, digest=START, **made))


def others(connection: Connection) -> list[str]:
    """Return the tables that are none of a ledger's."""
    return sorted(set(inspect(connection).get_table_names()) - {ENTRIES.name, HEAD.name})


def fingerprint(connection: Connection) -> str:
    """Return a digest of how the database describes the tables and the triggers that guard them.

    SQLite keeps the text that made them.  PostgreSQL is asked for the triggers alone.
    """
    asked = _DESCRIBED.get(connection.dialect.name)
    rows = [] if asked is None else [list(row) for row in connection.exec_driver_sql(asked)]
    return hashlib.sha256(json.dumps(rows, default=repr).encode()).hexdigest()
