"""`zongzhi test` and `zongzhi coverage`: the cases beside a pack, and what they and the rules account for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.cases import packs_option
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.output import print_json, print_outline
from zongzhi_rules.cli.texts import text
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.packs.library import PackLibrary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.packtests import CaseResult


def test_command(lang: Language) -> click.Command:
    """Make the command that runs the cases of a pack."""

    def run(*, pack: str, packs: Sequence[str], json: bool) -> int:
        from zongzhi_rules.render.lists import case_results  # noqa: PLC0415

        _, results = _results(pack, packs)
        if json:
            print_json([_to_dict(one) for one in results])
        else:
            print_outline(case_results(results, lang))
        return 0 if results and all(one.passed for one in results) else 1

    return Spoken("test", lang, _parameters(lang), callback=run)


def coverage_command(lang: Language) -> click.Command:
    """Make the command that prints the matrix article, rules, cases."""

    def run(*, pack: str, packs: Sequence[str], full: bool, json: bool) -> int:
        from zongzhi_rules.packtests import coverage_of  # noqa: PLC0415
        from zongzhi_rules.render.lists import coverage_matrix  # noqa: PLC0415

        rules, results = _results(pack, packs)
        found = coverage_of(rules, results)
        if json:
            print_json(
                {
                    "instrument": found.instrument,
                    "articles": found.articles,
                    "accounted_for": found.articles_accounted_for,
                    "complete": found.complete,
                    "provisions": [
                        {
                            "cite": one.cite.model_dump(),
                            "kind": one.kind,
                            "rules": one.rules,
                            "cases": one.cases,
                            "not_executable": one.not_executable,
                        }
                        for one in found.provisions
                    ],
                    "missing_articles": found.missing_articles,
                    "unaccounted": [one.model_dump() for one in found.unaccounted],
                    "unknown_citations": [[path, cite.model_dump()] for path, cite in found.unknown_citations],
                    "unexercised": dict(found.unexercised),
                },
            )
        else:
            print_outline(coverage_matrix(found, rules, lang, full=full))
        return 0 if found.complete else 1

    in_full = click.Option(["--full"], is_flag=True, help=text("full_coverage", lang))
    return Spoken("coverage", lang, [*_parameters(lang), in_full], callback=run)


def _parameters(lang: Language) -> list[click.Parameter]:
    as_json = click.Option(["--json"], is_flag=True, help=text("json", lang))
    return [click.Argument(["pack"], metavar="PACK"), packs_option(lang), as_json]


def _results(pack: str, packs: Sequence[str]) -> tuple[RulePack, tuple[CaseResult, ...]]:
    from pathlib import Path  # noqa: PLC0415

    from zongzhi_rules.packtests import read_pack_cases, run_cases  # noqa: PLC0415

    library = PackLibrary(tuple(Path(one) for one in packs))
    rules = RulePack(library.load(pack))
    folder = library.folder_of(pack) / "cases"
    return rules, run_cases(rules, read_pack_cases(rules, folder))


def _to_dict(result: CaseResult) -> dict[str, object]:
    return {
        "name": result.case.name,
        "file": result.case.file,
        "line": result.case.line,
        "passed": result.passed,
        "error": None if result.error is None else str(result.error),
        "mismatches": [{"about": one.about, "expected": one.expected, "got": one.got} for one in result.mismatches],
    }
