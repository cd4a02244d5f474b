"""`zongzhi replay` and `zongzhi backtest`: decisions made again, and past cases under a changed pack."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules.api import load_pack
from zongzhi_rules.calendar import HolidayOverride
from zongzhi_rules.cli.cases import (
    STDIN,
    STDIN_NAME,
    from_standard_input,
    packs_option,
    readings_of,
    signed_option,
    trusted_keys,
)
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.output import complain, print_json, print_outline, wants_colour, write_file
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics import diagnose, render_diagnostics
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zongzhi_rules.diagnostics import Diagnostic, Language
    from zongzhi_rules.receipts import Receipt, Replay

_LONGEST = 80


def replay_command(lang: Language) -> click.Command:
    """Make the command that replays receipts."""

    def run(receipt: Sequence[str], *, packs: Sequence[str], calendar: Sequence[str], json: bool) -> int:
        from zongzhi_rules.receipts import Replayer  # noqa: PLC0415 - only what is asked for
        from zongzhi_rules.render.receipts import replays, to_dict  # noqa: PLC0415

        replayer = Replayer(packs, [HolidayOverride.from_file(one) for one in calendar])
        found: list[tuple[str, Replay]] = []
        unreadable: dict[str, Sequence[Diagnostic]] = {}
        told: list[dict[str, object]] = []
        for name in _names(receipt, lang):
            try:
                found.append((name, replayer.replay(_read(name))))
                told.append(to_dict(*found[-1], lang))
            except InputError as error:
                unreadable[name] = error.diagnostics
                told.append(_unreadable(name, error.diagnostics, lang))
        if json:
            print_json(told)
        elif found:
            print_outline(replays(found, len(unreadable), lang))
        if unreadable and not json:
            problems = [one for diagnostics in unreadable.values() for one in diagnostics]
            complain(render_diagnostics(problems, lang, colour=wants_colour(sys.stderr)))
        return 0 if not unreadable and all(one.ok for _, one in found) else 1

    parameters: list[click.Parameter] = [
        click.Argument(["receipt"], nargs=-1, required=True, metavar="RECEIPT..."),
        packs_option(lang),
        click.Option(["--calendar"], multiple=True, metavar="FILE", help=text("replay_calendar", lang)),
        _json(lang),
    ]
    return Spoken("replay", lang, parameters, callback=run)


def _unreadable(name: str, diagnostics: Sequence[Diagnostic], lang: Language) -> dict[str, object]:
    told = [one.to_dict(lang) for one in diagnostics]
    return {"receipt": name, "ok": False, "state": "unreadable", "diagnostics": told}


def backtest_command(lang: Language) -> click.Command:
    """Make the command that tries past cases under two packs."""

    def run(  # noqa: PLR0913 - the options of the command
        file: Sequence[str],
        *,
        old: str,
        new: str,
        packs: Sequence[str],
        reading: Sequence[str],
        calendar: Sequence[str],
        require_signed: Sequence[str],
        json: bool,
    ) -> int:
        from zongzhi_rules.receipts import backtest, past_cases  # noqa: PLC0415 - only what is asked for
        from zongzhi_rules.render.backtest import backtest_outline, to_dict  # noqa: PLC0415

        keys = trusted_keys(require_signed)
        rules = [load_pack(one, packs=packs, require_signature=keys) for one in (old, new)]
        notices = [HolidayOverride.from_file(one) for one in calendar]
        asked = readings_of(reading, lang)
        found = backtest(rules[0], rules[1], past_cases(file), readings=asked, overrides=notices)
        if json:
            print_json(to_dict(found, lang))
        else:
            print_outline(backtest_outline(found, lang))
        return 1 if found.differing else 0

    parameters: list[click.Parameter] = [
        click.Argument(["file"], nargs=-1, required=True, metavar="FILE..."),
        click.Option(["--old"], required=True, metavar="PACK", help=text("old_pack", lang)),
        click.Option(["--new"], required=True, metavar="PACK", help=text("new_pack", lang)),
        packs_option(lang),
        click.Option(["--reading"], multiple=True, metavar="ID=OPTION", help=text("reading", lang)),
        click.Option(["--calendar"], multiple=True, metavar="FILE", help=text("calendar", lang)),
        signed_option(lang),
        _json(lang),
    ]
    return Spoken("backtest", lang, parameters, callback=run)


def write_receipt(receipt: Receipt, file: Path) -> None:
    """Write a receipt; what is there and is no receipt stays as it is.

    Raises:
        ReceiptError: there is something else.
    """
    from zongzhi_rules.receipts import ReceiptError, read_receipt  # noqa: PLC0415 - only what is asked for

    if file.is_file():
        try:
            read_receipt(file)
        except ReceiptError:
            raise ReceiptError([diagnose("ZR655", file=str(file))]) from None
    write_file(file, receipt.to_json().encode())


def _names(given: Sequence[str], lang: Language) -> Iterator[str]:
    if given.count(STDIN) > 1:
        raise WrongUseError(text("stdin_twice", lang))
    for name in given:
        if name == STDIN or not Path(name).is_dir():
            yield name
            continue
        inside = sorted(Path(name).glob("*.json"))
        if not inside:
            raise WrongUseError(text("no_receipts", lang).format(shortened(visible(name), _LONGEST)))
        yield from map(str, inside)


def _read(name: str) -> Receipt:
    from zongzhi_rules.receipts import parse_receipt, read_receipt  # noqa: PLC0415 - only what is asked for

    if name == STDIN:
        return parse_receipt(from_standard_input(), STDIN_NAME)
    return read_receipt(Path(name))


def _json(lang: Language) -> click.Option:
    return click.Option(["--json"], is_flag=True, help=text("json", lang))
