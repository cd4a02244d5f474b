"""The reference of the pack language leaves nothing out."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel
from tests.docs.blocks import ROOT, blocks

from zongzhi_rules.syntax import keywords, model

PAGE = ROOT / "docs" / "language.md"
EXAMPLES = "\n".join(block.text for block in blocks(PAGE) if block.language == "yaml")
MODELS = {
    name: one
    for name, one in vars(model).items()
    if isinstance(one, type) and issubclass(one, BaseModel) and one.__module__ == model.__name__ and "[" not in name
}
SHARED = {"Syntax", "Entry", "ByReading", "LevelByKind", "Document", "Annex"}  # said in prose, or shown as sections
CONDITIONS = [word for name, word in vars(keywords).items() if name.isupper() and isinstance(word, str)]


@pytest.mark.parametrize("word", CONDITIONS)
def test_each_word_of_conditions_stands_in_an_example(word: str) -> None:
    assert re.search(rf"(?<![\w.]){word}(?![\w.])", EXAMPLES)


@pytest.mark.parametrize("section", [*model.SECTIONS, *model.ANNEX, "pack", "changes"])
def test_each_section_is_described(section: str) -> None:
    assert re.search(rf"^### .*\b{section}\b|`{section}`", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", sorted(MODELS.keys() - SHARED))
def test_the_fields_of_each_part_have_a_table(name: str) -> None:
    assert f"<!-- table: fields {name} -->" in PAGE.read_text(encoding="utf-8")


def test_each_field_has_a_chinese_term() -> None:
    fields = {info.alias or name for one in MODELS.values() for name, info in one.model_fields.items()}
    assert fields <= keywords.KEYWORDS.keys()


def test_a_decision_takes_at_most_ten_lines() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        first = next(block for block in blocks(ROOT / name) if block.language == "python")
        lines = first.text.splitlines()
        assert [number for number, line in enumerate(lines, 1) if "decide(" in line][-1] <= 10
