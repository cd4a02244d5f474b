"""Text from outside, made safe to print.

Control characters could command the terminal, bidirectional ones reorder what is read, zero-width ones hide: all are
written out as code points.  Chinese, emoji and combining marks stay as they are.
"""

from __future__ import annotations

_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPACES = frozenset("\u3000\u00a0")  # not "printable" to Python, harmless and common in Chinese text


def is_safe(character: str) -> bool:
    """Tell whether a character shows as itself and takes the room that its width says."""
    return character in _SPACES or (character.isprintable() and not _selects_variation(character))


def visible(text: str) -> str:
    """Return the text with every unsafe character written out."""
    return "".join([c if is_safe(c) else _NAMED.get(c) or f"<U+{ord(c):04X}>" for c in text])


def shortened(text: str, limit: int) -> str:
    """Return the text, its tail replaced by dots if it is longer than the limit, in characters."""
    return text if len(text) <= limit else text[: limit - 3] + "..."


def _selects_variation(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
