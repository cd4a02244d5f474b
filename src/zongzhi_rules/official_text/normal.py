"""The normal form of an official text: what two honest copies of it have in common.

Copies differ in the width of characters, in white space, in quotation marks and dashes, in the brackets of document
numbers (which prints often lose) and in the style of numerals (第一百条 or 第100条).  The normal form
removes just these
differences; every other character counts.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from zongzhi_rules.numerals import RUN, arabic

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』＂〝〞〟", '"'),
        **dict.fromkeys("‘’‚‛＇", "'"),
        **dict.fromkeys("‐‑‒–—―─－", "-"),
        **dict.fromkeys("〈《«", "<"),
        **dict.fromkeys("〉》»", ">"),
        **dict.fromkeys("〔〕【】［］[]", None),
        **dict.fromkeys("·・•‧", "·"),
        **dict.fromkeys("○◯", "〇"),
    },
)
# White space, and what nobody sees: control and format characters (soft hyphens, joiners, byte order marks, the
# directions of bidirectional text) and the selectors of variants.
_UNSEEN = re.compile(
    "["
    "\\s\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
    "]+",
)


def normalise(text: str) -> str:
    """Return the normal form of a text."""
    return RUN.sub(lambda run: arabic(run[0]), folded(text))


def folded(text: str) -> str:
    """Return a text without white space, its characters in one width and one form; numerals stay as they are."""
    visible = _UNSEEN.sub("", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))
    # Composed once more: what was taken out may have stood between a letter and its accent.
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", visible.translate(_SAME)))


def digest(text: str) -> str:
    """Return the SHA-256 of the normal form, in hexadecimal.  What no encoding can hold (lone surrogates) counts."""
    return hashlib.sha256(normalise(text).encode(errors="surrogatepass")).hexdigest()
