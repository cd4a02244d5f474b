"""Cases in numbers, from a seed.

A block of cases has one day.  A few whole cases are built and validated for it; all others are put together from their
parts, one part from this, another from that.  Whatever part a case has, it was validated with that very day, and no
part of a case constrains another: so they are as valid as the whole ones, at a twentieth of the cost.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.errors import ZongzhiError
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.model import Case
from zongzhi_rules.testing.building import (
    HALF_KNOWN,
    LONGEST_LIST,
    MOSTLY_KNOWN,
    MOSTLY_UNKNOWN,
    YEARS_ON,
    Builder,
    Drawn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.decision.rulepack import RulePack

PER_BLOCK = 1000
_WHOLE = 40
"""Whole cases of a block."""
_NEAR = 400  # days after the first one; half of the cases lie there
_SAME = ("schema_version", "id", "as_of")


class Block(NamedTuple):
    """A thousand cases: the pack they are for, the seed of the run, the number of the block."""

    pack: str
    seed: int
    number: int

    @property
    def random(self) -> Random:
        """A generator of its own, so that any block can be had by itself."""
        return Random(f"{self.pack} {self.seed} {self.number}")  # noqa: S311 - no secret depends on it


class Source:
    """Makes the cases of one pack."""

    def __init__(self, pack: RulePack) -> None:
        """Take the pack."""
        self._builder = Builder(pack)
        self._parts = [name for name in Case.model_fields if name not in _SAME]

    def cases(self, random: Random) -> Iterator[Case]:
        """Yield the cases of a block."""
        days_on = random.randrange(random.choice((_NEAR, YEARS_ON)))
        whole = [self._whole(random, days_on) for _ in range(_WHOLE)]
        yield from whole
        values = [vars(one) for one in whole]
        for _ in range(PER_BLOCK - _WHOLE):
            parts = {name: values[random.randrange(_WHOLE)][name] for name in self._parts}
            yield whole[0].model_copy(update=parts)

    def _whole(self, random: Random, days_on: int) -> Case:
        builder = self._builder
        lists = {name: self._list(random, builder.width(name)) for name in catalogue().collections}
        code, unit = random.choice(builder.codes), random.random() < 0.5  # noqa: PLR2004 - one in two
        drawn = Drawn(
            days_on,
            random.choice((MOSTLY_UNKNOWN, HALF_KNOWN, MOSTLY_KNOWN)),
            random.random() < 0.5,  # noqa: PLR2004
            builder.subject(code, unit, random.randbytes(builder.width_of_subject)),
            {name: random.randbytes(len(fields)) for name, fields in builder.sections.items()},
            lists,
        )
        return builder.case(drawn)

    @staticmethod
    def _list(random: Random, width: int) -> list[bytes] | None:
        number = random.choice((None, None, *range(LONGEST_LIST + 1)))
        return None if number is None else [random.randbytes(width) for _ in range(number)]


class NotAsGoodAsNewError(ZongzhiError, AssertionError):
    """A case that was put together is no case of the fact model: a fault of the generator."""


def validate(case: Case) -> None:
    """Raise unless the case is what the fact model makes of its data.

    Raises:
        NotAsGoodAsNewError: it is not.
        ValidationError: the fact model refuses it.
    """
    if Case.model_validate(case.model_dump()) != case:
        raise NotAsGoodAsNewError(case.model_dump_json())
