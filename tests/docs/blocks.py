"""The fenced blocks of the documentation, each with the words behind its language: what a test does with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGES = tuple(sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]))

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_GENERATED = re.compile(r"<!-- table: [^\n]*-->\n.*?<!-- end of table -->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block.  `output` is the text block that follows with nothing but a blank line between."""

    page: Path
    line: int
    language: str
    words: tuple[str, ...]
    text: str
    output: str | None

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page that a person wrote."""
    text = _GENERATED.sub(lambda found: "\n" * found[0].count("\n"), page.read_text(encoding="utf-8"))
    found = list(_FENCE.finditer(text))
    for match, following in zip_longest(found, found[1:]):
        language, *words = match["info"].split() or [""]
        output = None
        if following is not None and following["info"] == "text" and not text[match.end() : following.start()].strip():
            output = following["text"]
        yield Block(page, text.count("\n", 0, match.start()) + 1, language, tuple(words), match["text"], output)


def check_output(block: Block, printed: str, *, update: bool) -> None:
    """Compare what a block printed with the text below it, or write it there."""
    assert block.output is not None, f"{block}: no text block stands below"
    if not update:
        assert printed == block.output
        return
    info = " ".join((block.language, *block.words))
    shown = f"```{info}\n{block.text}```\n\n```text\n"
    page = block.page.read_text(encoding="utf-8")
    block.page.write_text(page.replace(f"{shown}{block.output}```", f"{shown}{printed}```"), encoding="utf-8")


def prose(page: Path) -> str:
    """Return a page without its blocks and code spans."""
    return re.sub(r"`[^`\n]*`", "`", _FENCE.sub("", page.read_text(encoding="utf-8")))
