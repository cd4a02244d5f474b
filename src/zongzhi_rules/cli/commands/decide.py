"""`zongzhi decide` and `zongzhi explain`: one case, in short or with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.cases import case_from_argument, judged, options
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.output import print_json_text, print_outline
from zongzhi_rules.cli.texts import text

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Language


def decide_command(lang: Language) -> click.Command:
    """Make the command that prints a decision in short."""

    def run(case: str, *, json: bool, **chosen: object) -> None:
        decision = judged(case_from_argument(case), lang=lang, **chosen)  # type: ignore[arg-type]
        if json:
            print_json_text(decision.model_dump_json(indent=2))
            return
        from zongzhi_rules.render.brief import brief  # noqa: PLC0415 - not needed for JSON

        print_outline(brief(decision, lang))

    as_json = click.Option(["--json"], is_flag=True, help=text("json", lang))
    return Spoken("decide", lang, [_case(), *options(lang), as_json], callback=run)


def explain_command(lang: Language) -> click.Command:
    """Make the command that explains a decision."""

    def run(case: str, *, json: bool, full: bool, **chosen: object) -> None:
        decision = judged(case_from_argument(case), lang=lang, **chosen)  # type: ignore[arg-type]
        if json:
            print_json_text(decision.model_dump_json(indent=2))
            return
        from zongzhi_rules.render.explain import explanation  # noqa: PLC0415

        print_outline(explanation(decision, lang, full=full))

    in_full = click.Option(["--full"], is_flag=True, help=text("full", lang))
    as_json = click.Option(["--json"], is_flag=True, help=text("json", lang))
    return Spoken("explain", lang, [_case(), *options(lang), in_full, as_json], callback=run)


def _case() -> click.Argument:
    return click.Argument(["case"], metavar="CASE")
