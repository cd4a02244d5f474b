"""The results of a pack's cases, and what they show of its conditions, on the terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.errors import InputError
from zongzhi_rules.render.facts import told
from zongzhi_rules.render.outline import Line, Outline, Section
from zongzhi_rules.render.parts import place_text
from zongzhi_rules.render.teller import Teller
from zongzhi_rules.render.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.model import Truth
    from zongzhi_rules.diagnostics import Language, Span
    from zongzhi_rules.packtests import CaseResult, ConditionCoverage, Mismatch, PartCoverage, Share
    from zongzhi_rules.packtests.attainable import Reason
    from zongzhi_rules.render.parts import PartNames

TRUTHS: tuple[Truth, ...] = (True, False, None)
_WORDS: Mapping[str, Label] = {
    "passed": Label("{}：{} 个案例通过，{} 个失败", "{}: {} passed, {} failed"),
    "proposed": Label("{} 个案例尚未确认（confirmed: false），没有运行", "{} not confirmed yet and not run"),
    "no_cases": Label("规则包的 cases 文件夹里没有案例", "there are no cases in the pack's folder `cases`"),
    "none_chosen": Label("没有名称含有 `{}` 的案例", "no case has `{}` in its name"),
    "expected": Label("{} {}：预期 {}，得到 {}", "{} {}: expected {}, got {}"),
    "rule": Label("规则 {}", "rule {}"),
    "under": Label("按《{}》", "under 《{}》"),
    "days": Label("计算：{} 起，至 {}", "counted: from {} until {}"),
    "true": Label("成立", "true"),
    "false": Label("不成立", "false"),
    "unknown": Label("未知", "unknown"),
    # coverage of conditions
    "truths": Label("条件各部分见过成立、不成立、未知：{}", "parts of conditions seen true, false and unknown: {}"),
    "mcdc": Label("各部分单独决定过结果（MC/DC）：{}", "each part shown to decide by itself (MC/DC): {}"),
    "share": Label("{}/{}，{}%", "{}/{}, {}%"),
    "gaps": Label("没有显示的", "Not shown"),
    "unseen": Label("没有见过{}", "never seen {}"),
    "undecided": Label("没有单独决定过结果：{}", "never decides by itself: {}"),
    "exceptions": Label("不能显示的，及理由", "What cannot be shown, and why"),
    "reachable": Label("列为不能显示，其实已有案例显示", "Declared as not to be shown, and shown"),
    "shown_by": Label("{} {}：{}，见案例“{}”", "{} {}: {}, by the case “{}”"),
    "found": Label("{} {}：{}，可以这样显示，见 zongzhi cases", "{} {}: {}, can be shown: see `zongzhi cases`"),
    "known": Label("`{}` 每个案件都写明", "every case states `{}`"),
    "undetermined": Label("参数 `{}` 尚未确定", "the parameter `{}` is not determined"),
    "counts_nothing": Label("`{}` 中没有一项能计入", "nothing of `{}` can count"),
    "rests_on": Label("`{}` 不能是这样", "`{}` cannot be so"),
    "never_alone": Label("{} 从不把结果留给这一部分", "{} never leaves the outcome to this part"),
    "declared": Label("{}", "{}"),
    "too_low": Label("低于要求的 {}%", "below the {}% asked for"),
}
_NAME = {True: "true", False: "false", None: "unknown"}


def word(name: str, lang: Language) -> str:
    """Return a phrase about cases and their coverage."""
    label = _WORDS[name]
    return label.zh if lang == "zh" else label.en


def truth_word(truth: Truth, lang: Language) -> str:
    """Name a truth."""
    return word(_NAME[truth], lang)


def truth_words(truths: Iterable[Truth], lang: Language) -> str:
    """Name several truths."""
    return words_of(lang).list_comma.join(truth_word(one, lang) for one in truths)


# results ---------------------------------------------------------------------------------------------------------


def case_results(
    pack: str,
    results: Sequence[CaseResult],
    lang: Language,
    *,
    proposed: int = 0,
    chosen: str | None = None,
) -> Outline:
    """Return the cases that failed, each with what was expected beside what came out and why, and the counts.

    Args:
        pack: the id of the pack.
        results: what became of the cases that were run.
        lang: the language.
        proposed: how many cases are not confirmed.
        chosen: what the names of the cases had to contain.
    """
    failed = [one for one in results if not one.passed]
    sections = tuple(Section(f"{one.case.file}:{one.case.line} {one.case.name}", _failure(one, lang)) for one in failed)
    counts = word("passed", lang).format(pack, len(results) - len(failed), len(failed))
    if not results:
        counts = word("no_cases", lang) if chosen is None else word("none_chosen", lang).format(chosen)
    closing = [Line(counts, tone="strong")]
    if proposed:
        closing.append(Line(word("proposed", lang).format(proposed), tone="aside"))
    return Outline((), sections, tuple(closing))


def failure_text(result: CaseResult, lang: Language) -> str:
    """Return the failure of one case as text: what `case_results` says of it."""
    return Outline((), (Section(result.case.name, _failure(result, lang)),), ()).text()


def _failure(result: CaseResult, lang: Language) -> tuple[Line, ...]:
    match result.error:
        case None:
            pass
        case InputError(diagnostics=diagnostics):
            found = [(one.span, one.message(lang)) for one in diagnostics]
            return tuple(
                Line(message if span is None else f"{_place(span)} {message}", 0, "·", "warning")
                for span, message in found
            )
        case error:
            return (Line(str(error), mark="·", tone="warning"),)
    return tuple(
        line
        for _, alike in groupby(result.mismatches, key=lambda one: (one.pack, one.rule, one.reasons, one.deadlines))
        for line in _mismatches(tuple(alike), result, lang)
    )


def _place(span: Span) -> str:
    return f"{span.source.name}:{span.start_line}:{span.start_column}"


def _mismatches(alike: Sequence[Mismatch], result: CaseResult, lang: Language) -> Iterator[Line]:
    """Tell what was expected otherwise, and once what all of it comes from."""
    decision = result.decision
    words = words_of(lang)
    for one in alike:
        yield Line(
            word("expected", lang).format(_place(one.span), one.about, one.expected, one.got), mark="·", tone="warning"
        )
    if decision is None:
        return
    one = alike[0]
    teller = Teller(decision, words, full=True)
    if one.pack != decision.packs[0].id:
        title = next(pack.short_title for pack in decision.packs if pack.id == one.pack)
        yield Line(word("under", lang).format(title), 1)
    if one.rule and one.rule not in {reason.id for reason in one.reasons}:
        name = f"{one.rule}{words.paren.format(one.title)}{teller.cited(one.cite)}"
        yield Line(word("rule", lang).format(name), 1)
    for reason in one.reasons:
        facts = told(reason.because, reason.truth, teller)
        rests_on = [f"circumstances.{name}" for name in facts.circumstances]
        why = words.semicolon.join([*facts.phrases, *rests_on])
        name = f"{reason.id}{words.paren.format(reason.title)}{teller.cited(reason.cite)}"
        said = word("rule", lang).format(name) + words.colon + truth_word(reason.truth, lang)
        yield Line(f"{said}{words.semicolon}{why}" if why else said, 1)
    for deadline in one.deadlines:
        yield Line(word("days", lang).format(deadline.start or "–", deadline.day), 1)


# coverage of conditions ------------------------------------------------------------------------------------------


def share_text(share: Share, lang: Language) -> str:
    """Put a share into words; 100 % only where nothing is missing."""
    return word("share", lang).format(share.shown, share.of, percent_text(share.percent))


def percent_text(percent: float) -> str:
    """Return a percentage with one decimal, rounded down."""
    return f"{int(percent * 10) / 10:g}"


def condition_outline(found: ConditionCoverage, names: PartNames, *, fail_under: float | None = None) -> Outline:
    """Return the shares, the parts of which something is missing, worst first, and the exceptions."""
    lang = names.lang
    opening = [
        Line(word("truths", lang).format(share_text(found.truths, lang)), tone="strong"),
        Line(word("mcdc", lang).format(share_text(found.mcdc, lang)), tone="strong"),
    ]
    if fail_under is not None and found.percent < fail_under:
        opening.append(Line(word("too_low", lang).format(f"{fail_under:g}"), tone="warning"))
    lacking = [one for one in found.parts if one.unseen or one.undecided]
    worst = sorted(lacking, key=lambda one: -len(one.unseen) - len(one.undecided))
    sections = {
        "gaps": tuple(line for one in worst for line in _gap(one, names)),
        "exceptions": tuple(_exceptions(found.parts, names)),
        "reachable": tuple(_reachable(found, lang)),
    }
    return Outline(
        tuple(opening),
        tuple(Section(word(name, lang), lines) for name, lines in sections.items() if lines),
        (),
    )


def _gap(one: PartCoverage, names: PartNames) -> Iterator[Line]:
    lang = names.lang
    said = []
    if one.unseen:
        said.append(word("unseen", lang).format(truth_words(one.unseen, lang)))
    if decided := [truth for truth in one.undecided if truth not in one.unseen]:
        said.append(word("undecided", lang).format(truth_words(decided, lang)))
    yield Line(f"{place_text(one.part.at)} {names.name(one.part.node)}", mark="·", tone="warning")
    yield Line(words_of(lang).semicolon.join(said), 1)
    yield Line(one.part.path, 1, tone="aside")


def _exceptions(parts: Iterable[PartCoverage], names: PartNames) -> Iterator[Line]:
    """Yield the exceptions: those of one reason together, except the facts that are always known."""
    lang = names.lang
    together: dict[Reason, list[tuple[str, str]]] = {}
    for one in parts:
        by_reason: dict[Reason, list[Truth]] = {}
        for truth, reason in {**one.never, **one.masked}.items():
            if reason.why not in {"known", "rests_on"}:
                by_reason.setdefault(reason, []).append(truth)
        for reason, truths in by_reason.items():
            named = f"{place_text(one.part.at)} {names.name(one.part.node)}"
            shown = words_of(lang).paren.format(truth_words(truths, lang))
            together.setdefault(reason, []).append((f"{named}{shown}", one.part.path))
    for reason, named_parts in together.items():
        yield Line(reason_text(reason, names), mark="·", tone="aside")
        for said, path in named_parts:
            yield Line(said, 1, tone="aside")
            yield Line(path, 2, tone="aside")


def reason_text(reason: Reason, names: PartNames) -> str:
    """Say why a truth cannot be shown."""
    node = reason.node
    what = reason.what if node is None else f"{place_text(node.at)} {names.name(node)}"
    return word(reason.why, names.lang).format(what)


def _reachable(found: ConditionCoverage, lang: Language) -> Iterator[Line]:
    for one, truth, case in found.reachable:
        place = f"{one.span.source.name}:{one.span.start_line}"
        name = "shown_by" if case else "found"
        text = word(name, lang).format(place, one.part, truth_word(truth, lang), case)
        yield Line(text, mark="·", tone="warning")
