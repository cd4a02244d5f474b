"""Arguments of the wrong type: said where a function is called, not where something deep inside it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from zongzhi_rules.diagnostics.model import diagnose
from zongzhi_rules.diagnostics.template import Label
from zongzhi_rules.errors import ArgumentTypeError

TEXT: Final = Label("文字（str）", "text (str)")
BYTES: Final = Label("字节（bytes）", "bytes")
TEXT_OR_BYTES: Final = Label("文字（str）或者字节（bytes）", "text (str) or bytes")
DAY: Final = Label("日期（datetime.date，不带时刻）", "a day (datetime.date, without a time)")
FILE: Final = Label("文件的路径（str 或者 Path）", "the path of a file (str or Path)")
PACK: Final = Label(
    "规则包的编号，或者文件夹的路径（str 或者 Path）", "the id of a pack, or the path of its folder (str or Path)"
)
FOLDERS: Final = Label("文件夹的路径（str 或者 Path），可以有几个", "the path of a folder (str or Path), or several")
CONTENT: Final = Label("文件名到字节的字典（dict）", "a dict of names of files to bytes")
READINGS: Final = Label("理解的编号到选项编号的字典（dict）", "a dict of ids of readings to ids of options")


def wrong_type(argument: str, wanted: Label, value: object) -> ArgumentTypeError:
    """Make the error for an argument: its name, what it should be, and what was given instead."""
    kind = type(value).__name__
    return ArgumentTypeError([diagnose("ZR616", path=argument, argument=argument, wanted=wanted, kind=kind)])


def require_text(argument: str, value: object) -> None:
    """Raise `ArgumentTypeError` for what is no text."""
    if not isinstance(value, str):
        raise wrong_type(argument, TEXT, value)


def require_day(argument: str, value: object) -> None:
    """Raise `ArgumentTypeError` for what is no day; a datetime has one only in a time zone, which it may not state."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise wrong_type(argument, DAY, value)


def require_dict(argument: str, wanted: Label, value: object, kind: type) -> None:
    """Raise `ArgumentTypeError` for what is no dictionary from text to values of a type."""
    if not isinstance(value, Mapping):
        raise wrong_type(argument, wanted, value)
    for name, one in value.items():
        if not isinstance(name, str) or not isinstance(one, kind):
            raise wrong_type(argument, wanted, one if isinstance(name, str) else name)
