"""A backtest in words: the changes that matter, numbered, then each case that comes out otherwise, and in what."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.render.citations import Citer
from zongzhi_rules.render.difference import flow
from zongzhi_rules.render.outline import Line, Outline, Section
from zongzhi_rules.render.receipts import refusal_lines
from zongzhi_rules.render.statements import kind_in_words, value_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.packs.compare import EntryChange
    from zongzhi_rules.receipts import Backtest, Differing, Tried
    from zongzhi_rules.render.outline import Tone

_STATES = ("same", "differs", "refused_by_old", "refused_by_new", "refused")
_WORDS: Mapping[str, Label] = {
    "same": Label("相同 {}", "{} the same"),
    "differs": Label("不同 {}", "{} differ"),
    "refused_by_old": Label("只有旧包不能研判 {}", "{} refused by the old pack only"),
    "refused_by_new": Label("只有新包不能研判 {}", "{} refused by the new pack only"),
    "refused": Label("两包都不能研判 {}", "{} refused by both"),
    "total": Label("研判 {} 次：", "{} judged: "),
    "changes": Label("有影响的改动", "Changes that matter"),
    "because": Label("　因为 {}", " because of {}"),
    "follows": Label("另有 {} 项随措施而不同（--json 可查看）", "{} more follow from the other measure (see --json)"),
    "old": Label("旧包不能研判：{}", "the old pack refuses it: {}"),
    "new": Label("新包不能研判：{}", "the new pack refuses it: {}"),
    "both": Label("两包都不能研判", "Refused by both"),
    "no_change": Label("两个规则包没有差别", "the packs do not differ"),
    "all_same": Label("没有一个案件因此不同", "no case comes out otherwise"),
    "change": Label("{path} {title}（{place}）{fields}[{cite}]", "{path} {title} ({place}) {fields}[{cite}]"),
    "added": Label("新增", "added"),
    "withdrawn": Label("删去", "withdrawn"),
    "replaced": Label("替换", "replaced"),
}


def backtest_outline(found: Backtest, lang: Language) -> Outline:
    """Return a backtest before it is laid out."""
    causes = _causes(found)
    citer = Citer(found.diff.instruments, lang, found.diff.new.id)
    sections = []
    if causes:
        lines = tuple(
            Line(_change(one, citer, lang), mark=f"[{number}]") for number, one in enumerate(causes.values(), 1)
        )
        sections.append(Section(_word("changes", lang), lines))
    numbers = {path: number for number, path in enumerate(causes, 1)}
    sections += [
        Section(_heading(one, lang), tuple(_lines(one, numbers, found.titles, lang))) for one in found.differing
    ]
    refused = [one for one in found.tried if one.state == "refused"]
    if refused:
        lines = tuple(Line(_heading(one, lang), mark="·", tone="aside") for one in refused)
        sections.append(Section(_word("both", lang), lines))
    return Outline(_opening(found, lang), tuple(sections), ())


def to_dict(found: Backtest, lang: Language) -> dict[str, Any]:
    """Return a backtest as plain data for machines."""
    old, new = found.diff.old, found.diff.new
    return {
        "old": {"pack": old.id, "version": old.version},
        "new": {"pack": new.id, "version": new.version},
        "count": {"total": len(found.tried), **{state: found.count(state) for state in _STATES}},  # type: ignore[arg-type]
        "cases": [_case(one, lang) for one in found.tried if one.state != "same"],
    }


def _case(one: Tried, lang: Language) -> dict[str, Any]:
    refusals = [None if each is None else list(refusal_lines(each, lang)) for each in one.refusals]
    return {
        "origin": one.origin,
        "case": one.case,
        "as_of": one.as_of.isoformat(),
        "state": one.state,
        "differences": [
            {
                "kind": each.kind,
                "path": each.path,
                "title": each.title,
                "old": each.old,
                "new": each.new,
                "follows": each.follows,
                "because": [
                    {
                        "path": cause.path,
                        "change": cause.kind,
                        "cite": [cite.model_dump() for cite in cause.warrant or cause.cite],
                        "at": cause.at.model_dump(),
                    }
                    for cause in each.because
                ],
            }
            for each in one.differences
        ],
        "refusals": {"old": refusals[0], "new": refusals[1]},
    }


def _opening(found: Backtest, lang: Language) -> tuple[Line, ...]:
    packs = " → ".join(f"《{one.short_title}》{one.id} {one.version}" for one in (found.diff.old, found.diff.new))
    counts = [
        _word(state, lang).format(number)
        for state in _STATES
        if (number := found.count(state))  # type: ignore[arg-type]
    ]
    comma = "，" if lang == "zh" else ", "
    told = _word("total", lang).format(len(found.tried)) + comma.join(counts)
    lines = [Line(packs, tone="strong"), Line(told)]
    if not found.diff.entries:
        lines.append(Line(_word("no_change", lang)))
    elif not found.differing:
        lines.append(Line(_word("all_same", lang)))
    return tuple(lines)


def _causes(found: Backtest) -> dict[str, EntryChange]:
    """Return the changes that any difference rests on, in the order of the comparison."""
    used = {cause.path for one in found.tried for each in one.differences for cause in each.because}
    return {one.path: one for one in found.diff.entries if one.path in used}


def _change(one: EntryChange, citer: Citer, lang: Language) -> str:
    fields = _word(one.kind, lang) + " " if one.kind != "amended" else ""
    if one.kind in {"amended", "replaced"}:
        fields += "".join(f"{each.field}: {flow(each.old)} → {flow(each.new)} " for each in one.fields)
    place = f"{PurePath(one.at.file).name}:{one.at.line}"
    cite = citer(one.warrant or one.cite)
    return _word("change", lang).format(path=one.path, title=one.title, place=place, fields=fields, cite=cite)


def _lines(one: Tried, numbers: Mapping[str, int], titles: Mapping[str, str], lang: Language) -> Iterator[Line]:
    for name, refusal in zip(("old", "new"), one.refusals, strict=True):
        if refusal is not None:
            yield from (Line(_word(name, lang).format(each), tone="warning") for each in refusal_lines(refusal, lang))
    for each in _by_weight(one.differences):
        tone: Tone = "strong" if each.kind == "outcome" else "plain"
        yield Line(_difference(each, numbers, titles, lang), mark="·", tone=tone)
    following = sum(each.follows for each in one.differences)
    if following:
        yield Line(_word("follows", lang).format(following), tone="aside")


def _by_weight(found: Sequence[Differing]) -> list[Differing]:
    """Return what does not merely follow, the outcome first."""
    return sorted((one for one in found if not one.follows), key=lambda one: one.kind != "outcome")


def _difference(one: Differing, numbers: Mapping[str, int], titles: Mapping[str, str], lang: Language) -> str:
    colon = "：" if lang == "zh" else ": "
    about = kind_in_words(one.kind, lang) + (f" {one.title} [{one.path}]" if one.kind != "outcome" else "")
    moved = " → ".join(value_in_words(value, titles, lang) for value in (one.old, one.new))
    causes = "".join(f"[{numbers[cause.path]}]" for cause in one.because)
    return f"{about}{colon}{moved}{_word('because', lang).format(causes) if causes else ''}"


def _heading(one: Tried, lang: Language) -> str:
    day = one.as_of.isoformat()
    return f"{one.case}（{day}，{one.origin}）" if lang == "zh" else f"{one.case} ({day}, {one.origin})"


def _word(name: str, lang: Language) -> str:
    label = _WORDS[name]
    return label.zh if lang == "zh" else label.en
