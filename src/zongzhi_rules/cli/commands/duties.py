"""`zongzhi duties`: what falls due in a year, also as a calendar file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules.api import load_pack
from zongzhi_rules.cli.cases import case_from_argument, packs_option, signed_option, trusted_keys
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.output import complain, print_json, print_outline, write_file
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics import suggest
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.decision.duties import DutyDue
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.diagnostics import Language

_FIRST_YEAR, _LAST_YEAR = 2004, 2099
_LONGEST = 80


def duties_command(lang: Language) -> click.Command:
    """Make the command that lists duties."""

    def run(  # noqa: PLR0913 - the options of the command
        *,
        pack: str,
        year: int,
        role: str | None,
        case: str | None,
        ics: str | None,
        packs: Sequence[str],
        require_signed: Sequence[str],
        json: bool,
    ) -> int:
        from zongzhi_rules.decision.duties import duties_due  # noqa: PLC0415 - only what is asked for
        from zongzhi_rules.render.lists import duty_list  # noqa: PLC0415

        rules = load_pack(pack, packs=packs, require_signature=trusted_keys(require_signed))
        _check_bearer(rules, role, lang)
        subject = None if case is None else case_from_argument(case)
        found = duties_due(rules, year, bearer=role, case=subject)
        owner = rules.id if subject is None else subject.id
        if ics is not None and not _written(found, rules, owner, Path(ics), lang):
            return 1
        if json:
            print_json([one.model_dump(mode="json") for one in found])
        else:
            print_outline(duty_list(found, rules, year, lang))
        return 0

    parameters: list[click.Parameter] = [
        click.Argument(["pack"], metavar="PACK"),
        click.Option(
            ["--year"],
            required=True,
            type=click.IntRange(_FIRST_YEAR, _LAST_YEAR),
            help=text("year", lang),
        ),
        click.Option(["--role"], metavar="ID", help=text("role", lang)),
        click.Option(["--case"], metavar="CASE", help=text("duties_case", lang)),
        click.Option(["--ics"], metavar="FILE", help=text("ics", lang)),
        packs_option(lang),
        signed_option(lang),
        click.Option(["--json"], is_flag=True, help=text("json", lang)),
    ]
    return Spoken("duties", lang, parameters, callback=run)


def _check_bearer(rules: RulePack, role: str | None, lang: Language) -> None:
    known = [*(body.id for body in rules.pack.bodies), *(one.value for one in Role)]
    if role is not None and role not in known:
        bearers = dict.fromkeys(bearer for duty in rules.pack.duties for bearer in duty.bearers)
        near = ", ".join(suggest(role, known) or bearers or known)
        raise WrongUseError(text("no_bearer", lang).format(shortened(visible(role), _LONGEST), near))


def _written(found: Sequence[DutyDue], rules: RulePack, owner: str, file: Path, lang: Language) -> bool:
    """Write the calendar file; it is in Chinese throughout, like the titles of the duties."""
    from zongzhi_rules.render.citations import Citer  # noqa: PLC0415
    from zongzhi_rules.render.ical import ForeignCalendarError, icalendar_of  # noqa: PLC0415

    previous = file.read_bytes() if file.is_file() else None
    cite = Citer(rules.packs_used, "zh")
    try:
        data = icalendar_of(found, owner=owner, cite=cite, stamp=datetime.now(UTC), previous=previous or None)
    except ForeignCalendarError:
        complain(text("error", lang) + text("not_our_calendar", lang).format(visible(str(file))))
        return False
    write_file(file, data)
    return True
