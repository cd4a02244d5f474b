"""Every code has a page in both languages; its example gives exactly that code, and what is written instead none."""

from __future__ import annotations

import functools
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.bad.corpus import CASE, GENERATED_CASES, found_by, found_in_case

from zongzhi_rules.cli import App
from zongzhi_rules.compiler.passes import CompiledPack, compile_files
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.diagnostics import CATALOG, Diagnostic, Source
from zongzhi_rules.diagnostics.page import GROUPS, Page, pages
from zongzhi_rules.facts.load import parse_case
from zongzhi_rules.packtests import read_pack_cases, run_cases
from zongzhi_rules.syntax.yaml_reader import read_yaml

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "bad" / "base"
HEADER = """\
pack:
  id: example
  version: 1.0.0
  language: 1
  title: 示例
  short_title: 示例
  territory: 410000
  in_force: {since: 2020-01-01, cite: 9}
  extends: {pack: sample_base, versions: ">=1.0"}
"""
# Examples that only a program can write, and those of what a test cannot bring about as its author would see it.
MADE = {
    "ZR104": "case_too_large",
    "ZR105": "case_cut_within_a_character",
    "ZR106": "case_in_gbk",
    "ZR107": "case_in_utf_16",
    "ZR151": "case_with_a_huge_scalar",
    "ZR152": "case_with_too_many_values",
    "ZR153": "case_with_more_mistakes_than_are_told",
}
RUN = [page for page in pages().values() if page.kind not in {"say", "made", "run"}]
COMMANDS = [page for page in pages().values() if page.kind == "run"]
# Examples that take other files, another program or another day: described, and listed here, so none comes unseen.
ONLY_SAID = {
    "ZR103",
    "ZR120",
    "ZR170",
    "ZR215",
    "ZR217",
    "ZR218",
    "ZR219",
    "ZR220",
    "ZR227",
    "ZR228",
    "ZR240",
    "ZR312",
    "ZR315",
    "ZR317",
    "ZR318",
    "ZR438",
    "ZR454",
    "ZR508",
    "ZR522",
    "ZR526",
    "ZR531",
    "ZR570",
    "ZR571",
    "ZR572",
    "ZR573",
    "ZR574",
    "ZR575",
    "ZR576",
    "ZR577",
    "ZR578",
    "ZR579",
    "ZR583",
    "ZR585",
    "ZR586",
    "ZR587",
    "ZR588",
    "ZR589",
    "ZR590",
    "ZR591",
    "ZR592",
    "ZR593",
    "ZR594",
    "ZR595",
    "ZR599",
    "ZR604",
    "ZR612",
    "ZR613",
    "ZR615",
    "ZR616",
    "ZR621",
    "ZR622",
    "ZR630",
    "ZR640",
    "ZR642",
    "ZR644",
    "ZR645",
    "ZR646",
    "ZR651",
    "ZR652",
    "ZR653",
    "ZR654",
    "ZR656",
    "ZR660",
    "ZR661",
    "ZR662",
    "ZR663",
    "ZR664",
    "ZR665",
    "ZR666",
    "ZR667",
    "ZR668",
    "ZR669",
    "ZR670",
    "ZR671",
    "ZR672",
    "ZR673",
    "ZR674",
    "ZR675",
    "ZR676",
    "ZR681",
    "ZR683",
    "ZR684",
    "ZR685",
    "ZR686",
    "ZR692",
}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert set(pages()) == set(CATALOG)


def test_pages_are_written_in_both_languages() -> None:
    for page in pages().values():
        assert re.search(r"[一-鿿]", page.why_zh)
        assert not re.search(r"[一-鿿]", page.why_en)
        assert page.wrong.strip()
        assert page.right.strip()
        assert page.why_en[0].isupper() or page.why_en[0] in "“`y"
        assert not page.why_en.endswith(".")
        assert not page.why_zh.endswith("。")
    reasons = [page.why_en for page in pages().values()]
    assert len(set(reasons)) > 0.9 * len(reasons)  # a few codes are of a kind, in packs and in cases


def test_examples_are_run_but_for_those_that_are_listed() -> None:
    assert {page.code for page in pages().values() if page.kind == "say"} == ONLY_SAID


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.code)
def test_the_example_gives_exactly_its_code_and_its_correction_none(page: Page) -> None:
    assert codes(page.kind, page.wrong) == {page.code}
    assert codes(page.kind, page.right) == set()


@pytest.mark.parametrize("code", MADE)
def test_what_a_program_wrote_gives_the_code(code: str) -> None:
    assert pages()[code].kind == "made"
    assert code in {one.code for one in found_in_case(GENERATED_CASES[MADE[code]], "case.yaml")}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to work in, with what the commands on the pages name."""
    for folder in ("empty", "ledgers", "examples"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / "examples" / "henan_key_area.yaml", tmp_path / "case.yaml")
    (tmp_path / "notes.txt").write_text("no receipt, and no database\n", "utf-8")
    with closing(sqlite3.connect(tmp_path / "other.db")) as database:
        database.execute("create table stock (article text)")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("page", COMMANDS, ids=lambda page: page.code)
def test_the_command_gives_the_code(page: Page) -> None:
    result = CliRunner().invoke(App(), page.wrong.split()[1:])
    assert result.exit_code != 0
    assert set(re.findall(r"\[(ZR\d+)\]", result.output)) == {page.code}


def test_the_published_pages_are_up_to_date(*, update_golden: bool) -> None:
    command = [sys.executable, "tools/diagnostic_pages.py", *([] if update_golden else ["--check"])]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own
    assert (run.returncode, run.stdout) == (0, ""), f"run tools/diagnostic_pages.py\n{run.stderr}"
    assert all((ROOT / "docs" / "diagnostics" / f"{group}.md").is_file() for group in GROUPS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_shows_every_page(lang: str) -> None:
    for code in ("ZR201", "zr449", "ZR106"):
        result = CliRunner().invoke(App(), ["help", code, "--lang", lang])
        assert result.exit_code == 0
        assert result.stdout.startswith(code.upper())
        assert pages()[code.upper()].right.strip().splitlines()[0] in result.stdout


def test_help_explains_commands_and_says_what_it_does_not_know() -> None:
    assert "--watch" in CliRunner().invoke(App(), ["help", "check", "--lang", "en"]).stdout
    assert "Usage: zongzhi " in CliRunner().invoke(App(), ["help", "--lang", "en"]).stdout
    for words in (["case", "new"], ["case new"]):
        shown = CliRunner().invoke(App(), ["help", *words, "--lang", "en"])
        assert shown.stdout == CliRunner().invoke(App(), ["case", "new", "--help", "--lang", "en"]).stdout
    for words, meant in ((["case", "nwe"], "`case new`"), (["case", "new", "x"], ""), (["decide", "x"], "")):
        wrong = CliRunner().invoke(App(), ["help", *words, "--lang", "en"])
        assert (wrong.exit_code, f"there is no code or command `{' '.join(words)}`" in wrong.stderr) == (2, True)
        assert meant in wrong.stderr
    unknown = CliRunner().invoke(App(), ["help", "chekc", "--lang", "en"])
    assert (unknown.exit_code, "did you mean `check`?" in unknown.stderr) == (2, True)
    assert CliRunner().invoke(App(), ["help", "ZR999"]).exit_code == 2


# the kinds of examples ---------------------------------------------------------------------------------------------


def codes(kind: str, text: str) -> set[str]:
    return {one.code for one in found_by(lambda: found(kind, text))}


def found(kind: str, text: str) -> tuple[Diagnostic, ...]:  # noqa: PLR0911 - a kind each
    match kind:
        case "text":
            return tuple(read_yaml(Source("example", text))[1])
        case "file":
            return compiled({"pack.yaml": text}).warnings
        case "sec":
            return compiled({"pack.yaml": HEADER, "example.yaml": text}).warnings
        case "chg":
            return compiled({"pack.yaml": HEADER, "example.yaml": f"changes:\n{text}"}).warnings
        case "cond":
            change = "changes:\n- add: circumstances.one\n  warrant: 2\n  as:\n    title: 甲\n    cite: 2\n    when: "
            return compiled({"pack.yaml": HEADER, "example.yaml": f"{change}{text}\n"}).warnings
        case "case" | "whole":
            judge().verdict(parse_case(text if kind == "whole" else CASE + text, "example"))
            return ()
        case "cases":
            return cases(text)
        case _:
            pytest.fail(f"no such kind: {kind}")


def cases(text: str) -> tuple[Diagnostic, ...]:
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - for these few

    with TemporaryDirectory() as folder:
        Path(folder, "example.yaml").write_text(text, encoding="utf-8")
        results = run_cases(judge(), read_pack_cases(judge(), Path(folder)))
    assert all(one.passed for one in results)
    return ()


def compiled(files: dict[str, str]) -> CompiledPack:
    return compile_files("example", {f"example/{name}": text.encode() for name, text in files.items()}, locate)


def locate(name: str) -> dict[str, bytes] | None:
    folder = BASE / name
    return {f"{name}/{file.name}": file.read_bytes() for file in folder.glob("*.yaml")} if folder.is_dir() else None


@functools.cache
def judge() -> RulePack:
    files = locate("henan_like")
    assert files is not None
    return RulePack(compile_files("henan_like", files, locate))
