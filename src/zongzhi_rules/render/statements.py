"""The statements of a decision in words: what they are about, and the words in their values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.diagnostics import Language

KINDS: Mapping[str, Label] = {
    "outcome": Label("结果", "outcome"),
    "ground": Label("事由", "ground"),
    "circumstance": Label("情形", "circumstance"),
    "factor": Label("情节", "factor"),
    "accountability": Label("个人问责", "accountability"),
    "grade": Label("档次", "grade"),
    "authority": Label("实施机关", "authority"),
    "addressee": Label("对象", "addressee"),
    "step": Label("程序", "procedure"),
    "term": Label("整改期限", "term"),
    "report": Label("报告", "report"),
    "recipient": Label("通报和抄送", "recipient"),
    "effect": Label("后果", "effect"),
    "release": Label("解除", "release"),
    "earlier": Label("已采取的措施", "earlier measure"),
    "question": Label("待查事项", "question"),
    "reading": Label("理解", "reading"),
    "floor": Label("上级规定的结果", "law below"),
    "outside": Label("外部文件", "outside instrument"),
    "note": Label("说明", "note"),
}
_NOTHING = Label("无", "nothing")
_WORDS: Mapping[str, str] = {
    "none": "不采取措施",
    "unknown": "未知",
    "true": "成立",
    "asked": "待查",
    "given": "有",
    "named": "列明",
    "shall": "应当",
    "may": "可以",
    "circulated": "通报",
    "copied": "抄送",
    "higher": "高于所用规则包",
    "provisional": "暂定",
    "no_day": "未定日期",
    "set_by_authority": "由机关确定",
    "while_it_stands": "措施存续期间",
    "raised": "从重升档",
    "raised_at_top": "从重而已在最高档",
    "may_be_lowered_to": "可以从轻至",
    "subject": "该地区、单位",
    "running": "期限未满",
    "rectified": "已完成整改",
    "released": "已解除",
    "failed": "未按期完成整改",
}
_WORD = re.compile(r"[a-z_]+")
_ID = re.compile(r"[\w-]+")


def kind_in_words(kind: str, lang: Language) -> str:
    """Return what a statement is about."""
    label = KINDS[kind]
    return label.zh if lang == "zh" else label.en


def value_in_words(value: str | None, titles: Mapping[str, str], lang: Language) -> str:
    """Return the value of a statement, the ids of measures as their titles; None: it is not made."""
    if value is None:
        return _NOTHING.zh if lang == "zh" else _NOTHING.en
    told = _ID.sub(lambda found: titles.get(found[0], found[0]), value)
    return _WORD.sub(lambda found: _WORDS.get(found[0], found[0]), told) if lang == "zh" else told
