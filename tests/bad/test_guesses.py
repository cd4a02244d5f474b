"""What is suggested for a citation, a number or a day in another form than the language's."""

from __future__ import annotations

import pytest

from zongzhi_rules.compiler.citations import likely_citation
from zongzhi_rules.scalars import likely_day, likely_number

TITLES = {"sample_base": ("示例规定", "关于示例工作的规定"), "city": ("示例市办法", "示例市贯彻实施办法")}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("第六条", "6"),
        ("六", "6"),
        ("第一百零五条", "105"),
        ("第六点", "6"),
        ("第 6 条", "6"),
        ("第六条第二款", "6.2"),
        ("第六条第(二)项", "6(2)"),
        ("第二十条第一款第三项", "20.1(3)"),
        ("20(3)项", "20(3)"),
        ("本办法第六条", "6"),
        ("示例规定第六条", "sample_base 6"),
        ("《关于示例工作的规定》第六条", "sample_base 6"),
        ("《示例市办法》 6.2", "city 6.2"),
        ("sample_base第六条", "sample_base 6"),
        ("第五条、第六条", "[5, 6]"),
        ("5;6", "[5, 6]"),
        ("示例规定第五条、第六条", "[sample_base 5, sample_base 6]"),
    ],
)
def test_a_citation(text: str, meant: str) -> None:
    assert likely_citation(text, TITLES) == (meant,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲",
        "第零条",
        "第条",
        "另一文件第六条",
        "5-7",
        "第六条之一",
        "20(1)、(2)",
        "99999",
        "第六条" * 100,
        "九" * 90,
    ],
)
def test_no_citation_is_made_up(text: str) -> None:
    assert likely_citation(text, TITLES) == ()


@pytest.mark.parametrize(("text", "number"), [("三", "3"), ("两次", "2"), ("一百零五", "105"), ("三人", "3")])
def test_a_number(text: str, number: str) -> None:
    assert likely_number(text, whole=True) == (number,)


@pytest.mark.parametrize("text", ["一般", "十多个", "三千万", "若干", "3多人", "第三"])
def test_no_number_is_made_up(text: str) -> None:
    assert likely_number(text, whole=True) == ()


def test_a_day_in_numerals() -> None:
    assert likely_day("二〇一六年十二月十六日") == ("2016-12-16",)
    assert likely_day("二〇一六年十三月一日") == ()
