"""The documentation holds: its examples run and print what stands beside them, its tables and links are up to date."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.docs import packs
from tests.docs.blocks import PAGES, ROOT, Block, blocks, check_output, prose

from zongzhi_rules import PackError
from zongzhi_rules.cli import App

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = [page for page in PAGES if page.name.endswith(".zh-CN.md")]
ELSEWHERE = ("calendar", "editors", "tutorial")  # their examples run in tests of their own
TESTED = [
    page for page in PAGES if page.parent.name not in {"adr", "diagnostics"} and not page.name.startswith(ELSEWHERE)
]
BLOCKS = [block for page in TESTED for block in blocks(page)]
PYTHON = [block for block in BLOCKS if block.language == "python"]
SHELL = [block for block in BLOCKS if block.language == "sh"]
YAML = [block for block in BLOCKS if block.language == "yaml" and block.page not in CHINESE]  # theirs are the same
COMMANDS = ("zongzhi ", "make ", "pip install ", "git clone ", "cd ")

_LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(#[^)\s]*)?\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
_HALF_WIDTH = re.compile(r"[一-鿿][,;:?!](?=[一-鿿])|[一-鿿][,;:](?= |$)", re.MULTILINE)


@pytest.mark.parametrize("block", PYTHON, ids=str)
def test_python_prints_what_stands_below(block: Block, *, update_golden: bool) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.chdir(ROOT):
        exec(compile(block.text, str(block), "exec"), {"__name__": "__main__"})  # noqa: S102 - our own documentation
    check_output(block, printed.getvalue(), update=update_golden)


@pytest.mark.parametrize("block", SHELL, ids=str)
def test_commands_print_what_stands_below(block: Block, *, update_golden: bool) -> None:
    lines = block.text.splitlines()
    assert all(line.startswith(COMMANDS) for line in lines)
    own = [line for line in lines if line.startswith("zongzhi ")]
    if not own:
        return
    with contextlib.chdir(ROOT):
        printed = [CliRunner().invoke(App(), line.split()[1:]).stdout for line in own]
    check_output(block, "".join(printed), update=update_golden)


@pytest.mark.parametrize("block", YAML, ids=str)
def test_yaml_compiles_or_is_refused_as_said(block: Block) -> None:
    match block.words:
        case ("pack",):
            assert not packs.compile_pack(block.text).warnings
        case ("sections",):
            packs.compile_sections(block.text)
        case ("changes",):
            packs.compile_changes(block.text)
        case ("condition", *about):
            packs.compile_condition(block.text, about[0] if about else None)
        case ("refused", code):
            with pytest.raises(PackError) as refused:
                packs.compile_changes(block.text)
            assert {one.code for one in refused.value.diagnostics} == {code}
        case ("cases", pack):
            assert packs.failing_cases(block.text, pack) == []
        case _:
            pytest.fail(f"{block}: no such kind of block: {block.words}")


def test_a_mistake_in_an_example_would_be_seen() -> None:
    with pytest.raises(PackError):
        packs.compile_condition("severity.harm: {at_least: seriuos}\n", None)
    with pytest.raises(PackError):
        packs.compile_sections("circumstances: {x: {title: 甲, cite: 1}}\n")


def test_every_page_is_there_in_both_languages() -> None:
    pages = [page for page in PAGES if page.parent.name not in {"adr", "diagnostics"} and page not in CHINESE]
    assert len(pages) > len(ELSEWHERE)
    assert [page.name for page in pages if page.with_name(f"{page.stem}.zh-CN.md") not in CHINESE] == []


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_both_languages_show_the_same_examples(page: Path) -> None:
    other = page.with_name(page.name.replace(".zh-CN", ""))
    mine, others = ([(one.words, one.text) for one in blocks(each) if one.language == "yaml"] for each in (page, other))
    assert mine == others


def test_tables_are_up_to_date(*, update_golden: bool) -> None:
    command = [sys.executable, "tools/doc_tables.py", *([] if update_golden else ["--check"])]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own
    assert update_golden or (run.returncode, run.stdout) == (0, ""), f"run tools/doc_tables.py\n{run.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in _LINK.findall(prose(page)):
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), f"{target} does not exist"
        if anchor:
            headings = {_anchor(one) for one in _HEADING.findall(path.read_text(encoding="utf-8"))}
            assert anchor[1:] in headings, f"{target}{anchor}: {sorted(headings)}"


def _anchor(heading: str) -> str:
    """Return the anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


# The pages of the codes repeat messages, which quote YAML; their wording has tests of its own.
@pytest.mark.parametrize(
    "page", [page for page in CHINESE if page.parent.name != "diagnostics"], ids=lambda page: page.name
)
def test_chinese_pages_use_full_width_punctuation(page: Path) -> None:
    assert _HALF_WIDTH.findall(prose(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_machine(page: Path) -> None:
    assert (
        re.findall(
            r"(?<![\w.])/(?:work|root|tmp|home|Users)/|localhost|\d+\.\d+\.\d+\.\d+:", page.read_text(encoding="utf-8")
        )
        == []
    )
