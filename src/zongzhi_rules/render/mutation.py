"""The report of `zongzhi mutate`: the survivors with their places and why no case noticed, and the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.render.citations import Citer
from zongzhi_rules.render.excerpts import excerpt
from zongzhi_rules.render.outline import Line, Outline, Section
from zongzhi_rules.render.parts import place_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.model import PackUsed
    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.mutation import Fate, MutationReport

_WORDS: Mapping[str, Label] = {
    "survivors": Label("没有案例发现的改动", "Changes that no case notices"),
    "equivalent": Label("等效的改动（规则包注明）", "Equivalent changes, as the pack names them"),
    "refused": Label("检查即拒绝的改动", "Changes that the check refuses"),
    "killed": Label("案例发现的改动", "Changes that a case notices"),
    "what": Label("{}（{}）", "{} ({})"),
    "not_reached": Label("改了以后，没有一个案例的结果不同", "nothing comes out otherwise in any case"),
    "not_expected": Label("“{}”的结果变了，但没有预期", "“{}” comes out otherwise, but expects nothing of it"),
    "by_case": Label("由“{}”发现", "noticed by “{}”"),
    "by_check": Label("诊断 {}", "diagnostic {}"),
    "counts": Label(
        "{pack}：{cases} 个案例，{tried}/{all} 处改动；发现 {killed}，未发现 {survived}，等效 {equivalent}，"
        "检查拒绝 {refused}；发现率 {score}%",
        "{pack}: {cases} cases, {tried} of {all} changes; noticed {killed}, not noticed {survived}, "
        "equivalent {equivalent}, refused by the check {refused}; score {score} %",
    ),
}


def mutation_report(
    report: MutationReport,
    packs: Sequence[PackUsed],
    sources: Mapping[str, str],
    lang: Language,
    *,
    full: bool,
) -> Outline:
    """Return what became of the mutants.

    Args:
        report: the report.
        packs: the stack of the pack, to name provisions.
        sources: the text of each file, by the name under which places give it.
        lang: the language.
        full: list also those that were noticed, refused or are equivalent.
    """
    citer = Citer(packs, lang)
    parts: list[tuple[str, Sequence[Fate]]] = [("survivors", report.survivors)]
    if full:
        parts += [("equivalent", report.equivalent), ("refused", report.refused), ("killed", report.killed)]
    sections = tuple(
        Section(_word(heading, lang), tuple(_lines(heading, fates, citer, sources)))
        for heading, fates in parts
        if fates
    )
    counts = _word("counts", lang).format(
        pack=report.pack,
        cases=report.cases,
        tried=len(report.fates),
        all=report.mutants,
        killed=len(report.killed),
        survived=len(report.survivors),
        equivalent=len(report.equivalent),
        refused=len(report.refused),
        score=shown_score(report.score),
    )
    return Outline((), sections, (Line(counts, tone="strong"),))


def shown_score(score: float) -> str:
    """Return a score with one decimal, rounded down: 100 only where nothing survived."""
    return "100" if score == 100 else f"{int(score * 10) / 10:.1f}"  # noqa: PLR2004 - per cent


def _lines(heading: str, fates: Iterable[Fate], citer: Citer, sources: Mapping[str, str]) -> Iterator[Line]:
    lang = citer.lang
    for one in fates:
        mutant = one.mutant
        said = mutant.what.zh if lang == "zh" else mutant.what.en
        yield Line(f"{place_text(mutant.at)} `{excerpt(mutant.at, sources)}`", mark="·", tone="strong")
        yield Line(_word("what", lang).format(said, citer(mutant.cite)) if mutant.cite else said, 1)
        yield Line(_why(heading, one, lang), 1, tone="warning" if heading == "survivors" else "aside")
        yield Line(mutant.id, 1, tone="aside")


def _why(heading: str, fate: Fate, lang: Language) -> str:
    match heading:
        case "survivors":
            if fate.case is None:
                return _word("not_reached", lang)
            return _word("not_expected", lang).format(fate.case)
        case "equivalent":
            return fate.equivalent or ""
        case "refused":
            return _word("by_check", lang).format(fate.code)
        case _:
            return _word("by_case", lang).format(fate.case)


def _word(name: str, lang: Language) -> str:
    label = _WORDS[name]
    return label.zh if lang == "zh" else label.en
