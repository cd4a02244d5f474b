"""Chinese numerals as numbers: 二十三, 一百零五, 二〇一六, 两."""

from __future__ import annotations

import re

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = "万"

RUN = re.compile("[〇零一二两三四五六七八九十百千万]+")
"""A run of numerals, whatever it may mean."""
_NOT_AFTER_DIGITS = re.compile(f"(?<![0-9.]){RUN.pattern}")  # 3万 is no run of its own


def arabic(numerals: str) -> str:
    """Return a run of numerals in Arabic digits; one without tens and hundreds is read digit by digit (二〇一六)."""
    if not any(character in _TENS or character == _MYRIAD for character in numerals):
        return "".join(str(_DIGITS[character]) for character in numerals)
    total = section = digit = 0
    for character in numerals:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total += (section + digit or 1) * 10_000
            section = digit = 0
    return str(total + section + digit)


def in_digits(text: str) -> str:
    """Return a text with every run of Chinese numerals in Arabic digits: 第20条 for 第二十条."""
    return _NOT_AFTER_DIGITS.sub(lambda run: arabic(run[0]), text)
