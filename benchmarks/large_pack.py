"""A pack of many rules, made up: to see that checking one takes a time that grows with it, not with its square.

Its rules are of the kinds, and written in the ways, that the shipped packs have, in the same proportions as far as a
program can keep them: one rule takes six to seven lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ARTICLES: Final = 900
_SECTIONS: Final = ("circumstances", "definitions", "facts", "parameters", "measures", "duties")
PER_FILE: Final = 400  # rules; nobody keeps all of them in one

_HEADER: Final = """\
# 示例：由程序生成的规则包，用来测量检查的时间。 / Made by a program, to time the check.
pack:
  id: {id}
  version: 1.0.0
  language: 1
  title: 示例大型办法
  short_title: 示例办法
  territory: {territory}
  in_force: {{since: 2020-01-01, cite: 900}}
  articles: {articles}
"""
_FRAME: Final = """
scope:
  applies: {title: 各级机关和单位, cite: 2, when: always}

bodies:
  office: {title: 综治办, full_title: 社会治安综合治理办公室, cite: 3}
  commission: {title: 综治委, full_title: 社会治安综合治理委员会, cite: 3}

readings:
  term.start:
    title: 整改期限从哪一天起算？
    cite: 5
    default: measure
    options:
      measure: {title: 自措施作出, because: 期限随措施确定}
      receipt: {title: 自收到决定, because: 收到以后才能整改}
"""
_MEASURE: Final = """
  measure_{n}:
    title: 示例措施之{n}
    cite: {cite}
    rank: {rank}
    grounds:
      listed: {{title: 具有所列情形, cite: {cite}, when: {{all: [listed_circumstance, definition_{n}]}}}}
      serious: {{title: 危害严重, cite: {cite}, when: {{all: [listed_circumstance, {{severity.harm: serious}}]}}}}
    authority: {{title: 上一级综治办, cite: {cite}, body: office, level: one_up}}
    grades:
      plain: {{title: 综治办决定, cite: {cite}, step: 1, body: office}}
    addressees:
      subject: {{title: 该地区、单位, cite: {cite}}}
    term:
      title: 两个月内整改
      cite: {cite}
      length: {{months: 2}}
      start: {{by_reading: {{term.start: {{measure: decided_on, receipt: received_on}}}}}}
"""
_CIRCUMSTANCES: Final = (
    """
  circumstance_{n}:
    title: 示例情形之{n}：职责没有落实
    cite: {cite}({item})
    when: {{all: [work.neglected, {{any: [definition_{n}, order.seriously_chaotic]}}]}}
""",
    """
  circumstance_{n}:
    title: 示例情形之{n}：短时间内连续发生
    cite: {cite}({item})
    when:
      all:
        - definition_{n}
        - count: incidents
          where: {{all: [{{kind: [criminal_case, mass_incident]}}, {{grade: {{at_least: major}}}}, item_{n}]}}
          within_any: {{days: {{parameter: parameter_{n}}}, by: happened_on}}
          at_least: 2
""",
    """
  circumstance_{n}:
    title: 示例情形之{n}：指标没有达到
    cite: {cite}({item})
    when:
      any:
        - {{local.fact_{n}: {{less_than: {{parameter: parameter_{n}}}}}}}
        - {{some: assessments, where: {{result: failed}}}}
        - definition_{n}
""",
)
_DEFINITION: Final = """
  definition_{n}:
    title: 示例定义之{n}
    cite: {cite}
    when: {{all: [work.foundations_weak, {{not: work.measures_not_carried_out}}]}}
"""
_ITEM_DEFINITION: Final = """
  item_{n}:
    title: 示例定义之{n}：案事件
    cite: {cite}
    of: incidents
    when: {{any: [{{vile_influence: true}}, {{grade: especially_major}}, {{happened_on: {{at_least: in_force}}}}]}}
"""
_FACT: Final = """
  fact_{n}:
    title: 示例事实之{n}
    cite: {cite}
    type: number
    unit: "%"
    source: 年度调查
"""
_PARAMETER: Final = """
  parameter_{n}:
    title: 示例参数之{n}
    cite: {cite}
    type: integer
    unit: 日
    value: {value}
"""
_DUTY: Final = """
  duty_{n}:
    title: 示例职责之{n}：听取汇报、研究部署
    cite: {cite}
    bearers: [commission]
    to: office
    timing: {{every: {{months: 3}}}}
    evidence: "会议纪要、工作报告"
"""
_CHANGE: Final = """
  - add: {section}.{id}
    warrant: {cite}
    as:
"""


def large_pack(rules: int) -> Mapping[str, bytes]:
    """Return the files of a pack with about so many rules (those with a condition or a duty), by name."""
    sections = _sections(rules)
    frame = _HEADER.format(id="large_pack", territory="nation", articles=ARTICLES) + _FRAME
    files = {"large_pack/pack.yaml": frame.encode()}
    for section, entries in sections.items():
        for part in range(0, len(entries), PER_FILE):
            text = f"{section}:" + "".join(entries[part : part + PER_FILE])
            files[f"large_pack/{section}_{part // PER_FILE + 1}.yaml"] = text.encode()
    return files


def large_overlay(rules: int) -> Mapping[str, bytes]:
    """Return the files of a pack on top of a small one, with a change for each of about so many rules."""
    header = _HEADER.format(id="large_overlay", territory="410000", articles=ARTICLES)
    header += '  extends: {pack: large_base, versions: ">=1.0,<2.0"}\n'
    files = {"large_overlay/pack.yaml": header.encode()}
    for section, entries in _sections(rules).items():
        for part in range(0, len(entries), PER_FILE):
            text = "changes:" + "".join(_change(section, one) for one in entries[part : part + PER_FILE])
            files[f"large_overlay/{section}_{part // PER_FILE + 1}.yaml"] = text.encode()
    return files


def base_of_the_overlay() -> Mapping[str, bytes]:
    """Return the small pack below the overlay."""
    frame = _HEADER.format(id="large_base", territory="nation", articles=ARTICLES) + _FRAME
    one = _sections(1)
    text = "".join(f"{name}:{''.join(entries)}" for name, entries in one.items())
    text = re.sub(r"_(\d+)", r"_below_\1", text).replace("rank: 1\n", "rank: 99999\n")
    return {"large_base/pack.yaml": frame.encode(), "large_base/rules.yaml": text.encode()}


def _sections(rules: int) -> dict[str, list[str]]:
    """Return the entries by section.  Of ten rules one is a measure's ground, three are circumstances, and so on."""
    found: dict[str, list[str]] = {name: [] for name in _SECTIONS}
    for n, section, text in _entries(max(rules // 10, 1)):
        cite = n % (ARTICLES - 10) + 4
        found[section].append(text.format(n=n, cite=cite, item=n % 9 + 1, rank=n + 1, value=n % 300 + 1))
    return found


def _entries(tens: int) -> Iterator[tuple[int, str, str]]:
    """Yield the number, the section and the text of each entry: ten rules a time, parameters and facts beside them."""
    for ten in range(tens):
        for third, text in enumerate(_CIRCUMSTANCES):
            n = 3 * ten + third
            yield n, "circumstances", text
            yield n, "definitions", _DEFINITION
            if third == 1:
                yield n, "definitions", _ITEM_DEFINITION
            if third == 2:
                yield n, "facts", _FACT
            if third:
                yield n, "parameters", _PARAMETER
        if ten % 2 == 0:
            yield 3 * ten, "measures", _MEASURE
        for duty in (2 * ten, 2 * ten + 1):
            yield duty, "duties", _DUTY


def _change(section: str, entry: str) -> str:
    """Write an entry as a change that adds it."""
    head, *lines = entry.strip("\n").splitlines()
    name = head.strip().removesuffix(":")
    cite = next(line.split(":")[1].strip() for line in lines if line.strip().startswith("cite:"))
    body = "".join(f"  {line}\n" for line in lines)
    return _CHANGE.format(section=section, id=name, cite=cite) + body.rstrip("\n")
