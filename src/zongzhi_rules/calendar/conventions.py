"""How periods are counted: the one table of conventions, each with its basis and how certain that basis is.

These are the general rules on counting time.  What an instrument makes run, and how long, is said in its pack.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Certainty(StrEnum):
    """How certain it is that a convention applies to documents of Party and government (确定程度)."""

    CERTAIN = "certain", "确定", "certain"
    BY_ANALOGY = "by_analogy", "比照适用", "by analogy"
    INTERPRETIVE = "interpretive", "解释适用", "interpretive"
    CHOICE = "choice", "系统选用", "a choice of this library"

    label: str
    label_en: str

    def __new__(cls, value: str, label: str, label_en: str) -> Self:
        """Carry the labels beside the value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.label_en = label_en
        return member


class Convention(StrEnum):
    """One rule of counting (计算规则), printed with every date that rests on it."""

    FIRST_DAY_EXCLUDED = (
        "first_day_excluded",
        ("开始的当日不计入，自下一日起算", "the day it starts from is not counted"),
        ("民法典 201", "Civil Code 201"),
        Certainty.BY_ANALOGY,
    )
    FIRST_DAY_INCLUDED = (
        "first_day_included",
        ("开始的当日计入", "the day it starts from is counted"),
        ("规定或者约定另有计算方法的，民法典 204", "where the text itself counts so, Civil Code 204"),
        Certainty.INTERPRETIVE,
    )
    LAST_DAY_INCLUDED = (
        "last_day_included",
        ("最后一日计入，至当日结束时届满", "the last day is in time until it ends"),
        ("民法典 203、1259", "Civil Code 203, 1259"),
        Certainty.CERTAIN,
    )
    WORKING_DAY = (
        "working_day",
        (
            "工作日指国家机关上班的日子，含调休上班的周末",
            "a working day is one on which state organs work, make-up weekends included",
        ),
        (
            "国务院关于职工工作时间的规定 7 和国务院办公厅各年放假通知",
            "State Council Provisions on Working Hours 7 and the yearly holiday notices",
        ),
        Certainty.INTERPRETIVE,
    )
    CORRESPONDING_DAY = (
        "corresponding_day",
        (
            "按月、年计算的，到期月的对应日为最后一日；没有对应日的，月末日为最后一日",
            "months and years end on the corresponding day, or on the month's last day where there is none",
        ),
        ("民法典 202", "Civil Code 202"),
        Certainty.BY_ANALOGY,
    )
    SAME_ANCHOR = (
        "same_anchor",
        (
            "每次到期日均自同一起算日推算，不逐次接续",
            "each recurring date is counted from the same first day, never from the date before it",
        ),
        ("民法典 202 逐次适用于同一起算日", "Civil Code 202, applied anew from the same day"),
        Certainty.CHOICE,
    )
    ROLL_FORWARD = (
        "roll_forward",
        (
            "最后一日是休息日的，顺延至下一个工作日",
            "a last day on which nobody works moves to the next working day",
        ),
        (
            "民法典 203，法定休假日从宽理解，参照行政复议法 88",
            "Civil Code 203, read broadly as in Administrative Reconsideration Law 88",
        ),
        Certainty.INTERPRETIVE,
    )
    RESTRICTION_NOT_EXTENDED = (
        "restriction_not_extended",
        ("限制性期间不因休息日延长", "a restriction is not lengthened by days off"),
        ("比照刑事诉讼法 105", "by analogy with Criminal Procedure Law 105"),
        Certainty.INTERPRETIVE,
    )
    FIXED_DATE = (
        "fixed_date",
        (
            "固定日期不顺延，应当在此前最后一个工作日之前办结",
            "a fixed date does not move; finish by the last working day before it",
        ),
        ("公历，民法典 200", "the Gregorian calendar, Civil Code 200"),
        Certainty.CERTAIN,
    )
    STATUTORY_HOLIDAYS_ONLY = (
        "statutory_holidays_only",
        (
            "尚无放假通知的年份，仅按法定节假日推算，未计调休",
            "a year without a notice yet: statutory holidays only, swapped days unknown",
        ),
        (
            "全国年节及纪念日放假办法（2024 年修订）2、6",
            "Measures on Public Holidays (2024 revision) 2, 6",
        ),
        Certainty.CHOICE,
    )

    label: str
    label_en: str
    basis: str
    basis_en: str
    certainty: Certainty

    def __new__(cls, value: str, labels: tuple[str, str], bases: tuple[str, str], certainty: Certainty) -> Self:
        """Carry label and basis (Chinese, English) and the certainty beside the value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.label_en = labels
        member.basis, member.basis_en = bases
        member.certainty = certainty
        return member
