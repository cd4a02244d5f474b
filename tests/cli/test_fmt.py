"""`zongzhi fmt`: writes what differs, leaves mistakes alone, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from zongzhi_rules.cli import App
from zongzhi_rules.cli.commands import fmt

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from click.testing import Result


def zongzhi(*args: str, given: str = "") -> Result:
    return CliRunner().invoke(App(), args, input=given, env={"ZONGZHI_LANG": "en"})


def test_it_writes_keeps_permissions_and_has_nothing_left_to_do(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a:   {b: 1}  # c\n", encoding="utf-8")
    file.chmod(0o640)
    assert zongzhi("fmt", "--check", str(tmp_path)).exit_code == 1
    assert "+a: {b: 1} # c" in zongzhi("fmt", "--diff", str(tmp_path)).stdout
    assert file.read_text(encoding="utf-8").startswith("a:   ")
    assert zongzhi("fmt", str(tmp_path)).exit_code == 0
    assert file.read_text(encoding="utf-8") == "a: {b: 1} # c\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert zongzhi("fmt", "--check", str(tmp_path)).exit_code == 0


def test_mistakes_of_all_files_are_told_and_the_files_left(tmp_path: Path) -> None:
    wrong = {"a.yaml": "a: [1\n", "b.yaml": "a: 1\na:  2\n"}
    for name, content in {**wrong, "c.yaml": "a:   1\n"}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    done = zongzhi("fmt", str(tmp_path), str(tmp_path / "none.yaml"))
    assert done.exit_code == 1
    assert all(part in done.output for part in ("a.yaml", "b.yaml", "ZR140", "ZR101"))
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in wrong} == wrong
    assert (tmp_path / "c.yaml").read_text(encoding="utf-8") == "a: 1\n"


def test_standard_input() -> None:
    assert zongzhi("fmt", "-", given="a:   1").stdout == "a: 1\n"
    assert zongzhi("fmt", "-", "--check", given="a:   1").exit_code == 1
    assert zongzhi("fmt", "-", "x.yaml").exit_code == 2
    assert zongzhi("fmt").exit_code == 2


def test_a_layout_that_would_change_the_content_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a:   1\n", encoding="utf-8")
    monkeypatch.setattr(fmt, "laid_out", lambda _root: "a: 2\n")
    done = zongzhi("fmt", str(tmp_path))
    assert done.exit_code == 1
    assert "ZR170" in done.output
    assert file.read_text(encoding="utf-8") == "a:   1\n"
