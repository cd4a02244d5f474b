"""The lists of the command line: duties of a year, eligibility, coverage, a bound text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.ir.base import Citation
from zongzhi_rules.official_text import ArticleState
from zongzhi_rules.render.citations import Citer
from zongzhi_rules.render.outline import Line, Outline, Section
from zongzhi_rules.render.teller import humanised
from zongzhi_rules.render.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.duties import DutyDue
    from zongzhi_rules.decision.eligibility import Eligibility
    from zongzhi_rules.decision.model import Decision, EffectFinding, PackUsed
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.ir.pack import Period, Timing
    from zongzhi_rules.official_text import TextBinding
    from zongzhi_rules.packtests import PackCoverage

_WORDS: Mapping[str, Label] = {
    # duties
    "duties": Label("{}年的职责（《{}》）", "Duties in {} under 《{}》"),
    "nothing": Label("没有", "none"),
    "dated": Label("按日期", "By date"),
    "undated": Label("没有固定日期", "Without a date"),
    "shall": Label("{}应当：{}", "{} shall: {}"),
    "may": Label("{}可以：{}", "{} may: {}"),
    "ongoing": Label("经常性", "ongoing"),
    "every": Label("每{}", "every {}"),
    "on": Label("遇到：{}", "on: {}"),
    "on_within": Label("遇到：{}，{}内", "on: {}, within {}"),
    "to": Label("向{}", "to {}"),
    "under": Label("属于措施 {}", "under the measure {}"),
    "warn": Label("此前最后一个工作日 {}", "last working day before: {}"),
    "provisional": Label("暂定（放假通知数据截至 {}）", "provisional (holiday notices are known until {})"),
    "applies_unknown": Label("是否适用未知", "whether it applies is not known"),
    "done": Label("已履行 {}", "done {}"),
    "late": Label("逾期履行 {}", "done late {}"),
    "overdue": Label("逾期未履行", "overdue"),
    "open": Label("尚未到期", "open"),
    "unknown": Label("履行情况未知", "not known whether done"),
    # eligibility
    "barred": Label("{}，{}，{}：{}资格已被取消", "{}, {}, {}: barred from {}"),
    "not_barred": Label("{}，{}，{}：没有取消{}资格", "{}, {}, {}: not barred from {}"),
    "barred_unknown": Label("{}，{}，{}：是否取消{}资格尚不能确定", "{}, {}, {}: not known whether barred from {}"),
    "holds": Label("当日有效", "holds on that day"),
    "holds_not": Label("当日无效", "does not hold on that day"),
    "holds_unknown": Label("当日是否有效未知", "not known whether it holds on that day"),
    "missing": Label("尚缺的事实：{}", "missing facts: {}"),
    "consult": Label("事先应当：{}{}", "to be done first: {}{}"),
    "subject": Label("该地区、单位", "the locality or unit"),
    "until": Label("{}至 {}（含当日）", "{}until {} (that day included)"),
    "while": Label("{}在措施存续期间", "{}while the measure stands"),
    "from": Label("自 {} 起，", "from {} "),
    "disputed": Label(
        "首日是否计入有不同算法，另一种算法结论不同", "the other way of counting the first day says otherwise"
    ),
    "collective_honours": Label("评选综合性荣誉称号", "collective honours"),
    "awards": Label("评先受奖", "awards"),
    "promotion": Label("晋职晋级", "promotion"),
    # coverage
    "coverage": Label("{}：{}/{} 条有着落，{}", "{}: {}/{} accounted for, {}"),
    "gaps": Label("缺口", "Gaps"),
    "no_gap": Label("没有缺口", "no gap"),
    "a_gap": Label("1 个缺口", "1 gap"),
    "many_gaps": Label("{} 个缺口", "{} gaps"),
    "missing_article": Label("{}没有列入 provisions", "{} is not among the provisions"),
    "unaccounted": Label("{}：没有规则，也没有说明为何不能执行", "{}: no rule, and no reason why not"),
    "unknown_citation": Label("{} 引用的{}不在 provisions 之内", "{} cites {}, which is no provision"),
    "unexercised": Label("{}：没有案例显示{}", "{}: no case shows {}"),
    "rules": Label("规则 {}", "rules {}"),
    "cases": Label("案例（{} 个）{}", "cases ({}) {}"),
    "and_more": Label("等", ", ..."),
    "true": Label("成立", "true"),
    "false": Label("不成立", "false"),
    "truth_unknown": Label("未知", "unknown"),
    # official texts
    "text_bound": Label("《{}》：{} {}相符", "《{}》: {} {} match"),
    "article": Label("条", "articles"),
    "point": Label("点", "points"),
    "differs": Label("{}与规则包所依据的文本不同（第 {} 行）", "{} differs from the text encoded (line {})"),
    "lacking": Label("没有找到{}", "{} is missing"),
    "unstored": Label("规则包没有{}的摘要可比", "the pack has no digest of {} to compare with"),
    "another_text": Label("一处也不相符：很可能不是这份文件", "nothing matches: it is probably another text"),
    "nothing_to_bind": Label(
        "规则包没有摘要，文件里也没有条文", "the pack has no digests, and the file has no articles"
    ),
    "texts": Label("引用的条文", "Provisions cited"),
    "not_shown": Label("没有相符的文本，不予显示", "not shown, for no copy matches"),
}
_KINDS: Mapping[str, str] = {
    "duty": "职责",
    "circumstance": "情形",
    "factor": "情节",
    "measure": "措施",
    "procedure": "程序",
    "effect": "后果",
    "commendation": "表彰奖励",
    "competence": "职权",
    "definition": "定义",
    "principle": "原则",
    "entry_into_force": "施行",
}
_FEW = 3
"""Cases of a provision that are named where not all are asked for: some rules hold in nearly every case."""


def word(name: str, lang: Language) -> str:
    """Return a phrase of these lists."""
    label = _WORDS[name]
    return label.zh if lang == "zh" else label.en


def _citer(packs: Sequence[PackUsed], lang: Language) -> Citer:
    return Citer(tuple(packs), lang)


# duties ----------------------------------------------------------------------------------------------------------


def duty_list(duties: Sequence[DutyDue], rules: RulePack, year: int, lang: Language) -> Outline:
    """Return the duties of a year: those with a date in its order, then the others."""
    citer = _citer(rules.packs_used, lang)
    timings = {one.id: one.timing for one in rules.pack.duties}
    parts = {"dated": [one for one in duties if one.due], "undated": [one for one in duties if one.due is None]}
    lines = {kind: tuple(line for one in part for line in _duty(one, timings, citer)) for kind, part in parts.items()}
    opening = Line(word("duties", lang).format(year, rules.instrument.short_title), tone="strong")
    none = (Line(word("nothing", lang)),)
    return Outline((opening,), tuple(Section(word(kind, lang), found or none) for kind, found in lines.items()), ())


def _duty(one: DutyDue, timings: Mapping[str, Timing], citer: Citer) -> Iterator[Line]:
    lang = citer.lang
    words = words_of(lang)
    bearers = zip(one.bearers, one.bearer_titles, strict=True)
    who = words.list_comma.join(_named(name, title, lang) for name, title in bearers)
    when = f"{one.due} " if one.due is not None else ""
    what = word(one.modality, lang).format(who, _named(one.id, one.title, lang))
    yield Line(f"{when}{what}{words.cited.format(citer(one.cite))}", mark="·")
    details = []
    if one.due is None:
        details.append(_timing(timings[one.id], lang))
    if one.to is not None:
        details.append(word("to", lang).format(one.to))
    if one.under is not None:
        details.append(word("under", lang).format(one.under))
    if one.warn_on is not None and one.warn_on != one.due:
        details.append(word("warn", lang).format(one.warn_on))
    if one.provisional is not None:
        details.append(word("provisional", lang).format(one.provisional.covered_until))
    if one.applies is None:
        details.append(word("applies_unknown", lang))
    if one.state is not None:
        details.append(word(one.state, lang).format(one.done_on))
    if details:
        yield Line(words.semicolon.join(details), 1, tone="aside")


def _named(name: str, title: str, lang: Language) -> str:
    """Name something of a pack: by its title, in English by its id with the title behind."""
    return title if lang == "zh" else f"{humanised(name)} ({title})"


def _timing(timing: Timing, lang: Language) -> str:
    if timing.every is not None:
        return word("every", lang).format(_period(timing.every, lang))
    if timing.on is None:
        return word("ongoing", lang)
    if timing.within is None:
        return word("on", lang).format(timing.on)
    return word("on_within", lang).format(timing.on, _period(timing.within, lang))


def _period(period: Period, lang: Language) -> str:
    unit = words_of(lang).units[period.unit]
    if lang == "zh":
        return f" {period.amount} {unit}"
    return f"{period.amount} {unit.removesuffix('s') if period.amount == 1 else unit}"


# eligibility -----------------------------------------------------------------------------------------------------


def eligibility_list(found: Iterable[Eligibility], rules: RulePack, lang: Language) -> Outline:
    """Return who is barred, on what grounds, and what has to be asked first."""
    citer = _citer(rules.packs_used, lang)
    return Outline((), tuple(_eligible(one, citer, lang) for one in found), ())


def _eligible(one: Eligibility, citer: Citer, lang: Language) -> Section:
    words = words_of(lang)
    verdict = {True: "barred", False: "not_barred", None: "barred_unknown"}[one.barred]
    who = word("subject", lang)
    if one.role is not None:
        who = one.role.label if lang == "zh" else humanised(one.role.value)
    lines: list[Line] = []
    for restriction in one.restrictions:
        measure = _named(restriction.measure, restriction.measure_title, lang)
        span = _span(restriction.effect, lang)
        about = f"{measure}{words.comma}{restriction.earlier}{words.colon}{span}"
        lines.append(Line(about + words.cited.format(citer(restriction.effect.cite)), mark="·"))
        held = {True: "holds", False: "holds_not", None: "holds_unknown"}[restriction.holds]
        lines.append(Line(word(held, lang), 1, tone="aside"))
        if restriction.disputed:
            lines.append(Line(word("disputed", lang), 1, tone="warning"))
    if one.missing:
        lines.append(Line(word("missing", lang).format(words.list_comma.join(one.missing)), tone="warning"))
    lines += [
        Line(word("consult", lang).format(_named(duty.id, duty.title, lang), words.cited.format(citer(duty.cite))))
        for duty in one.consult_first
    ]
    return Section(word(verdict, lang).format(one.case, who, one.on, word(one.bar, lang)), tuple(lines))


def _span(effect: EffectFinding, lang: Language) -> str:
    start = "" if effect.start is None else word("from", lang).format(effect.start)
    return word("while" if effect.until is None else "until", lang).format(start, effect.until)


# coverage --------------------------------------------------------------------------------------------------------


def coverage_matrix(found: PackCoverage, rules: RulePack, lang: Language, *, full: bool = False) -> Outline:
    """Return the matrix article, rules, cases, and the gaps.  `full`: every case, not only the first few."""
    citer = Citer(rules.packs_used, lang, found.instrument)
    lines: list[Line] = []
    for one in found.provisions:
        kind = _KINDS.get(one.kind, one.kind) if lang == "zh" else humanised(one.kind)
        lines.append(Line(f"{citer((one.cite,))} {kind}", mark="·"))
        if one.not_executable is not None:
            lines.append(Line(one.not_executable, 1, tone="aside"))
        if one.rules:
            lines.append(Line(word("rules", lang).format(", ".join(one.rules)), 1))
        if one.cases:
            lines.append(Line(_cases(one.cases, lang, full=full), 1, tone="aside"))
    gaps = tuple(Line(gap, mark="·", tone="warning") for gap in _gaps(found, citer, lang))
    count = {0: "no_gap", 1: "a_gap"}.get(len(gaps), "many_gaps")
    heading = word("coverage", lang).format(
        rules.instrument.short_title,
        found.articles_accounted_for,
        found.articles,
        word(count, lang).format(len(gaps)),
    )
    matrix = (Section(rules.instrument.title, tuple(lines)),) if lines else ()
    gaping = (Section(word("gaps", lang), gaps),) if gaps else ()
    return Outline((Line(heading, tone="strong"),), (*matrix, *gaping), ())


def _cases(names: Sequence[str], lang: Language, *, full: bool) -> str:
    shown = names if full else names[:_FEW]
    more = word("and_more", lang) if len(shown) < len(names) else ""
    return word("cases", lang).format(len(names), words_of(lang).list_comma.join(shown) + more)


def _gaps(found: PackCoverage, citer: Citer, lang: Language) -> Iterator[str]:
    for number in found.missing_articles:
        yield word("missing_article", lang).format(citer((_article(found.instrument, number),)))
    for cite in found.unaccounted:
        yield word("unaccounted", lang).format(citer((cite,)))
    for path, cite in found.unknown_citations:
        yield word("unknown_citation", lang).format(path, citer((cite,)))
    for path, truths in found.unexercised.items():
        names = [word("truth_unknown" if one == "unknown" else one, lang) for one in truths]
        yield word("unexercised", lang).format(path, words_of(lang).list_comma.join(names))


def _article(instrument: str, number: int) -> Citation:
    return Citation(instrument=instrument, article=number, paragraph=None, item=None)


# official text ---------------------------------------------------------------------------------------------------


def bound_text(found: TextBinding, rules: RulePack, lang: Language) -> Outline:
    """Return how many articles of a copy match, and each that does not; where none does, only that."""
    matching = sum(one.state is ArticleState.MATCHES for one in found.articles)
    stored = any(one.state is not ArticleState.UNKNOWN for one in found.articles)
    opening = word("text_bound", lang).format(
        rules.instrument.title, f"{matching}/{len(found.articles)}", word(rules.instrument.numbering, lang)
    )
    if not found.articles:
        lines = [Line(word("nothing_to_bind", lang), mark="·", tone="warning")]
    elif stored and not matching:
        lines = [Line(word("another_text", lang), mark="·", tone="warning")]
    else:
        lines = list(_unlike(found, Citer(rules.packs_used, lang, found.instrument)))
    return Outline((Line(opening, tone="strong"), *lines), (), ())


def _unlike(found: TextBinding, citer: Citer) -> Iterator[Line]:
    for one in found.articles:
        article = citer((_article(found.instrument, one.number),))
        match one.state:
            case ArticleState.DIFFERS:
                yield Line(word("differs", citer.lang).format(article, one.line), mark="·", tone="warning")
            case ArticleState.MISSING:
                yield Line(word("lacking", citer.lang).format(article), mark="·", tone="warning")
            case ArticleState.UNKNOWN:
                yield Line(word("unstored", citer.lang).format(article), mark="·")
            case ArticleState.MATCHES:
                pass


def cited_texts(decision: Decision, bound: Mapping[str, TextBinding], number: int, lang: Language) -> Section:
    """Return the articles that the decision rests on, from copies that match, as section `number`.

    Of an article that no copy has as it was encoded, only that is said.
    """
    citer = _citer(decision.packs, lang)
    lines: list[Line] = []
    lacking: list[Citation] = []
    for cite in _decisive(decision):
        binding = bound.get(cite.instrument)
        text = None if binding is None else binding.text_of(cite.article)
        if text is None:
            lacking.append(cite)
            continue
        lines.append(Line(citer((cite,)), mark="·", tone="strong"))
        lines += [Line(paragraph, 1) for paragraph in text.splitlines()]
    if lacking:
        lines.append(Line(f"{citer(lacking)}{words_of(lang).colon}{word('not_shown', lang)}", mark="·", tone="aside"))
    none = (Line(word("nothing", lang)),)
    return Section(words_of(lang).heading(number, word("texts", lang)), tuple(lines) or none)


def _decisive(decision: Decision) -> tuple[Citation, ...]:
    """Return the articles of the true grounds and circumstances, and of what the measure brings, each once."""
    found: dict[Citation, None] = {}
    rules = [ground for measure in decision.measures for ground in measure.grounds if ground.truth]
    rules += [one for one in decision.circumstances if one.truth]
    cites = [cite for rule in rules for cite in rule.cite]
    if decision.measure is not None:
        cites += [*decision.measure.cite, *decision.measure.authority.cite]
    for cite in cites:
        found.setdefault(cite.model_copy(update={"paragraph": None, "item": None}))
    return tuple(found)
