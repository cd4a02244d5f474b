"""The snippets that `zongzhi new` writes for VS Code: each, as it stands, goes into the new pack without a problem."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from zongzhi_rules.cli import App

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

_CHOICE = re.compile(r"\$\{\d+\|([^|]*)\|\}")
_PLACE = re.compile(r"\$\{\d+:([^${}]*)\}")
TOGETHER = ("circumstance", "measure", "fact", "duty", "amend", "parameter")
ALONE = ("replace", "withdraw")  # of what `amend` changes
OTHERS = ("case", "file")
BASES = {"national_2016": ("440000", 0), "henan_2016": ("410122", -1)}  # with the first and the last of all choices


def zongzhi(*args: str) -> Result:
    return CliRunner().invoke(App(), args, env={"ZONGZHI_LANG": "en"})


@pytest.fixture(scope="module", params=BASES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("new") / "own"
    territory, choice = BASES[request.param]
    assert zongzhi("new", str(folder), "--territory", territory, "--since", "2026-01-01").exit_code == 0
    return Made(folder, choice)


@dataclass(frozen=True)
class Made:
    """A new pack, and which of several choices a snippet takes."""

    folder: Path
    choice: int

    def written(self, name: str, spaces: int = 0) -> str:
        """Return what a snippet writes if nothing is typed over it."""
        found = json.loads((self.folder / ".vscode" / "zongzhi.code-snippets").read_text("utf-8"))
        snippets = {one["prefix"][0]: "\n".join(one["body"]) + "\n" for one in found.values()}
        assert tuple(snippets) == (*TOGETHER, *ALONE, *OTHERS)
        text = _PLACE.sub(r"\1", _CHOICE.sub(lambda match: match[1].split(",")[self.choice], snippets[name]))
        assert "$" not in text
        return re.sub("^(?=.)", " " * spaces, text, flags=re.MULTILINE)

    def copy(self, to: Path) -> Path:
        """Return a copy of the pack."""
        shutil.copytree(self.folder, to)
        return to


@pytest.mark.parametrize("names", [TOGETHER, *((name,) for name in ALONE)], ids=lambda names: names[0])
def test_changes_are_in_order(made: Made, names: tuple[str, ...], tmp_path: Path) -> None:
    pack = made.copy(tmp_path / "own")
    with (pack / "changes.yaml").open("a", encoding="utf-8") as file:
        file.writelines(made.written(name, 2) for name in names)
    checked = zongzhi("check", str(pack))
    assert checked.stdout == "1 pack, 3 cases: no problem\n", checked.output
    ran = zongzhi("test", str(pack))
    assert ran.exit_code == 0, ran.output


def test_a_case_is_in_order(made: Made, tmp_path: Path) -> None:
    pack = made.copy(tmp_path / "own")
    with (pack / "cases" / "first.yaml").open("a", encoding="utf-8") as file:
        file.write(made.written("case", 2))
    ran = zongzhi("test", str(pack))
    assert ran.exit_code == made.choice * -1, (
        ran.output
    )  # by the last choice the fact is false, and the duty is expected


def test_a_case_file_is_in_order(made: Made, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(made.written("file"), "utf-8")
    checked = zongzhi("check", str(tmp_path / "one.yaml"), "--pack", str(made.folder))
    assert checked.stdout == "0 packs, 1 case: no problem\n", checked.output
