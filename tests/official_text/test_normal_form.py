from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules.official_text import digest, normalise

UNSEEN = st.sampled_from(" \t\n\r\u3000\xa0\u200b\u200d\u2060\ufeff\u00ad\u202e\u2009\x0c\ufe0f")
SENTENCE = "第二十三条 灯区“甲”每两个月检查1次（含夜间），依照〔2031〕5号通知，30日内修好。"
# Characters that the normal form neither folds nor takes out: each one counts.
SIGNIFICANT = st.sampled_from(
    "的了在是我有他这中大来上国和地到以说时要就出会可也你对生能而子那得于着下自之年过，。；：、的abcXYZ%"
)
DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第二十条", "第20条"),
        ("第一百零五条", "第105条"),
        ("十日内", "10日内"),
        ("一十日内", "10日内"),
        ("二〇三一年", "2031年"),
        ("二零三一年", "2031年"),
        ("二○三一年", "2031年"),
        ("两个月", "2个月"),
        ("一千二百三十四盏", "1234盏"),
        ("三万零五盏", "30005盏"),
        ("〇五号", "05号"),
        ("(一)", "(1)"),
        ("㈠", "（一）"),
        ("①", "1"),
        ("２０３１年", "2031年"),
        ("灯区，由班长管理；", "灯区,由班长管理;"),
        ("灯 区\u3000由\n班 长 管 理", "灯区由班长管理"),
        ("“灯册”", '"灯册"'),
        ("「灯册」", "“灯册”"),
        ("《灯册》", "〈灯册〉"),
        ("﹃灯册﹄", "“灯册”"),
        ("〔2031〕5号", "20315号"),
        ("[2031]5号", "〔2031〕5号"),
        ("灯——杆", "灯--杆"),
        ("班\u200b长", "班长"),
        ("班\u00ad长", "班长"),
        ("e\u200b\u0301", "é"),
    ],
)
def test_honest_copies_have_one_form(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第二十条", "第二十一条"),
        ("两个月", "三个月"),
        ("应当登记", "可以登记"),
        ("由班长管理。", "由班长管理；"),
        ("由班长管理。", "由班长管理"),
        ("二十三盏以上", "二十三盏以下"),
        ("甲、乙", "甲，乙"),
        ("30日", "3.0日"),
        ("灯册", "《灯册》"),
    ],
)
def test_what_counts_makes_a_difference(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)
    assert digest(one) != digest(other)


def test_the_digest_is_that_of_the_normal_form() -> None:
    # SHA-256 of the UTF-8 bytes of 第20条: the digests that packs store must not move with the implementation
    assert digest("第二十条") == "601d3a30d41aebd0a53eae0b020d17f58154bf17160b2523d956d21e9b83fc8d"


@given(st.text())
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(), st.data())
def test_what_nobody_sees_changes_nothing(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    unseen = data.draw(st.text(UNSEEN, min_size=1, max_size=5))
    assert digest(text[:at] + unseen + text[at:]) == digest(text)


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E)))
def test_the_width_of_characters_changes_nothing(text: str) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in text)
    assert unicodedata.normalize("NFKC", wide) == text
    assert digest(wide) == digest(text)


@given(st.data())
def test_another_character_changes_the_digest(data: st.DataObject) -> None:
    text = data.draw(st.text(SIGNIFICANT, min_size=1, max_size=40))
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(SIGNIFICANT.filter(lambda character: character != text[at]))
    assert digest(text[:at] + other + text[at + 1 :]) != digest(text)
    assert digest(text[:at] + text[at + 1 :]) != digest(text)
    assert digest(text[:at] + other + text[at:]) != digest(text)


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_a_number_counts_in_either_style(one: int, other: int) -> None:
    assert (digest(f"满{_chinese(one)}盏") == digest(f"满{other}盏")) is (one == other)


@given(st.data())
def test_a_changed_digit_of_a_year_counts(data: st.DataObject) -> None:
    year = data.draw(st.text(st.sampled_from(DIGITS), min_size=4, max_size=4))
    at = data.draw(st.integers(0, 3))
    other = data.draw(st.sampled_from(DIGITS).filter(lambda digit: digit != year[at]))
    assert digest(f"{year}年") != digest(f"{year[:at]}{other}{year[at + 1 :]}年")


@pytest.mark.parametrize(
    "text", ["一" * 20_000, "万" * 20_000, "九千" * 20_000, "\ud800灯", "\x00", "", SENTENCE * 5_000]
)
def test_hostile_text_has_a_digest(text: str) -> None:
    assert len(digest(text)) == 64


def _chinese(number: int) -> str:
    """Write a number as people do: 一万零五, 二十三, 一百零五."""
    if number == 0:
        return "零"
    digits = "零一二三四五六七八九"
    found, gap = "", False
    for value, unit in ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            found += ("零" if gap and found else "") + digits[digit] + unit
        gap = not digit
    return found.removeprefix("一") if found.startswith("一十") else found
