"""Checks a ledger entry by entry, so that what is damaged has a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from zongzhi_rules.decision.model import Part
from zongzhi_rules.ledger.chain import START, Head, StoredEntry
from zongzhi_rules.ledger.tables import ENTRIES, HEAD, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_ROW = re.compile(r"\brow (\d+)\b|\browid (\d+)\b", re.IGNORECASE)
_MOST = 100  # findings of the database itself
_LARGEST = 10_000_000  # a count above this is itself damage


class Damage(Part):
    """Something that is not as it was written.

    `altered`: the entry does not have its digest; `unreadable`: the database cannot return it; `missing`: it is not
    there; `rewritten`: it has its digest, but not the one that the chain (or the anchor) has for it; `head`: the head
    of the chain is not that of the last entry; `schema`: the tables, or the triggers that guard them, are not as they
    were made; `database`: the database finds fault with itself.
    """

    kind: Annotated[
        Literal["altered", "unreadable", "missing", "rewritten", "head", "schema", "database"],
        Field(title="类别"),
    ]
    seq: Annotated[int | None, Field(title="序号")]
    case: Annotated[str | None, Field(title="案件编号")]
    entry: Annotated[str | None, Field(title="记录编号")]
    detail: Annotated[str, Field(title="说明")]


def inspect_ledger(connection: Connection, anchor: Head | None = None) -> tuple[Damage, ...]:
    """Return everything that is damaged or altered."""
    found = [*_database(connection), *_schema(connection), *_chain(connection, anchor)]
    return tuple(dict.fromkeys(found))


def _database(connection: Connection) -> Iterator[Damage]:
    if connection.dialect.name != "sqlite":
        return
    try:
        lines = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars().all()
    except (SQLAlchemyError, ValueError) as error:
        connection.rollback()
        yield _damage("database", None, detail=_first_line(error))
        return
    for line in lines:
        if line != "ok":
            row = _ROW.search(str(line))
            seq = int(row[1] or row[2]) if row else None
            yield _damage("database", seq, detail=str(line))


def _schema(connection: Connection) -> Iterator[Damage]:
    try:
        made = connection.execute(select(HEAD.c.schema)).scalar()
        if made is not None and made != fingerprint(connection):
            yield _damage("schema", None)
    except (SQLAlchemyError, ValueError) as error:
        connection.rollback()
        yield _damage("schema", None, detail=_first_line(error))


def _chain(connection: Connection, anchor: Head | None) -> Iterator[Damage]:
    head = _head(connection)
    if head is None:
        yield _damage("head", None)
    last = max(_last(connection), 0 if head is None else head.count, 0 if anchor is None else anchor.count)
    before: StoredEntry | None = None
    linked: set[str] | None = {START}
    for seq in range(1, min(last, _LARGEST) + 1):
        one = _entry(connection, seq)
        if not isinstance(one, StoredEntry):
            yield _damage("missing" if one is None else "unreadable", seq, detail=one or "")
            before, linked = None, None
            continue
        computed = one.computed()
        if computed != one.digest:
            yield _damage("altered", seq, one)
        elif linked is not None and one.previous not in linked:
            yield _damage("rewritten", seq if before is None else seq - 1, before)
        if anchor is not None and seq == anchor.count and anchor.digest not in {one.digest, computed}:
            yield _damage("rewritten", seq, one)
        before, linked = one, {one.digest, computed}
    if head is not None and (linked is None or head.digest not in linked or head.count != last):
        yield _damage("head", head.count, before)


def _head(connection: Connection) -> Head | None:
    try:
        row = connection.execute(select(HEAD)).first()
        return None if row is None else Head(count=row.length, digest=row.digest)
    except (SQLAlchemyError, ValueError):
        connection.rollback()
        return None


def _last(connection: Connection) -> int:
    try:
        return int(connection.execute(select(func.max(ENTRIES.c.seq))).scalar() or 0)
    except (SQLAlchemyError, ValueError):
        connection.rollback()
        return 0


def _entry(connection: Connection, seq: int) -> StoredEntry | str | None:
    """Return the entry; None if there is none, or why it cannot be read."""
    try:
        row = connection.execute(select(ENTRIES).where(ENTRIES.c.seq == seq)).mappings().first()
    except (SQLAlchemyError, ValueError) as error:
        connection.rollback()
        return _first_line(error)
    if row is None:
        return None
    try:
        return StoredEntry.model_validate(dict(row), strict=True)
    except ValueError:
        return "a value of the wrong type"


def _damage(
    kind: Literal["altered", "unreadable", "missing", "rewritten", "head", "schema", "database"],
    seq: int | None,
    entry: StoredEntry | None = None,
    detail: str = "",
) -> Damage:
    case, name = (None, None) if entry is None else (entry.case, entry.entry)
    return Damage(kind=kind, seq=seq, case=case, entry=name, detail=detail)


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
