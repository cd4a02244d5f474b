from __future__ import annotations

import re

import pytest

from zongzhi_rules.diagnostics import CATALOG, LABELS, Diagnostic, Template, render_diagnostic
from zongzhi_rules.diagnostics.messages_case import CASE_MESSAGES
from zongzhi_rules.diagnostics.messages_casefile import CASEFILE_MESSAGES
from zongzhi_rules.diagnostics.messages_meaning import MEANING_MESSAGES
from zongzhi_rules.diagnostics.messages_overlay import OVERLAY_MESSAGES
from zongzhi_rules.diagnostics.messages_pack import PACK_MESSAGES
from zongzhi_rules.diagnostics.messages_seal import SEAL_MESSAGES
from zongzhi_rules.diagnostics.messages_text import TEXT_MESSAGES
from zongzhi_rules.diagnostics.messages_use import USE_MESSAGES

CHINESE = re.compile(r"[\u4e00-\u9fff]")
CODE = re.compile(r"`[^`]*`|“[^”]*”|\[[^\]]*\]|\{\{.*?\}\}")  # what an author is to write has its own punctuation
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?(]|[,;!?)][\u4e00-\u9fff]")
RESERVED = {"path", "related", "suggestions"}  # `diagnose` takes these itself
FILES = [
    (TEXT_MESSAGES, "1"),
    (PACK_MESSAGES, "2"),
    (OVERLAY_MESSAGES, "3"),
    (MEANING_MESSAGES, "4"),
    (CASE_MESSAGES, "5"),
    (CASEFILE_MESSAGES, "5"),
    (USE_MESSAGES, "6"),
    (SEAL_MESSAGES, "6"),
]
every_template = pytest.mark.parametrize(("code", "template"), CATALOG.items(), ids=list(CATALOG))


def test_no_code_stands_in_two_files() -> None:
    assert len(CATALOG) == sum(len(messages) for messages, _ in FILES)


@pytest.mark.parametrize(("messages", "groups"), FILES)
def test_a_code_stands_in_the_file_of_its_group(messages: dict[str, Template], groups: str) -> None:
    assert [code for code in messages if not re.fullmatch(rf"ZR[{groups}]\d\d", code)] == []


@every_template
def test_every_code_can_be_shown_in_both_languages(code: str, template: Template) -> None:
    found = Diagnostic(code, dict.fromkeys(template.placeholders, "甲"))
    for lang in ("zh", "en"):
        text = render_diagnostic(found, lang)
        assert code in text
        assert "{" not in found.message(lang)
    assert CHINESE.search(template.zh)
    assert CHINESE.search(template.help_zh)
    assert not template.placeholders & RESERVED


@every_template
def test_wording_keeps_to_the_style(code: str, template: Template) -> None:
    for text in (template.en, template.help_en):
        first = text.split()[0]
        assert not first[0].isupper() or first.isupper(), f"{code} starts with a capital"
        assert not CHINESE.search(text)
    for text in (template.zh, template.en, template.help_zh, template.help_en):
        assert text == text.strip()
        assert not text.endswith((".", "。")), f"{code} ends with a full stop"
        assert text.count("`") % 2 == 0, f"{code} opens a backtick and does not close it"


@every_template
def test_chinese_wording_has_full_width_punctuation(code: str, template: Template) -> None:
    for text in (template.zh, template.help_zh):
        words = CODE.sub("", text)
        assert not HALF_WIDTH.search(words), f"{code}: {words}"


def test_every_label_has_both_languages() -> None:
    for name, label in LABELS.items():
        assert name.endswith(("_here", "_above"))
        assert CHINESE.search(label.zh)
        assert label.en.isascii()
