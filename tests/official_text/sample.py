"""A text of our own, in the form of an instrument, and a pack that stores its digests."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from zongzhi_rules import load_pack
from zongzhi_rules.ir.base import Citation
from zongzhi_rules.ir.pack import ArticleDigest
from zongzhi_rules.official_text import digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from zongzhi_rules.ir.pack import Pack

ID = "sample"

ARTICLES: Mapping[int, str] = {
    1: "第一条 为了让园区的路灯亮得及时、灭得及时，制定本办法。",
    2: "第二条 本办法适用于园区内的道路、广场和停车场。\n园区以外的道路，可以参照本办法。",
    3: "第三条 值班员有下列情形之一的，应当登记：\n"
    "(一)路灯没有按时开启的；\n(二)路灯没有按时关闭的；\n(三)一次熄灭二十三盏以上的。",
    4: "第四条 依照〔2031〕5号通知设立的灯区，由班长管理。",
    5: "第五条 班长每两个月检查一次，检查情况写入“灯册”。",
    6: "第六条 依照第五条的规定检查以后，三十日内没有修好的，再检查一次。",
    7: "第七条 灯册保存十年。",
    8: "第八条 有关用语：\n(一)“灯区”，是指相邻的路灯；\n(二)“熄灭”，是指亮度不足一百二十勒克斯。",
    9: "第九条 灯册由档案员保管，班长可以查阅。",
    10: "第十条 本办法由园区管理处解释。",
    11: "第十一条 本办法自发布之日起施行。",
}
"""The articles of an invented set of rules about street lamps."""

CHAPTERS = {1: "第一章 总则", 3: "第二章 登记和检查", 9: "第三章 附则"}

POINTS: Mapping[int, str] = {
    1: "1.每月检查一次灯杆，发现倾斜的及时扶正。",
    2: "2.每季度清洗一次灯罩；风沙大的地段，每月清洗一次。",
    3: "3.熄灭的路灯由副班长先修，修不好的由班长修。",
    4: "4.修灯用料3.5吨以内的，不必另行报告。",
}


def document(articles: Mapping[int, str] = ARTICLES, chapters: Mapping[int, str] = CHAPTERS) -> str:
    """Return the text as it was issued: chapter titles between the articles."""
    parts = []
    for number, article in articles.items():
        if number in chapters:
            parts.append(chapters[number])
        parts.append(article)
    return "\n".join(parts)


@functools.cache
def pack(numbering: Literal["article", "point"] = "article") -> Pack:
    """Return a pack that stores the digests of the text, and nothing of the text itself."""
    articles = ARTICLES if numbering == "article" else POINTS
    shipped = load_pack("national_2016").pack
    own = {"id": ID, "numbering": numbering, "articles": len(articles)}
    digests = tuple(
        ArticleDigest(cite=Citation(instrument=ID, article=number), sha256=digest(text))
        for number, text in articles.items()
    )
    return shipped.model_copy(update={"instruments": (shipped.instrument.model_copy(update=own),), "digests": digests})
