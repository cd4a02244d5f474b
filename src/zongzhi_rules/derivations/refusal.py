"""What the checker says of something that does not follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that does not follow.

    Attributes:
        where: the path of a node (`circumstances.x/all[0]`), of an item of a count (`….[2]`), or of a part of the
            decision (`outcome.at_least`).
        what: what stands there and what should.
    """

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def unless_same(where: str, found: object, expected: object) -> Iterator[Refusal]:
    """Yield a refusal if what stands there is not what should."""
    if found != expected or isinstance(found, bool) is not isinstance(expected, bool):
        yield Refusal(where, f"it says {found!r}; {expected!r} follows")
