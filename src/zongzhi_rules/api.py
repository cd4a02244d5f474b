"""The short way in: load or resolve a pack, decide a case."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from zongzhi_rules.decision.admission import require_case
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.diagnostics.arguments import require_text
from zongzhi_rules.engines.registry import REFERENCE
from zongzhi_rules.packs.find import as_folders
from zongzhi_rules.packs.library import PackLibrary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.seals import TrustedKeys


@functools.cache
def _library(search: tuple[Path, ...]) -> PackLibrary:
    return PackLibrary(search)


@functools.cache
def _ready(search: tuple[Path, ...], name: str, engine: str) -> RulePack:
    return RulePack(_library(search).load(name), engine)


def load_pack(
    pack: str | Path,
    *,
    packs: str | Path | Iterable[str | Path] = (),
    engine: str = REFERENCE,
    require_signature: TrustedKeys | None = None,
) -> RulePack:
    """Load a pack and get it ready to judge.

    Args:
        pack: its id (`henan_2016`), or the folder that holds its files.
        packs: a folder, or several, to look for packs in before the installed and shipped ones.
        engine: `reference`, or `durable` for forward chaining (with the extra of that name); both answer the same.
        require_signature: the keys one of which must have sealed the pack, and each pack that it rests on; seals lie
            in the folder of their pack, or in one of `packs`.

    Raises:
        PackError: the files are at fault; its `diagnostics` hold every error with file, line and column.
        SealError: a signature is required, and a pack is not sealed, not as it was sealed, or sealed by others.
        UseError: there is no such pack, folder or engine, or (`EngineUnavailableError`) the engine cannot run here; or
            (`ArgumentTypeError`) an argument is of another type.
    """
    search = as_folders(packs)
    require_text("engine", engine)
    if isinstance(pack, str) and not search and pack in _library(()).ids:
        library, rules = _library(()), _ready((), pack, engine)
    else:
        library = PackLibrary(search)
        rules = RulePack(library.load(pack), engine)
    return _sealed(rules, library, require_signature)


def resolve_pack(
    division: str,
    on: date,
    *,
    packs: str | Path | Iterable[str | Path] = (),
    engine: str = REFERENCE,
    require_signature: TrustedKeys | None = None,
) -> RulePack:
    """Load the pack that governs a division (GB/T 2260 code) on a day; the other arguments as for `load_pack`.

    Raises:
        UseError: none does, or two of the same territory do; or as `load_pack`.
        PackError: a pack within reach is at fault.
        SealError: as `load_pack`.
    """
    search = as_folders(packs)
    require_text("engine", engine)
    if not search:
        library = _library(())
        rules = _ready((), library.resolve(division, on).id, engine)
    else:
        library = PackLibrary(search)
        rules = RulePack(library.resolve(division, on), engine)
    return _sealed(rules, library, require_signature)


def _sealed(rules: RulePack, library: PackLibrary, trusted: TrustedKeys | None) -> RulePack:
    """Return a pack that is signed as the caller requires.  Raises `SealError`."""
    if trusted is not None:
        from zongzhi_rules.seals import require_sealed  # noqa: PLC0415 - for those who ask

        require_sealed(rules.compiled, library.folders_of(rules.compiled), trusted, library.search)
    return rules


def decide(
    case: Case,
    *,
    readings: Mapping[str, str] | None = None,
    calendar: WorkCalendar | None = None,
) -> Decision:
    """Judge a case by the pack that governs its division on its day.  Raises as `RulePack.decide`."""
    require_case(case)
    return resolve_pack(case.subject.division, case.as_of).decide(case, readings, calendar)
