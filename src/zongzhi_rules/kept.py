"""A bounded store of what was made once: as quick to look into as a dictionary."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(dict[K, V]):
    """Things by what tells them apart, no more than so many; where one more would come, all are let go.

    Safe to share between threads: a thing is made whole before it is kept, and making it twice does no harm.
    """

    def __init__(self, most: int) -> None:
        """Take how many are kept at the most."""
        super().__init__()
        self._most = most

    def keep(self, key: K, thing: V) -> V:
        """Keep a thing, and return it."""
        if len(self) >= self._most:
            self.clear()
        self[key] = thing
        return thing
