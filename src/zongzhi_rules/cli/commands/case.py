"""`zongzhi case` and `zongzhi due`: the files of cases in a ledger."""

from __future__ import annotations

import json as json_text
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.cases import STDIN, STDIN_NAME, from_standard_input
from zongzhi_rules.cli.command import Spoken, SpokenGroup
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.kinds import EVENTS, explained
from zongzhi_rules.cli.output import print_json, print_json_text, print_outline
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.errors import CaseError
from zongzhi_rules.syntax.files import decode, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zongzhi_rules.casefile import Event, Step
    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.ledger import Head, Ledger

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ANCHOR = re.compile(r"(\d{1,9}):([0-9a-f]{64})", re.ASCII)
_LONGEST = 80


def case_group(lang: Language) -> click.Command:
    """Make the group of commands about files."""
    group = SpokenGroup("case", lang)
    for make in (_new, _add, _show, _timeline, _verify, _export):
        group.add_command(make(lang))
    return group


def due_command(lang: Language) -> click.Command:
    """Make the command that looks ahead."""

    def run(*, ledger: str, until: str, on: str | None, json: bool) -> None:
        from zongzhi_rules.casefile import due_until  # noqa: PLC0415 - only what is asked for
        from zongzhi_rules.casefile.view import Judging  # noqa: PLC0415
        from zongzhi_rules.render.casefile import due_list  # noqa: PLC0415

        last = _day(until, lang)
        start = None if on is None else _day(on, lang)
        with _open(ledger) as opened:
            files = [opened.file(case) for case in opened.cases()]
        found = [one for file in files for one in due_until(file, last, on=start)]
        found.sort(key=lambda one: (one.day, one.case))
        if json:
            print_json([one.model_dump(mode="json") for one in found])
            return
        used = [one for file in files for one in Judging().of(file).decision.packs]
        print_outline(due_list(found, until, used, lang))

    until = click.Option(["--until"], required=True, metavar="DAY", help=text("until", lang))
    return Spoken("due", lang, [_ledger(), until, _day_option("--on", lang), _json(lang)], callback=run)


def _new(lang: Language) -> click.Command:
    def run(*, ledger: str, file: str, json: bool) -> None:
        from zongzhi_rules.casefile.events import Opened  # noqa: PLC0415

        events = _read(file)
        opening = next((one for one in events if isinstance(one, Opened)), None)
        if opening is None:
            raise CaseError([diagnose("ZR572", path="events", count=0)])
        ordered = [opening, *(one for one in events if one is not opening)]
        with _open(ledger, create=True) as opened:
            _enter(opened, opening.case, ordered, lang, json=json)

    return Spoken("new", lang, [_ledger(), _file(), _json(lang)], about="case_new", callback=run)


def _add(lang: Language) -> click.Command:
    def run(*, ledger: str, case: str, file: str, json: bool) -> None:
        events = _read(file)
        with _open(ledger) as opened:
            _enter(opened, case, events, lang, json=json)

    return Spoken("add", lang, [_ledger(), _case(), _file(), _json(lang)], callback=run)


def _show(lang: Language) -> click.Command:
    def run(  # noqa: PLR0913 - the options of the command
        *,
        ledger: str,
        case: str,
        on: str | None,
        known_by: str | None,
        recorded_by: str | None,
        json: bool,
    ) -> None:
        from zongzhi_rules.casefile import case_of  # noqa: PLC0415
        from zongzhi_rules.casefile.view import Judging  # noqa: PLC0415
        from zongzhi_rules.render.brief import brief  # noqa: PLC0415

        days = [None if one is None else _day(one, lang) for one in (on, known_by, recorded_by)]
        with _open(ledger) as opened:
            file = opened.file(case)
        facts = case_of(file, days[0] or file.day, days[1], recorded_by=days[2])
        decision = Judging().on(facts).decision
        if json:
            print_json_text(decision.model_dump_json(indent=2))
        else:
            print_outline(brief(decision, lang))

    days = [_day_option(one, lang) for one in ("--on", "--known-by", "--recorded-by")]
    return Spoken("show", lang, [_ledger(), _case(), *days, _json(lang)], callback=run)


def _timeline(lang: Language) -> click.Command:
    def run(*, ledger: str, case: str, json: bool) -> None:
        from zongzhi_rules.casefile import replay  # noqa: PLC0415

        with _open(ledger) as opened:
            file = opened.file(case)
        events = (file.opening, *(one for one in file.events if one is not file.opening))
        _tell(zip(events, replay(events), strict=True), lang, json=json)

    return Spoken("timeline", lang, [_ledger(), _case(), _json(lang)], callback=run)


def _verify(lang: Language) -> click.Command:
    def run(*, ledger: str, anchor: str | None, json: bool) -> int:
        from zongzhi_rules.render.casefile import damage_list, intact  # noqa: PLC0415

        kept = None if anchor is None else _anchor(anchor, lang)
        with _open(ledger) as opened:
            found = opened.verify(kept)
            head = None if found else opened.head()
        if json:
            told = None if head is None else head.model_dump()
            print_json({"damage": [one.model_dump(mode="json") for one in found], "head": told})
        elif head is None:
            print_outline(damage_list(found, lang))
        else:
            print_outline(intact(head.count, head.digest, lang))
        return 1 if found else 0

    anchor = click.Option(["--anchor"], metavar="COUNT:DIGEST", help=text("anchor", lang))
    return Spoken("verify", lang, [_ledger(), anchor, _json(lang)], callback=run)


def _export(lang: Language) -> click.Command:
    def run(*, ledger: str, case: str) -> None:
        from zongzhi_rules.casefile.events import canonical  # noqa: PLC0415

        with _open(ledger) as opened:
            file = opened.file(case)
        print_json({"events": [json_text.loads(canonical(one)) for one in file.events]})

    return Spoken("export", lang, [_ledger(), _case()], callback=run)


def _open(where: str, *, create: bool = False) -> Ledger:
    from zongzhi_rules.ledger import Ledger  # noqa: PLC0415 - an extra

    return Ledger(where, create=create)


def _read(file: str) -> tuple[Event, ...]:
    from zongzhi_rules.casefile.read import parse_events, read_events  # noqa: PLC0415

    now = datetime.now(UTC)
    data = from_standard_input() if file == STDIN else None
    try:
        return read_events(Path(file), now=now) if data is None else parse_events(data, STDIN_NAME, now=now)
    except CaseError as error:
        source, _ = read_source(Path(file)) if data is None else decode(STDIN_NAME, data)
        raise explained(error, source, EVENTS) from None


def _enter(ledger: Ledger, case: str, events: Sequence[Event], lang: Language, *, json: bool) -> None:
    """Append all entries or none, then show what each changed in the file that was there before it."""
    from zongzhi_rules.casefile import CaseFile, advance, open_file  # noqa: PLC0415

    told: list[tuple[Event, Step]] = []
    state: CaseFile | None = ledger.file(case) if case in ledger.cases() else None
    ledger.extend(case, events)
    for event in events:
        step = open_file(event) if state is None else advance(state, event)
        state = step.state
        told.append((event, step))
    _tell(told, lang, json=json)


def _tell(told: Iterable[tuple[Event, Step]], lang: Language, *, json: bool) -> None:
    from zongzhi_rules.render.casefile import timeline  # noqa: PLC0415

    steps = list(told)
    if not json:
        print_outline(timeline(steps, lang))
        return
    print_json(
        [
            {
                "entry": event.id,
                "day": step.state.day.isoformat(),
                "outcome": step.decision.outcome.model_dump(mode="json"),
                "difference": [one.model_dump(mode="json") for one in step.difference],
                "pending": list(step.pending),
            }
            for event, step in steps
        ],
    )


def _day(given: str, lang: Language) -> date:
    try:
        return date.fromisoformat(given if _DAY.fullmatch(given) else "")
    except ValueError:
        raise WrongUseError(text("one_day", lang).format(shortened(visible(given), _LONGEST))) from None


def _anchor(given: str, lang: Language) -> Head:
    from zongzhi_rules.ledger import Head  # noqa: PLC0415

    found = _ANCHOR.fullmatch(given)
    if found is None:
        raise WrongUseError(text("anchor_form", lang).format(shortened(visible(given), _LONGEST)))
    return Head(count=int(found[1]), digest=found[2])


def _ledger() -> click.Argument:
    return click.Argument(["ledger"], metavar="LEDGER")


def _case() -> click.Argument:
    return click.Argument(["case"], metavar="CASE")


def _file() -> click.Argument:
    return click.Argument(["file"], metavar="FILE")


def _json(lang: Language) -> click.Option:
    return click.Option(["--json"], is_flag=True, help=text("json", lang))


def _day_option(name: str, lang: Language) -> click.Option:
    return click.Option([name], metavar="DAY", help=text(name.removeprefix("--").replace("-", "_"), lang))
