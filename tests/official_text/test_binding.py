from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.official_text import sample
from tests.official_text.sample import ARTICLES, POINTS, document

from zongzhi_rules import load_pack
from zongzhi_rules.official_text import ArticleState, TextBinding, bind_text

PAGE = """首页 > 党政公开 > 通知公告

    路灯管理办法

时间：2031-05-01 来源：园区管理处

    第一条 请先登录。
{}
    园区管理处办公室2031年5月1日印发
分享到
上一篇：关于灯泡的说明。
"""


def bind(text: str) -> TextBinding:
    return bind_text(sample.pack(), text)


def states(text: str) -> dict[int, str]:
    """Return the articles that do not match."""
    return {one.number: one.state.value for one in bind(text).articles if one.state is not ArticleState.MATCHES}


def test_the_text_itself() -> None:
    found = bind(document())
    assert found.complete
    assert found.instrument == sample.ID
    assert [one.number for one in found.articles] == list(ARTICLES)
    assert found.text_of(5) == ARTICLES[5]


def test_a_web_page() -> None:
    indented = "\n\n".join(f"    {line}" for line in document().splitlines())
    found = bind(PAGE.format(indented))
    assert found.complete
    assert found.text_of(11) == ARTICLES[11]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第十一条", "第11条"),
        ("二十三盏", "23盏"),
        ("两个月", "2个月"),
        ("“灯册”", '"灯册"'),
        ("〔2031〕5号", "20315号"),  # prints lose the brackets
        ("，", ","),
        ("(", "（"),
        ("第五条 ", "第五条"),
        ("\n", "\r\n\u3000\u3000"),
        ("路灯", "路\u200b灯"),
    ],
)
def test_copies_that_differ_in_form_only(old: str, new: str) -> None:
    assert old in document()
    assert states(document().replace(old, new)) == {}


def test_a_copy_that_is_wrapped_at_a_width() -> None:
    wrapped = "\n".join(line[at : at + 12] for line in document().splitlines() for at in range(0, len(line), 12))
    assert states(wrapped) == {}
    assert states(PAGE.format(wrapped)) == {}


def test_one_part_of_a_longer_document() -> None:
    before = "一、讲话\n1.第一点。\n2.第二点。\n第一条 提纲。\n第二条 提纲。\n二、路灯管理办法"
    after = "三、附件\n1.灯册的格式。\n另有说明的，从其说明。"
    assert states(f"{before}\n{document()}\n{after}") == {}


def test_a_book_with_another_instrument_before_and_behind() -> None:
    other = "\n".join(f"第{number}条 这是另一个办法的第{number}点。" for number in range(1, 16))
    assert states(f"{other}\n{document()}") == {}
    assert states(f"{document()}\n{other}") == {}
    assert states(f"{other}\n{document()}\n{other}") == {}


@pytest.mark.parametrize("number", ARTICLES)
def test_an_altered_character_is_reported_alone(number: int) -> None:
    altered = ARTICLES[number].replace("。", "。", 1)
    altered = altered[:-3] + "错" + altered[-2:]
    text = document({**ARTICLES, number: altered})
    found = bind(text)
    assert states(text) == {number: "differs"}
    assert not found.complete
    assert found.text_of(number) is None
    assert next(one.text for one in found.articles if one.number == number) == altered


@pytest.mark.parametrize("number", ARTICLES)
def test_a_missing_article_is_reported_alone(number: int) -> None:
    text = document({one: article for one, article in ARTICLES.items() if one != number})
    assert states(text) == {number: "missing"}
    [missing] = [one for one in bind(text).articles if one.number == number]
    assert missing.text is None
    assert missing.line is None


@pytest.mark.parametrize("number", list(ARTICLES)[:-1])
def test_an_added_sentence_is_reported(number: int) -> None:
    assert states(document({**ARTICLES, number: f"{ARTICLES[number]}\n另有规定的除外。"})) == {number: "differs"}


def test_a_heading_that_cannot_be_read() -> None:
    assert states(document({**ARTICLES, 6: ARTICLES[6].replace("第六条", "第陆条")})) == {5: "differs", 6: "missing"}


def test_two_articles_that_changed_places() -> None:
    swapped = {number: ARTICLES[{4: 5, 5: 4}.get(number, number)] for number in ARTICLES}
    assert set(states(document(swapped))) <= {4, 5}
    assert states(document(swapped))


def test_an_article_that_the_pack_has_no_digest_of() -> None:
    pack = sample.pack()
    fewer = pack.model_copy(update={"digests": pack.digests[:-1]})
    found = bind_text(fewer, document())
    assert [(one.number, one.state) for one in found.articles if one.state is not ArticleState.MATCHES] == [
        (11, ArticleState.UNKNOWN)
    ]
    assert not found.complete
    assert found.text_of(11) is None


def test_points() -> None:
    text = "\n".join(POINTS.values())
    before = "1.先读通知。\n2.再读方案。\n3.最后写心得。"
    assert bind_text(sample.pack("point"), text).complete
    assert bind_text(sample.pack("point"), f"{before}\n一、方案\n{text}\n2031年5月").complete
    altered = bind_text(sample.pack("point"), text.replace("副班长", "班长"))
    assert [one.number for one in altered.articles if one.state is ArticleState.DIFFERS] == [3]


def test_another_text_altogether() -> None:
    assert set(states("这里没有条文。").values()) == {"missing"}
    assert not bind("").complete
    assert not bind_text(load_pack("national_2016").pack, document()).complete


def test_a_pack_without_digests_binds_nothing() -> None:
    assert not bind_text(sample.pack().model_copy(update={"digests": ()}), "没有条文。").complete


@pytest.mark.parametrize(
    "text",
    [
        "第一条 甲。\n" * 10_000,
        "\n".join(f"第{number % 11 + 1}条 甲。" for number in range(10_000)),
        "第十一条 " + "灯\n" * 40_000,
        "第五条" * 100_000,
    ],
)
def test_hostile_text(text: str) -> None:
    assert not bind(text).complete


@settings(max_examples=40)
@given(st.data())
def test_white_space_and_width_never_break_a_binding(data: st.DataObject) -> None:
    text = document()
    pieces = list(text)
    for _ in range(data.draw(st.integers(1, 30))):
        at = data.draw(st.integers(0, len(text) - 1).filter(lambda at: text[at] != "\n"))
        wide = chr(ord(text[at]) + 0xFEE0) if "!" <= text[at] <= "~" else text[at]
        pieces[at] = data.draw(st.sampled_from([f"{text[at]} ", f"{text[at]}\u3000", f"{text[at]}\u200b", wide]))
    assert states("".join(pieces)) == {}


def test_from_several_threads_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert all(found.complete for found in pool.map(bind, [PAGE.format(document())] * 16))
