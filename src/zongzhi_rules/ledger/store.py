"""The ledger: entries of many files, appended one after another and never changed."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import insert, inspect, make_url, select, update
from sqlalchemy.exc import ArgumentError

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
from zongzhi_rules.ledger.errors import REFUSALS, LedgerError, unavailable
from zongzhi_rules.ledger.tables import ENTRIES, HEAD, LAYOUT_VERSION
from zongzhi_rules.ledger.verify import Damage, inspect_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
        self._name = _name(where, create=create)
        try:
            self._engine = engine_for(where)
            with self._reading() as connection:
                there = self._recognised(connection)
            if not there and not create:
                raise LedgerError([diagnose("ZR641", ledger=self._name)])
            if not there:
                with self._writing() as connection:
                    tables.make(connection)
        except (*REFUSALS, ImportError) as error:
            raise unavailable(error, self._name) from None

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
        (entry,) = self.extend(case, (event,))
        return entry

    def extend(self, case: str, events: Iterable[Event]) -> tuple[StoredEntry, ...]:
        """Append several entries to a file as `append` does: all of them, or none if one is refused."""
        with self._writing() as connection:
            row = connection.execute(select(HEAD).with_for_update()).one()
            head = Head(count=row.length, digest=row.digest)
            stored = {one.entry: one for one in _entries(connection, case)}
            file = CaseFile.of(_event(one) for one in stored.values()) if stored else None
            found = []
            for event in events:
                text = canonical(event)
                held = stored.get(event.id)
                if held is None or held.event != text:
                    file = _extended(connection, case, file, event)
                    rules = self._judging.admit(case_of(file, file.day))
                    held = stored[event.id] = self._sealed(case, event.id, text, pins(rules), head)
                    head = Head(count=held.seq, digest=held.digest)
                    connection.execute(insert(ENTRIES).values(**dict(held)))
                found.append(held)
            if head.count != row.length:
                connection.execute(update(HEAD).values(length=head.count, digest=head.digest))
        return tuple(found)

    def _sealed(self, case: str, name: str, text: bytes, packs: str, head: Head) -> StoredEntry:
        return sealed(
            StoredEntry(
                seq=head.count + 1,
                case=case,
                entry=name,
                event=text,
                packs=packs,
                library=_library(),
                stored_at=self._clock().astimezone(UTC).isoformat(timespec="microseconds"),
                previous=head.digest,
                digest="",
            ),
        )

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
        with self._translated(), self._engine.connect() as connection:
            return inspect_ledger(connection, anchor)

    def _recognised(self, connection: Connection) -> bool:
        """Whether the database holds a ledger that this release can use.

        Raises:
            LedgerError: it is one of a later release; or it is another program's file.  (A server's database may well
                hold other tables beside a ledger's.)
        """
        if not tables.exist(connection):
            found = tables.others(connection) if connection.dialect.name == "sqlite" else []
            if found:
                raise LedgerError([diagnose("ZR682", ledger=self._name, tables=tuple(found[:5]))])
            return False
        columns = {one["name"] for one in inspect(connection).get_columns(HEAD.name)}
        row = connection.execute(select(HEAD.c.version)).first() if "version" in columns else (0,)
        if row is not None and row[0] != LAYOUT_VERSION:
            raise LedgerError([diagnose("ZR683", ledger=self._name, version=row[0], known=LAYOUT_VERSION)])
        return True

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except REFUSALS as error:
            raise unavailable(error, self._name) from None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        options = {WRITES: True}
        with self._translated(), self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._translated(), self._engine.connect() as connection, connection.begin():
            yield connection


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


def _name(where: str | Path, *, create: bool) -> str:
    """Return what a ledger is called in messages: its path, or its URL without the password.

    Raises:
        LedgerError: it is the path of nothing that could be a ledger.
    """
    name = str(where)
    if "://" in name:
        try:
            return make_url(name).render_as_string(hide_password=True)
        except (ArgumentError, ValueError):
            raise LedgerError([diagnose("ZR641", ledger=f"{name.partition('://')[0]}://…")]) from None
    path = Path(name)
    if path.is_dir():
        raise LedgerError([diagnose("ZR680", ledger=name)])
    if not create and not path.is_file():
        raise LedgerError([diagnose("ZR641", ledger=name)])
    if not path.parent.is_dir():
        raise LedgerError([diagnose("ZR681", folder=str(path.parent))])
    return name


def _extended(connection: Connection, case: str, before: CaseFile | None, event: Event) -> CaseFile:
    """Return the file with the entry."""
    if before is not None:
        return before.plus(event)
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
