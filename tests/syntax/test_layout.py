"""The layout: the same data, every comment once, and nothing left to do a second time."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zongzhi_rules.compiler.passes import compile_files
from zongzhi_rules.diagnostics import Source
from zongzhi_rules.syntax.comments import comments
from zongzhi_rules.syntax.layout import laid_out, same_meaning
from zongzhi_rules.syntax.yaml_reader import read_yaml
from zongzhi_rules.testing import PackText, small_packs

if TYPE_CHECKING:
    from zongzhi_rules.syntax.nodes import Node

UGLY = """\
# 说明 / about


pack:   # the header
    id:   'demo'
    title: "示例"
    version: '1.0'
    territory: "420115"
    in_force: { since: 2022-01-01 ,
      cite: 12 }
changes:
- amend:  parameters.a   # why
  # inside
  warrant: [ 1,2 ]


  set: {table: {columns: [kind, deaths], rows: [[criminal_case, -], [public_safety_incident, ">= 3"],
    [mass_incident, ">= 10"]]}}
- note: |   # a block
      first
        second

# the end
"""
TIDY = """\
# 说明 / about

pack: # the header
  id: demo
  title: 示例
  version: "1.0"
  territory: "420115"
  in_force: {since: 2022-01-01, cite: 12}

changes:
  - amend: parameters.a # why
    # inside
    warrant: [1, 2]

    set:
      table:
        columns: [kind, deaths]
        rows: [[criminal_case, -], [public_safety_incident, ">= 3"], [mass_incident, ">= 10"]]
  - note: | # a block
      first
        second

# the end
"""


def tree(text: str) -> Node:
    root, found = read_yaml(Source("a.yaml", text))
    assert root is not None, (found, text)
    return root


def assert_laid_out(text: str) -> str:
    """Assert what must hold of each layout, and return it."""
    before = tree(text)
    new = laid_out(before)
    after = tree(new)
    assert same_meaning(before, after), (text, new)
    assert Counter(one.text for one in comments(before)) == Counter(one.text for one in comments(after)), (text, new)
    assert laid_out(after) == new
    return new


def test_an_ugly_file_becomes_tidy() -> None:
    assert assert_laid_out(UGLY) == TIDY


def test_line_ends_of_windows_go() -> None:
    assert assert_laid_out(TIDY.replace("\n", "\r\n")) == TIDY


@pytest.mark.parametrize(
    "text",
    [
        "a: [b, # one\n  c # two\n  ] # three\n# four\nd: 1",
        "a:\n  # only\n  - - b # x\n    - c\n  # last of a\n# of d\nd:",
        "- a: >-\n    folded\n    text\n  b: |+\n    kept\n\n\n- c",
        "a: two\n  lines # x\nb: 'it''s'\nc: \"\\u00e9\\\n  x\"\n",
        "a: 'null'\nb: 'yes'\nc: \"012\"\nd: ~\ne: # nothing\nf: ''",
        "a: {b: [" + ", ".join(["-"] * 80) + "]}",
        "? a\n: b # c\n",
    ],
)
def test_unusual_spellings_keep_meaning_and_comments(text: str) -> None:
    assert_laid_out(text)


@settings(max_examples=15, deadline=None)
@given(small_packs(), st.integers(0, 10**6))
def test_packs_with_comments_anywhere_keep_their_digest(pack: PackText, seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311 - no secret
    files: dict[str, dict[str, bytes]] = {}
    for name, parts in pack.files.items():
        files[name] = {}
        for shown, data in parts.items():
            lines = []
            for number, line in enumerate(data.decode().splitlines()):
                if chosen.random() < 0.2 and line.rstrip().endswith(("}", "]", ":")):
                    line += f"  # 行末 {number}"  # noqa: PLW2901
                elif chosen.random() < 0.2 and line.lstrip().startswith("- "):
                    lines += ["", f"{' ' * chosen.randrange(9)}# 注 {number}", ""][chosen.randrange(2) :]
                lines.append(line)
            files[name][shown] = assert_laid_out("\n".join(lines)).encode()
    assert compile_files(pack.id, files[pack.id], files.get).digest == pack.rules.digest
