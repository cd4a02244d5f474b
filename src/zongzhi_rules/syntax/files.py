"""From files and bytes to sources."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Diagnostic, Source, Span, diagnose
from zongzhi_rules.diagnostics.reasons import reason_of
from zongzhi_rules.syntax.findings import LARGEST_TEXT
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from zongzhi_rules.syntax.nodes import Node

_OTHER_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 4096  # bytes from which an encoding is guessed
_MOSTLY = 0.9
_CHINESE = re.compile(r"[\u2010-\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")  # ideographs and their punctuation


def read_file(
    path: Path | Traversable,
    name: str | None = None,
    pack: str | None = None,
) -> tuple[Node | None, list[Diagnostic]]:
    """Read a YAML or JSON file; see `read_source` and `read_yaml`."""
    source, found = read_source(path, name, pack)
    return (None, found) if source is None else read_yaml(source)


def read_source(
    path: Path | Traversable,
    name: str | None = None,
    pack: str | None = None,
) -> tuple[Source | None, list[Diagnostic]]:
    """Read a file as text.  Whatever prevents it is a finding, never an `OSError`.

    Args:
        path: the file; one inside an installed package will do.
        name: what the user calls it; the path if it is not given.
        pack: the pack that it belongs to.
    """
    name = str(path) if name is None else name
    nowhere = Span(Source(name, "", pack), 1, 1, 1, 1)
    try:
        if path.is_dir():
            return None, [diagnose("ZR102", nowhere, file=name)]
        with path.open("rb") as file:
            data = file.read(LARGEST_TEXT + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the path
        return None, [diagnose("ZR101", nowhere, file=name)]
    except OSError as error:
        return None, [diagnose("ZR103", nowhere, file=name, reason=reason_of(error))]
    return decode(name, data, pack)


def decode(name: str, data: bytes, pack: str | None = None) -> tuple[Source | None, list[Diagnostic]]:
    """Take bytes as UTF-8 text, a byte order mark or none; guess what else they may be only to say so."""
    if len(data) > LARGEST_TEXT:
        nowhere = Span(Source(name, "", pack), 1, 1, 1, 1)
        return None, [diagnose("ZR104", nowhere, limit=LARGEST_TEXT // 1024)]
    if data.startswith(_OTHER_MARKS) or _has_wide_units(data):
        return None, [diagnose("ZR107", Span(Source(name, "", pack), 1, 1, 1, 1))]
    try:
        return Source(name, data.decode("utf-8"), pack), []
    except UnicodeDecodeError as error:
        return None, [_not_utf8(name, data, pack, error.start)]


def _has_wide_units(data: bytes) -> bool:
    """Whether the bytes look like UTF-16 or UTF-32 without a mark: Latin letters have a NUL beside them."""
    head = data[:_LOOKED_AT]
    even, odd = head[::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    return len(head) >= 4 and most > 0.15 * len(head) and (least < 0.1 * most or least > 0.4 * most)  # noqa: PLR2004


def _not_utf8(name: str, data: bytes, pack: str | None, fault: int) -> Diagnostic:
    """Say what the bytes probably are, and show the line, decoded as that."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    beyond = [character for character in text if character > "\x7f"]
    if beyond and len(_CHINESE.findall(text)) >= _MOSTLY * len(beyond):
        source = Source(name, text, pack)
        first = source.text.index(beyond[0])
        return diagnose("ZR106", source.span(first, first + 1))
    source = Source(name, data.decode("utf-8", "replace"), pack)
    start = len(data[:fault].decode("utf-8").removeprefix("\ufeff"))
    return diagnose("ZR105", source.span(start, start + 1))
