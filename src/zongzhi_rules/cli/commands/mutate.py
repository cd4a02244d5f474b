"""`zongzhi mutate`: which changes of a pack no case of it notices."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.cases import packs_option
from zongzhi_rules.cli.command import Percent, Spoken
from zongzhi_rules.cli.output import print_json, print_outline
from zongzhi_rules.cli.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.mutation import Fate, Mutation, MutationReport


def mutate_command(lang: Language) -> click.Command:
    """Make the command that mutates a pack."""

    def run(  # noqa: PLR0913 - the options of the command
        *,
        pack: str,
        packs: Sequence[str],
        only: str | None,
        sample: int | None,
        seed: int,
        jobs: int,
        fail_under: float,
        verbose: bool,
        json: bool,
    ) -> int:
        from zongzhi_rules.api import load_pack  # noqa: PLC0415
        from zongzhi_rules.mutation import Mutation  # noqa: PLC0415
        from zongzhi_rules.render.mutation import mutation_report  # noqa: PLC0415

        mutation = Mutation.of(pack, packs, only=only, sample=sample, seed=seed)
        fates: list[Fate] = []

        def tell(*, interrupted: bool) -> MutationReport:
            report = mutation.report(fates)
            if json:
                print_json(_to_dict(report, interrupted=interrupted))
            else:
                used = load_pack(pack, packs=packs).packs_used
                print_outline(mutation_report(report, used, mutation.sources, lang, full=verbose))
            return report

        try:
            fates.extend(_watched(mutation, jobs, lang))
        except KeyboardInterrupt:
            tell(interrupted=True)  # what was found so far took its time
            raise
        mutation.check_equivalents(fates)
        return 0 if tell(interrupted=False).score >= fail_under else 1

    options = [
        click.Option(["--only"], metavar="RULE", help=text("mutate_only", lang)),
        click.Option(["--sample"], type=click.IntRange(min=1), metavar="N", help=text("mutate_sample", lang)),
        click.Option(["--seed"], type=int, default=0, metavar="S", help=text("mutate_seed", lang)),
        click.Option(["--jobs"], type=click.IntRange(1, 64), default=1, metavar="N", help=text("mutate_jobs", lang)),
        click.Option(
            ["--fail-under"],
            type=Percent(),
            default=100.0,
            metavar="P",
            help=text("mutate_fail_under", lang),
        ),
        click.Option(["--verbose"], is_flag=True, help=text("mutate_verbose", lang)),
        packs_option(lang),
        click.Option(["--json"], is_flag=True, help=text("json", lang)),
    ]
    return Spoken("mutate", lang, [click.Argument(["pack"], metavar="PACK"), *options], callback=run)


def _watched(mutation: Mutation, jobs: int, lang: Language) -> Iterator[Fate]:
    """Yield the fates; on a terminal with a bar that says how far it is and how many survived."""
    if not sys.stderr.isatty():
        yield from mutation.fates(jobs)
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    survivors = 0
    shown = TextColumn("{task.description}")
    columns = (shown, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(text("mutate_survivors", lang).format(0), total=len(mutation.wanted))
        for fate in mutation.fates(jobs):
            survivors += fate.state == "survived" and fate.equivalent is None
            progress.update(task, advance=1, description=text("mutate_survivors", lang).format(survivors))
            yield fate


def _to_dict(report: MutationReport, *, interrupted: bool) -> dict[str, object]:
    return {
        "pack": report.pack,
        "interrupted": interrupted,
        "cases": report.cases,
        "mutants": report.mutants,
        "tried": len(report.fates),
        "killed": len(report.killed),
        "survived": len(report.survivors),
        "equivalent": len(report.equivalent),
        "refused": len(report.refused),
        "score": report.score,
        "fates": [_fate(one) for one in report.fates],
    }


def _fate(fate: Fate) -> dict[str, object]:
    mutant = fate.mutant
    return {
        "id": mutant.id,
        "path": mutant.path,
        "what": {"zh": mutant.what.zh, "en": mutant.what.en},
        "file": mutant.at.file,
        "line": mutant.at.line,
        "column": mutant.at.column,
        "cite": [one.model_dump() for one in mutant.cite],
        "state": "equivalent" if fate.equivalent is not None and fate.state == "survived" else fate.state,
        "case": fate.case,
        "code": fate.code,
        "because": fate.equivalent,
    }
