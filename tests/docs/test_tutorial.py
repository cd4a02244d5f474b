"""The tutorial, followed to the letter: its files are written, its commands run, in an empty folder.

With ZONGZHI_PROGRAM the commands run in that program, each as a process of its own; `make wheel-test` names the one of
an environment that holds the wheel and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner
from tests.docs.blocks import ROOT, blocks, check_output

from zongzhi_rules.cli import App

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = os.environ.get("ZONGZHI_PROGRAM")
PAGES = {"en": ROOT / "docs" / "tutorial.md", "zh": ROOT / "docs" / "tutorial.zh-CN.md"}


@pytest.mark.parametrize("lang", PAGES)
def test_each_command_prints_what_stands_below(lang: str, tmp_path: Path, *, update_golden: bool) -> None:
    ran: list[str] = []
    with contextlib.chdir(tmp_path):
        for block in blocks(PAGES[lang]):
            match block.language, block.words:
                case "yaml", ("file", name):
                    assert (tmp_path / name).is_file(), f"{block}: the tutorial replaces what `zongzhi new` wrote"
                    (tmp_path / name).write_text(block.text, encoding="utf-8")
                case "sh", ("quiet",):
                    assert run(block.text, lang).exit_code == 0
                case "sh", ():
                    results = [run(line, lang) for line in block.text.splitlines()]
                    check_output(block, "".join(one.stdout for one in results), update=update_golden)
                    lines = zip(block.text.splitlines(), results, strict=True)
                    ran += [line for line, result in lines if result.exit_code == 0]
                case "text", ():
                    pass
                case other:
                    pytest.fail(f"{block}: no such kind of block: {other}")
        assert "zongzhi test shili_city" in ran
        assert run("zongzhi test shili_city", lang).exit_code == 0
        assert run("zongzhi check shili_city", lang).exit_code == 0


class Done(NamedTuple):
    """What a command came to."""

    exit_code: int
    stdout: str


def run(line: str, lang: str) -> Done:
    program, *arguments = line.split()
    assert program == "zongzhi"
    if PROGRAM is None:
        result = CliRunner().invoke(App(), arguments, env={"ZONGZHI_LANG": lang})
        return Done(result.exit_code, result.stdout)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    process = subprocess.run(  # noqa: S603 - our own
        [PROGRAM, *arguments],
        env={**environment, "ZONGZHI_LANG": lang},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in process.stderr, process.stderr
    return Done(process.returncode, process.stdout)


def test_both_languages_give_the_same_commands_and_files() -> None:
    english, chinese = (
        [(one.words, one.text) for one in blocks(page) if one.language != "text"] for page in PAGES.values()
    )
    assert english == chinese
