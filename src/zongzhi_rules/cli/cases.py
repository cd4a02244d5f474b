"""What the commands that judge have in common: the case, the pack, the readings, the calendar."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules.api import load_pack, resolve_pack
from zongzhi_rules.calendar import HolidayOverride, WorkCalendar
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.kinds import CASE, explained
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.engines.registry import REFERENCE
from zongzhi_rules.errors import CaseError, InputError
from zongzhi_rules.facts.load import parse_case, read_case
from zongzhi_rules.syntax.files import decode, read_source
from zongzhi_rules.syntax.findings import LARGEST_TEXT
from zongzhi_rules.syntax.places import placed
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.seals import TrustedKeys

STDIN = "-"
STDIN_NAME = "<stdin>"
_LONGEST = 80


def options(lang: Language) -> list[click.Parameter]:
    """Return the options by which a case is judged."""
    return [
        pack_option(lang),
        packs_option(lang),
        click.Option(["--reading"], multiple=True, metavar="ID=OPTION", help=text("reading", lang)),
        click.Option(["--calendar"], multiple=True, metavar="FILE", help=text("calendar", lang)),
        click.Option(["--engine"], metavar="ENGINE", default=REFERENCE, help=text("engine", lang)),
        signed_option(lang),
    ]


def pack_option(lang: Language) -> click.Option:
    """Return the option that names a pack."""
    return click.Option(["--pack"], metavar="PACK", help=text("pack", lang))


def packs_option(lang: Language) -> click.Option:
    """Return the option that says where else packs are."""
    return click.Option(["--packs"], multiple=True, metavar="DIR", help=text("packs", lang))


def signed_option(lang: Language) -> click.Option:
    """Return the option that refuses packs which nobody trusted has sealed."""
    return click.Option(["--require-signed"], multiple=True, metavar="KEYS", help=text("require_signed", lang))


def trusted_keys(places: Sequence[str]) -> TrustedKeys | None:
    """Return the keys whose signature is required; None where none is.  Raises `KeyFileError`."""
    if not places:
        return None
    from zongzhi_rules.seals import TrustedKeys  # noqa: PLC0415 - for those who ask

    return TrustedKeys.read(*places)


def seen_from_here(path: Path) -> Path:
    """Return a path as it is from the current folder, where it lies below that."""
    here, whole = Path.cwd(), path.resolve()
    return whole.relative_to(here) if whole.is_relative_to(here) else path


def case_from_argument(name: str) -> Case:
    """Read the case that an argument names: a file, or standard input.  Raises `CaseError`."""
    data = from_standard_input() if name == STDIN else None
    try:
        return read_case(Path(name)) if data is None else parse_case(data, STDIN_NAME)
    except CaseError as error:
        source, _ = read_source(Path(name)) if data is None else decode(STDIN_NAME, data)
        raise explained(error, source, CASE) from None


def from_standard_input() -> bytes:
    """Read standard input, as far as a text may be long and one byte more.  Raises `OSError` that names it."""
    if sys.stdin is None:  # the process was started without it
        return b""
    try:
        return sys.stdin.buffer.read(LARGEST_TEXT + 1)
    except OSError as error:  # a folder, for one
        raise OSError(error.errno, error.strerror, STDIN_NAME) from error


@contextmanager
def placing(name: str) -> Iterator[None]:
    """Give errors about the data of a case file, found only when it is judged, their place in the file."""
    try:
        yield
    except InputError as error:
        root = None
        if name != STDIN and any(one.span is None for one in error.diagnostics):
            source, _ = read_source(Path(name))
            root = None if source is None else read_yaml(source)[0]
        if root is None:
            raise
        raise type(error)([placed(one, root) for one in error.diagnostics]) from None


def governing(
    case: Case,
    pack: str | None,
    packs: Sequence[str],
    engine: str = REFERENCE,
    require_signed: Sequence[str] = (),
) -> RulePack:
    """Return the pack that is named, else the one that governs the case.  Raises `PackError`, `UseError`."""
    keys = trusted_keys(require_signed)
    if pack is not None:
        return load_pack(pack, packs=packs, engine=engine, require_signature=keys)
    return resolve_pack(case.subject.division, case.as_of, packs=packs, engine=engine, require_signature=keys)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision with all that a receipt is made of."""

    case: Case
    rules: RulePack
    calendar: WorkCalendar | None
    decision: Decision


def judged(  # noqa: PLR0913 - the options of the command line
    case: Case,
    *,
    pack: str | None,
    packs: Sequence[str],
    reading: Sequence[str],
    calendar: Sequence[str],
    engine: str,
    require_signed: Sequence[str],
    lang: Language,
) -> Judgement:
    """Judge a case as the options say."""
    readings = readings_of(reading, lang)
    days = None
    if calendar:
        overrides = [HolidayOverride.from_file(one) for one in calendar]
        days = WorkCalendar.official(overrides, region=case.subject.division)
    rules = governing(case, pack, packs, engine, require_signed)
    return Judgement(case, rules, days, rules.decide(case, readings, days))


def readings_of(chosen: Sequence[str], lang: Language) -> dict[str, str]:
    """Return the readings that options choose.  Raises `WrongUseError`."""
    readings: dict[str, str] = {}
    for one in chosen:
        name, equals, option = one.partition("=")
        if not (name and equals and option):
            raise WrongUseError(text("reading_form", lang).format(shortened(visible(one), _LONGEST)))
        if name in readings:
            raise WrongUseError(text("reading_twice", lang).format(shortened(visible(name), _LONGEST)))
        readings[name] = option
    return readings
