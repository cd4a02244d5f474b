"""Replayed receipts in words: reproduced or not, which inputs are gone or changed, what the decision says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zongzhi_rules.calendar import CalendarError
from zongzhi_rules.diagnostics import Label
from zongzhi_rules.errors import InputError
from zongzhi_rules.receipts.aspects import kind_of
from zongzhi_rules.render.outline import Line, Outline, Section
from zongzhi_rules.render.statements import kind_in_words, value_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.errors import ZongzhiError
    from zongzhi_rules.receipts import InputChange, Replay
    from zongzhi_rules.receipts.replaying import Said

_SHORT = 23  # characters of a digest that are shown: `sha256:` and 16 digits
_INPUTS: Mapping[str, tuple[Label, Label]] = {
    "receipt": (Label("回执本身被改动过", "the receipt itself was altered"),) * 2,
    "case": (Label("案件的事实被改动过", "the facts of the case were altered"),) * 2,
    "pack": (Label("规则包 {}：{}", "pack {}: {}"),) * 2,
    "pack_version": (Label("规则包 {} 的版本：{}", "version of the pack {}: {}"),) * 2,
    "pack_digest": (Label("规则包 {} 的内容：{}", "contents of the pack {}: {}"),) * 2,
    "reading": (Label("理解 {}：{}", "reading {}: {}"),) * 2,
    "notices": (
        Label("放假通知数据：{1}", "holiday notices: {1}"),
        Label("放假通知数据 {} 的内容：{}", "contents of the holiday notices {}: {}"),
    ),
    "statutory": (
        Label("法定节假日数据：{1}", "statutory holidays: {1}"),
        Label("法定节假日数据 {} 的内容：{}", "contents of the statutory holidays {}: {}"),
    ),
    "override": (Label("补充放假通知 {}：{}", "holiday notice {}: {}"),) * 2,
    "engine": (Label("引擎 {}：{}", "engine {}: {}"),) * 2,
    "library": (Label("程序版本：{1}", "version of this library: {1}"),) * 2,
    "case_schema": (Label("案件格式：{1}", "case format: {1}"),) * 2,
    "decision_schema": (Label("结论格式：{1}", "decision format: {1}"),) * 2,
}
_WORDS: Mapping[str, Label] = {
    "reproduced": Label("逐字节重现", "reproduced byte for byte"),
    "reproduced_although": Label(
        "逐字节重现，尽管下列各项与回执所载不同",
        "reproduced byte for byte, although this is not as the receipt has it",
    ),
    "reproduced_altered": Label(
        "结论与回执所载摘要一致，但回执被改动过，不能作为凭证",
        "the decision fits its digest, but the receipt was altered and proves nothing",
    ),
    "same": Label(
        "没有逐字节重现；结论所说的相同，字节不同的部分：{}",
        "not reproduced byte for byte; the decision says the same, its bytes differ in: {}",
    ),
    "differs": Label("没有重现，结论不同", "not reproduced: the decision differs"),
    "not_decided": Label("不能再作出结论", "the decision cannot be made again"),
    "inputs": Label("不在或者已变的：", "gone or changed:"),
    "said": Label("结论的不同：", "what the decision says otherwise:"),
    "unexplained": Label(
        "各项输入都与回执所载相同：程序的行为变了，或者回执所载的结论不是由这些输入得出的",
        "every input is as the receipt has it: the program behaves otherwise, or the decision is of other inputs",
    ),
    "follows": Label("另有 {} 项随措施而不同（--json 可查看）", "{} more follow from the other measure (see --json)"),
    "gone": Label("不在了（{}）", "gone (was {})"),
    "gone_bare": Label("不在了", "gone"),
    "new": Label("新增（{}）", "new ({})"),
    "count": Label(
        "{} 份回执：逐字节重现 {}，未重现 {}，读不出来 {}", "{} receipts: {} reproduced, {} not, {} unreadable"
    ),
}


def replays(found: Sequence[tuple[str, Replay]], unreadable: int, lang: Language) -> Outline:
    """Return what became of receipts, each under the name of its file."""
    sections = tuple(Section(_heading(name, one, lang), tuple(_lines(one, lang))) for name, one in found)
    good = sum(one.ok for _, one in found)
    count = len(found) + unreadable
    told = _word("count", lang).format(count, good, len(found) - good, unreadable)
    return Outline((), sections, (Line(told, tone="strong"),) if count > 1 else ())


def to_dict(name: str, one: Replay, lang: Language) -> dict[str, Any]:
    """Return what became of a receipt as plain data for machines."""
    return {
        "receipt": name,
        "case": one.receipt.case.facts.get("id"),
        "ok": one.ok,
        "state": one.state,
        "inputs": [{"input": x.input, "name": x.name, "was": x.was, "now": x.now} for x in one.inputs],
        "said": [{"path": x.path, "kind": kind_of(x.path), "was": x.was, "now": x.now} for x in one.said],
        "parts": list(one.parts),
        "refusal": None if one.refusal is None else list(refusal_lines(one.refusal, lang)),
    }


def refusal_lines(error: ZongzhiError, lang: Language) -> Iterator[str]:
    """Yield why a case cannot be judged, a line for each reason."""
    if isinstance(error, InputError):
        for one in error.diagnostics:
            place = f"{one.path}{'：' if lang == 'zh' else ': '}" if one.path else ""
            yield f"{place}{one.message(lang)} [{one.code}]"
    elif isinstance(error, CalendarError):
        yield error.text if lang == "zh" else error.text_en
    else:
        yield str(error)


def _heading(name: str, one: Replay, lang: Language) -> str:
    case, day = (str(one.receipt.case.facts.get(key, "?")) for key in ("id", "as_of"))
    return f"{name}（{case}，{day}）" if lang == "zh" else f"{name} ({case}, {day})"


def _lines(one: Replay, lang: Language) -> Iterator[Line]:
    word: str = one.state
    if one.state == "reproduced":
        word = "reproduced_altered" if not one.ok else "reproduced_although" if one.inputs else "reproduced"
    told = _word(word, lang).format(", ".join(one.parts))
    yield Line(told, tone="strong" if one.ok else "warning")
    if one.refusal is not None:
        yield from (Line(each, 1, "-") for each in refusal_lines(one.refusal, lang))
    if one.inputs:
        if one.state != "reproduced":
            yield Line(_word("inputs", lang))
        yield from (Line(_input(each, lang), 1, "·") for each in one.inputs)
    elif one.state in {"same", "differs"}:
        yield Line(_word("unexplained", lang), 1, "·")
    if one.said:
        yield Line(_word("said", lang))
    following = _following(one.said)
    for each in one.said:
        if each not in following:
            kind = kind_in_words(kind_of(each.path), lang)
            about = kind if each.path == kind_of(each.path) else f"{kind} [{each.path}]"
            moved = " → ".join(value_in_words(value, one.titles, lang) for value in (each.was, each.now))
            yield Line(f"{about}{'：' if lang == 'zh' else ': '}{moved}", 1, "·")
    if following:
        yield Line(_word("follows", lang).format(len(following)), 1, tone="aside")


def _following(said: Sequence[Said]) -> frozenset[Said]:
    """Return the parts of a measure that is due on one side only: they follow from the outcome."""
    graded = [each for each in said if kind_of(each.path) == "grade" and None in (each.was, each.now)]
    whole = {each.path.removesuffix(".grade") for each in graded}
    return frozenset(
        each for each in said if kind_of(each.path) != "ground" and ".".join(each.path.split(".")[:2]) in whole
    )


def _input(one: InputChange, lang: Language) -> str:
    plain, contents = _INPUTS[one.input]
    label = contents if one.name else plain
    was, now = _short(one.was), _short(one.now)
    if now is None:
        moved = _word("gone", lang).format(was) if was else _word("gone_bare", lang)
    elif was is None:
        moved = _word("new", lang).format(now)
    else:
        moved = f"{was} → {now}"
    return (label.zh if lang == "zh" else label.en).format(one.name, moved)


def _short(value: str | None) -> str | None:
    return f"{value[:_SHORT]}…" if value is not None and value.startswith("sha256:") else value


def _word(name: str, lang: Language) -> str:
    label = _WORDS[name]
    return label.zh if lang == "zh" else label.en
