"""`zongzhi duties`, `eligible`, `source`, `coverage`, `test`, `explain --text`: results and wrong input."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from click.testing import CliRunner
from tests.golden import check_golden

from zongzhi_rules.cli import App
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from click.testing import Result

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
OWN = str(HERE / "own_rules")
TEXT = HERE / "own_text.txt"
OWN_CASE = str(HERE / "own_case.yaml")
LISTED = str(HERE / "own_listed.yaml")
NO_LANGUAGE = {"ZONGZHI_LANG": None, "LC_ALL": None, "LC_MESSAGES": None, "LANG": None, "ZONGZHI_DEBUG": None}
CHINESE = re.compile("[一-鿿]")


def zongzhi(*args: str, text: str | None = None) -> Result:
    return CliRunner().invoke(App(), args, input=text, env=NO_LANGUAGE)


def data(*args: str) -> Any:
    result = zongzhi(*args, "--json")
    return json.loads(result.stdout)


def own_copy(folder: Path) -> Path:
    return Path(shutil.copytree(OWN, folder / "own_rules"))


def amended(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


# golden ------------------------------------------------------------------------------------------------------------

SHOWN = {
    "duties": ["duties", "henan_2016", "--year", "2017", "--case", LISTED],
    "duties_without_a_case": ["duties", OWN, "--year", "2026"],
    "eligible": ["eligible", LISTED, "--on", "2017-09-20", "--for", "promotion", "--role", "principal"],
    "coverage": ["coverage", OWN],
    "test": ["test", OWN],
    "source": ["source", OWN, "--text", str(TEXT)],
    "explain_text": ["explain", OWN_CASE, "--pack", OWN, "--text", str(TEXT)],
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_output_is_the_golden_one(name: str, lang: str, *, update_golden: bool) -> None:
    result = zongzhi(*SHOWN[name], "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    shown = re.sub(r"sha256:[0-9a-f]+", "sha256:0", result.stdout)
    check_golden(GOLDEN / f"{name}.{lang}.txt", shown, update=update_golden)


@pytest.mark.parametrize("name", SHOWN)
def test_each_language_keeps_to_its_punctuation_and_terms(name: str) -> None:
    english, chinese = (zongzhi(*SHOWN[name], "--lang", lang).stdout for lang in ("en", "zh"))
    outside_chinese = re.sub(r"[（《][^\n]*?[）》]|[一-鿿][，；：、。]", "", english)
    assert not re.search("[：；\u3014\u3015]", outside_chinese)
    ids = "|".join(one.value for one in Role if "_" in one.value or one is Role.PRINCIPAL)
    assert not re.search(rf"\b({ids})\b", re.sub(r"\S*\.\S*", "", chinese))
    assert not english.startswith("\n")
    assert not chinese.startswith("\n")


# coverage ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pack", "articles"), [("national_2016", 33), ("henan_2016", 44), ("jiangxi", 60)])
def test_every_article_of_a_shipped_pack_is_accounted_for(pack: str, articles: int) -> None:
    result = zongzhi("coverage", pack, "--lang", "en")
    assert result.exit_code == 0, result.stdout + result.stderr
    assert f"{articles}/{articles} accounted for, no gap" in result.stdout


def test_coverage_shortens_long_lists_of_cases() -> None:
    short, full = (zongzhi("coverage", "national_2016", "--lang", "en", *more).stdout for more in ([], ["--full"]))
    longest = max(len(one["cases"]) for one in data("coverage", "national_2016")["provisions"])
    assert longest > 3
    assert f"cases ({longest}) " in short
    assert f"cases ({longest}) " in full
    assert "..." in short
    assert "..." not in full


@pytest.mark.parametrize(
    ("old", "new", "gap"),
    [
        ('  "4": {kind: duty}\n', "", "art. 4 is not among the provisions"),
        (
            "circumstances:\n  neglect: {title: 绿化不受重视, cite: 2,",
            "circumstances:\n  neglect: {title: 绿化不受重视, cite: 4.7,",
            "circumstances.neglect cites art. 4 para. 7, which is no provision",
        ),
        (", not_executable: 说明为什么制定", "", "art. 1: no rule, and no reason why not"),
    ],
)
def test_coverage_fails_on_a_gap(tmp_path: Path, old: str, new: str, gap: str) -> None:
    folder = own_copy(tmp_path)
    amended(folder / "pack.yaml", old, new)
    (folder / "digests.yaml").unlink()
    result = zongzhi("coverage", str(folder), "--lang", "en")
    assert result.exit_code == 1
    assert gap in " ".join(result.stdout.split())
    assert data("coverage", str(folder))["complete"] is False


def test_coverage_fails_where_no_case_shows_a_rule(tmp_path: Path) -> None:
    folder = own_copy(tmp_path)
    amended(folder / "cases" / "notice.yaml", "  绿化受重视的没有措施:\n    facts: {work: {neglected: false}}\n", "")
    amended(folder / "cases" / "notice.yaml", "    expect: {outcome: none}\n", "")
    result = zongzhi("coverage", str(folder), "--lang", "en")
    assert result.exit_code == 1
    assert "circumstances.neglect: no case shows false" in result.stdout
    assert "没有案例显示不成立" in zongzhi("coverage", str(folder), "--lang", "zh").stdout


# cases -------------------------------------------------------------------------------------------------------------


def test_a_case_that_fails_is_shown_with_what_came_out(tmp_path: Path) -> None:
    folder = own_copy(tmp_path)
    amended(folder / "cases" / "notice.yaml", "expect: {outcome: none}", "expect: {outcome: notice}")
    result = zongzhi("test", str(folder), "--lang", "en")
    assert result.exit_code == 1
    assert "绿化受重视的没有措施" in result.stdout
    assert "expected notice, got none" in result.stdout
    assert result.stdout.endswith("4 passed, 1 failed\n")
    failed = [one for one in data("test", str(folder)) if not one["passed"]]
    assert [one["name"] for one in failed] == ["绿化受重视的没有措施"]


def test_a_pack_without_cases_fails(tmp_path: Path) -> None:
    folder = own_copy(tmp_path)
    shutil.rmtree(folder / "cases")
    result = zongzhi("test", str(folder), "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "there are no cases in the pack's folder `cases`\n")
    assert zongzhi("coverage", str(folder)).exit_code == 1


# duties ------------------------------------------------------------------------------------------------------------


def dues(*args: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in data("duties", "henan_2016", "--year", "2017", *args):
        if one["due"] is not None:
            found.setdefault(one["id"], []).append(one["due"])
    return found


def test_duties_of_a_year_in_henan() -> None:
    found = dues()
    assert found["responsibility_pledge"] == ["2017-03-31"]
    assert found["half_yearly_hearing"] == ["2017-06-30", "2017-12-31"]
    assert [name for name, days in found.items() if days == ["2017-12-31"]]
    titles = {one["title"]: one["due"] for one in data("duties", "henan_2016", "--year", "2017") if one["due"]}
    for part in ("述职", "年底前向同级综治委报送年度工作总结", "考核评价", "全体会议"):
        assert any(part in title and due == "2017-12-31" for title, due in titles.items()), part
    assert not any("measures" in one for one in found)


def test_duties_of_a_county_under_listed_supervision() -> None:
    found = dues("--case", LISTED)
    assert found["measures"] == ["2017-03-15"], "ten working days after 2017-03-01"
    assert found["progress"] == ["2017-05-02", "2017-07-03", "2017-09-01"], "every two months, off a day off"
    states = {(one["id"], one["due"]): one["state"] for one in data(*SHOWN["duties"])}
    assert states["measures", "2017-03-15"] == "done"
    assert states["responsibility_pledge", "2017-03-31"] == "late"
    assert states["progress", "2017-05-02"] == "overdue"
    assert states["half_yearly_hearing", "2017-12-31"] == "open"


def test_duties_of_one_bearer() -> None:
    found = data("duties", "henan_2016", "--year", "2017", "--role", "principal")
    assert found
    assert all("principal" in one["bearers"] for one in found)
    assert all("主要领导" in one["bearer_titles"] for one in found)


def test_calendar_file_opens_in_a_standard_parser(tmp_path: Path) -> None:
    file = tmp_path / "duties.ics"
    result = zongzhi(*SHOWN["duties"], "--ics", str(file))
    assert result.exit_code == 0
    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    listed = [date.fromisoformat(one["due"]) for one in data(*SHOWN["duties"]) if one["due"]]
    assert sorted(one.decoded("dtstart") for one in events) == sorted(listed)
    assert len({str(one["uid"]) for one in events}) == len(events)
    assert any("主要领导" in str(one["summary"]) for one in events)
    first = sorted(str(one["uid"]) for one in events)
    assert zongzhi(*SHOWN["duties"], "--ics", str(file), "--lang", "en").exit_code == 0
    again = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert sorted(str(one["uid"]) for one in again) == first
    assert {str(one["sequence"]) for one in again} == {"0"}
    assert [one.name for one in tmp_path.iterdir()] == ["duties.ics"], "no draft is left behind"


FOREIGN = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTART;VALUE=DATE:20200101\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize("content", [FOREIGN, "not a calendar\n"])
def test_another_file_is_not_written_over(tmp_path: Path, content: str) -> None:
    file = tmp_path / "mine.ics"
    file.write_bytes(content.encode())
    result = zongzhi("duties", OWN, "--year", "2017", "--ics", str(file))
    assert result.exit_code == 1
    assert "name another file" in result.stderr
    assert result.stdout == ""
    assert file.read_bytes() == content.encode()


# eligibility -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack", "day", "barred"),
    [
        ("henan_2016", "2017-02-28", False),
        ("henan_2016", "2017-03-01", True),
        ("henan_2016", "2017-09-20", True),
        ("henan_2016", "2017-09-21", False),
        ("national_2016", "2017-02-28", False),
        ("national_2016", "2017-03-01", True),
        ("national_2016", "2017-09-01", True),
        ("national_2016", "2017-09-02", False),
        ("national_2016", "2017-09-20", False),
        ("national_2016", "2017-09-21", False),
    ],
)
def test_eligibility_about_the_first_and_last_day(pack: str, day: str, *, barred: bool) -> None:
    args = ["eligible", LISTED, "--on", day, "--for", "promotion", "--role", "principal", "--pack", pack]
    assert [one["barred"] for one in data(*args)] == [barred]
    said = zongzhi(*args, "--lang", "en").stdout.splitlines()[0]
    assert said == f"示例县挂牌, principal, {day}: {'barred' if barred else 'not barred'} from promotion"


def test_henan_bars_while_the_measure_stands_and_asks_first() -> None:
    (found,) = data("eligible", LISTED, "--on", "2017-09-20", "--for", "promotion", "--role", "principal")
    assert [one["cite"][0]["article"] for one in found["consult_first"]] == [23]
    assert found["restrictions"][0]["effect"]["until"] == "2017-09-20"


def test_many_at_once_in_their_order() -> None:
    roles = ["--role", "subject", "--role", "in_charge"]
    found = data("eligible", LISTED, LISTED, "--on", "2017-06-01", "--for", "awards", *roles)
    assert [one["role"] for one in found] == [None, "in_charge", None, "in_charge"]


def test_an_unknown_stays_unknown() -> None:
    case = "id: 示例\nas_of: 2017-06-02\nsubject: {kind: locality, division: 410122}\n"
    args = ["eligible", "-", "--on", "2017-06-02", "--for", "awards", "--lang", "en"]
    result = zongzhi(*args, text=case)
    assert result.exit_code == 0
    assert "not known whether barred from awards" in result.stdout
    assert "missing facts: earlier_measures" in result.stdout


# official texts ----------------------------------------------------------------------------------------------------


def test_one_changed_character_is_that_article_only(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(TEXT.read_text(encoding="utf-8").replace("两个月内", "三个月内"), encoding="utf-8")
    result = zongzhi("source", OWN, "--text", str(copy), "--lang", "en")
    assert result.exit_code == 1
    assert (
        result.stdout
        == "《示例园区绿化提示办法》: 4/5 articles match\n· art. 3 differs from the text encoded (line 5)\n"
    )
    assert "第三条与规则包所依据的文本不同" in zongzhi("source", OWN, "--text", str(copy), "--lang", "zh").stdout
    found = data("source", OWN, "--text", str(copy))
    assert [one["state"] for one in found["articles"]] == ["matches", "matches", "differs", "matches", "matches"]


def test_a_missing_article_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    lines = TEXT.read_text(encoding="utf-8").splitlines(keepends=True)
    copy.write_text("".join(one for one in lines if not one.startswith("第四条")), encoding="utf-8")
    result = zongzhi("source", OWN, "--text", str(copy), "--lang", "en")
    assert result.exit_code == 1
    assert "· art. 4 is missing\n" in result.stdout


@pytest.mark.parametrize("content", ["", "abc\n", "第一条 另一份文件。\n第二条 也不相同。\n"])
def test_another_text_is_called_so(tmp_path: Path, content: str) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(content, encoding="utf-8")
    result = zongzhi("source", OWN, "--text", str(copy), "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout.endswith("0/5 articles match\n· nothing matches: it is probably another text\n")


def test_a_gbk_file_is_called_so(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(TEXT.read_text(encoding="utf-8").encode("gb18030"))
    for command in (["source", OWN], ["explain", OWN_CASE, "--pack", OWN]):
        result = zongzhi(*command, "--text", str(copy), "--lang", "en")
        assert result.exit_code == 1
        assert "looks like GBK" in result.stderr


def test_digests_are_those_of_the_pack(tmp_path: Path) -> None:
    result = zongzhi("source", OWN, "--text", str(TEXT), "--digests")
    assert result.stdout == (Path(OWN) / "digests.yaml").read_text(encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    assert zongzhi("source", OWN, "--text", str(empty), "--digests").exit_code == 1


# explain --text ----------------------------------------------------------------------------------------------------


def test_explanation_shows_the_articles_cited() -> None:
    said = zongzhi("explain", OWN_CASE, "--pack", OWN, "--text", str(TEXT), "--lang", "zh").stdout
    assert "第二条 地方的绿化不受重视的，应当提示。" in said
    assert "第三条 提示由上一级示例办公室作出" in said
    assert "每半年和主要领导听取" not in said, "article 4 is not what the decision rests on"


def test_explanation_never_shows_an_article_that_differs(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(TEXT.read_text(encoding="utf-8").replace("两个月内", "三个月内"), encoding="utf-8")
    said = zongzhi("explain", OWN_CASE, "--pack", OWN, "--text", str(copy), "--lang", "zh").stdout
    assert "第二条 地方的绿化不受重视的，应当提示。" in said
    assert "三个月内扶正" not in said
    assert "《示例办法》第三条：没有相符的文本，不予显示" in said


def test_the_copy_that_matches_best_is_taken(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("第一条 另一份文件。\n", encoding="utf-8")
    args = ["explain", OWN_CASE, "--pack", OWN, "--text", str(other), "--lang", "zh"]
    assert "第二条 地方的绿化不受重视的，应当提示。" in zongzhi(*args, "--text", str(TEXT)).stdout
    assert "没有相符的文本，不予显示" in zongzhi(*args).stdout


# wrong input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["duties", "nowhere", "--year", "2017"], 2, "there is no pack `nowhere`"),
        (["duties", OWN], 2, "--year is missing"),
        (["duties", OWN, "--year", "1999"], 2, "`--year` is a whole number from 2004 to 2099"),
        (["duties", OWN, "--year", "this"], 2, "`--year` is a whole number from 2004 to 2099"),
        (
            ["duties", OWN, "--year", "2017", "--role", "principl"],
            2,
            "`principl` is no body or role of the pack; try p",
        ),
        (["duties", OWN, "--year", "2017", "--role", "zzz"], 2, "try office, principal"),
        (["duties", OWN, "--year", "2017", "--case", "nowhere.yaml"], 1, "there is no file `nowhere.yaml`"),
        (
            ["duties", OWN, "--year", "2017", "--ics", "nowhere/a.ics"],
            1,
            "`nowhere/a.ics` cannot be read or written: no such file or folder",
        ),
        (["duties", OWN, "--year", "2017", "--ics", "."], 1, "it is a folder, not a file"),
        (["eligible", "--on", "2017-03-01", "--for", "awards"], 2, "CASE... is missing"),
        (["eligible", LISTED, "--on", "2017-02-30", "--for", "awards"], 2, "`2017-02-30` is no day"),
        (["eligible", LISTED, "--on", "20170301", "--for", "awards"], 2, "`20170301` is no day"),
        (["eligible", LISTED, "--on", "2017-03-01", "--for", "all"], 2, "`--for` is one of: collective_honours"),
        (["eligible", LISTED, "--on", "2017-03-01", "--for", "awards", "--role", "x"], 2, "`--role` is one of: sub"),
        (["eligible", "-", "-", "--on", "2017-03-01", "--for", "awards"], 2, "standard input can be read only once"),
        (["eligible", "nowhere.yaml", "--on", "2017-03-01", "--for", "awards"], 1, "there is no file"),
        (["eligible", LISTED, "--on", "2017-03-01", "--for", "awards", "--pack", "nowhere"], 2, "there is no pack"),
        (["source", OWN], 2, "--text is missing"),
        (["source", OWN, "--text", "nowhere.txt"], 1, "there is no file `nowhere.txt`"),
        (["source", "nowhere", "--text", str(TEXT)], 2, "there is no pack `nowhere`"),
        (["coverage", "nowhere"], 2, "there is no pack `nowhere`"),
        (["coverage", str(GOLDEN)], 2, "holds no pack"),
        (["coverage"], 2, "PACK is missing"),
        (["test", "nowhere"], 2, "there is no pack `nowhere`"),
        (["explain", OWN_CASE, "--pack", OWN, "--text", "nowhere.txt"], 1, "there is no file `nowhere.txt`"),
        (["explain", OWN_CASE, "--text", str(TEXT), "--json"], 2, "`--text` does not go together with `--json`"),
    ],
    ids=lambda one: " ".join(Path(part).name for part in one) if isinstance(one, list) else "",
)
def test_wrong_input(args: list[str], status: int, said: str) -> None:
    result = zongzhi(*args, "--lang", "en")
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    chinese = zongzhi(*args, "--lang", "zh")
    assert (chinese.exit_code, chinese.stdout) == (status, "")
    assert CHINESE.search(chinese.stderr)
