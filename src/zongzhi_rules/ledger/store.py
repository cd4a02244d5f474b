"""The ledger: entries of many files, appended one after another and never changed."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from zongzhi_rules.casefile.events import Opened, canonical
from zongzhi_rules.casefile.facts import case_of, pending
from zongzhi_rules.casefile.read import event_from
from zongzhi_rules.casefile.state import CaseFile
from zongzhi_rules.casefile.view import Judging
from zongzhi_rules.decision.model import DECISION_SCHEMA_VERSION
from zongzhi_rules.diagnostics import diagnose, suggest
from zongzhi_rules.ledger import tables
from zongzhi_rules.ledger.chain import Head, StoredEntry, pins, sealed
from zongzhi_rules.ledger.engine import WRITES, engine_for
from zongzhi_rules.ledger.errors import LedgerError, unavailable
from zongzhi_rules.ledger.tables import ENTRIES, HEAD
from zongzhi_rules.ledger.verify import Damage, inspect_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from zongzhi_rules.casefile.events import Event


class Ledger:
    """A store of files.  Safe to share between threads; processes open it each for itself.

    An entry that `append` has returned is on the disk: killing the process, or the machine's power failing, does not
    lose it.
    """

    def __init__(
        self,
        where: str | Path,
        *,
        create: bool = True,
        judging: Judging | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open a ledger.

        Args:
            where: the path of an SQLite file, or a database URL such as `postgresql+psycopg://host/name`.
            create: make it if it is not there.
            judging: by what entries are judged when they are made; by the pack in force, if not given.
            clock: what the time is.

        Raises:
            LedgerError: it is not there, or the database refuses.
        """
        self._judging = judging or Judging()
        self._clock = clock
        name = str(where)
        if not create and "://" not in name and not Path(name).is_file():
            raise LedgerError([diagnose("ZR641", ledger=name)])
        try:
            self._engine = engine_for(where)
            with self._engine.connect() as connection:
                there = tables.exist(connection)
            if not there and not create:
                raise LedgerError([diagnose("ZR641", ledger=self._engine.url.render_as_string(hide_password=True))])
            if not there:
                with self._writing() as connection:
                    tables.make(connection)
        except (SQLAlchemyError, ImportError) as error:
            raise unavailable(getattr(error, "orig", None) or error) from None

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # writing ---------------------------------------------------------------------------------------------------

    def append(self, case: str, event: Event) -> StoredEntry:
        """Append an entry to a file; an opening begins one.  When this returns, the entry is safe.

        An entry that the file holds already, word for word, is returned as it stands, so that a writer who was
        interrupted can simply repeat it.

        Raises:
            CaseError: the file with the entry would not hold together, as `advance` says.
            UseError: no pack governs the case on the day.
            LedgerError: there is no such file, or one with that id was opened before; the database refuses.
        """
        text = canonical(event)
        with self._writing() as connection:
            head = connection.execute(select(HEAD).with_for_update()).one()
            before = _entries(connection, case)
            held = next((one for one in before if one.entry == event.id), None)
            if held is not None and held.event == text:
                return held
            file = _extended(connection, case, [_event(one) for one in before], event)
            rules = self._judging.admit(case_of(file, file.day))
            entry = sealed(
                StoredEntry(
                    seq=head.length + 1,
                    case=case,
                    entry=event.id,
                    event=text,
                    packs=pins(rules),
                    library=_library(),
                    stored_at=self._clock().astimezone(UTC).isoformat(timespec="microseconds"),
                    previous=head.digest,
                    digest="",
                ),
            )
            connection.execute(insert(ENTRIES).values(**dict(entry)))
            connection.execute(update(HEAD).values(length=entry.seq, digest=entry.digest))
        return entry

    # reading ---------------------------------------------------------------------------------------------------

    def cases(self) -> tuple[str, ...]:
        """Return the ids of the files, in the order of their opening."""
        with self._reading() as connection:
            rows = connection.execute(select(ENTRIES.c.case).order_by(ENTRIES.c.seq)).scalars()
            return tuple(dict.fromkeys(rows))

    def entries(self, case: str | None = None) -> tuple[StoredEntry, ...]:
        """Return the entries of a file, or all, in the order of the chain."""
        with self._reading() as connection:
            return tuple(_entries(connection, case))

    def file(self, case: str) -> CaseFile:
        """Return a file, for `case_of`, `replay` and `due_until`.

        Raises:
            LedgerError: there is no such file, or an entry of it cannot be read.
        """
        with self._reading() as connection:
            found = _entries(connection, case)
            if not found:
                raise _no_case(connection, case)
        return CaseFile.of(_event(one) for one in found)

    def pending(self, case: str) -> tuple[str, ...]:
        """Return the entries of a file that have no effect, as `Step.pending`."""
        return pending(self.file(case))

    def head(self) -> Head:
        """Return how far the ledger has come: to be kept elsewhere, and given to `verify` later."""
        with self._reading() as connection:
            row = connection.execute(select(HEAD)).one()
            return Head(count=row.length, digest=row.digest)

    def verify(self, anchor: Head | None = None) -> tuple[Damage, ...]:
        """Check the database and every entry; return what is damaged or altered, nothing if all is well.

        Whoever can write the database can also write a whole new chain.  Against that, keep `head()` elsewhere and give
        it as `anchor`.
        """
        with self._engine.connect() as connection:
            return inspect_ledger(connection, anchor)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise unavailable(getattr(error, "orig", None) or error) from None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise unavailable(getattr(error, "orig", None) or error) from None


def _entries(connection: Connection, case: str | None) -> list[StoredEntry]:
    query = select(ENTRIES).order_by(ENTRIES.c.seq)
    if case is not None:
        query = query.where(ENTRIES.c.case == case)
    return [StoredEntry.model_construct(**row) for row in connection.execute(query).mappings()]


def _event(entry: StoredEntry) -> Event:
    try:
        return event_from(json.loads(entry.event))
    except (ValueError, TypeError):
        raise LedgerError([diagnose("ZR645", entry=entry.entry, seq=entry.seq)]) from None


def _extended(connection: Connection, case: str, before: list[Event], event: Event) -> CaseFile:
    """Return the file with the entry."""
    if before:
        return CaseFile.of(before).plus(event)
    if not isinstance(event, Opened):
        raise _no_case(connection, case)
    if event.case != case:
        raise LedgerError([diagnose("ZR646", case=case, given=event.case)])
    return CaseFile.of([event])


def _no_case(connection: Connection, case: str) -> LedgerError:
    known = connection.execute(select(ENTRIES.c.case).distinct()).scalars()
    return LedgerError([diagnose("ZR640", suggestions=suggest(case, sorted(known)), case=case)])


def _library() -> str:
    from zongzhi_rules import __version__  # noqa: PLC0415 - the package is still being imported when this module is

    return f"{__version__}/{DECISION_SCHEMA_VERSION}"
