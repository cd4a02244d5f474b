"""The file of a case in words: what each entry changed, what falls due, what is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.render.citations import Citer
from zongzhi_rules.render.outline import Line, Outline, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.casefile import Change, Due, Event, Step
    from zongzhi_rules.decision.model import PackUsed
    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.ledger import Damage

_WORDS: Mapping[str, Label] = {
    "began": Label("开始", "began"),
    "ended": Label("结束", "ended"),
    "fell_due": Label("到期", "fell due"),
    "became_overdue": Label("逾期", "overdue"),
    "done": Label("已履行", "done"),
    "reopened": Label("更正后尚未履行", "not done after all"),
    "asked": Label("待查", "asked"),
    "answered": Label("已查明", "answered"),
    "settled": Label("不再影响结果", "no longer matters"),
    "outcome": Label("结果", "outcome"),
    "circumstance": Label("情形", "circumstance"),
    "factor": Label("情节", "factor"),
    "accountability": Label("个人问责", "accountability"),
    "measure": Label("措施", "measure"),
    "effect": Label("后果", "effect"),
    "term": Label("整改期限", "term"),
    "report": Label("报告", "report"),
    "question": Label("事实", "fact"),
    "pack": Label("规则包", "pack"),
    "overdue": Label("逾期未履行", "overdue"),
    "late": Label("迟", "late"),
    "unknown": Label("是否按期完成未知", "not known whether in time"),
    "failed": Label("未按期完成", "failed"),
    "none": Label("不采取措施", "no measure"),
    "nothing": Label("没有变化", "nothing changed"),
    "entry": Label("{day} {id}（{title}）", "{day} {id} ({event})"),
    "known": Label("{day} {id}（{title}；{known} 获知）", "{day} {id} ({event}; known {known})"),
    "pending": Label("没有对象、尚无效果的记录：{}", "entries without effect, as what they speak of is not there: {}"),
    "due": Label("{} 以前到期", "due until {}"),
    "nothing_due": Label("没有", "none"),
    "opens": Label("期满未整改的：{}", "if not rectified: {}"),
    "under": Label("{}：", "{}: "),
    "whole": Label("没有发现损坏：{} 条记录，链首 {}", "no damage: {} entries, head {}"),
    "altered": Label("第 {} 条被改动", "entry {} was altered"),
    "unreadable": Label("第 {} 条读不出来", "entry {} cannot be read"),
    "missing": Label("第 {} 条缺失", "entry {} is missing"),
    "rewritten": Label("第 {} 条被重写，与链不符", "entry {} was rewritten and does not fit the chain"),
    "head": Label("链首与第 {} 条不符", "the head of the chain is not that of entry {}"),
    "schema": Label(
        "账本的表或者保护记录的触发器被改动", "the tables, or the triggers that guard the entries, were altered"
    ),
    "database": Label("数据库本身损坏（第 {} 条）", "the database itself is damaged (entry {})"),
}
_LATE = {"overdue", "unknown", "failed"}


def timeline(steps: Sequence[tuple[Event, Step]], lang: Language) -> Outline:
    """Return what each entry changed."""
    sections = tuple(_entry(event, step, lang) for event, step in steps)
    waiting = steps[-1][1].pending if steps else ()
    closing = (Line(_word("pending", lang).format(", ".join(waiting)), tone="warning"),) if waiting else ()
    return Outline((), sections, closing)


def due_list(found: Sequence[Due], until: str, packs: Sequence[PackUsed], lang: Language) -> Outline:
    """Return what falls due, and what a failed term opens."""
    cite = Citer(packs, lang)
    lines: list[Line] = []
    for one in found:
        late = _word(one.state, lang) if one.state in _LATE else ""
        what = f"{one.case} {one.under} {_word(one.kind, lang)} {one.title} {late}".rstrip()
        lines.append(Line(f"{one.day} {what} [{cite(one.cite)}]", tone="warning" if late else "plain"))
        lines += [
            Line(_word("opens", lang).format(f"{each.measure_title} [{cite(each.cite)}]"), depth=1)
            for each in one.opens
        ]
    heading = _word("due", lang).format(until)
    return Outline((), (Section(heading, tuple(lines) or (Line(_word("nothing_due", lang)),)),), ())


def damage_list(found: Iterable[Damage], lang: Language) -> Outline:
    """Return what is damaged, by entry."""
    return Outline(tuple(_damaged(one, lang) for one in found), (), ())


def intact(count: int, digest: str, lang: Language) -> Outline:
    """Return the word that all is well, with the head to keep elsewhere."""
    return Outline((Line(_word("whole", lang).format(count, f"{count}:{digest}")),), (), ())


def _entry(event: Event, step: Step, lang: Language) -> Section:
    words = {"id": event.id, "title": event.model_config.get("title"), "event": event.event.replace("_", " ")}
    form = "entry" if event.day in {None, event.known_on} else "known"
    heading = _word(form, lang).format(day=event.day or event.known_on, known=event.known_on, **words)
    cite = Citer(step.decision.packs, lang, own=step.decision.packs[0].id)
    titles = {one.id: one.title for one in step.decision.measures}
    lines = tuple(_change(one, cite, titles, lang) for one in step.difference)
    return Section(heading, lines or (Line(_word("nothing", lang), tone="aside"),))


def _change(one: Change, cite: Citer, titles: Mapping[str, str], lang: Language) -> Line:
    because = f" [{cite(one.cite)}]" if one.cite else ""
    if one.subject == "outcome":
        was, now = (_interval(each, titles, lang) for each in (one.was, one.now))
        moved = now if one.was is None else f"{was} → {now}"
        return Line(f"{_word('outcome', lang)} {moved}{because}", tone="strong")
    under = _word("under", lang).format(one.under) if one.under else ""
    about = f"{one.id} " if one.subject in {"measure", "question"} else ""
    day = "" if one.day is None else f" {one.day}"
    state = f" {_word(one.now, lang)}" if one.now in {"late", "unknown", "failed"} else ""
    text = f"{_word(one.kind, lang)} {_word(one.subject, lang)} {under}{about}{one.title}{day}{state}{because}"
    return Line(text, tone="warning" if one.kind == "became_overdue" else "plain")


def _interval(spelt: str | None, titles: Mapping[str, str], lang: Language) -> str:
    ends = () if spelt is None else spelt.split("..")
    return "…".join(_word("none", lang) if end == "none" else titles.get(end, end) for end in ends)


def _damaged(one: Damage, lang: Language) -> Line:
    name = "/".join(_named(one)) or "?"
    detail = f": {one.detail}" if one.detail else ""
    return Line(f"{_word(one.kind, lang).format(name)}{detail}", tone="warning")


def _named(one: Damage) -> Iterator[str]:
    yield from (str(each) for each in (one.seq, one.case, one.entry) if each is not None)


def _word(name: str, lang: Language) -> str:
    label = _WORDS[name]
    return label.zh if lang == "zh" else label.en
