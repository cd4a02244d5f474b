"""What cannot be opened or written says so, with its remedy, and is left as it was."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event as hook
from tests.ledger.killing import finding, opening

from zongzhi_rules.ledger import Ledger, LedgerError, engine
from zongzhi_rules.ledger.errors import unavailable

if TYPE_CHECKING:
    from pathlib import Path

CASE = "示例-1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.append(CASE, opening(CASE))
    return tmp_path / "ledger.db"


def code_of(error: LedgerError) -> str:
    (one,) = error.diagnostics
    return one.code


def refused(where: str | Path, **options: Any) -> str:
    with pytest.raises(LedgerError) as caught:
        Ledger(where, **options)
    return code_of(caught.value)


def run(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path) == refused(tmp_path, create=False) == "ZR680"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "none" / "ledger.db") == "ZR681"
    assert refused(tmp_path / "none" / "ledger.db", create=False) == "ZR641"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a ledger\n" * 100, encoding="utf-8")
    before = file.read_bytes()
    assert refused(file) == refused(file, create=False) == "ZR687"
    assert file.read_bytes() == before


def test_another_programs_database(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    run(file, "CREATE TABLE invoices (id INTEGER)")
    assert refused(file) == refused(file, create=False) == "ZR682"
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("invoices",)]
    connection.close()


def test_an_empty_database_becomes_a_ledger_only_where_one_is_made(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    assert refused(file, create=False) == "ZR641"
    with Ledger(file) as ledger:
        assert ledger.verify() == ()


@pytest.mark.parametrize(
    "statement", ["UPDATE zongzhi_head SET version = 2", "ALTER TABLE zongzhi_head DROP COLUMN version"]
)
def test_a_ledger_of_another_release(path: Path, statement: str) -> None:
    run(path, statement)
    assert refused(path) == refused(path, create=False) == "ZR683"


@pytest.mark.parametrize(
    "url",
    [
        "nonsense://",
        "x://user:secret@[",
        "postgresql://u:secret@h:port/x",
        "postgresql+psycopg://user:secret@127.0.0.1:1/none",
    ],
)
def test_a_url_that_leads_nowhere_shows_no_password(url: str) -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger(url)
    assert "secret" not in str(caught.value)


def test_a_ledger_that_another_writer_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PATIENCE", 20)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Ledger(path) as ledger:
        with pytest.raises(LedgerError) as caught:
            ledger.append(CASE, finding(1))
        assert code_of(caught.value) == "ZR684"
        assert ledger.file(CASE).get("e1") is None  # reading goes on meanwhile
        holder.execute("ROLLBACK")
        ledger.append(CASE, finding(1))
    holder.close()


def test_a_full_disk_takes_nothing_and_the_entry_can_be_repeated(path: Path) -> None:
    with Ledger(path) as ledger:
        room = {"pages": 12}

        def limit(connection: Any, *_: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {room['pages']}")

        hook.listen(ledger._engine, "checkout", limit)  # noqa: SLF001 - the disk of this test
        number, code = 0, None
        while code is None and number < 1000:
            number += 1
            try:
                ledger.append(CASE, finding(number))
            except LedgerError as error:
                code = code_of(error)
        assert code == "ZR685"
        assert ledger.verify() == ()
        assert ledger.head().count == number
        room["pages"] = 10_000
        assert ledger.append(CASE, finding(number)).seq == number + 1


def test_a_ledger_that_may_only_be_read(path: Path) -> None:
    with Ledger(f"sqlite:///file:{path}?mode=ro&uri=true", create=False) as ledger:
        assert ledger.cases() == (CASE,)
        assert ledger.verify() == ()
        with pytest.raises(LedgerError) as caught:
            ledger.append(CASE, finding(1))
        assert code_of(caught.value) == "ZR686"


@pytest.mark.parametrize(
    ("name", "code"),
    [("55P03", "ZR684"), ("53100", "ZR685"), ("25006", "ZR686"), ("42501", "ZR686"), ("08006", "ZR644")],
)
def test_what_a_server_refuses(name: str, code: str) -> None:
    error = ImportError("refused\nwith a password in the second line")
    error.sqlstate = name  # type: ignore[attr-defined] # as the driver's errors have it
    found = unavailable(error, "ledger")
    assert code_of(found) == code
    assert "password" not in str(found)
