from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules.ir.base import Citation
from zongzhi_rules.ir.pack import Instrument
from zongzhi_rules.render.citations import Citer, provision
from zongzhi_rules.render.numerals import chinese_numeral
from zongzhi_rules.render.outline import Line, Outline, Section
from zongzhi_rules.render.wrap import _unbroken, cells, wrap

DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
UNITS = {"十": 10, "百": 100, "千": 1000}


def instrument(name: str, *, numbering: str = "article") -> Instrument:
    return Instrument.model_validate(
        {
            "id": name,
            "version": "1.0.0",
            "title": f"{name}规定",
            "short_title": f"{name}简称",
            "number": None,
            "territory": "nation",
            "in_force": None,
            "in_force_note": None,
            "in_force_cite": (),
            "numbering": numbering,
        },
    )


def cite(article: int, paragraph: int | None = None, item: int | None = None, of: str = "own") -> Citation:
    return Citation(instrument=of, article=article, paragraph=paragraph, item=item)


@pytest.mark.parametrize(
    ("number", "read"),
    [
        (0, "零"),
        (5, "五"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
        (10000, "10000"),
        (-1, "-1"),
    ],
)
def test_chinese_numerals(number: int, read: str) -> None:
    assert chinese_numeral(number) == read


@given(st.integers(1, 9999))
def test_chinese_numerals_say_their_number(number: int) -> None:
    value, digit = 0, 1
    for character in chinese_numeral(number):
        if character in UNITS:
            value += digit * UNITS[character]
            digit = 0
        else:
            digit = DIGITS.get(character, 0)
    ends_on_a_unit = chinese_numeral(number)[-1] in UNITS
    assert value + (0 if ends_on_a_unit else digit) == number


@pytest.mark.parametrize(
    ("citation", "zh", "en"),
    [
        (cite(20, 1, 5), "第二十条第一款第(五)项", "art. 20 para. 1(5)"),
        (cite(20, None, 5), "第二十条第(五)项", "art. 20(5)"),
        (cite(24, 2), "第二十四条第二款", "art. 24 para. 2"),
        (cite(101), "第一百零一条", "art. 101"),
    ],
)
def test_provisions_in_words(citation: Citation, zh: str, en: str) -> None:
    assert provision(citation, "zh") == zh
    assert provision(citation, "en").replace("\u00a0", " ") == en


def test_points_are_numbered_in_digits() -> None:
    citer = Citer((instrument("plan", numbering="point"),), "zh", "plan")
    assert citer([cite(11, of="plan")]) == "第11点"
    assert provision(cite(11), "en", point=True).replace("\u00a0", " ") == "point 11"


def test_citations_of_the_own_instrument_stand_bare_and_those_of_another_carry_its_title() -> None:
    citer = Citer((instrument("own"), instrument("base")), "zh", "own")
    assert citer([cite(35, 1), cite(37), cite(26, of="base")]) == "第三十五条第一款、第三十七条；《base简称》第二十六条"
    assert Citer((instrument("own"),), "zh")([cite(1)]) == "《own简称》第一条"
    assert citer([cite(1, of="elsewhere")]) == "elsewhere第一条"
    assert citer([]) == ""


def test_paragraphs_of_one_article_are_drawn_together() -> None:
    citer = Citer((instrument("own"),), "zh", "own")
    assert citer([cite(35, 1), cite(35, 5), cite(34, 2)]) == "第三十五条第一款、第五款、第三十四条第二款"


def test_an_article_is_not_named_beside_its_own_item() -> None:
    citer = Citer((instrument("own"),), "zh", "own")
    assert citer([cite(40), cite(40, None, 1)]) == "第四十条第(一)项"


# laying out ------------------------------------------------------------------------------------------------------


@given(st.text(alphabet="第一二条款(五)项，。（）《》 abc 2017-06-02、应当", max_size=120), st.integers(20, 60))
def test_wrapping_keeps_the_text_and_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert line == line.rstrip()
        assert cells(line) <= width or len(list(_unbroken(line))) == 1


def test_no_line_starts_with_punctuation_or_breaks_a_provision() -> None:
    lines = wrap("具有所列情形且危害特别严重（第三十五条第一款第(十二)项），应当挂牌督办。" * 4, 30)
    assert not any(line[0] in "，。）、" for line in lines)
    assert not any(line.endswith(("（", "第", "第三十", "第(")) for line in lines)


def test_what_does_not_fit_goes_on_below_the_text() -> None:
    outline = Outline((), (Section("标题", (Line("一二三四五六七八九十" * 3, 1, "1."),)),), ())
    assert outline.text(40).splitlines() == [
        "标题",
        "    1. " + "一二三四五六七八九十一二三四五六",
        "       " + "七八九十一二三四五六七八九十",
    ]
