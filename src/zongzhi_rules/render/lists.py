"""The lists of the command line: duties of a year, eligibility, coverage, a bound text, the results of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.official_text import ArticleState
from zongzhi_rules.render.citations import Citer
from zongzhi_rules.render.outline import Line, Outline, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.duties import DutyDue
    from zongzhi_rules.decision.eligibility import Eligibility
    from zongzhi_rules.decision.model import Decision, PackUsed
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.ir.base import Citation
    from zongzhi_rules.official_text import TextBinding
    from zongzhi_rules.packtests import CaseResult, PackCoverage

_WORDS: Mapping[str, Label] = {
    "duties": Label("{}年的职责（{}）", "duties of {} ({})"),
    "nothing": Label("没有", "none"),
    "dated": Label("按日期", "by date"),
    "undated": Label("没有固定日期", "without a date"),
    "warn": Label("此前最后一个工作日 {}", "last working day before: {}"),
    "provisional": Label("暂定（放假通知数据截至 {}）", "provisional (holiday notices are known until {})"),
    "may": Label("可以", "may"),
    "shall": Label("应当", "shall"),
    "to": Label("向{}", "to {}"),
    "applies_unknown": Label("是否适用未知", "whether it applies is not known"),
    "done": Label("已履行 {}", "done {}"),
    "late": Label("逾期履行 {}", "done late {}"),
    "overdue": Label("逾期未履行", "overdue"),
    "open": Label("尚未到期", "open"),
    "unknown": Label("履行情况未知", "not known whether done"),
    "barred": Label("取消资格", "barred"),
    "not_barred": Label("没有取消资格", "not barred"),
    "barred_unknown": Label("尚不能确定", "not known"),
    "missing": Label("尚缺的事实：{}", "missing facts: {}"),
    "consult": Label("事先应当：{}{}", "first: {}{}"),
    "subject": Label("该地区、单位", "the locality or unit"),
    "until": Label("自 {} 至 {}（含当日）", "from {} until {} (inclusive)"),
    "while": Label("自 {} 起，措施存续期间", "from {} while the measure stands"),
    "disputed": Label(
        "首日是否计入有不同算法，另一种算法结论不同", "the other way of counting the first day says otherwise"
    ),
    "collective_honours": Label("评选综合性荣誉称号", "collective honours"),
    "awards": Label("评先受奖", "awards"),
    "promotion": Label("晋职晋级", "promotion"),
    "coverage": Label("{}：{}/{} 条有着落", "{}: {}/{} accounted for"),
    "gaps": Label("缺口", "gaps"),
    "no_gap": Label("没有缺口", "no gap"),
    "missing_article": Label("第 {} 条没有列入 provisions", "article {} is not among the provisions"),
    "unaccounted": Label("{}：没有规则，也没有说明为何不能执行", "{}: no rule, and no reason why not"),
    "unknown_citation": Label("{} 引用的 {} 不在 provisions 之内", "{} cites {}, which is no provision"),
    "unexercised": Label("{}：没有案例显示 {}", "{}: no case shows {}"),
    "rules": Label("规则 {}", "rules {}"),
    "cases": Label("案例 {}", "cases {}"),
    "text_bound": Label("《{}》：{} 条相符", "{}: {} articles match"),
    "differs": Label(
        "第 {} 条与规则包所依据的文本不同（第 {} 行）", "article {} differs from the text encoded (line {})"
    ),
    "lacking": Label("第 {} 条没有找到", "article {} is missing"),
    "unstored": Label("第 {} 条没有摘要可比", "article {} has no digest to compare with"),
    "texts": Label("引用的条文", "the provisions cited"),
    "passed": Label("{} 个案例通过，{} 个失败", "{} passed, {} failed"),
    "expected": Label("{}：预期 {}，得到 {}", "{}: expected {}, got {}"),
}


def word(name: str, lang: Language) -> str:
    """Return a phrase of these lists."""
    label = _WORDS[name]
    return label.zh if lang == "zh" else label.en


def _citer(packs: Sequence[PackUsed], lang: Language) -> Citer:
    return Citer(tuple(packs), lang)


def _bracket(text: str, lang: Language) -> str:
    return f"〔{text}〕" if lang == "zh" else f" [{text}]"


# duties ----------------------------------------------------------------------------------------------------------


def duty_list(duties: Sequence[DutyDue], rules: RulePack, year: int, lang: Language) -> Outline:
    """Return the duties of a year: those with a date in its order, then the others."""
    citer = _citer(rules.packs_used, lang)
    dated = [line for one in duties if one.due is not None for line in _duty(one, citer, lang)]
    undated = [line for one in duties if one.due is None for line in _duty(one, citer, lang)]
    opening = Line(word("duties", lang).format(year, rules.instrument.short_title), tone="strong")
    none = (Line(word("nothing", lang)),)
    return Outline(
        (opening,),
        (
            Section(word("dated", lang), tuple(dated) or none),
            Section(word("undated", lang), tuple(undated) or none),
        ),
        (),
    )


def _duty(one: DutyDue, citer: Citer, lang: Language) -> Iterator[Line]:
    bearers = "、".join(one.bearer_titles) if lang == "zh" else ", ".join(one.bearer_titles)
    when = f"{one.due} " if one.due is not None else ""
    yield Line(f"{when}{bearers}：{word(one.modality, lang)} {one.title}{_bracket(citer(one.cite), lang)}", mark="·")
    details = []
    if one.due is None:
        details.append(one.timing)
    if one.to is not None:
        details.append(word("to", lang).format(one.to))
    if one.warn_on is not None and one.warn_on != one.due:
        details.append(word("warn", lang).format(one.warn_on))
    if one.provisional is not None:
        details.append(word("provisional", lang).format(one.provisional.covered_until))
    if one.applies is None:
        details.append(word("applies_unknown", lang))
    if one.state is not None:
        details.append(word(one.state, lang).format(one.done_on))
    if details:
        yield Line(("；" if lang == "zh" else "; ").join(details), 1, tone="aside")


# eligibility -----------------------------------------------------------------------------------------------------


def eligibility_list(found: Iterable[Eligibility], rules: RulePack, lang: Language) -> Outline:
    """Return who is barred, on what grounds, and what has to be asked first."""
    citer = _citer(rules.packs_used, lang)
    return Outline((), tuple(_eligible(one, citer, lang) for one in found), ())


def _eligible(one: Eligibility, citer: Citer, lang: Language) -> Section:
    verdict = {True: "barred", False: "not_barred", None: "barred_unknown"}[one.barred]
    who = word("subject", lang) if one.role is None else (one.role.label if lang == "zh" else one.role.value)
    heading = f"{one.case} {who} {one.on} {word(one.bar, lang)}：{word(verdict, lang)}"
    lines = []
    for restriction in one.restrictions:
        effect = restriction.effect
        span = word("while" if effect.until is None else "until", lang).format(effect.start, effect.until)
        lines.append(
            Line(
                f"{restriction.measure_title}（{restriction.earlier}）{span}{_bracket(citer(effect.cite), lang)}",
                mark="·",
            ),
        )
        if restriction.disputed:
            lines.append(Line(word("disputed", lang), 1, tone="warning"))
    if one.missing:
        lines.append(Line(word("missing", lang).format(", ".join(one.missing)), tone="warning"))
    lines += [
        Line(word("consult", lang).format(duty.title, _bracket(citer(duty.cite), lang))) for duty in one.consult_first
    ]
    return Section(heading, tuple(lines))


# coverage --------------------------------------------------------------------------------------------------------


def coverage_matrix(found: PackCoverage, rules: RulePack, lang: Language) -> Outline:
    """Return the matrix article, rules, cases, and the gaps."""
    citer = Citer(rules.packs_used, lang, found.instrument)
    lines: list[Line] = []
    for one in found.provisions:
        lines.append(Line(f"{citer((one.cite,))} {one.kind}", mark="·"))
        if one.not_executable is not None:
            lines.append(Line(one.not_executable, 1, tone="aside"))
        if one.rules:
            lines.append(Line(word("rules", lang).format(", ".join(one.rules)), 1))
        if one.cases:
            lines.append(Line(word("cases", lang).format(", ".join(one.cases)), 1, tone="aside"))
    heading = word("coverage", lang).format(
        rules.instrument.short_title,
        found.articles_accounted_for,
        found.articles,
    )
    gaps = tuple(Line(gap, mark="·", tone="warning") for gap in _gaps(found, citer, lang))
    return Outline(
        (Line(heading, tone="strong"),),
        (
            Section(rules.instrument.title, tuple(lines)),
            Section(word("gaps", lang), gaps or (Line(word("no_gap", lang)),)),
        ),
        (),
    )


def _gaps(found: PackCoverage, citer: Citer, lang: Language) -> Iterator[str]:
    for number in found.missing_articles:
        yield word("missing_article", lang).format(number)
    for cite in found.unaccounted:
        yield word("unaccounted", lang).format(citer((cite,)))
    for path, cite in found.unknown_citations:
        yield word("unknown_citation", lang).format(path, citer((cite,)))
    for path, truths in found.unexercised.items():
        yield word("unexercised", lang).format(path, ", ".join(truths))


# official text ---------------------------------------------------------------------------------------------------


def bound_text(found: TextBinding, rules: RulePack, lang: Language) -> Outline:
    """Return which articles of a copy match, and each that does not."""
    matching = sum(one.state is ArticleState.MATCHES for one in found.articles)
    lines = []
    for one in found.articles:
        match one.state:
            case ArticleState.DIFFERS:
                lines.append(Line(word("differs", lang).format(one.number, one.line), mark="·", tone="warning"))
            case ArticleState.MISSING:
                lines.append(Line(word("lacking", lang).format(one.number), mark="·", tone="warning"))
            case ArticleState.UNKNOWN:
                lines.append(Line(word("unstored", lang).format(one.number), mark="·"))
            case ArticleState.MATCHES:
                pass
    opening = word("text_bound", lang).format(rules.instrument.title, f"{matching}/{len(found.articles)}")
    return Outline((Line(opening, tone="strong"), *lines), (), ())


def cited_texts(decision: Decision, bound: Mapping[str, TextBinding], lang: Language) -> Section | None:
    """Return the articles that the decision's grounds rest on, from a copy that matches; None where there is none."""
    citer = _citer(decision.packs, lang)
    lines: list[Line] = []
    for cite in _decisive(decision):
        binding = bound.get(cite.instrument)
        text = None if binding is None else binding.text_of(cite.article)
        if text is not None:
            lines.append(Line(citer((cite,)), mark="·", tone="strong"))
            lines += [Line(paragraph, 1) for paragraph in text.splitlines()]
    return Section(word("texts", lang), tuple(lines)) if lines else None


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


# cases -----------------------------------------------------------------------------------------------------------


def case_results(results: Sequence[CaseResult], lang: Language) -> Outline:
    """Return the cases that failed, each with what was expected beside what came out, and the counts."""
    failed = [one for one in results if not one.passed]
    sections = tuple(Section(f"{one.case.file}:{one.case.line} {one.case.name}", _failure(one, lang)) for one in failed)
    closing = Line(word("passed", lang).format(len(results) - len(failed), len(failed)), tone="strong")
    return Outline((), sections, (closing,))


def _failure(result: CaseResult, lang: Language) -> tuple[Line, ...]:
    lines = []
    if result.error is not None:
        lines.append(Line(str(result.error), tone="warning"))
    for one in result.mismatches:
        lines.append(
            Line(word("expected", lang).format(one.about, one.expected, one.got), mark="·", tone="warning"),
        )
    return tuple(lines)
