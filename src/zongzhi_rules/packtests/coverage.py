"""From article to rule to case and back: is every provision accounted for, is every rule exercised?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.ir.walk import citations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zongzhi_rules.decision.model import Truth
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.ir.base import Citation
    from zongzhi_rules.ir.pack import Pack
    from zongzhi_rules.packtests.run import CaseResult

_NOT_RULES = ("instruments", "provisions", "digests", "changes")


@dataclass(frozen=True, slots=True)
class ProvisionCoverage:
    """One provision: the rules that cite it, the cases that exercise them, or why nothing encodes it."""

    cite: Citation
    kind: str
    rules: tuple[str, ...]
    cases: tuple[str, ...]
    not_executable: str | None

    @property
    def accounted_for(self) -> bool:
        """Whether a rule encodes it or a reason says why none does."""
        return bool(self.rules) or self.not_executable is not None


@dataclass(frozen=True, slots=True)
class PackCoverage:
    """The matrix of a pack, and its gaps.

    `missing_articles` have no entry among the provisions; `unaccounted` neither rule nor reason; `unknown_citations`
    are cited by a rule and are no provision; `unexercised` maps a rule to the truths (`true`, `false`, `unknown`) that
    no case shows.
    """

    instrument: str
    articles: int
    provisions: tuple[ProvisionCoverage, ...]
    missing_articles: tuple[int, ...]
    unaccounted: tuple[Citation, ...]
    unknown_citations: tuple[tuple[str, Citation], ...]
    unexercised: Mapping[str, tuple[str, ...]]

    @property
    def complete(self) -> bool:
        """Whether there is no gap."""
        return not (self.missing_articles or self.unaccounted or self.unknown_citations or self.unexercised)

    @property
    def articles_accounted_for(self) -> int:
        """How many articles have all their provisions accounted for."""
        open_articles = {one.article for one in self.unaccounted} | set(self.missing_articles)
        return self.articles - len(open_articles)


def coverage_of(rules: RulePack, results: Iterable[CaseResult]) -> PackCoverage:
    """Return the coverage of a pack's own instrument by its rules, and of its rules by the results of its cases."""
    pack = rules.pack
    own = pack.instrument.id
    results = tuple(results)
    citing = _rules_by_citation(pack)
    shown = _cases_by_rule(results)
    provisions = []
    known = set()
    for provision in pack.provisions:
        if provision.cite.instrument != own:
            continue
        known.add(provision.cite)
        found = tuple(
            sorted({rule for cite, paths in citing.items() if _within(cite, provision.cite) for rule in paths})
        )
        cases = tuple(sorted({case for rule in found for case in shown.get(rule, ())}))
        provisions.append(
            ProvisionCoverage(provision.cite, provision.kind, found, cases, provision.not_executable),
        )
    articles = pack.instrument.articles or max((one.cite.article for one in provisions), default=0)
    numbered = {one.cite.article for one in provisions}
    return PackCoverage(
        instrument=own,
        articles=articles,
        provisions=tuple(provisions),
        missing_articles=tuple(number for number in range(1, articles + 1) if number not in numbered),
        unaccounted=tuple(one.cite for one in provisions if not one.accounted_for),
        unknown_citations=tuple(
            (path, cite)
            for cite, paths in sorted(citing.items(), key=lambda item: _order(item[0]))
            if cite.instrument == own and cite not in known
            for path in sorted(paths)
        ),
        unexercised=_unexercised(rules, results),
    )


def _within(cite: Citation, provision: Citation) -> bool:
    """Whether a citation names the provision or a part of it.  Items without a paragraph stand in the first."""
    if (cite.instrument, cite.article) != (provision.instrument, provision.article):
        return False
    if provision.item is not None and cite.item != provision.item:
        return False
    return provision.paragraph is None or _paragraph(cite) == provision.paragraph


def _paragraph(cite: Citation) -> int | None:
    return 1 if cite.paragraph is None and cite.item is not None else cite.paragraph


def _rules_by_citation(pack: Pack) -> dict[Citation, set[str]]:
    found: dict[Citation, set[str]] = {}
    for path, cite in citations(pack):
        if not path.startswith(_NOT_RULES):
            found.setdefault(cite, set()).add(path)
    return found


def _cases_by_rule(results: Iterable[CaseResult]) -> dict[str, set[str]]:
    """Return, for each rule, the cases in which it comes out true, and for a measure's parts those that decide it."""
    found: dict[str, set[str]] = {}
    for result in results:
        for path, truth in result.truths.items():
            if truth:
                found.setdefault(path, set()).add(result.case.name)
        if result.decision is not None and result.decision.measure is not None:
            found.setdefault(f"measures.{result.decision.measure.id}", set()).add(result.case.name)
    return found


def _unexercised(rules: RulePack, results: tuple[CaseResult, ...]) -> dict[str, tuple[str, ...]]:
    seen: dict[str, set[Truth]] = {path: set() for path in rules.program.layout.roots}
    for result in results:
        for path, truth in result.truths.items():
            seen[path].add(truth)
    words: tuple[tuple[Truth, str], ...] = ((True, "true"), (False, "false"), (None, "unknown"))
    return {
        path: missing
        for path, truths in sorted(seen.items())
        if (missing := tuple(word for truth, word in words if truth not in truths))
    }


def _order(cite: Citation) -> tuple[str, int, int, int]:
    return cite.instrument, cite.article, cite.paragraph or 0, cite.item or 0
