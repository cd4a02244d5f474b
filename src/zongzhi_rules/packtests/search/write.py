"""Proposals as YAML, in the form in which an author keeps cases."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Source
from zongzhi_rules.packtests.model import NO_MEASURE, WORD_OF, CaseFile
from zongzhi_rules.syntax.order import arranged
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.model import Outcome, Truth
    from zongzhi_rules.packtests.parts import Part
    from zongzhi_rules.packtests.search.propose import Proposal
    from zongzhi_rules.packtests.wording import Wording

_PLAIN = re.compile(r"[\w][\w.\-/]*")
_NUMBER = re.compile(r"[\d.eE+\-]+")
_HEAD = (
    "# 预期是规则包现在的结果，不是条文的意思。逐一对照条文，改正预期，再删去 confirmed 一行。",
    "# What is expected is what comes out now. Hold each case against the text, then take `confirmed: false` out.",
)
_NOT_FOUND = "没有找到案例 / no case found:"
_WORDS = {"true", "false", "null", "True", "False", "Null", "TRUE", "FALSE", "NULL"}
_LONGEST = 40  # characters of a part in the name of a case
_TRUTHS: Mapping[Truth, str] = {True: "成立", False: "不成立", None: "未知"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def written(
    proposals: Sequence[Proposal],
    titles: Mapping[str, str],
    wording: Wording,
    taken: Collection[str],
    failed: Sequence[tuple[Part, Truth]] = (),
) -> str:
    """Return a file of cases.  Each is marked `confirmed: false`: its author is to hold it against the text.

    Args:
        proposals: the proposals.
        titles: the title of each rule and definition, by path.
        wording: puts what each case shows into its name.
        taken: the names of cases that there are already.
        failed: what the search found no case for; it stands in a comment.
    """
    lines = [*_HEAD, "cases:"] if proposals else []
    number = 0
    for one in proposals:
        name = ""
        while not name or name in taken:
            number += 1
            name = f"待确认{number:02} {_shows(one, titles.get(one.rule, one.rule), wording)}"
        lines += [f"  {_scalar(name)}:", *(f"    {line}" for line in _case(one))]
    lines += [f"# {_NOT_FOUND} {_place(part)} {part.path}: {WORD_OF[truth]}" for part, truth in failed]
    return _laid_out("".join(f"{line}\n" for line in lines)) if proposals else "".join(f"{line}\n" for line in lines)


def _laid_out(text: str) -> str:
    """Return a file of cases in the layout of `zongzhi fmt`."""
    root, _ = read_yaml(Source("<proposals>", text))
    return text if root is None else arranged(root, (CaseFile,))


def _shows(one: Proposal, title: str, wording: Wording) -> str:
    """Say what a case is there to show: of which rule which part, how that comes out, and as the text is read."""
    part, truth = one.shows
    said = wording.of(part.node).zh
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    named = title if said == title else f"{title}：{said}"
    options = "、".join(wording.option(*one) for one in sorted(one.readings.items()))
    return f"{named}，{_TRUTHS[truth]}{options and f'（{options}）'}"


def _case(one: Proposal) -> Iterator[str]:
    for part, truth in (one.shows, *one.also):
        yield f"# {_place(part)} {part.path}: {WORD_OF[truth]}"
    yield "confirmed: false"
    if one.readings:
        yield f"readings: {_flow(one.readings)}"
    yield "facts:"
    for key, value in one.facts.items():
        if isinstance(value, list) and value:
            yield f"  {key}:"
            yield from (f"    - {_flow(item)}" for item in value)
        else:
            yield f"  {key}: {_flow(value)}"
    yield "expect:"
    yield f"  outcome: {_outcome(one.outcome)}"
    yield f"  {_key(one.truth)}: [{one.rule}]"


def _place(part: Part) -> str:
    return f"{part.at.file}:{part.at.line}:{part.at.column}"


def _key(truth: Truth) -> str:
    return WORD_OF[truth]


def _outcome(outcome: Outcome) -> str:
    low, high = outcome.at_least or NO_MEASURE, outcome.at_most or NO_MEASURE
    return low if low == high else f"{{at_least: {low}, at_most: {high}}}"


def _flow(value: object) -> str:
    if hasattr(value, "items"):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    if _DAY.fullmatch(value):
        return value
    plain = _PLAIN.fullmatch(value) and not _NUMBER.fullmatch(value) and value not in _WORDS
    return value if plain else json.dumps(value, ensure_ascii=False)
