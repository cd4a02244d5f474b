"""The order of keys by example: what moves, what stays, and where comments go."""

from __future__ import annotations

import re

import pytest
from tests.syntax.test_order import assert_arranged, assert_comments_stay

UGLY = """\
# 第一章 / what the file is about
measures:
  circular:
    rank: 10

    # 依据 / the provision
    cite: 22 # 第二十二条
    title: 通报
    # 标题下面的话 / more about the title

    grounds:
      # 第二项在前 / ids stay as the author put them
      b: {when: x, cite: 22, title: 乙}
      a:
        when:
          any:
            # 连续 / the count
            - where: y
              # 起算 / the window
              within_last: {by: happened_on, years: 1}
              # 多少 / how many
              at_least: 3
              count: incidents
            - grade: {less_than: major, at_least: ordinary}
              kind: mass_incident
        cite: 22
        title: 甲
    # 最后 / the end of the measure
pack:
  # 版本 / the version
  version: 1.0.0

  # 编号 / who it is
  id: demo
# 文件尾 / the end
"""
TIDY = """\
# 第一章 / what the file is about

pack:
  # 编号 / who it is
  id: demo

  # 版本 / the version
  version: 1.0.0

measures:
  circular:
    title: 通报
    # 标题下面的话 / more about the title

    # 依据 / the provision
    cite: 22 # 第二十二条
    rank: 10

    grounds:
      # 第二项在前 / ids stay as the author put them
      b: {title: 乙, cite: 22, when: x}
      a:
        title: 甲
        cite: 22
        when:
          any:
            # 连续 / the count
            - count: incidents
              where: y
              # 起算 / the window
              within_last: {years: 1, by: happened_on}
              # 多少 / how many
              at_least: 3
            - grade: {at_least: ordinary, less_than: major}
              kind: mass_incident
    # 最后 / the end of the measure
# 文件尾 / the end
"""


def test_a_pack_by_example() -> None:
    assert assert_arranged(UGLY) == TIDY


DAYS = "happened_on: 2020-01-01, known_on: 2020-01-02"
FACTS = "as_of: 2020-01-01\nsubject: {kind: locality, division: 410122}\n"
MOVES = {
    "a change: its verb first; what it brings has the order of its target": (
        "changes: [{warrant: 1, as: {because: x, title: y}, add: readings.a.b.options.c}]",
        "changes: [{add: readings.a.b.options.c, warrant: 1, as: {title: y, because: x}}]",
    ),
    "paths: by the fields that they lead through; the author's b stays before a": (
        "changes: [{amend: measures.m, set: {term.cite: 1, grounds.b.cite: 1, grounds.a.cite: 1, grounds.b.title: x}}]",
        "changes: [{amend: measures.m, set: {grounds.b.title: x, grounds.b.cite: 1, grounds.a.cite: 1, term.cite: 1}}]",
    ),
    "several models may stand there: a level by kind, or by reading": (
        "measures: {m: {authority: {level: {unit: own, locality: one_up}, body: b}}}",
        "measures: {m: {authority: {body: b, level: {locality: one_up, unit: own}}}}",
    ),
    "cases beside a pack": (
        "cases: {名: {expect: {true: [a.b], outcome: none}, facts: {officials: [], as_of: 2020-01-01}}}",
        "cases: {名: {facts: {as_of: 2020-01-01, officials: []}, expect: {outcome: none, true: [a.b]}}}",
    ),
    "a case, and a finding with its origin": (
        f"work: {{foundations_weak: {{on: 2020-01-01, value: true}}, neglected: false}}\n{FACTS}id: x",
        f"id: x\n{FACTS}work: {{neglected: false, foundations_weak: {{value: true, on: 2020-01-01}}}}",
    ),
    "entries of a case file: `event` says of which kind": (
        f"events: [{{measure: c, item: i, {DAYS}, id: x, event: measure_decided}}]",
        f"events: [{{event: measure_decided, id: x, {DAYS}, item: i, measure: c}}]",
    ),
    "facts in a condition are held together, in the author's order": (
        "definitions: {d: {title: x, cite: 1, when: {grade: a, kind: b}}}",
        "definitions: {d: {title: x, cite: 1, when: {grade: a, kind: b}}}",
    ),
    "an unknown key: nothing there is guessed at": ("pack: {titel: x, id: y}", "pack: {titel: x, id: y}"),
    "no file of ours": ("b: 1\na: {id: 1, as_of: 2}", "b: 1\na: {id: 1, as_of: 2}"),
}


@pytest.mark.parametrize("name", MOVES)
def test_what_moves_and_what_stays(name: str) -> None:
    written, wanted = MOVES[name]
    assert assert_arranged(written) == wanted + "\n"


AWKWARD = """\
pack:
  title: x # 在其旁 beside title | 1
  # 在其上 above id | 2
  id: y
=== in brackets
pack: {title: x, # 在其旁 beside title | 1
  # 在其上 above id | 2
  id: y}
=== the last key of an item becomes its first
changes:
  - warrant: 1
    # 在其上 above add | 1
    add: x # 在其旁 beside add | 2
  # 尾
=== a block that holds what looks like a comment
changes:
  -
    note: |
      # 正文

      b

    # 在其上 above add | 1
    add: x
=== behind the dash, behind a bracket
changes:
- # 项
  warrant: [1,
    2] # 在其旁 beside warrant | 1
  add: x
=== beside a key whose value is below, and behind the second line of a text
changes:
  - as: # 在其旁 beside as | 1
      # 在其上 above when | 2
      when: a
      title: 长
        标题 # 又
    add: circumstances.c
=== written-out keys
? scope
: {}
? pack # 键旁
: {title: x, id: y} # 在其旁 beside pack | 2
=== blank lines
bodies: {}

# 在其上 above scope | 1
scope: {}


# 在其上 above pack | 2
# 在其上 above pack | 3
pack: {}
"""


@pytest.mark.parametrize("text", re.split(r"=== .*\n", AWKWARD))
def test_comments_in_awkward_places(text: str) -> None:
    assert_comments_stay(assert_arranged(text))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    assert assert_arranged("\ufeff" + UGLY.replace("\n", end)) == TIDY
