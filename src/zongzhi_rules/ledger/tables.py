"""The two tables of a ledger, and the triggers that refuse to change or delete an entry."""

from __future__ import annotations

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
    Column("length", Integer, nullable=False),
    Column("digest", Text, nullable=False),
)
"""One row: writers take its lock, so that one after another extends the chain."""

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
    connection.execute(insert(HEAD).values(id=1, length=0, digest=START))
