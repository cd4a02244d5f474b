"""`zongzhi case` and `zongzhi due`, from opening a file to finding a damaged entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from zongzhi_rules.cli import App

FILE = Path(__file__).parents[2] / "examples" / "files" / "henan_county_vetoed.yaml"
CASE = "示例县-2023"


def zongzhi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(App(), ["--lang", "en", *map(str, arguments)])


def told(*arguments: str | Path) -> Any:
    result = zongzhi(*arguments, "--json")
    return json.loads(result.stdout)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    where = tmp_path / "ledger.db"
    result = zongzhi("case", "new", where, FILE)
    assert result.exit_code == 0, result.stderr
    return where


def test_the_timeline_tells_what_entering_told(ledger: Path, tmp_path: Path) -> None:
    steps = told("case", "timeline", ledger, CASE)
    assert steps == told("case", "new", tmp_path / "other.db", FILE)
    assert steps[-1]["outcome"]["at_least"] == "one_vote_veto"
    assert "2024-05-29 更正验收 (correction)" in zongzhi("case", "timeline", ledger, CASE).stdout


def test_what_is_exported_can_be_entered_again(ledger: Path, tmp_path: Path) -> None:
    exported = tmp_path / "exported.json"
    exported.write_bytes(zongzhi("case", "export", ledger, CASE).stdout_bytes)
    again = tmp_path / "again.db"
    assert zongzhi("case", "new", again, exported).exit_code == 0
    assert zongzhi("case", "export", again, CASE).stdout_bytes == exported.read_bytes()
    assert zongzhi("case", "add", again, CASE, exported).exit_code == 0  # nothing twice
    assert told("case", "verify", again)["head"]["count"] == told("case", "verify", ledger)["head"]["count"]


def test_the_file_is_judged_as_of_a_day(ledger: Path) -> None:
    day = "2024-05-28"
    now = told("case", "show", ledger, CASE, "--on", day)
    then = told("case", "show", ledger, CASE, "--on", day, "--known-by", day)
    assert now["outcome"]["at_least"] == "one_vote_veto"
    assert (then["outcome"]["at_least"], then["outcome"]["status"]) == ("listed_supervision", "open")


def test_what_falls_due_names_the_next_rung(ledger: Path) -> None:
    (term,) = [
        one for one in told("due", ledger, "--until", "2024-05-20", "--on", "2024-04-11") if one["kind"] == "term"
    ]
    assert (term["day"], [one["measure"] for one in term["opens"]]) == ("2024-05-20", ["one_vote_veto"])
    assert "if not rectified" in zongzhi("due", ledger, "--until", "2024-05-20", "--on", "2024-04-11").stdout


def test_a_flipped_byte_is_named(ledger: Path) -> None:
    data = bytearray(ledger.read_bytes())
    where = data.index('"id":"瞒报"'.encode())
    data[where + 1] ^= 1
    ledger.write_bytes(data)
    result = zongzhi("case", "verify", ledger)
    assert result.exit_code == 1
    assert "entry 11" in result.stdout
    assert "瞒报" in result.stdout


def test_the_head_kept_elsewhere_is_compared(ledger: Path) -> None:
    head = told("case", "verify", ledger)["head"]
    kept = f"{head['count']}:{head['digest']}"
    assert zongzhi("case", "verify", ledger, "--anchor", kept).exit_code == 0
    assert zongzhi("case", "verify", ledger, "--anchor", f"{head['count'] + 1}:{head['digest']}").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("case", "show", "LEDGER", "示例县-2022"), 1, "did you mean `示例县-2023`"),
        (("case", "show", "nowhere.db", CASE), 1, "ZR641"),
        (("case", "show", "LEDGER", CASE, "--on", "tomorrow"), 2, "2020-01-31"),
        (("case", "verify", "LEDGER", "--anchor", "x"), 2, "count:digest"),
        (("due", "LEDGER"), 2, "--until"),
    ],
)
def test_mistakes_are_told(ledger: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    result = zongzhi(*(ledger if one == "LEDGER" else one for one in arguments))
    assert result.exit_code == status
    assert said in result.stderr
