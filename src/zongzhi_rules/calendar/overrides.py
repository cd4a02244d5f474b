"""Holiday notices that a caller supplies as files, in the JSON form of `holiday-cn`.

    {"year": 2027, "papers": ["…"], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}

`region`, our addition, is the GB/T 2260 code of the territory that the file is for; without it, the whole country.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from zongzhi_rules.calendar.days import NamedDay
from zongzhi_rules.calendar.errors import OverrideConflictError, OverrideError, OverrideProblem, RegionCodeError
from zongzhi_rules.calendar.notice import MAX_BYTES, read_notice
from zongzhi_rules.calendar.statutory import FIRST_STATUTORY_YEAR, LAST_STATUTORY_YEAR, statutory_days
from zongzhi_rules.diagnostics.arguments import BYTES, FILE, require_text, wrong_type
from zongzhi_rules.diagnostics.reasons import reason_of
from zongzhi_rules.diagnostics.template import Label
from zongzhi_rules.divisions import Division

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_DIGEST_LENGTH: Final = 12
_NOTICES: Final = Label("放假通知（HolidayOverride）", "notices (HolidayOverride)")


@dataclass(frozen=True, slots=True)
class HolidayOverride:
    """A notice in a caller's file: the days it names, for one year and, where `region` is set, one territory."""

    name: str
    digest: str
    year: int
    papers: tuple[str, ...]
    days: tuple[NamedDay, ...]
    region: str | None = None

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """Read a notice from a file.

        Raises:
            OverrideError: the file cannot be read, or is not such a notice; it names every fault with its place.
        """
        if not isinstance(path, (str, Path)):
            raise wrong_type("path", FILE, path)
        source = Path(path)
        try:
            with source.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            reason = reason_of(error)
            problem = OverrideProblem(f"无法读取：{reason.zh}", f"cannot be read: {reason.en}")
            raise OverrideError(str(path), (problem,)) from error
        try:
            return cls.from_bytes(content, source.name)
        except OverrideError as error:
            raise OverrideError(str(path), error.problems) from None

    @classmethod
    def from_bytes(cls, content: bytes, name: str) -> Self:
        """Read a notice from the bytes of a file called `name`.  Raises as `from_file`."""
        if not isinstance(content, bytes):
            raise wrong_type("content", BYTES, content)
        require_text("name", name)
        notice = read_notice(content, name)
        days = tuple(NamedDay(item.day, not item.is_off_day, item.name) for item in notice.days)
        return cls(name, sha256(content).hexdigest(), notice.year, tuple(notice.papers), days, notice.region)

    @property
    def version(self) -> str:
        """File name and short digest, as it stands in the data version of a date."""
        where = f" [{self.region}]" if self.region else ""
        return f"{self.name}{where} sha256:{self.digest[:_DIGEST_LENGTH]}"

    @property
    def covers_year(self) -> bool:
        """Whether this is the whole notice of its year, so that unnamed days follow the ordinary week.

        A national file that cites a paper and gives every statutory holiday as a day off.  Any other file decides the
        days it names and no more: the data set publishes empty files for years whose notice is not out.
        """
        if self.region or not self.papers or not FIRST_STATUTORY_YEAR <= self.year <= LAST_STATUTORY_YEAR:
            return False
        off = {item.day for item in self.days if not item.working}
        return off.issuperset(statutory_days(self.year))

    def sort_key(self) -> tuple[str, str, str]:
        """National before regional, wide before narrow; then by content, so that the caller's order is no matter."""
        return self.region or "", self.digest, self.name


def applicable(overrides: Iterable[HolidayOverride], region: str | None) -> tuple[HolidayOverride, ...]:
    """The files that count in `region`, those of the wider reach first, each file once.

    Raises:
        OverrideConflictError: two files of the same reach disagree on a day.
        RegionCodeError: `region` is not a GB/T 2260 code.
    """
    if region is not None:
        require_text("region", region)
    division = Division.parse(region) if region else None
    if region and not division:
        raise RegionCodeError.of(region)
    used = sorted(
        {one for one in _notices(overrides) if not one.region or (division and division.lies_in(one.region))},
        key=HolidayOverride.sort_key,
    )
    said: dict[tuple[str | None, date], tuple[bool, str]] = {}
    for override in used:
        for item in override.days:
            working, by = said.setdefault((override.region, item.day), (item.working, override.name))
            if working != item.working:
                raise OverrideConflictError.of(item.day, by, override.name)
    return tuple(used)


def _notices(given: object) -> Iterator[HolidayOverride]:
    for one in given if isinstance(given, Iterable) else (given,):
        if not isinstance(one, HolidayOverride):
            raise wrong_type("overrides", _NOTICES, one)
        yield one


def changes_by_year(used: Iterable[HolidayOverride]) -> Mapping[int, tuple[tuple[NamedDay, ...], bool]]:
    """For each year: the days decided, the narrower file winning, and whether the whole year is covered."""
    days: dict[int, dict[date, NamedDay]] = {}
    covered: set[int] = set()
    for override in used:
        if override.covers_year:
            covered.add(override.year)
        for item in override.days:
            days.setdefault(item.day.year, {})[item.day] = item
    return {year: (tuple(named.values()), year in covered) for year, named in sorted(days.items())}
