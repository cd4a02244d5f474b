"""`zongzhi test`, `coverage` and `cases`: the cases beside a pack, what they account for, and which are lacking."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.cases import packs_option, seen_from_here
from zongzhi_rules.cli.command import Percent, Spoken
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.output import print_json, print_outline, say, write_file
from zongzhi_rules.cli.texts import text
from zongzhi_rules.compiler.tree import sources_of
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.packs.find import CASES
from zongzhi_rules.packs.library import PackLibrary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.packtests import CaseFolder, CaseResult, ConditionCoverage
    from zongzhi_rules.render.parts import PartNames

_PAGE = "index.html"


def test_command(lang: Language) -> click.Command:
    """Make the command that runs the cases of a pack, and measures what they show of its conditions."""

    def run(  # noqa: PLR0913 - the options of the command line
        *,
        pack: str,
        packs: Sequence[str],
        chosen: str | None,
        coverage: bool,
        html: str | None,
        fail_under: float | None,
        json: bool,
    ) -> int:
        from zongzhi_rules.packtests import condition_coverage  # noqa: PLC0415
        from zongzhi_rules.packtests.search import checked  # noqa: PLC0415
        from zongzhi_rules.render.cases import case_results, condition_outline  # noqa: PLC0415
        from zongzhi_rules.render.parts import PartNames  # noqa: PLC0415

        asked = _Asked.of(pack, packs, chosen)
        found: ConditionCoverage | None = None
        if coverage or html is not None or fail_under is not None:
            exceptions = asked.folder.unattainable
            found = checked(asked.rules, condition_coverage(asked.rules, asked.results, exceptions), exceptions)
        names = PartNames(asked.rules.pack, asked.sources, lang)
        if html is not None and found is not None:
            _write_page(Path(html), asked, found, names)
        if json:
            print_json(_results(asked) if found is None else {"cases": _results(asked), "coverage": _coverage(found)})
        else:
            proposed = sum(not case.confirmed for case in asked.folder.cases)
            print_outline(case_results(asked.rules.id, asked.results, lang, proposed=proposed, chosen=chosen))
            if found is not None:
                print_outline(condition_outline(found, names, fail_under=fail_under))
        passed = bool(asked.results) and all(one.passed for one in asked.results)
        shown = found is None or (not found.reachable and found.percent >= (fail_under or 0.0))
        return 0 if passed and shown else 1

    options = [
        click.Option(["-k", "chosen"], metavar="TEXT", help=text("only_cases", lang)),
        click.Option(["--coverage"], is_flag=True, help=text("condition_coverage", lang)),
        click.Option(["--html"], metavar="FILE", help=text("coverage_html", lang)),
        click.Option(["--fail-under"], type=Percent(), metavar="N", help=text("fail_under", lang)),
    ]
    return Spoken("test", lang, [*_parameters(lang), *options], callback=run)


def coverage_command(lang: Language) -> click.Command:
    """Make the command that prints the matrix article, rules, cases."""

    def run(*, pack: str, packs: Sequence[str], full: bool, json: bool) -> int:
        from zongzhi_rules.packtests import coverage_of  # noqa: PLC0415
        from zongzhi_rules.render.lists import coverage_matrix  # noqa: PLC0415

        asked = _Asked.of(pack, packs)
        found = coverage_of(asked.rules, asked.results)
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
            print_outline(coverage_matrix(found, asked.rules, lang, full=full))
        return 0 if found.complete else 1

    in_full = click.Option(["--full"], is_flag=True, help=text("full_coverage", lang))
    return Spoken("coverage", lang, [*_parameters(lang), in_full], callback=run)


def cases_command(lang: Language) -> click.Command:
    """Make the command that proposes cases for what no case shows yet."""

    def run(*, pack: str, packs: Sequence[str], output: str | None) -> int:
        from zongzhi_rules.ir.walk import rules as walk  # noqa: PLC0415
        from zongzhi_rules.packtests import condition_coverage  # noqa: PLC0415
        from zongzhi_rules.packtests.search import propose, written  # noqa: PLC0415
        from zongzhi_rules.packtests.wording import Wording  # noqa: PLC0415

        if output is not None and Path(output).exists():
            raise WrongUseError(text("file_exists", lang).format(output))
        asked = _Asked.of(pack, packs)
        found = condition_coverage(asked.rules, asked.results, asked.folder.unattainable)
        proposals, failed = propose(asked.rules, found)
        titles = {one.path: one.rule.title for one in walk(asked.rules.pack)}
        page = written(proposals, titles, Wording(asked.rules.pack), {case.name for case in asked.folder.cases}, failed)
        if output is None:
            say(page.removesuffix("\n") if page else text("nothing_to_propose", lang))
        else:
            write_file(Path(output), page.encode())
            say(text("proposed", lang).format(len(proposals), len(failed)))
        return 0

    to_file = click.Option(["-o", "--output"], metavar="FILE", help=text("cases_output", lang))
    where = [click.Argument(["pack"], metavar="PACK"), packs_option(lang), to_file]
    return Spoken("cases", lang, where, callback=run)


def _parameters(lang: Language) -> list[click.Parameter]:
    as_json = click.Option(["--json"], is_flag=True, help=text("json", lang))
    return [click.Argument(["pack"], metavar="PACK"), packs_option(lang), as_json]


@dataclass(frozen=True)
class _Asked:
    """A pack with the results of its cases, or of those whose names contain a text."""

    rules: RulePack
    sources: Mapping[str, str]
    folder: CaseFolder
    results: tuple[CaseResult, ...]

    @classmethod
    def of(cls, pack: str, packs: Sequence[str], chosen: str | None = None) -> _Asked:
        from zongzhi_rules.packtests import read_case_folder, run_cases  # noqa: PLC0415

        library = PackLibrary(tuple(Path(one) for one in packs))
        compiled = library.load(pack)
        rules = RulePack(compiled)
        folder = read_case_folder(rules, seen_from_here(library.folder_of(pack) / CASES))
        wanted = [case for case in folder.cases if chosen is None or chosen.casefold() in case.name.casefold()]
        return cls(rules, sources_of(compiled.tree), folder, run_cases(rules, wanted))


def _write_page(file: Path, asked: _Asked, found: ConditionCoverage, names: PartNames) -> None:
    from zongzhi_rules.render.coverage_html import coverage_page  # noqa: PLC0415

    sources = {name: asked.sources[name] for name in sorted({one.part.at.file for one in found.parts})}
    if file.is_dir() or not file.suffix:
        file.mkdir(parents=True, exist_ok=True)
        file /= _PAGE
    page = coverage_page(asked.rules.instrument.short_title, found, sources, names)
    write_file(file, page.encode())


def _results(asked: _Asked) -> list[dict[str, object]]:
    return [_to_dict(one) for one in asked.results]


def _to_dict(result: CaseResult) -> dict[str, object]:
    return {
        "name": result.case.name,
        "file": result.case.file,
        "line": result.case.line,
        "passed": result.passed,
        "error": None if result.error is None else str(result.error),
        "mismatches": [
            {
                "pack": one.pack,
                "about": one.about,
                "rule": one.rule or None,
                "cite": [cite.model_dump() for cite in one.cite],
                "expected": one.expected,
                "got": one.got,
                "line": one.span.start_line,
                "column": one.span.start_column,
                "reasons": [reason.model_dump(mode="json") for reason in one.reasons],
            }
            for one in result.mismatches
        ],
    }


def _coverage(found: ConditionCoverage) -> dict[str, object]:
    from zongzhi_rules.packtests.model import WORD_OF  # noqa: PLC0415

    return {
        "truths": {"shown": found.truths.shown, "of": found.truths.of, "percent": found.truths.percent},
        "mcdc": {"shown": found.mcdc.shown, "of": found.mcdc.of, "percent": found.mcdc.percent},
        "complete": found.complete,
        "parts": [
            {
                "part": one.part.path,
                "file": one.part.at.file,
                "line": one.part.at.line,
                "column": one.part.at.column,
                "seen": {WORD_OF[truth]: names for truth, names in one.seen.items()},
                "decides": {WORD_OF[truth]: names for truth, names in one.decides.items()},
                "unseen": [WORD_OF[truth] for truth in one.unseen],
                "undecided": [WORD_OF[truth] for truth in one.undecided],
                "cannot": {
                    WORD_OF[truth]: {"why": reason.why, "what": reason.what}
                    for truth, reason in {**one.never, **one.masked}.items()
                },
            }
            for one in found.parts
        ],
        "reachable": [
            {"part": one.part, "truth": WORD_OF[truth], "case": case or None} for one, truth, case in found.reachable
        ],
    }
