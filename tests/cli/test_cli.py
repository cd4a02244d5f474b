"""The command line: what it prints, where, in which language, and with which status it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from zongzhi_rules import Decision, __version__
from zongzhi_rules.cli import App, app
from zongzhi_rules.cli.language import language_of
from zongzhi_rules.cli.texts import TABLES, TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from click.testing import Result

ROOT = Path(__file__).parents[2]
CASE = str(ROOT / "examples" / "henan_threshold_unknown.yaml")
COMMANDS = ("decide", "explain", "check", "diff", "schema")
NO_LANGUAGE = {"ZONGZHI_LANG": None, "LC_ALL": None, "LC_MESSAGES": None, "LANG": None, "ZONGZHI_DEBUG": None}
GOOD = """\
id: 示例-1
as_of: 2017-06-02
subject: {kind: locality, division: 410122, name: 示例县}
severity: {harm: especially_serious}
incidents:
  - {id: i1, kind: mass_incident, grade: especially_major, happened_on: 2017-05-01}
"""
BAD = "id: a\nas_of: 2017-13-02\nsubject: {kind: place, division: 410122}\n"


def zongzhi(*args: str, text: str | None = None, **environment: str) -> Result:
    return CliRunner().invoke(App(), args, input=text, env={**NO_LANGUAGE, **environment})


def process(
    args: Sequence[str], environment: Mapping[str, str] | None = None, **rest: Any
) -> subprocess.CompletedProcess[bytes]:
    env = {key: value for key, value in os.environ.items() if key not in NO_LANGUAGE}
    command = [sys.executable, "-c", "from zongzhi_rules.cli import main; main()", *args]
    return subprocess.run(command, capture_output=True, check=False, env={**env, **(environment or {})}, **rest)  # noqa: S603 - our own program


# language ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "ZONGZHI_LANG": "en"}, "en"),
        ([], {"ZONGZHI_LANG": "zh-Hans"}, "zh"),
        (["--lang", "zh", "check"], {"ZONGZHI_LANG": "en"}, "zh"),
        (["check", "--lang=zh"], {}, "zh"),
        (["--lang", "zh", "check", "--lang", "en"], {}, "en"),
        (["check", "--", "--lang", "zh"], {}, "en"),
        (["check", "--lang"], {"LANG": "zh_CN"}, "zh"),
    ],
)
def test_language(arguments: list[str], environment: dict[str, str], lang: str) -> None:
    assert language_of(arguments, environment) == lang


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_both_languages(command: str) -> None:
    args = [command] if command else []
    english, chinese = zongzhi(*args, "--help"), zongzhi(*args, "--help", "--lang", "zh")
    assert english.exit_code == chinese.exit_code == 0
    assert english.stdout.startswith("Usage: zongzhi")
    assert chinese.stdout.startswith("用法：zongzhi")
    own = TEXTS[command or "zongzhi"]
    assert own.en.split()[0] in english.stdout
    assert own.zh[:4] in chinese.stdout
    assert not re.search("[\u4e00-\u9fff]", english.stdout)
    assert not re.search(r"Show this|Options|Usage", chinese.stdout)
    assert zongzhi(*args, "-h").stdout == english.stdout


def test_version() -> None:
    assert zongzhi("--version").stdout == f"zongzhi {__version__}\n"


def test_texts_fill_the_same_places() -> None:
    for name, label in TEXTS.items():
        assert re.findall(r"\{\w*\}", label.zh) == re.findall(r"\{\w*\}", label.en), name


# results -----------------------------------------------------------------------------------------------------------


def test_decide_in_short() -> None:
    result = zongzhi("decide", CASE, "--lang", "zh")
    assert result.exit_code == 0
    assert "至少应当采取：挂牌督办；可能达到：一票否决权制" in result.stdout
    assert "待查事项" in result.stdout
    assert result.stderr == ""


def test_decide_as_json_is_a_decision_in_utf8() -> None:
    result = zongzhi("decide", CASE, "--json")
    decision = Decision.model_validate_json(result.stdout_bytes)
    assert decision.outcome.at_least == "listed_supervision"
    assert "挂牌督办".encode() in result.stdout_bytes
    assert zongzhi("explain", CASE, "--json").stdout_bytes == result.stdout_bytes


def test_same_input_gives_the_same_bytes_in_another_process() -> None:
    runs = [process(["decide", CASE, "--json"], {"PYTHONHASHSEED": seed}) for seed in ("1", "2")]
    assert runs[0].returncode == 0
    assert runs[0].stdout == runs[1].stdout
    assert b"\r" not in runs[0].stdout


def test_case_from_standard_input() -> None:
    result = zongzhi("decide", "-", text=GOOD)
    assert result.exit_code == 0
    assert "示例-1" in result.stdout


def test_pack_can_be_named_by_id_or_folder() -> None:
    by_id = zongzhi("decide", CASE, "--pack", "national_2016", "--json")
    by_folder = zongzhi("decide", CASE, "--pack", str(ROOT / "rulepacks" / "national_2016"), "--json")
    assert by_id.exit_code == 0
    assert json.loads(by_id.stdout)["packs"][0]["id"] == "national_2016"
    assert by_folder.stdout == by_id.stdout


def test_packs_are_looked_for_where_the_caller_says(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(GOOD.replace("410122", "420115").replace("2017-06-02", "2024-06-03"), encoding="utf-8")
    resolved = zongzhi("decide", str(case), "--packs", str(ROOT / "tests" / "packs"), "--json")
    assert json.loads(resolved.stdout)["packs"][0]["id"] == "demo_county"
    without = zongzhi("decide", str(case), "--json")
    assert json.loads(without.stdout)["packs"][0]["id"] == "national_2016"


def test_readings_are_chosen(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(GOOD, encoding="utf-8")
    result = zongzhi("decide", str(case), "--reading", "major.scope=criminal_cases_only", "--json")
    reading = next(one for one in json.loads(result.stdout)["readings"] if one["id"] == "major.scope")
    assert reading["option"] == "criminal_cases_only"
    assert reading["chosen_by_caller"] is True


def test_calendar_files_move_the_days(tmp_path: Path) -> None:
    notice = tmp_path / "2017.json"
    days = [{"name": "示例假日", "date": "2017-12-04", "isOffDay": True}]
    notice.write_text(json.dumps({"year": 2017, "papers": [], "days": days}), encoding="utf-8")
    case = tmp_path / "case.yaml"
    case.write_text(GOOD, encoding="utf-8")
    plain = json.loads(zongzhi("decide", str(case), "--json").stdout)
    moved = json.loads(zongzhi("decide", str(case), "--calendar", str(notice), "--json").stdout)
    assert plain["measure"]["term"]["deadline"]["day"] == "2017-12-04"
    assert moved["measure"]["term"]["deadline"]["day"] == "2017-12-05"
    assert "2017.json" in moved["calendar"]


def test_full_explanation_is_longer() -> None:
    assert len(zongzhi("explain", CASE, "--full").stdout) > len(zongzhi("explain", CASE).stdout)


def test_diff_as_text_and_json() -> None:
    text = zongzhi("diff", "national_2016", "henan_2016", "--lang", "zh")
    assert text.exit_code == 0
    assert text.stdout.startswith("《全国规定》")
    data = json.loads(zongzhi("diff", "national_2016", "henan_2016", "--json").stdout)
    assert {one["change"] for one in data["changes"]} == {"added", "amended", "replaced", "withdrawn"}
    assert all(one["warrant"] for one in data["changes"])


@pytest.mark.parametrize("name", ["case", "decision", "pack"])
def test_schema(name: str) -> None:
    result = zongzhi("schema", name)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$id"] == f"zongzhi-rules/{name}/1"


PACKS = ("henan_2016", "jiangxi", "national_2016")


def beside(pack: str) -> int:
    """Return how many cases stand beside a pack."""
    files = (ROOT / "rulepacks" / pack / "cases").glob("*.yaml")
    return sum(len(yaml.safe_load(one.read_text("utf-8")).get("cases") or ()) for one in files)


# check -------------------------------------------------------------------------------------------------------------


def test_check_without_target_takes_every_pack_within_reach() -> None:
    result = zongzhi("check")
    assert result.exit_code == 0
    assert f"3 packs, {sum(map(beside, PACKS))} cases: no problem" in result.stdout


@pytest.mark.parametrize(
    ("target", "summary"),
    [
        ("henan_2016", f"1 pack, {beside('henan_2016')} cases"),
        (str(ROOT / "rulepacks"), f"3 packs, {sum(map(beside, PACKS))} cases"),
        (str(ROOT / "rulepacks" / "henan_2016"), f"1 pack, {beside('henan_2016')} cases"),
        (str(ROOT / "rulepacks" / "henan_2016" / "ladder.yaml"), f"1 pack, {beside('henan_2016')} cases"),
        (CASE, "0 packs, 1 case"),
    ],
)
def test_check_takes_ids_folders_and_cases(target: str, summary: str) -> None:
    result = zongzhi("check", target)
    assert result.exit_code == 0
    assert result.stdout == f"{summary}: no problem\n"


def test_check_takes_a_folder_of_cases() -> None:
    number = len(list((ROOT / "examples").glob("*.yaml")))
    assert zongzhi("check", str(ROOT / "examples")).stdout == f"0 packs, {number} cases: no problem\n"


def test_check_shows_every_problem_with_its_place(tmp_path: Path) -> None:
    case = tmp_path / "案件.yaml"
    case.write_text(BAD, encoding="utf-8")
    result = zongzhi("check", str(case), "--lang", "zh")
    assert result.exit_code == 1
    assert f"{case}:2:8" in result.stdout
    assert f"{case}:3:17" in result.stdout
    assert "^^^^^" in result.stdout
    assert result.stdout.endswith("0 个规则包、1 个案件：2 个错误\n")


def test_check_as_json_lists_the_diagnostics() -> None:
    found = json.loads(zongzhi("check", "-", "--json", text=BAD).stdout)
    assert [(one["line"], one["severity"]) for one in found] == [(2, "error"), (3, "error")]
    assert {"code", "message", "help", "file", "column", "path"} <= set(found[0])


def test_check_says_what_only_the_pack_can_see() -> None:
    result = zongzhi("check", "-", text=f"{GOOD}local: {{nothing_like_it: true}}\n")
    assert result.exit_code == 1
    assert "nothing_like_it" in result.stdout


def test_a_problem_of_a_base_is_shown_once(tmp_path: Path) -> None:
    source = ROOT / "rulepacks"
    for name in ("national_2016", "henan_2016"):
        (tmp_path / name).mkdir()
        for path in (source / name).glob("*.yaml"):
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    broken = tmp_path / "national_2016" / "factors.yaml"
    broken.write_text(broken.read_text("utf-8").replace("force: shall", "force: must", 1), encoding="utf-8")
    found = json.loads(zongzhi("check", str(tmp_path), "--packs", str(tmp_path), "--json").stdout)
    assert len(found) == 1


# wrong use and bad input -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "english", "chinese"),
    [
        ([], "Commands:", "命令："),
        (["chekc"], "there is no command `chekc`; did you mean `check`?", "没有命令 `chekc`，是否想写 `check`？"),
        (["decide"], "CASE is missing", "缺少 CASE"),
        (["decide", CASE, "--jsn"], "there is no option `--jsn`; did you mean `--json`?", "没有选项 `--jsn`"),
        (["decide", CASE, "more"], "there are more arguments", "多余的参数"),
        (["decide", CASE, "--pack"], "the option `--pack` wants a value after it", "选项 `--pack` 后面要写一个值"),
        (
            ["schema", "no_such"],
            "`NAME` is one of: case, decision, event, events, pack, receipt, state, cases",
            "`NAME` 应当是其中之一：case, decision, event, events, pack, receipt, state, cases",
        ),
        (["schema", "CASES"], "; did you mean `cases` or `case`?", "，是否想写 `cases` 或 `case`？"),
        (["check", "--format", "jsn"], "; did you mean `json`?", "，是否想写 `json`？"),
        (
            ["mutate", "x", "--sample", "0"],
            "`--sample` is a whole number, 1 or more",
            "`--sample` 应当是不小于 1 的整数",
        ),
        (["mutate", "x", "--seed", "a"], "`--seed` is a whole number", "`--seed` 应当是整数"),
        (
            ["test", "x", "--fail-under", "200"],
            "`--fail-under` is a number from 0 to 100",
            "`--fail-under` 应当是 0 至",
        ),
        (
            ["test", "x", "--fail-under", "nan"],
            "`--fail-under` is a number from 0 to 100",
            "`--fail-under` 应当是 0 至",
        ),
        (["new", "a", "--since", "x"], "`--since` is a day, such as 2017-03-01", "`--since` 应当是日期，如 2017-03-01"),
        (["decide", CASE, "--reading", "x"], "`id=option`", "`编号=选项`"),
        (["decide", CASE, "--reading", "a=b", "--reading", "a=c"], "`a` is chosen twice", "`a` 选了两次"),
        (["decide", CASE, "--pack", "henen_2016"], "did you mean `henan_2016`", "是否想写 `henan_2016`"),
        (["decide", CASE, "--reading", "a=b"], "no reading called `a`", "没有叫 `a` 的理解"),
        (["check", "-", "-"], "standard input can be read only once", "标准输入只能读一次"),
    ],
)
def test_wrong_use_ends_with_2(args: list[str], english: str, chinese: str) -> None:
    for lang, wanted in (("en", english), ("zh", chinese)):
        result = zongzhi(*args, ZONGZHI_LANG=lang)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert wanted in result.stderr


def test_language_that_does_not_exist_is_wrong_use() -> None:
    result = zongzhi("--lang", "fr", "check")
    assert result.exit_code == 2
    assert "`--lang` is one of: zh, en" in result.stderr


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ZR"),
        ("id: [", "ZR124"),
        (BAD, "ZR511"),
        ("\x00", "ZR"),
        (GOOD.replace("2017-06-02", "2015-06-02").replace("2017-05-01", "2015-05-01"), "ZR603"),
        ("a: &a [*a, *a]\n", "ZR"),
        ("[" * 5000, "ZR"),
    ],
)
def test_bad_input_ends_with_1_and_a_diagnostic(text: str, code: str) -> None:
    result = zongzhi("decide", "-", text=text)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert re.search(rf"error\[{code}", result.stderr)
    assert "Traceback" not in result.output


def test_file_that_is_not_there_or_cannot_be_read(tmp_path: Path) -> None:
    assert zongzhi("decide", str(tmp_path / "没有.yaml")).exit_code == 1
    assert zongzhi("decide", str(tmp_path)).exit_code == 1
    assert zongzhi("decide", CASE, "--calendar", str(tmp_path / "none.json"), "--lang", "zh").exit_code == 1
    assert zongzhi("check", "名" * 3000).exit_code in {1, 2}


def test_a_calendar_file_at_fault_is_told_in_the_language(tmp_path: Path) -> None:
    notice = tmp_path / "假日.json"
    notice.write_text("[", encoding="utf-8")
    result = zongzhi("decide", CASE, "--calendar", str(notice), "--lang", "zh")
    assert result.exit_code == 1
    assert result.stderr.startswith("错误[ZR691]：放假通知有误")
    assert f"{notice}:1:2" in result.stderr


def test_an_error_of_the_program_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("第一行\n\x1b[31m第二行")

    monkeypatch.setattr("zongzhi_rules.cli.commands.decide.judged", broken)
    result = zongzhi("decide", CASE, "--lang", "zh")
    assert result.exit_code == app.UNEXPECTED
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "RuntimeError" in result.stderr
    assert "\x1b" not in result.stderr
    told = zongzhi("decide", CASE, ZONGZHI_DEBUG="1")
    assert told.exit_code == app.UNEXPECTED
    assert "Traceback" in told.stderr


def test_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zongzhi_rules.cli.commands.decide.judged", interrupted)
    assert zongzhi("decide", CASE).exit_code == app.INTERRUPTED


# processes, pipes and terminals ------------------------------------------------------------------------------------


def test_reader_that_leaves_early_is_no_error() -> None:
    command = [sys.executable, "-c", "from zongzhi_rules.cli import main; main()", "schema", "pack"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603 - our own program
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == app.CLOSED_PIPE


def test_plain_on_a_pipe_and_no_traceback_on_bad_bytes() -> None:
    good = process(["explain", "-"], {"LANG": "zh_CN.UTF-8"}, input=GOOD.encode())
    assert good.returncode == 0
    assert "研判说明".encode() in good.stdout
    assert b"\x1b" not in good.stdout
    bad = process(["decide", "-"], input=b"\xff\xfe\x00bad")
    assert bad.returncode == 1
    assert bad.stderr.startswith(b"error[ZR1")
    assert b"Traceback" not in bad.stderr


def test_a_locale_without_chinese_does_not_end_the_run() -> None:
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    result = process(["explain", CASE, "--lang", "zh"], environment)
    assert result.returncode == 0
    assert b"Traceback" not in result.stderr
    as_json = process(["decide", CASE, "--json"], environment)
    assert "挂牌督办".encode() in as_json.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("command", "sign"), [(["explain", CASE], "1. Outcome"), (["diff", "national_2016", "jiangxi"], "→")]
)
def test_colour_for_terminals_only(command: list[str], sign: str) -> None:
    for environment, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        shown = on_a_terminal(command, {"TERM": "xterm-256color", **environment})
        assert sign in re.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert bool(re.search(r"\x1b\[[0-9;]*3[0-9]", shown)) is coloured or "diff" in command


def on_a_terminal(args: list[str], environment: dict[str, str]) -> str:
    import pty  # noqa: PLC0415 - not there on every system

    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from zongzhi_rules.cli import main; main()", *args]
    env = {key: value for key, value in os.environ.items() if key not in {*NO_LANGUAGE, "NO_COLOR"}}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env={**env, **environment}) as running:  # noqa: S603
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    assert running.returncode == 0
    return shown.decode()


def test_every_text_has_a_name_of_its_own() -> None:
    names = [name for table in TABLES for name in table]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_commands_of_one_name_say_each_what_it_does(lang: str) -> None:
    new, case_new = (
        zongzhi(*words, "--help", "--lang", lang).output.split("\n\n")[1] for words in (["new"], ["case", "new"])
    )
    assert new != case_new


@pytest.mark.parametrize("command", ["decide", "check"])
def test_a_folder_of_packs_that_is_not_there_is_no_reason_to_take_another(command: str) -> None:
    done = zongzhi(command, CASE, "--packs", "no_such_folder")
    assert done.exit_code in {1, 2}
    assert "ZR602" in done.output
    assert "at_least" not in done.output


def test_a_flag_takes_no_value() -> None:
    assert "`--json` takes no value" in zongzhi("decide", CASE, "--json=yes", "--lang", "en").output
