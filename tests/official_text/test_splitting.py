from __future__ import annotations

import pytest
from tests.official_text.sample import ARTICLES, CHAPTERS, POINTS, document

from zongzhi_rules.official_text import split


def texts(text: str, most: int | None = len(ARTICLES)) -> dict[int, str]:
    return {article.number: article.text for article in split(text, "article", most)}


def test_each_article_with_its_number_text_and_line() -> None:
    found = split(document(), "article")
    assert {article.number: article.text for article in found} == ARTICLES
    lines = document().splitlines()
    assert [lines[article.line - 1] for article in found] == [text.splitlines()[0] for text in ARTICLES.values()]


def test_points_with_numbers() -> None:
    found = split("\n".join(POINTS.values()), "point", len(POINTS))
    assert {article.number: article.text for article in found} == POINTS


@pytest.mark.parametrize("heading", ["１．", "1、", "1 .", "　1．"])
def test_points_in_other_widths(heading: str) -> None:
    text = document(POINTS, {}).replace("1.", heading, 1)
    assert [article.number for article in split(text, "point", len(POINTS))] == [1, 2, 3, 4]


def test_a_decimal_number_is_no_point() -> None:
    text = "\n".join([*POINTS.values(), "5.5吨以上的，应当报告。", "5.报告用纸。"])
    assert [article.text for article in split(text, "point", 5)][-1] == "5.报告用纸。"


@pytest.mark.parametrize(
    "heading", ["第1条 ", "第１条", "第 一 条", "　　第一条　", "\ufeff第一条 ", "\x00第一条 ", "第一条:"]
)
def test_headings_in_other_forms(heading: str) -> None:
    assert sorted(texts(document().replace("第一条 ", heading, 1))) == sorted(ARTICLES)


def test_titles_between_articles_belong_to_none() -> None:
    for title in CHAPTERS.values():
        assert not [text for text in texts(document()).values() if title in text]


@pytest.mark.parametrize(
    "junk",
    ["— 3 —", "第 3 页 共 9 页", "3/9", "第二节 检查", "二、登记和检查", "  \n\n", "园区管理处文件"],
)
def test_what_a_page_puts_between_articles_belongs_to_none(junk: str) -> None:
    text = document().replace(ARTICLES[6], f"{ARTICLES[6]}\n{junk}")
    assert texts(text) == ARTICLES


@pytest.mark.parametrize("junk", ["— 3 —", "第 3 页 共 9 页", "3 / 9"])
def test_a_page_number_in_the_middle_of_an_article_is_left_out(junk: str) -> None:
    text = document().replace("\n(二)路灯", f"\n{junk}\n(二)路灯")
    assert texts(text) == ARTICLES


def test_what_follows_the_last_article_belongs_to_none() -> None:
    for end in (
        "分享到\n上一篇 路灯知识。",
        "园区管理处2031年5月1日印发\n(共印三份。)",
        "第四章 附表\n一、灯册的格式。",
    ):
        assert texts(f"{document()}\n{end}") == ARTICLES


def test_a_paragraph_added_to_an_article_belongs_to_it() -> None:
    text = document().replace(ARTICLES[7], f"{ARTICLES[7]}\n期满的灯册，由档案员销毁。")
    assert texts(text)[7] == f"{ARTICLES[7]}\n期满的灯册，由档案员销毁。"


def test_other_numbered_lists_before_do_not_count() -> None:
    before = "目录\n第一条 目的……1\n第二条 范围……2\n通知\n第一条 请各班学习。\n第二条 请写心得。\n第三条 请报送。"
    after = "附:另一个办法\n第一条 另一个办法的目的。\n第二条 另一个办法的范围。"
    assert texts(f"{before}\n{document()}\n{after}") == ARTICLES


def test_points_that_start_anew_before() -> None:
    before = "一、通知\n1.请学习。\n2.请报送。\n二、说明\n1.本方案共四点。"
    found = split(f"{before}\n{document(POINTS, {})}", "point", len(POINTS))
    assert {article.number: article.text for article in found} == POINTS


def test_a_line_that_begins_with_a_reference_is_no_heading() -> None:
    text = document().replace("依照第五条的规定", "依照\n第五条的规定").replace("第六条 依照", "第六条依照")
    assert texts(text)[6].replace("\n", "") == ARTICLES[6].replace("第六条 ", "第六条")
    listed = document().replace("依照第五条的规定检查", "依照\n第五条、第四条检查")
    assert "第五条、第四条" in texts(listed)[6]


def test_a_missing_article_leaves_the_others_alone() -> None:
    rest = {number: text for number, text in ARTICLES.items() if number != 6}
    assert texts(document(rest)) == rest


def test_numbers_past_the_last_do_not_count() -> None:
    assert 12 not in texts(f"{document()}\n第十二条 这是抄来的。")
    assert texts(f"{document()}\n第十二条 这是抄来的。", None)[12] == "第十二条 这是抄来的。"


def test_line_ends_of_every_kind() -> None:
    for end in ("\r\n", "\r", "\u2028", "\n\n\n"):
        assert texts(document().replace("\n", end)) == ARTICLES


@pytest.mark.parametrize(
    "text",
    [
        "",
        "没有条文。",
        "第条 没有编号。",
        "第零条 没有这一条。\n第0条 也没有。",
        "第99999999999999999999999999999999999999条 太大。",
        f"第{'九' * 50}条 太大。",
    ],
)
def test_a_text_without_articles(text: str) -> None:
    assert split(text, "article", 33) == ()


def test_thousands_of_headings_are_no_matter() -> None:
    decreasing = "\n".join(f"第{number}条 甲。" for number in range(300, 0, -1)) + "\n"
    found = split(decreasing * 60, "article")
    assert len(found) == 60  # one from each stretch
    assert [article.number for article in found] == sorted(article.number for article in found)
    same = split("第一条 甲。\n" * 10_000, "article", 33)
    assert [article.number for article in same] == [1]


def test_one_huge_line() -> None:
    [found] = split("第一条 " + "灯" * 3_000_000 + "。", "article", 33)
    assert len(found.text) == 3_000_005
