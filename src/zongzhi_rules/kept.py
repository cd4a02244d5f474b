"""Bounded stores of what was made once: as quick to look into as a dictionary."""

from __future__ import annotations

import itertools
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_EACH = 16  # things for each store, where there are many stores: those of a large pack


class Room:
    """What the stores of a pack keep between them: so many things, however many stores there are.

    Where one more would come, all are let go.  Safe to share between threads: a thing is made whole before it is kept,
    making it twice does no harm, and each step on the stores and on the count is one call into C.
    """

    def __init__(self, most: int) -> None:
        """Take how many things there is room for; for a great many stores it is more."""
        self._most = most
        self._taken = itertools.count(1)
        self._stores: list[Kept[Any, Any]] = []

    def store(self) -> Kept[Any, Any]:
        """Return a new store that shares this room."""
        store: Kept[Any, Any] = Kept(self)
        self._stores.append(store)
        return store

    def take(self) -> None:
        """Make place for one more thing."""
        if next(self._taken) % max(self._most, _EACH * len(self._stores)) == 0:
            for store in self._stores:
                store.clear()


class Kept(dict[K, V]):
    """Things by what tells them apart, in a room that is shared with other stores."""

    def __init__(self, room: Room) -> None:
        """Use `Room.store` to make one."""
        super().__init__()
        self._room = room

    def keep(self, key: K, thing: V) -> V:
        """Keep a thing, and return it."""
        self._room.take()
        self[key] = thing
        return thing
