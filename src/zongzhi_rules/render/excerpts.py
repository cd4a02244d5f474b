"""What an author wrote at a place, shortly: for lists of places where the whole line would be too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.ir.base import Origin

_LONGEST = 48  # characters


def excerpt(at: Origin, sources: Mapping[str, str]) -> str:
    """Return the text that starts at a place, without the brackets around it; empty where its file is not at hand.

    Args:
        at: the place.
        sources: the text of each file, by the name under which places give it.
    """
    lines = sources.get(at.file, "").splitlines()
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    start = at.column - 1
    if start >= len(line):
        return ""
    text = line[start : end_of(line, start)].strip()
    if text[:1] == "{" and text[-1:] == "}":
        text = text[1:-1]
    key, colon, value = text.partition(": ")
    if key == "title":  # an entry as a whole: its title tells which
        return text.partition(", ")[0]
    if colon and value[:1] in {"{", "["}:
        text = key  # the key says where; what is under it is said in words
    return text.rstrip(":") if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def end_of(line: str, start: int) -> int:
    """Return where the text that starts there ends: before what closes a bracket around it, a comma, a comment."""
    depth = 0
    for index in range(start, len(line)):
        letter = line[index]
        if letter in "[{":
            depth += 1
        elif letter in "]}":
            depth -= 1
            if depth < 0:
                return index
            if depth == 0 and line[start] in "[{":
                return index + 1
        elif (letter == "," and depth == 0) or line.startswith(" #", index):
            return index
    return len(line)
