"""What goes wrong, alike in every command: the status, the form, and what the system refuses, in both languages."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from zongzhi_rules.cli import App
from zongzhi_rules.cli.app import tree
from zongzhi_rules.diagnostics.reasons import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

ROOT = Path(__file__).parents[2]
CASE = str(ROOT / "examples" / "henan_threshold_unknown.yaml")
EVENTS = str(ROOT / "examples" / "files" / "henan_county_vetoed.yaml")
FIELDS = {"code", "severity", "message", "help", "file", "line", "column", "end_line", "end_column", "path"}
NO_PACK = "no_such_pack"
# How each command is told of a pack that there is not; those that are told of none are listed below.
WITH_A_PACK = {
    "decide": [CASE, "--pack", NO_PACK],
    "explain": [CASE, "--pack", NO_PACK],
    "duties": [NO_PACK, "--year", "2020"],
    "eligible": [CASE, "--on", "2020-01-01", "--for", "awards", "--pack", NO_PACK],
    "backtest": [CASE, "--old", NO_PACK, "--new", "henan_2016"],
    "new": ["FOLDER", "--territory", "410100", "--extends", NO_PACK],
    "check": [NO_PACK],
    "test": [NO_PACK],
    "coverage": [NO_PACK],
    "cases": [NO_PACK],
    "mutate": [NO_PACK],
    "diff": [NO_PACK, "henan_2016"],
    "source": [NO_PACK, "--text", CASE],
    "seal": [NO_PACK, "--key", "KEY"],
}
WITHOUT = {"replay", "fmt", "schema", "help", "due", "case new", "case add", "case show", "case timeline"}
WITHOUT |= {"case verify", "case export"}
# How each command is told of a file that there is not.
WITH_A_FILE = {
    "decide": ["FILE"],
    "explain": ["FILE"],
    "eligible": ["FILE", "--on", "2020-01-01", "--for", "awards"],
    "duties": ["henan_2016", "--year", "2020", "--case", "FILE"],
    "backtest": ["FILE", "--old", "henan_2016", "--new", "henan_2016"],
    "check": ["FILE"],
    "replay": ["FILE"],
    "fmt": ["FILE"],
    "source": ["henan_2016", "--text", "FILE"],
    "seal": ["henan_2016", "--key", "FILE"],
    "due": ["FILE", "--until", "2020-01-01"],
    "case new": ["LEDGER", "FILE"],
    "case add": ["FILE", "示例", EVENTS],
    "case show": ["FILE", "示例"],
    "case timeline": ["FILE", "示例"],
    "case verify": ["FILE"],
    "case export": ["FILE", "示例"],
}


def zongzhi(*args: str, text: str | None = None, lang: str = "en") -> Result:
    return CliRunner().invoke(App(), [*args, "--lang", lang], input=text)


def every_command() -> Iterator[tuple[str, click.Command]]:
    for name, command in tree("en").commands.items():
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", one) for below, one in command.commands.items())
        else:
            yield name, command


COMMANDS = dict(every_command())
OPTIONS = {name: {option for one in command.params for option in one.opts} for name, command in COMMANDS.items()}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(arguments: list[str], folder: Path) -> list[str]:
    """Return the arguments, with files of a folder for what they name; none of them is there."""
    places = {name: str(folder / name.lower()) for name in ("FOLDER", "KEY", "LEDGER")}
    return [{**places, "FILE": str(folder / "absent.yaml")}.get(one, one) for one in arguments]


def diagnostics_in(command: str, output: str) -> list[dict[str, object]]:
    """Return the diagnostics of a JSON document: it is their list, or has them beside what could be done."""
    data = json.loads(output)
    if command == "fmt":
        return list(data["diagnostics"])
    return [one for each in data for one in each["diagnostics"]] if command == "replay" else list(data)


# one rule for the status -------------------------------------------------------------------------------------------


def test_the_tables_know_every_command() -> None:
    assert set(COMMANDS) == {*WITH_A_PACK, *WITHOUT}
    assert set(WITH_A_FILE) <= set(COMMANDS)


@pytest.mark.parametrize("command", WITH_A_PACK)
def test_a_pack_that_there_is_not_is_wrong_use(command: str, desk: Path) -> None:
    result = zongzhi(command, *written(WITH_A_PACK[command], desk))
    assert result.exit_code == 2
    assert f"there is no pack `{NO_PACK}`" in result.output
    assert not list(desk.iterdir())


@pytest.mark.parametrize("command", sorted(name for name, options in OPTIONS.items() if "--packs" in options))
def test_a_folder_of_packs_that_there_is_not_is_wrong_use(command: str, desk: Path) -> None:
    arguments = written([*WITH_A_FILE.get(command, WITH_A_PACK.get(command, ["FILE"]))], desk)
    arguments = [CASE if one.endswith("absent.yaml") else one for one in arguments]
    result = zongzhi(command, *arguments, "--packs", str(desk / "nowhere"))
    assert result.exit_code == 2
    assert "ZR602" in result.output


@pytest.mark.parametrize("command", WITH_A_FILE)
def test_a_file_that_there_is_not_is_input_at_fault(command: str, desk: Path) -> None:
    result = zongzhi(*command.split(), *written(WITH_A_FILE[command], desk))
    assert result.exit_code == 1
    assert "absent.yaml" in result.output
    assert "internal" not in result.output


def test_a_name_that_there_is_not_outweighs_input_at_fault(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: [", "utf-8")
    result = zongzhi("check", NO_PACK, str(bad))
    assert (result.exit_code, "ZR601" in result.stdout, "ZR124" in result.stdout) == (2, True, True)


# the form ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", sorted(name for name in WITH_A_FILE if "--json" in OPTIONS[name]))
def test_input_at_fault_is_json_where_that_is_asked_for(command: str, desk: Path) -> None:
    told = zongzhi(*command.split(), *written(WITH_A_FILE[command], desk))
    result = zongzhi(*command.split(), *written(WITH_A_FILE[command], desk), "--json")
    found = diagnostics_in(command, result.stdout)
    assert (result.exit_code, result.stderr) == (told.exit_code, "")
    assert found
    assert all(set(one) == FIELDS and one["severity"] == "error" for one in found)


@pytest.mark.parametrize("command", sorted(name for name in WITH_A_PACK if "--json" in OPTIONS[name]))
def test_a_name_that_there_is_not_is_json_too(command: str, desk: Path) -> None:
    result = zongzhi(command, *written(WITH_A_PACK[command], desk), "--json", lang="zh")
    assert (result.exit_code, result.stderr) == (2, "")
    [found] = json.loads(result.stdout)
    assert (set(found), found["code"]) == (FIELDS, "ZR601")
    assert found["message"] == f"找不到规则包 `{NO_PACK}`"


def test_json_of_a_case_at_fault_is_what_check_gives(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: a\nas_of: 2017-13-02\nsubject: {kind: place, division: 410122}\n", "utf-8")
    checked = zongzhi("check", str(bad), "--json")
    for command in ("decide", "explain"):
        assert zongzhi(command, str(bad), "--json").stdout == checked.stdout
    assert [one["line"] for one in json.loads(checked.stdout)] == [2, 3]
    assert zongzhi("decide", str(bad)).stdout == ""


def test_replay_tells_what_it_could_read_beside_what_it_could_not(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    bad.write_text("{}", "utf-8")
    assert zongzhi("decide", CASE, "--receipt", str(good)).exit_code == 0
    result = zongzhi("replay", str(good), str(bad), "--json")
    first, second = json.loads(result.stdout)
    assert (result.exit_code, first["ok"], second["ok"]) == (1, True, False)
    assert (second["receipt"], second["state"]) == (str(bad), "unreadable")
    assert [one["code"] for one in second["diagnostics"]] == ["ZR650"]


def test_a_holiday_notice_at_fault_has_its_place(tmp_path: Path) -> None:
    notice = tmp_path / "2017.json"
    notice.write_text(
        '{"year": 2017, "papers": [],\n "days": [{"name": "元旦", "date": "x", "isOffDay": true}]}', "utf-8"
    )
    result = zongzhi("decide", CASE, "--calendar", str(notice), "--json")
    [found] = json.loads(result.stdout)
    assert (result.exit_code, found["code"], found["path"]) == (1, "ZR691", "days[0].date")
    assert (found["file"], found["line"], found["column"]) == (str(notice), 2, 34)


# files of another kind ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["decide", "check"])
@pytest.mark.parametrize(
    ("file", "is_", "taken_by"),
    [
        (EVENTS, "a file of entries", "zongzhi case new"),
        (
            str(ROOT / "tests" / "cli" / "own_rules" / "cases" / "notice.yaml"),
            "a file of cases beside a pack",
            "zongzhi test",
        ),
        ("RECEIPT", "a receipt", "zongzhi replay"),
    ],
)
def test_a_file_of_another_kind_is_one_message(command: str, file: str, is_: str, taken_by: str, desk: Path) -> None:
    copy = desk / "copy.yaml"
    if file == "RECEIPT":
        assert zongzhi("decide", CASE, "--receipt", str(copy)).exit_code == 0
    else:
        copy.write_bytes(Path(file).read_bytes())
    [found] = json.loads(zongzhi(command, str(copy), "--json").stdout)
    assert (found["code"], found["message"]) == ("ZR531", f"this is {is_}, not a case")
    assert f"`{taken_by}`" in found["help"]
    [found] = json.loads(zongzhi(command, "-", "--json", text=copy.read_text("utf-8"), lang="zh").stdout)
    assert found["message"].endswith("，不是案件")


def test_a_case_among_the_entries_is_one_message(desk: Path) -> None:
    for arguments in (["case", "new", str(desk / "a.db"), CASE], ["case", "add", str(desk / "a.db"), "示例", CASE]):
        [found] = json.loads(zongzhi(*arguments, "--json").stdout)
        assert (found["code"], found["message"]) == ("ZR531", "this is a case, not a file of entries")
    assert list(desk.iterdir()) == []


def test_a_case_with_mistakes_stays_a_case(tmp_path: Path) -> None:
    whole = "id: a\nas_of: 2020-01-01\nsubject: {kind: locality, division: 410122}\n"
    for text, code in ((f"{whole}cases: []\n", "ZR503"), ("as_of: 2020-01-01\n", "ZR502"), ("other: 1\n", "ZR503")):
        (tmp_path / "a.yaml").write_text(text, "utf-8")
        assert code in zongzhi("decide", str(tmp_path / "a.yaml")).stderr


# what the system refuses -------------------------------------------------------------------------------------------


WRITING = {
    "decide": [CASE, "--receipt"],
    "duties": ["henan_2016", "--year", "2020", "--ics"],
    "schema": ["case", "-o"],
    "cases": ["jiangxi", "-o"],
    "test": ["jiangxi", "-k", "no case", "--html"],
    "seal": ["--new-key"],
}


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize(
    ("lang", "reasons"),
    [("zh", ("不是文件夹", "已有同名的文件")), ("en", ("not a folder", "a file of that name is there already"))],
)
def test_a_file_that_cannot_be_written_is_one_message(
    command: str, lang: str, reasons: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    result = zongzhi(command, *WRITING[command], str(tmp_path / "file" / "within.x"), lang=lang)
    assert (result.exit_code, result.stdout) == (1, "")
    assert any(reason in result.stderr for reason in reasons)
    assert len(result.stderr.splitlines()) == 2


@pytest.mark.parametrize("command", ["decide", "duties", "schema"])
def test_a_folder_in_place_of_a_file_stays_as_it_is(command: str, tmp_path: Path) -> None:
    result = zongzhi(command, *WRITING[command], str(tmp_path), lang="zh")
    assert (result.exit_code, "这是文件夹，不是文件" in result.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", refused)
    result = zongzhi("decide", CASE, lang="zh")
    assert (result.exit_code, "没有权限" in result.stderr) == (1, True)


def test_reasons_are_in_both_languages_whatever_they_are() -> None:
    for number in errno.errorcode:
        reason = reason_of(OSError(number, os.strerror(number)))
        assert any("一" <= one <= "鿿" for one in reason.zh)
        assert not any("一" <= one <= "鿿" for one in reason.en)
    assert reason_of(ValueError("embedded null byte")).en == "the path holds a NUL"


def run(arguments: list[str], lang: str = "en", **rest: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from zongzhi_rules.cli import main; main()", *arguments, "--lang", lang]
    return subprocess.run(command, stderr=subprocess.PIPE, check=False, **rest)  # type: ignore[call-overload, no-any-return]  # noqa: S603 - our own program


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["schema", "pack"], ["explain", CASE], ["decide", CASE, "--json"], ["--help"]])
def test_standard_output_that_takes_no_more(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(arguments, "zh", stdout=full)
    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 2
    assert "`<stdout>` 不能读写：磁盘已满" in done.stderr.decode()


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell that closes streams")
@pytest.mark.parametrize(("closed", "arguments", "status"), [(">&-", f"decide {CASE}", 0), ("<&-", "decide -", 1)])
def test_a_process_without_a_stream(closed: str, arguments: str, status: int) -> None:
    program = f"{sys.executable} -c 'from zongzhi_rules.cli import main; main()'"
    done = subprocess.run(["sh", "-c", f"{program} {arguments} --lang en {closed}"], capture_output=True, check=False)  # noqa: S603, S607 - our own program
    assert done.returncode == status
    assert (b"error[ZR146]" in done.stderr) is (status == 1)
    assert b"Traceback" not in done.stderr


def test_a_pack_that_is_not_there_is_not_counted_as_checked() -> None:
    ran = zongzhi("check", "nope")
    assert ran.exit_code == 2
    assert "there is no pack `nope`" in ran.output
    assert "1 pack" not in ran.output
    assert "1 pack" in zongzhi("check", "nope", "national_2016").output
