"""`zongzhi fmt`: writes what differs, leaves mistakes alone, and says so."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from zongzhi_rules.cli import App
from zongzhi_rules.cli.commands import fmt
from zongzhi_rules.errors import InputError
from zongzhi_rules.packs.library import PackLibrary
from zongzhi_rules.syntax.files import read_file

if TYPE_CHECKING:
    import pytest
    from click.testing import Result

BAD = Path(__file__).parents[1] / "bad" / "packs"


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
    assert done.stdout.splitlines()[-1].endswith(("3 errors", "3 个错误"))
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
    monkeypatch.setattr(fmt, "arranged", lambda *_: "a: 2\n")
    done = zongzhi("fmt", str(tmp_path))
    assert done.exit_code == 1
    assert "ZR170" in done.output
    assert file.read_text(encoding="utf-8") == "a:   1\n"


PACK = "pack:\n  version: 1.0.0\n  id: x # 编号\ncircumstances: {}\nscope: {}\n"


def test_keys_come_in_the_order_of_the_language(tmp_path: Path) -> None:
    file = tmp_path / "pack.yaml"
    file.write_text(PACK, encoding="utf-8")
    assert zongzhi("fmt", "--check", str(file)).exit_code == 1
    assert zongzhi("fmt", str(file)).exit_code == 0
    wanted = "pack:\n  id: x # 编号\n  version: 1.0.0\n\nscope: {}\n\ncircumstances: {}\n"
    assert file.read_text(encoding="utf-8") == wanted


def test_byte_order_mark_and_line_ends_of_windows_go_but_json_stays(tmp_path: Path) -> None:
    files = {"a.yaml": b"\xef\xbb\xbfa: 1\n", "b.yaml": b"a: 1\r\n", "c.json": b'\xef\xbb\xbf{"a":1}'}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [str(tmp_path / name) for name in files]
    assert "-<U+FEFF>a: 1" in zongzhi("fmt", "--diff", paths[0]).stdout
    done = zongzhi("fmt", *paths)
    assert (done.exit_code, "2 files formatted" in done.stdout) == (0, True)
    assert (tmp_path / "a.yaml").read_bytes() == (tmp_path / "b.yaml").read_bytes() == b"a: 1\n"
    assert (tmp_path / "c.json").read_bytes() == b'\xef\xbb\xbf{"a":1}'


def test_json_for_programs(tmp_path: Path) -> None:
    for name, content in {"a.yaml": "a:   1\n", "b.yaml": "a: 1\n", "c.yaml": "a: [1\n"}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    for more in (["--check"], []):
        done = zongzhi("fmt", "--json", *more, str(tmp_path))
        said = json.loads(done.stdout)
        assert (done.exit_code, said["changed"], said["unchanged"]) == (
            1,
            [str(tmp_path / "a.yaml")],
            [str(tmp_path / "b.yaml")],
        )
        assert [one["file"] for one in said["diagnostics"]] == [str(tmp_path / "c.yaml")]
        assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == ("a:   1\n" if more else "a: 1\n")
    assert json.loads(zongzhi("fmt", "--json", "--check", "-", given="a:  1").stdout)["changed"] == ["<stdin>"]
    assert zongzhi("fmt", "--json", "-", given="a: 1").exit_code == 2
    assert zongzhi("fmt", "--json", "--diff", str(tmp_path)).exit_code == 2


def test_mistaken_packs_keep_their_mistakes(tmp_path: Path) -> None:
    """What cannot be read is left as it is; else every diagnostic comes again, whatever its line is now."""
    work = tmp_path / "packs"
    shutil.copytree(BAD, work)
    before = {path: path.read_bytes() for path in work.rglob("*.yaml")}
    unreadable = {path for path in before if read_file(path)[0] is None}
    done = zongzhi("fmt", str(work), "--packs", str(work), "--packs", str(BAD.parent / "base"))
    assert done.exit_code == 1
    assert "ZR170" not in done.output
    assert {path: path.read_bytes() for path in unreadable} == {path: before[path] for path in unreadable}
    changed = {path.parent.name for path, data in before.items() if path.read_bytes() != data}
    assert _codes(work, changed) == _codes(BAD, changed)


def _codes(work: Path, names: set[str]) -> dict[str, Counter[str]]:
    library = PackLibrary((work, BAD.parent / "base"))
    codes: dict[str, Counter[str]] = {}
    for name in names:
        try:
            found = library.load(work / name).warnings
        except InputError as error:
            found = error.diagnostics
        codes[name] = Counter(one.code for one in found)
    return codes
