"""The chain of digests: each entry's covers all that is stored of it and the digest before."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from pydantic import Field

from zongzhi_rules.decision.model import Part

if TYPE_CHECKING:
    from zongzhi_rules.decision.rulepack import RulePack

CHAIN_VERSION = 1
START = "0" * 64
"""What stands for the digest before the first entry."""


class PackPin(Part):
    """A pack in force when an entry was made."""

    id: str
    version: str
    digest: str


class Head(Part):
    """How far a ledger has come.  Kept elsewhere, it also shows entries cut off at the end."""

    count: int = Field(ge=0)
    digest: str


class StoredEntry(Part):
    """An entry as stored.  `event` is its canonical text; `stored_at` the ledger's own clock, in UTC."""

    seq: int
    case: str
    entry: str
    event: bytes
    packs: str
    library: str
    stored_at: str
    previous: str
    digest: str

    @property
    def pinned(self) -> tuple[PackPin, ...]:
        """The packs in force, the governing one first."""
        return tuple(PackPin.model_validate(one) for one in json.loads(self.packs))

    def computed(self) -> str:
        """Return the digest that the entry must have."""
        parts = (self.case, self.entry, self.packs, self.library, self.stored_at, self.previous)
        head = json.dumps([CHAIN_VERSION, self.seq, *parts], ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(b"\n".join((head.encode(), self.event))).hexdigest()


def sealed(entry: StoredEntry) -> StoredEntry:
    """Return the entry with its digest."""
    return entry.model_copy(update={"digest": entry.computed()})


def pins(rules: RulePack) -> str:
    """Return a pack and those that it rests on as an entry stores them."""
    pinned = [{"id": one.id, "version": one.instrument.version, "digest": one.digest} for one in rules.stack]
    return json.dumps(pinned, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
