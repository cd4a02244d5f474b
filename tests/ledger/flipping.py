"""Flips one bit in each byte of a small ledger: what `verify` does not notice must not matter.

Run as a program it takes every byte: `flipping.py FOLDER [STEP]`.  It prints, for each part of the file, how many flips
were found and how many made no difference, and exits with 1 if one went unnoticed that does.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.ledger.killing import finding, opening
from tests.ledger.layout import regions

from zongzhi_rules.ledger import Ledger, LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.ledger import Damage, StoredEntry

CASE = "示例-1"
_ENTRIES = 4
_TRIED = 0.1  # of the flips in unused space, after how many it is tried whether the ledger goes on
_PAGE = 1024  # small, so that there are few bytes that are nothing
HARMLESS = {
    # No byte of an entry: what SQLite ignores, or keeps for itself and for nobody else.
    "unused space",
    "free block",
    "freelist page",
    "sqlite_master: row number",  # nobody asks for a row of the schema by its number; out of order, it is found
    "header: write version",  # another one makes SQLite refuse to write; everything still reads
    "header: change counter",
    "header: schema cookie",
    "header: schema format",  # only the last byte is read
    "header: cache size",
    "header: text encoding",  # only two bits are read
    "header: expansion",
    "header: user version",
    "header: application id",
    "header: version-valid-for",
    "header: library version",
}


def small_ledger(folder: Path) -> Path:
    """Make a ledger whose pages are small."""
    path = folder / "small.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    connection.execute("VACUUM")
    connection.close()
    with Ledger(path) as ledger:
        ledger.extend(CASE, [opening(CASE), *(finding(number) for number in range(1, _ENTRIES))])
    return path


def damage_of(where: Path) -> tuple[Damage, ...] | None:
    """Return what `verify` finds; None where the file cannot even be opened."""
    try:
        with Ledger(where, create=False) as ledger:
            return ledger.verify()
    except LedgerError:
        return None


def _usable(where: Path, stored: tuple[StoredEntry, ...], *, goes_on: bool) -> bool:
    """Whether everything is there and, if asked, the ledger goes on as before, or clearly refuses to."""
    with Ledger(where, create=False) as ledger:
        if ledger.entries() != stored:
            return False
        if not goes_on:
            return True
        try:
            ledger.append(CASE, finding(_ENTRIES))
        except LedgerError as error:
            return [one.code for one in error.diagnostics] == ["ZR686"] and ledger.entries() == stored
        return ledger.verify() == () and ledger.entries()[:-1] == stored


def flips(folder: Path, step: int = 1, seed: int = 1) -> Iterator[tuple[int, str, str]]:
    """Yield, for every so many bytes, its position, the part of the file, and what came of it.

    `found`; `harmless`: not found, in a part that holds nothing; `same`: not found elsewhere, though everything reads
    and goes on as before; `wrong`: not found, and it matters.
    """
    random = Random(seed)  # noqa: S311 - no secret
    path = small_ledger(folder)
    with Ledger(path) as ledger:
        stored = ledger.entries()
    whole = path.read_bytes()
    copy = folder / "flipped.db"
    for region in regions(path):
        for position in range(region.start + (-region.start) % step, region.end, step):
            data = bytearray(whole)
            data[position] ^= 1 << random.randrange(8)
            for left in folder.glob("flipped.db*"):
                left.unlink()
            copy.write_bytes(data)
            came = "found"
            if damage_of(copy) == ():
                goes_on = region.what != "unused space" or random.random() < _TRIED
                usable = _usable(copy, stored, goes_on=goes_on)
                came = "wrong" if not usable else "harmless" if region.what in HARMLESS else "same"
            yield position, region.what, came


if __name__ == "__main__":
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    tally: dict[str, Counter[str]] = {}
    for _, what, came_of_it in flips(Path(sys.argv[1]), steps):
        tally.setdefault(what, Counter())[came_of_it] += 1
    sys.stdout.write(json.dumps(tally, ensure_ascii=False, indent=1) + "\n")
    total = sum(tally.values(), Counter())
    sys.stdout.write(json.dumps(total) + "\n")
    sys.exit(1 if total["wrong"] or total["same"] else 0)
