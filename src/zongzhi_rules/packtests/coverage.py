"""From article to rule to case and back: is every provision accounted for, is every rule exercised?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.ir.condition import Named
from zongzhi_rules.ir.walk import citations
from zongzhi_rules.ir.walk import rules as walk
from zongzhi_rules.packtests.attainable import attainable, nodes, own_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zongzhi_rules.decision.model import Truth
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.ir.base import Citation
    from zongzhi_rules.ir.pack import Pack
    from zongzhi_rules.packtests.run import CaseResult

_NOT_CITING = ("instruments", "provisions", "digests", "changes")
_NOT_RULES = ("bodies", "readings", "outside")
"""Sections that mention a provision without doing what it prescribes: they alone do not account for it."""
_WORDS: tuple[tuple[Truth, str], ...] = ((True, "true"), (False, "false"), (None, "unknown"))


@dataclass(frozen=True, slots=True)
class ProvisionCoverage:
    """One provision of the pack's own instrument.

    Attributes:
        cite: the provision.
        kind: what it is.
        rules: the rules that encode it, by path.
        mentions: bodies, readings and outside references that cite it.
        cases: the cases that pass and in which one of the rules holds or its measure stands.
        not_executable: why no rule encodes it.
    """

    cite: Citation
    kind: str
    rules: tuple[str, ...]
    mentions: tuple[str, ...]
    cases: tuple[str, ...]
    not_executable: str | None

    @property
    def accounted_for(self) -> bool:
        """Whether a rule encodes it or a reason says why none does."""
        return bool(self.rules) or self.not_executable is not None


@dataclass(frozen=True, slots=True)
class PackCoverage:
    """The matrix of a pack, and its gaps.

    Attributes:
        instrument: the id of the pack.
        articles: how many articles (or points) its instrument has.
        provisions: one row for each provision in the inventory.
        missing_articles: articles without an entry in the inventory.
        unaccounted: provisions with neither rule nor reason.
        unknown_citations: citations, with the path of what makes them, of a provision that no inventory has.
        unexercised: for each of the pack's own rules, the truths (`true`, `false`, `unknown`) that it can take and
            that no passing case shows.
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
    """Return the coverage of a pack's own instrument by its rules, and of its own rules by the cases that pass."""
    pack = rules.pack
    own = pack.instrument.id
    results = tuple(one for one in results if one.passed)
    citing = _paths_by_citation(pack)
    shown = _Shown(pack, results)
    provisions = []
    for provision in pack.provisions:
        if provision.cite.instrument != own:
            continue
        paths = {path for cite, citers in citing.items() if _within(cite, provision.cite) for path in citers}
        mentions = {path for path in paths if path.startswith(_NOT_RULES)}
        found = tuple(sorted(paths - mentions))
        provisions.append(
            ProvisionCoverage(
                cite=provision.cite,
                kind=provision.kind,
                rules=found,
                mentions=tuple(sorted(mentions)),
                cases=tuple(sorted({case for path in found for case in shown.cases(path)})),
                not_executable=provision.not_executable,
            ),
        )
    articles = pack.instrument.articles or max((one.cite.article for one in provisions), default=0)
    numbered = {one.cite.article for one in provisions}
    return PackCoverage(
        instrument=own,
        articles=articles,
        provisions=tuple(provisions),
        missing_articles=tuple(number for number in range(1, articles + 1) if number not in numbered),
        unaccounted=tuple(one.cite for one in provisions if not one.accounted_for),
        unknown_citations=_unknown(pack, citing),
        unexercised=_unexercised(pack, results),
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


def _paths_by_citation(pack: Pack) -> dict[Citation, set[str]]:
    found: dict[Citation, set[str]] = {}
    for path, cite in citations(pack):
        if not path.startswith(_NOT_CITING):
            found.setdefault(cite, set()).add(path)
    return found


def _unknown(pack: Pack, citing: Mapping[Citation, set[str]]) -> tuple[tuple[str, Citation], ...]:
    """Return the citations of a provision that the inventory of its instrument, where there is one, does not have."""
    known = {one.cite for one in pack.provisions}
    listed = {one.instrument for one in known} | {pack.id}
    return tuple(
        (path, cite)
        for cite, paths in sorted(citing.items(), key=lambda item: _order(item[0]))
        if cite.instrument in listed and cite not in known
        for path in sorted(paths)
    )


class _Shown:
    """Which cases show a rule, or a part of one."""

    def __init__(self, pack: Pack, results: tuple[CaseResult, ...]) -> None:
        self._cases: dict[str, set[str]] = {}
        self._uses = _uses_of_definitions(pack)
        self._roots = {one.path for one in walk(pack)}
        for result in results:
            decision = result.decision
            if decision is None:
                continue
            standing = [one.measure for one in decision.earlier_measures or ()]
            if decision.measure is not None:
                standing.append(decision.measure.id)
            paths = [path for path, truth in result.truths.items() if truth]
            for path in paths + [f"measures.{measure}" for measure in standing]:
                self._cases.setdefault(path, set()).add(result.case.name)

    def cases(self, path: str) -> set[str]:
        """Return the cases in which a rule holds; for a part of a measure without a condition, where that stands."""
        if path in self._uses:
            return {case for root in self._uses[path] for case in self._cases.get(root, ())}
        if path not in self._roots and path.startswith("measures."):
            path = ".".join(path.split(".")[:2])
        return self._cases.get(path, set())


def _uses_of_definitions(pack: Pack) -> dict[str, set[str]]:
    """Return, for each definition about items, the rules into whose conditions it is written."""
    found: dict[str, set[str]] = {}
    for one in walk(pack):
        for node in nodes(one.condition):
            if isinstance(node, Named):
                found.setdefault(f"definitions.{node.definition}", set()).add(one.path)
    return found


def _unexercised(pack: Pack, results: tuple[CaseResult, ...]) -> dict[str, tuple[str, ...]]:
    possible = attainable(pack)
    seen: dict[str, set[Truth]] = {path: set() for path in possible}
    for result in results:
        for path, truth in result.truths.items():
            seen[path].add(truth)
    return {
        path: missing
        for path in sorted(own_rules(pack))
        if (missing := tuple(word for truth, word in _WORDS if truth in possible[path] - seen[path]))
    }


def _order(cite: Citation) -> tuple[str, int, int, int]:
    return cite.instrument, cite.article, cite.paragraph or 0, cite.item or 0
