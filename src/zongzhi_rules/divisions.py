"""Division codes after GB/T 2260 (and GB/T 10114 for townships): level, territory, one level up.

The structure of a code tells its level: two digits for the province, two for the prefecture, two for the county,
and three more for a township.  Three kinds of county stand directly under the province and so have no prefecture:
those numbered under `90` (省直辖县级行政区划) and, in the municipalities, those under `01` and `02` of a province
code that has no prefectures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zongzhi_rules.vocabulary import Level

_CODE = re.compile(r"[1-8]\d{5}(\d{3})?")
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
    ],
)
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_DIRECT = "90"


@dataclass(frozen=True, slots=True)
class Division:
    """A division code that is well formed.

    `code` has six digits, or nine for a township.  Build it with `Division.parse`.
    """

    code: str

    @classmethod
    def parse(cls, code: str) -> Division | None:
        """Read a code; None where it is not the form of a GB/T 2260 code or its province does not exist."""
        if not _CODE.fullmatch(code) or code[:2] not in _PROVINCES:
            return None
        if code[2:4] == "00" and code[4:6] != "00":
            return None
        if len(code) == len("000000000") and (code[4:6] == "00" or code[6:] == "000"):
            return None
        return cls(code)

    @property
    def level(self) -> Level:
        """The administrative level that the code's form shows."""
        if len(self.code) > len("000000"):
            return Level.TOWNSHIP
        if self.code[4:6] != "00":
            return Level.COUNTY
        return Level.PREFECTURE if self.code[2:4] != "00" else Level.PROVINCE

    @property
    def province(self) -> str:
        """The code of the province, six digits."""
        return f"{self.code[:2]}0000"

    @property
    def directly_governed(self) -> bool:
        """Whether the code itself shows that no prefecture stands between the county and its province."""
        return self.code[:2] in _MUNICIPALITIES or self.code[2:4] == _DIRECT

    def lies_in(self, territory: str) -> bool:
        """Whether the division lies in the territory of that code (`410000` holds every code that starts with 41)."""
        return self.code.startswith(territory.removesuffix("00").removesuffix("00"))


def one_up(level: Level, *, directly_governed: bool) -> Level | None:
    """The level above; for a directly governed county that is the province.  None above the nation."""
    if level is Level.NATION:
        return None
    if level is Level.COUNTY and directly_governed:
        return Level.PROVINCE
    order = list(Level)
    return order[level.ordinal + 1]


def at_level(code: str, level: Level) -> str:
    """The code of the division of that level in which `code` lies; empty for the nation, which has none.

    A directly governed county has no prefecture: asked for that level, the code of the county itself is no answer,
    so the province's is given.
    """
    division = Division(code)
    if level is Level.NATION:
        return ""
    if level is Level.PROVINCE:
        return division.province
    if level is Level.PREFECTURE:
        return division.province if division.directly_governed else f"{code[:4]}00"
    return code[:6] if level is Level.COUNTY else code
