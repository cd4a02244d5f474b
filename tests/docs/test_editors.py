"""The page on editors: its settings are those that are written and tested, its commands make the schemas they name."""

from __future__ import annotations

import contextlib
import json
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.docs.blocks import ROOT, Block, blocks

from zongzhi_rules.cli import App

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [ROOT / "docs" / "editors.md", ROOT / "docs" / "editors.zh-CN.md"]
SETTINGS = ROOT / "src" / "zongzhi_rules" / "cli" / "skeleton" / "vscode" / "settings.json"
_QUOTED = re.compile(r'"([^"]*)"')


def block(page: Path, language: str, *words: str) -> Block:
    (found,) = [one for one in blocks(page) if one.language == language and one.words == words]
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_settings_of_all_editors_are_those_that_are_tested(page: Path) -> None:
    settings = SETTINGS.read_text("utf-8")
    assert block(page, "json", "vscode").text == settings
    ours = json.loads(settings)
    coc = json.loads(block(page, "json", "coc").text)
    assert coc.items() <= ours.items()
    assert coc["yaml.schemas"] == ours["yaml.schemas"]
    lua = _QUOTED.findall(block(page, "lua").text)
    wanted = _QUOTED.findall(json.dumps(ours["yaml.schemas"]))
    start = lua.index(wanted[0])
    assert lua[start : start + len(wanted)] == wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_make_what_the_settings_and_first_lines_name(page: Path, tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        assert CliRunner().invoke(App(), ["new", "own", "--territory", "410122"]).exit_code == 0
    own = tmp_path / "own"
    with contextlib.chdir(tmp_path):
        for line in block(page, "sh").text.splitlines():
            assert CliRunner().invoke(App(), line.split()[1:]).exit_code == 0
    for name in json.loads(SETTINGS.read_text("utf-8"))["yaml.schemas"]:
        assert (tmp_path / name).read_bytes() == (own / name).read_bytes()
    for inside in ("pack.yaml", "cases/first.yaml"):
        line = block(page, "yaml", "line", inside).text
        assert (own / inside).read_text("utf-8").startswith(line)
        assert (own / inside).parent.joinpath(line.partition("$schema=")[2].strip()).is_file()
    named = ET.fromstring(block(page, "xml").text).iterfind(".//option[@name='relativePathToSchema']")  # noqa: S314 - ours
    assert [(tmp_path / one.attrib["value"]).is_file() for one in named] == [True] * 3
