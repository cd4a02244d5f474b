"""The user's own copy of an official text, held against the digests that a pack stores: is this the text it encodes?"""

from __future__ import annotations

from zongzhi_rules.official_text.binding import ArticleState, BoundArticle, TextBinding, bind_text
from zongzhi_rules.official_text.normal import digest, normalise
from zongzhi_rules.official_text.split import Article, split

__all__ = [
    "Article",
    "ArticleState",
    "BoundArticle",
    "TextBinding",
    "bind_text",
    "digest",
    "normalise",
    "split",
]
