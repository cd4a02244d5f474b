from __future__ import annotations

import codecs
import errno
import os
import zipfile
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules.diagnostics import Diagnostic, Label, render_diagnostics
from zongzhi_rules.syntax.files import decode, read_file, read_source
from zongzhi_rules.syntax.plain import to_plain

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "# 案件\ntitle: 关于示例县的通报，含“引号”\n"


def only(found: list[Diagnostic]) -> Diagnostic:
    assert len(found) == 1
    render_diagnostics(found, "zh")
    return found[0]


def test_utf8_with_and_without_a_mark_is_the_same() -> None:
    plain, marked = (decode("a.yaml", mark + TEXT.encode(), "henan")[0] for mark in (b"", codecs.BOM_UTF8))
    assert plain is not None
    assert plain == marked
    assert (plain.name, plain.text, plain.pack) == ("a.yaml", TEXT, "henan")


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_is_recognised_and_the_line_shown(encoding: str) -> None:
    source, found = decode("a.yaml", TEXT.encode(encoding))
    assert source is None
    diagnostic = only(found)
    assert diagnostic.code == "ZR106"
    assert diagnostic.span is not None
    assert (diagnostic.span.start_line, diagnostic.span.start_column, diagnostic.span.text) == (1, 3, "案")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["title: notice\nrank: 1\n", "title: 关于示例县的通报\nkind: circular\n"])
def test_utf16_and_utf32_are_recognised(encoding: str, text: str) -> None:
    source, found = decode("a.yaml", text.encode(encoding))
    assert source is None
    assert only(found).code == "ZR107"


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a: \xff\xffx", 1, 4),
        ("甲: 乙\n丙: ".encode() + b"\x80\x81", 2, 4),
        ("甲乙".encode()[:-1], 1, 2),
        (codecs.BOM_UTF8 + b"ab\xfe", 1, 3),
    ],
)
def test_other_bytes_are_refused_where_they_stand(data: bytes, line: int, column: int) -> None:
    source, found = decode("a.yaml", data)
    assert source is None
    diagnostic = only(found)
    assert diagnostic.code == "ZR105"
    assert diagnostic.span is not None
    assert (diagnostic.span.start_line, diagnostic.span.start_column) == (line, column)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_diagnostic(data: bytes) -> None:
    source, found = decode("a.yaml", data)
    assert (source is None) == bool(found)
    if source is not None:
        assert source.text == data.decode("utf-8").removeprefix("\ufeff")
    render_diagnostics(found, "en")


@given(st.text(max_size=60), st.sampled_from(["gb18030", "utf-16", "utf-32", "big5", "shift_jis", "latin-1"]))
def test_no_encoding_breaks_the_guess(text: str, encoding: str) -> None:
    source, found = decode("a.yaml", text.encode(encoding, "replace"))
    assert (source is None) == bool(found)
    render_diagnostics(found, "zh")


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "案件.yaml"
    path.write_bytes("a: 甲\r\n".encode())
    root, found = read_file(path)
    assert found == []
    assert root is not None
    assert to_plain(root) == {"a": "甲"}
    assert root.source.name == str(path)
    assert read_file(path, "案件.yaml", "henan")[0] != root  # another name, another place


def test_a_file_inside_an_archive_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        archive.writestr("pack/ladder.yaml", "a: 1")
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        root, found = read_file(zipfile.Path(archive, "pack/ladder.yaml"), "ladder.yaml")
        assert found == []
        assert root is not None
        assert only(read_file(zipfile.Path(archive, "pack/none.yaml"), "none.yaml")[1]).code == "ZR101"
        assert only(read_file(zipfile.Path(archive, "pack/"), "pack")[1]).code == "ZR102"


def test_a_file_that_cannot_be_read_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: 1")
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    for path, code in {
        tmp_path / "none.yaml": "ZR101",
        tmp_path / "a.yaml" / "b.yaml": "ZR101",
        tmp_path / "nul\0.yaml": "ZR101",
        tmp_path: "ZR102",
        tmp_path / ("x" * 5000): "ZR103",
        loop: "ZR103",
    }.items():
        source, found = read_source(path, "名.yaml")
        assert source is None
        diagnostic = only(found)
        assert diagnostic.code == code
        assert diagnostic.to_dict("zh")["file"] == "名.yaml"
        assert diagnostic.to_dict("zh")["line"] is None


class Forbidden:
    """A file that others may read."""

    name = "a.yaml"

    def is_dir(self) -> bool:
        return False

    def open(self, *_args: object, **_kwargs: object) -> Any:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def test_a_forbidden_file_is_a_diagnostic() -> None:
    diagnostic = only(read_source(cast("Path", Forbidden()), "名.yaml")[1])
    assert diagnostic.code == "ZR103"
    assert diagnostic.arguments["reason"] == Label("没有权限", "no permission")


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # takes no room on disk, would not fit in memory
    assert only(read_source(path)[1]).code == "ZR104"


def test_the_largest_file_is_read() -> None:
    source, found = decode("a.yaml", b"a: 1 #".ljust(2 * 1024 * 1024, b"x"))
    assert found == []
    assert source is not None
    assert only(decode("a.yaml", b"a: 1 #".ljust(2 * 1024 * 1024 + 1, b"x"))[1]).code == "ZR104"
