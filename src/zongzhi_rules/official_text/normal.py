"""The normal form of an official text: what two honest copies of it have in common.

Copies differ in the width of characters, in white space, in quotation marks and dashes, in the brackets of document
numbers (which prints often lose) and in the style of numerals (第二十条 or 第20条).  The normal form removes just these
differences; every other character counts.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from zongzhi_rules.official_text.numerals import RUN, number

_SPACE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』＂", '"'),
        **dict.fromkeys("‘’‚‛＇", "'"),
        **dict.fromkeys("‐‑‒–—―─－", "-"),
        **dict.fromkeys("〈《«", "<"),
        **dict.fromkeys("〉》»", ">"),
        **dict.fromkeys("〔〕【】［］[]", None),
        **dict.fromkeys("·・•", "·"),
    },
)


def normalise(text: str) -> str:
    """Return the normal form of a text."""
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(_SAME)))
    return RUN.sub(lambda run: str(number(run[0])), folded)


def digest(text: str) -> str:
    """Return the SHA-256 of the normal form, in hexadecimal."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()
