"""What a ledger keeps, refuses, and notices."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from tests.ledger.killing import finding, opening

from zongzhi_rules import CaseError, load_pack
from zongzhi_rules.casefile import case_of, event_from
from zongzhi_rules.ledger import Ledger, LedgerError, tables
from zongzhi_rules.ledger.engine import engine_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zongzhi_rules.casefile import Event
    from zongzhi_rules.ledger import Damage

CASE = "示例-1"
ENTRIES = 11
NOW = datetime(2026, 1, 6, 8, tzinfo=UTC)


POSTGRES = os.environ.get("ZONGZHI_TEST_POSTGRES")
"""The URL of a database that the tests may empty; `make ledger-postgres` sets it."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where no ledger is yet."""
    if request.param == "sqlite":
        return tmp_path / "ledger.db"
    if POSTGRES is None:
        pytest.skip("no PostgreSQL: see `make ledger-postgres`")
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS zongzhi_entries, zongzhi_head")
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS zongzhi_refuse")
    engine.dispose()
    return POSTGRES


def filled(where: str | Path) -> None:
    with Ledger(where, clock=lambda: NOW) as ledger:
        ledger.append(CASE, opening(CASE))
        for number in range(1, ENTRIES):
            ledger.append(CASE, finding(number))


@pytest.fixture
def where(empty: str | Path) -> str | Path:
    """A ledger of one file, in each kind of database."""
    filled(empty)
    return empty


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of one file, as a file of SQLite."""
    filled(tmp_path / "ledger.db")
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(where: str | Path) -> Iterator[Ledger]:
    with Ledger(where, create=False, clock=lambda: NOW) as opened:
        yield opened


def said(code: str, error: Exception) -> bool:
    return isinstance(error, (CaseError, LedgerError)) and {one.code for one in error.diagnostics} == {code}


def test_a_file_comes_back_as_it_was_entered(ledger: Ledger) -> None:
    assert ledger.cases() == (CASE,)
    assert ledger.file(CASE).events == (opening(CASE), *(finding(n) for n in sorted(range(1, ENTRIES), key=str)))
    assert ledger.verify() == ()
    assert ledger.head().count == ENTRIES


def test_an_entry_pins_the_packs_in_force(ledger: Ledger) -> None:
    entry = ledger.entries(CASE)[0]
    rules = load_pack("henan_2016")
    assert [(one.id, one.digest) for one in entry.pinned] == [(one.id, one.digest) for one in rules.stack]
    assert entry.stored_at == "2026-01-06T08:00:00.000000+00:00"
    assert entry.digest == entry.computed()


def test_the_same_entry_again_changes_nothing(ledger: Ledger) -> None:
    head = ledger.head()
    assert ledger.append(CASE, finding(3)) == ledger.entries(CASE)[3]
    assert ledger.append(CASE, opening(CASE)).seq == 1
    assert ledger.head() == head


def changed(event: Event, **content: object) -> Event:
    return event_from({**event.model_dump(mode="json", exclude_defaults=True), **content})


@pytest.mark.parametrize(
    ("code", "case", "event"),
    [
        ("ZR570", CASE, changed(finding(3), value=None)),  # another entry under the same id
        ("ZR572", CASE, changed(opening(CASE), id="again")),
        ("ZR640", "示例-2", finding(3)),  # not opened
        ("ZR646", "示例-2", opening(CASE)),
        ("ZR550", CASE, changed(finding(3), id="x", path="local.nowhere")),  # the pack has no such fact
        ("ZR504", CASE, changed(finding(3), id="x", path="severity.harm", value="fatal")),
        ("ZR577", CASE, event_from({"event": "correction", "id": "x", "corrects": "e0", "known_on": "2026-01-05",
                                    "recorded_at": "2026-01-05T11:00:00+08:00"})),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused(ledger: Ledger, code: str, case: str, event: Event) -> None:
    head = ledger.head()
    with pytest.raises((CaseError, LedgerError)) as caught:
        ledger.append(case, event)
    assert said(code, caught.value), caught.value
    assert ledger.head() == head
    assert ledger.verify() == ()


def test_a_ledger_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger(tmp_path / "nowhere.db", create=False)
    assert said("ZR641", caught.value)
    assert not (tmp_path / "nowhere.db").exists()


def test_several_entries_go_in_together_or_not_at_all(ledger: Ledger) -> None:
    head = ledger.head()
    wrong = changed(finding(32), path="severity.harm", value="fatal")
    with pytest.raises(CaseError) as caught:
        ledger.extend(CASE, [finding(30), finding(31), wrong])
    assert said("ZR504", caught.value)
    assert ledger.head() == head
    entries = ledger.extend(CASE, [finding(30), finding(3), finding(30), finding(31)])
    assert [one.entry for one in entries] == ["e30", "e3", "e30", "e31"]
    assert ledger.head().count == ENTRIES + 2
    assert ledger.verify() == ()


def test_threads_write_one_after_another(where: str | Path) -> None:
    with Ledger(where) as ledger, ThreadPoolExecutor(4) as pool:
        cases = [f"示例-{number}" for number in range(10, 18)]
        list(pool.map(lambda case: ledger.append(case, opening(case)), cases))
        list(pool.map(lambda n: ledger.append(cases[n % 8], finding(1 + n // 8)), range(40)))
        assert ledger.verify() == ()
        assert ledger.head().count == ENTRIES + 8 + 40
        assert [one.seq for one in ledger.entries()] == list(range(1, ENTRIES + 49))


def test_two_ledgers_on_one_file_extend_one_chain(where: str | Path) -> None:
    with Ledger(where) as one, Ledger(where) as other:
        one.append(CASE, finding(20))
        other.append(CASE, finding(21))
        one.append(CASE, finding(22))
        assert other.verify() == ()
        assert one.head() == other.head()


# as-of questions ---------------------------------------------------------------------------------------------------


def test_what_the_file_said_what_was_known_and_what_is_known_differ(empty: str | Path) -> None:
    entry = {"event": "finding_made", "path": "severity.harm"}
    early = {"id": "a", "value": "ordinary", "known_on": "2026-02-02", "recorded_at": "2026-02-02T09:00:00+08:00"}
    late = {"id": "b", "value": "serious", "known_on": "2026-02-10", "recorded_at": "2026-03-02T09:00:00+08:00"}
    slip = {"event": "correction", "id": "c", "corrects": "b", "known_on": "2026-04-01"}
    right = {**entry, **late, "value": "especially_serious"}
    with Ledger(empty) as ledger:
        ledger.append(CASE, opening(CASE))
        ledger.append(CASE, event_from({**entry, **early}))
        ledger.append(CASE, event_from({**entry, **late}))
        ledger.append(CASE, event_from({**slip, "recorded_at": "2026-04-01T09:00:00+08:00", "replacement": right}))
        file = ledger.file(CASE)
    day = date(2026, 2, 15)

    def harm(**by: date) -> str | None:
        found = case_of(file, day, **by).severity.harm
        return None if found is None else found.value

    assert harm(recorded_by=day) == "ordinary"
    assert harm(known_by=day) == "serious"
    assert harm() == "especially_serious"
    assert harm(known_by=date(2026, 1, 31)) is None


# damage ------------------------------------------------------------------------------------------------------------


def damage_of(where: str | Path) -> tuple[Damage, ...] | None:
    """Return what `verify` finds; None where the file cannot even be opened."""
    try:
        with Ledger(where, create=False) as ledger:
            return ledger.verify()
    except LedgerError:
        return None


def flipped(path: Path, to: Path, position: int, bit: int = 0) -> Path:
    data = bytearray(path.read_bytes())
    data[position] ^= 1 << bit
    to.write_bytes(data)
    return to


def test_one_flipped_bit_in_an_entry_names_the_entry(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    with Ledger(path) as ledger:
        stored = ledger.entries()
    for one in stored:
        event, link = whole.find(one.event), whole.find(f"{one.previous}{one.digest}".encode())
        assert min(event, link) >= 0
        middle, last = event + len(one.event) // 2, event + len(one.event) - 1
        for position in (event, middle, last, link, link + 63, link + 64, link + 127):
            found = damage_of(flipped(path, tmp_path / "flipped.db", position))
            assert found, position
            assert {each.seq for each in found} - {None} == {one.seq}, (one.seq, found)


def tampered(where: str | Path, *statements: str) -> tuple[Damage, ...]:
    engine = engine_for(where)
    off, on = [[f"ALTER TABLE zongzhi_entries {verb} TRIGGER ALL"] for verb in ("DISABLE", "ENABLE")]
    if engine.dialect.name == "sqlite":
        off = [f"DROP TRIGGER zongzhi_no_{verb}" for verb in ("UPDATE", "DELETE")]
        on = [*tables._TRIGGERS["sqlite"]]  # noqa: SLF001 - put back, so that only the statements show
    with engine.begin() as connection:
        for statement in (*off, *statements, *on):
            connection.exec_driver_sql(statement)
    engine.dispose()
    found = damage_of(where)
    assert found is not None
    return found


def test_the_database_refuses_to_change_an_entry(where: str | Path) -> None:
    engine = engine_for(where)
    for statement in ("UPDATE zongzhi_entries SET entry = 'x'", "DELETE FROM zongzhi_entries"):
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.mark.parametrize(
    ("statement", "kind", "seq"),
    [
        ("UPDATE zongzhi_entries SET packs = '[]' WHERE seq = 4", "altered", 4),
        ("UPDATE zongzhi_entries SET entry = 'x' WHERE seq = 4", "altered", 4),
        ("UPDATE zongzhi_entries SET \"case\" = 'x' WHERE seq = 4", "altered", 4),
        ("DELETE FROM zongzhi_entries WHERE seq = 4", "missing", 4),
        ("DELETE FROM zongzhi_entries WHERE seq = 11", "missing", 11),
        ("UPDATE zongzhi_head SET digest = 'x'", "head", 11),
        ("UPDATE zongzhi_head SET length = 10", "head", 10),
        ("DELETE FROM zongzhi_head", "head", None),
    ],
)
def test_what_was_tampered_with_is_named(where: str | Path, statement: str, kind: str, seq: int | None) -> None:
    found = tampered(where, statement)
    assert (kind, seq) in {(one.kind, one.seq) for one in found}


def test_a_guard_that_was_taken_away_is_noticed(where: str | Path) -> None:
    engine = engine_for(where)
    lite = engine.dialect.name == "sqlite"
    off = "DROP TRIGGER zongzhi_no_DELETE" if lite else "ALTER TABLE zongzhi_entries DISABLE TRIGGER ALL"
    with engine.begin() as connection:
        connection.exec_driver_sql(off)
    engine.dispose()
    assert [one.kind for one in damage_of(where) or ()] == ["schema"]


def test_text_in_the_place_of_bytes_is_named(path: Path) -> None:
    found = tampered(path, "UPDATE zongzhi_entries SET event = 'text' WHERE seq = 4")
    assert [(one.kind, one.seq) for one in found] == [("unreadable", 4)]


def test_an_entry_rewritten_with_its_digest_breaks_the_chain(where: str | Path) -> None:
    with Ledger(where) as ledger:
        old = ledger.entries()[3]
    new = old.model_copy(update={"stored_at": "2026-01-01T00:00:00.000000+00:00"})
    digest = new.computed()
    values = f"stored_at = '{new.stored_at}', digest = '{digest}'"
    found = tampered(where, f"UPDATE zongzhi_entries SET {values} WHERE seq = 4")  # noqa: S608 - our own values
    assert [(one.kind, one.seq, one.entry) for one in found] == [("rewritten", 4, old.entry)]


def test_entries_cut_off_with_the_head_show_by_an_anchor(where: str | Path) -> None:
    with Ledger(where) as ledger:
        anchor, before = ledger.head(), ledger.entries()[-2]
    shorter = f"UPDATE zongzhi_head SET length = {before.seq}, digest = '{before.digest}'"  # noqa: S608 - our own values
    assert tampered(where, "DELETE FROM zongzhi_entries WHERE seq = 11", shorter) == ()
    with Ledger(where) as ledger:
        assert next((one.kind, one.seq) for one in ledger.verify(anchor)) == ("missing", ENTRIES)


def test_a_ledger_copied_while_open_is_whole(path: Path, tmp_path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.append(CASE, finding(30))
        for file in path.parent.glob("ledger.db*"):
            shutil.copy(file, tmp_path / file.name.replace("ledger", "copy"))
    assert damage_of(tmp_path / "copy.db") == ()
