"""Says what each byte of an SQLite file is for, after https://www.sqlite.org/fileformat2.html.

Only as far as a small ledger needs: no overflow pages, no interior pages, no pointer maps.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADER = (
    ("magic", 16), ("page size", 2), ("write version", 1), ("read version", 1), ("reserved space", 1),
    ("payload fractions", 3), ("change counter", 4), ("size in pages", 4), ("freelist head", 4), ("freelist count", 4),
    ("schema cookie", 4), ("schema format", 4), ("cache size", 4), ("autovacuum", 4), ("text encoding", 4),
    ("user version", 4), ("incremental vacuum", 4), ("application id", 4), ("expansion", 20), ("version-valid-for", 4),
    ("library version", 4),
)  # fmt: skip


@dataclass(frozen=True)
class Region:
    start: int
    end: int
    what: str


def regions(path: Path) -> list[Region]:
    """Return what lies where; every byte is in one region."""
    data = path.read_bytes()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    roots = dict(connection.execute("SELECT rootpage, name FROM sqlite_master WHERE rootpage > 0"))
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    roots[1] = "sqlite_master"
    found = []
    at = 0
    for what, length in _HEADER:
        found.append(Region(at, at + length, f"header: {what}"))
        at += length
    owners = dict(roots)
    for page in sorted(roots):
        for child in _children(data, page, size):
            owners[child] = roots[page]
    for number in range(1, len(data) // size + 1):
        found += _page(data, number, size, owners.get(number, "freelist"))
    assert [one.start for one in found[1:]] == [one.end for one in found[:-1]]
    return found


def _number(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length])


def _children(data: bytes, page: int, size: int) -> Iterator[int]:
    """Yield the pages below an interior page; a ledger of the tests has two levels at most."""
    base = (page - 1) * size
    head = base + (100 if page == 1 else 0)
    if data[head] in {2, 5}:
        yield _number(data, head + 8, 4)
        for cell in range(_number(data, head + 3, 2)):
            yield _number(data, base + _number(data, head + 12 + 2 * cell, 2), 4)


def _page(data: bytes, page: int, size: int, owner: str) -> list[Region]:
    base, end = (page - 1) * size, page * size
    head = base + (100 if page == 1 else 0)
    if owner == "freelist":
        return [Region(base, end, "freelist page")]
    interior = data[head] in {2, 5}
    cells = _number(data, head + 3, 2)
    pointers = head + (12 if interior else 8)
    content = base + (_number(data, head + 5, 2) or 65536)
    free = pointers + 2 * cells
    blocks = []
    block = _number(data, head + 1, 2)
    while block:
        length = _number(data, base + block + 2, 2)
        blocks.append(Region(base + block + 4, base + block + length, "free block"))
        block = _number(data, base + block, 2)
    found = [
        Region(head, pointers, f"{owner}: page header"),
        Region(pointers, free, f"{owner}: cell pointers"),
        Region(free, content, "unused space"),
    ]
    at = content
    for one in sorted(blocks, key=lambda each: each.start):
        found.append(Region(at, one.start, f"{owner}: cells"))
        found.append(one)
        at = one.end
    found.append(Region(at, end, f"{owner}: cells"))
    if owner == "sqlite_master" and not interior:
        for cell in range(cells):
            found = _with_row_number(found, data, base + _number(data, pointers + 2 * cell, 2))
    return [one for one in found if one.end > one.start]


def _with_row_number(found: list[Region], data: bytes, cell: int) -> list[Region]:
    """Set the row number of a cell of the schema apart: it stands behind the cell's length."""
    start = _past_varint(data, cell)
    end = _past_varint(data, start)
    [around] = [one for one in found if one.start <= cell < one.end]
    parts = [
        Region(around.start, start, around.what),
        Region(start, end, "sqlite_master: row number"),
        Region(end, around.end, around.what),
    ]
    place = found.index(around)
    return [*found[:place], *parts, *found[place + 1 :]]


def _past_varint(data: bytes, at: int) -> int:
    while data[at] & 0x80:
        at += 1
    return at + 1
