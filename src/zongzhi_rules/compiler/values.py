"""Scalars of a pack: read as a value of the type that their place wants, and named in words where they are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.scalars import likely_day, likely_number, likely_truth, only_a_day

if TYPE_CHECKING:
    from datetime import date

    from zongzhi_rules.facts.catalogue import FactType, Kind
    from zongzhi_rules.ir.condition import Scalar

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,11})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,11})\.[0-9]{1,6}")

_LABELS: dict[Kind, Label] = {
    "boolean": Label("true 或 false", "true or false"),
    "integer": Label("整数", "a whole number"),
    "number": Label("数", "a number"),
    "date": Label("日期", "a day"),
    "text": Label("文字", "text"),
    "term": Label("选项", "one of several terms"),
}


def parse_scalar(text: str, kind: FactType) -> Scalar | None:
    """Read a scalar as a value of that type; None where it is not one."""
    match kind.kind:
        case "boolean":
            return {"true": True, "false": False}.get(text)
        case "integer":
            return int(text) if _INTEGER.fullmatch(text) else None
        case "number":
            return parse_number(text)
        case "date":
            return _day(text)
        case "term":
            return text if text in kind.options else None
        case "text":
            return text


def parse_number(text: str) -> int | float | None:
    """Read a decimal number, a whole one as `int`; None where it is not one."""
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else None


_FORMS: dict[Kind, Label] = {
    "boolean": Label("写 true 或 false", "write true or false"),
    "integer": Label("只写阿拉伯数字，不带单位", "write digits only, without a unit"),
    "number": Label("写阿拉伯数字，可以有小数点，不带单位", "write digits, a decimal point if need be, no unit"),
    "date": Label("写成 2020-01-31 的形式", "write it like 2020-01-31"),
    "text": Label("写文字", "write text"),
    "term": Label("写其中一个选项", "write one of the terms"),
}


def kind_form(kind: Kind) -> Label:
    """Return how a value of a type is written."""
    return _FORMS[kind]


def kind_label(kind: Kind) -> Label:
    """Return what a type is called."""
    return _LABELS[kind]


def likely_scalar(text: str, kind: Kind) -> tuple[str, ...]:
    """Return the value of that type that a mistaken text was probably meant to be."""
    match kind:
        case "boolean":
            return likely_truth(text)
        case "integer" | "number":
            return likely_number(text, whole=kind == "integer")
        case "date":
            return likely_day(text)
        case _:
            return ()


def _day(text: str) -> date | None:
    try:
        return only_a_day(text)
    except PydanticCustomError:
        return None
