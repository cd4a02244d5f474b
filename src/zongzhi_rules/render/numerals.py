"""Chinese numerals, as articles are numbered."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 9999

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def chinese_numeral(number: int) -> str:
    """Return a whole number from 0 to 9999 in Chinese numerals; anything larger in digits.

    Ten to nineteen are read without a leading one: 十五, but 一百一十五.
    """
    if not 0 <= number <= LARGEST:
        return str(number)
    if number == 0:
        return _DIGITS[0]
    digits = [int(digit) for digit in str(number)]
    read = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit:
            read += _DIGITS[digit] + _UNITS[place]
        elif read and not read.endswith(_DIGITS[0]):
            read += _DIGITS[0]
    read = read.rstrip(_DIGITS[0])
    return read.removeprefix("一") if read.startswith("一十") else read
