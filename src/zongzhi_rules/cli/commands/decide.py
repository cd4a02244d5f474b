"""`zongzhi decide` and `zongzhi explain`: one case, in short or with its reasons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.cases import case_from_argument, judged, options, placing
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.commands.receipts import write_receipt
from zongzhi_rules.cli.commands.source import read_text
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.output import print_json_text, print_outline
from zongzhi_rules.cli.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.official_text import TextBinding
    from zongzhi_rules.render.outline import Section


def decide_command(lang: Language) -> click.Command:
    """Make the command that prints a decision in short."""

    def run(case: str, *, receipt: str | None, json: bool, **chosen: object) -> None:
        with placing(case):
            found = judged(case_from_argument(case), lang=lang, **chosen)  # type: ignore[arg-type]
        decision = found.decision
        if receipt is not None:
            from zongzhi_rules.receipts import receipt_for  # noqa: PLC0415 - only what is asked for

            write_receipt(receipt_for(decision, found.case, found.rules, found.calendar), Path(receipt))
        if json:
            print_json_text(decision.model_dump_json(indent=2))
            return
        from zongzhi_rules.render.brief import brief  # noqa: PLC0415 - not needed for JSON

        print_outline(brief(decision, lang))

    kept = click.Option(["--receipt"], metavar="FILE", help=text("receipt", lang))
    as_json = click.Option(["--json"], is_flag=True, help=text("json", lang))
    return Spoken("decide", lang, [_case(), *options(lang), kept, as_json], callback=run)


def explain_command(lang: Language) -> click.Command:
    """Make the command that explains a decision."""

    def run(case: str, *, json: bool, full: bool, texts: Sequence[str], **chosen: object) -> None:
        if json and texts:
            raise WrongUseError(text("not_together", lang).format("--text", "--json"))
        with placing(case):
            decision = judged(case_from_argument(case), lang=lang, **chosen).decision  # type: ignore[arg-type]
        if json:
            print_json_text(decision.model_dump_json(indent=2))
            return
        from zongzhi_rules.render.explain import explanation  # noqa: PLC0415

        told = explanation(decision, lang, full=full)
        if texts:
            section = _cited(decision, texts, chosen, len(told.sections) + 1, lang)
            told = replace(told, sections=(*told.sections, section))
        print_outline(told)

    in_full = click.Option(["--full"], is_flag=True, help=text("full", lang))
    as_json = click.Option(["--json"], is_flag=True, help=text("json", lang))
    beside = click.Option(["--text", "texts"], multiple=True, metavar="FILE", help=text("explain_text", lang))
    return Spoken("explain", lang, [_case(), *options(lang), in_full, beside, as_json], callback=run)


def _cited(
    decision: Decision,
    texts: Sequence[str],
    chosen: Mapping[str, object],
    number: int,
    lang: Language,
) -> Section:
    """Return the articles that the decision rests on, from the copies that match the packs, as section `number`."""
    from zongzhi_rules.api import load_pack  # noqa: PLC0415
    from zongzhi_rules.official_text import bind_text  # noqa: PLC0415
    from zongzhi_rules.render.lists import cited_texts  # noqa: PLC0415

    copies = [read_text(one) for one in texts]
    search = chosen.get("packs") or ()
    bound: dict[str, TextBinding] = {}
    top = load_pack(str(chosen.get("pack") or decision.packs[0].id), packs=search)  # type: ignore[arg-type]
    for rules in top.stack:
        found = [bind_text(rules.pack, copy) for copy in copies]
        bound[rules.id] = max(found, key=lambda one: sum(article.state == "matches" for article in one.articles))
    return cited_texts(decision, bound, number, lang)


def _case() -> click.Argument:
    return click.Argument(["case"], metavar="CASE")
