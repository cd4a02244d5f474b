"""How one text is written: without quotes where they change nothing, else as the author wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zongzhi_rules.syntax.nodes import Style

if TYPE_CHECKING:
    from zongzhi_rules.syntax.nodes import ScalarNode

_WORD = re.compile(r"[A-Za-z_\u4e00-\u9fff][0-9A-Za-z_\u4e00-\u9fff]*")
"""What needs no quotes anywhere; anything with a digit first, a blank or punctuation keeps those it has."""
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_BLOCK = re.compile(r"[|>]-?(?=[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n))")
_LINE_BREAK = re.compile(r"\r\n?|\n")


def written(node: ScalarNode) -> str:
    """Return a text in one line."""
    raw = node.source.text[node.start : node.end]
    value = node.value
    if node.style is Style.PLAIN:
        return quoted(value) if "\n" in value else value
    if _WORD.fullmatch(value) and value.lower() not in _WORDS_OF_YAML:
        return value
    if node.style is Style.BLOCK or _LINE_BREAK.search(raw):
        return quoted(value)
    if raw[0] == "'" and not re.search(r'["\\]', value):
        return f'"{value}"'
    return raw


def written_lines(node: ScalarNode) -> list[str]:
    """Return a text in the lines in which it stands, without indentation; one in quotes in a single line."""
    raw = node.source.text[node.start : node.end]
    if node.style is Style.PLAIN and node.value != "-":
        return [line.strip(" \t") for line in _LINE_BREAK.split(raw)]
    return [quoted(node.value) if node.value == "-" else written(node)]


def block_lines(node: ScalarNode, indent: int) -> list[str] | None:
    """Return the header and the indented lines of a block; None where it depends on indentation or blank lines."""
    text = node.source.text
    header = _BLOCK.match(text, node.start)
    first, *lines = _LINE_BREAK.split(text[node.start : node.end])
    full = [line for line in lines if line.strip(" ")]
    if header is None or not full or not first or node.value.endswith("\n\n"):
        return None
    old = min(len(line) - len(line.lstrip(" ")) for line in full)
    if len(full[0]) - len(full[0].lstrip(" ")) != old:
        return None
    return [header[0], *(" " * indent + line[old:] if line[old:] else "" for line in lines)]


def quoted(value: str) -> str:
    """Return a text in double quotes on one line."""
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(character: str) -> str:
    match character:
        case "\\" | '"':
            return "\\" + character
        case "\n":
            return "\\n"
        case "\t":
            return "\\t"
        case _ if character.isprintable():
            return character
        case _:
            code = ord(character)
            return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004
