"""Past cases from wherever they are kept: case files, folders of them, files of events, receipts, ledgers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zongzhi_rules.casefile import CaseFile, case_of
from zongzhi_rules.casefile.read import parse_events
from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.errors import CaseError, InputError
from zongzhi_rules.facts.load import case_from, parse_case
from zongzhi_rules.receipts.read import looks_like_receipt, receipt_from
from zongzhi_rules.syntax.files import read_source
from zongzhi_rules.syntax.plain import to_plain
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zongzhi_rules.diagnostics import Diagnostic, Source
    from zongzhi_rules.facts.model import Case

_SUFFIXES = (".yaml", ".yml", ".json")
_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case with where it comes from and the readings that were asked for when it was decided."""

    origin: str
    case: Case
    readings: Mapping[str, str]


def past_cases(names: Iterable[str | Path]) -> tuple[PastCase, ...]:
    """Read the cases of files, folders and ledgers.

    A file of events, and a case in a ledger, gives one case for each day on which something was learned, by what was
    known then.  Of a folder the files that lie in it itself are read.

    Raises:
        InputError: files are at fault; with every error of all of them.
        LedgerError: a ledger cannot be opened.
    """
    found: list[PastCase] = []
    problems: list[Diagnostic] = []
    for name in _files(names, problems):
        try:
            found += _read(name)
        except InputError as error:
            problems += error.diagnostics
    if problems:
        raise CaseError(problems)
    return tuple(found)


def _files(names: Iterable[str | Path], problems: list[Diagnostic]) -> Iterator[str]:
    for name in map(str, names):
        folder = Path(name)
        if "://" in name or not folder.is_dir():
            yield name
            continue
        inside = [str(one) for one in sorted(folder.iterdir()) if one.suffix in _SUFFIXES and one.is_file()]
        if not inside:
            problems.append(diagnose("ZR656", folder=name))
        yield from inside


def _read(name: str) -> Iterator[PastCase]:
    if "://" in name or _is_database(Path(name)):
        yield from _from_ledger(name)
        return
    source, found = read_source(Path(name))
    if source is None:
        raise CaseError(found)
    yield from _from_text(source)


def _from_text(source: Source) -> Iterator[PastCase]:
    node, found = read_yaml(source)
    if node is None:
        raise CaseError(found)
    data = to_plain(node)
    if looks_like_receipt(data):
        receipt = receipt_from(data, node)
        if not receipt.intact:
            raise CaseError([diagnose("ZR653", node.span)])
        yield PastCase(source.name, case_from(receipt.case.facts), receipt.readings.asked)
    elif isinstance(data, list) or (isinstance(data, dict) and data.keys() & {"events", "event"}):
        events = parse_events(source.text.encode(), source.name, now=datetime.now(UTC))
        yield from _from_file(CaseFile.of(events), source.name)
    else:
        yield PastCase(source.name, parse_case(source.text, source.name), {})


def _from_file(file: CaseFile, origin: str) -> Iterator[PastCase]:
    for day in sorted({one.known_on for one in file.events if one.known_on >= file.opening.known_on}):
        yield PastCase(origin, case_of(file, day, known_by=day), {})


def _from_ledger(name: str) -> Iterator[PastCase]:
    from zongzhi_rules.ledger import Ledger  # noqa: PLC0415 - an extra

    with Ledger(name, create=False) as ledger:
        files = [ledger.file(case) for case in ledger.cases()]
    for file in files:
        yield from _from_file(file, name)


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except (OSError, ValueError):  # told when it is read
        return False
