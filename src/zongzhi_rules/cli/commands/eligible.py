"""`zongzhi eligible`: who is barred from an honour, an award or promotion on a day."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.cases import STDIN, case_from_argument, governing, pack_option, packs_option, signed_option
from zongzhi_rules.cli.command import OneOf, Spoken
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.output import print_json, print_outline
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.render.outline import Section

_BARS = ("collective_honours", "awards", "promotion")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST = 80


def eligible_command(lang: Language) -> click.Command:
    """Make the command that tells who is barred."""

    def run(  # noqa: PLR0913 - the options of the command
        *,
        cases: Sequence[str],
        on: str,
        bar: str,
        role: Sequence[str],
        pack: str | None,
        packs: Sequence[str],
        require_signed: Sequence[str],
        json: bool,
    ) -> None:
        from zongzhi_rules.decision.eligibility import eligibility  # noqa: PLC0415
        from zongzhi_rules.render.lists import eligibility_list  # noqa: PLC0415
        from zongzhi_rules.render.outline import Outline  # noqa: PLC0415

        day = _day(on, lang)
        if list(cases).count(STDIN) > 1:
            raise WrongUseError(text("stdin_twice", lang))
        roles = [None if one == "subject" else Role(one) for one in role] or [None]
        data: list[object] = []
        sections: list[Section] = []
        for name in cases:
            case = case_from_argument(name)
            rules = governing(case, pack, packs, require_signed=require_signed)
            found = [eligibility(rules, case, day, bar, role=one) for one in roles]  # type: ignore[arg-type]
            data += [one.model_dump(mode="json") for one in found]
            sections += eligibility_list(found, rules, lang).sections
        if json:
            print_json(data)
        else:
            print_outline(Outline((), tuple(sections), ()))

    parameters: list[click.Parameter] = [
        click.Argument(["cases"], metavar="CASE...", nargs=-1, required=True),
        click.Option(["--on"], required=True, metavar="DAY", help=text("on_day", lang)),
        click.Option(["--for", "bar"], required=True, type=OneOf(_BARS), help=text("bar", lang)),
        click.Option(
            ["--role"],
            multiple=True,
            type=OneOf(["subject", *(one.value for one in Role)]),
            help=text("eligible_role", lang),
        ),
        pack_option(lang),
        packs_option(lang),
        signed_option(lang),
        click.Option(["--json"], is_flag=True, help=text("json", lang)),
    ]
    return Spoken("eligible", lang, parameters, callback=run)


def _day(written: str, lang: Language) -> date:
    try:
        if _DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        pass  # of the form of a day, but no calendar has it
    raise WrongUseError(text("day_form", lang).format(shortened(visible(written), _LONGEST)))
