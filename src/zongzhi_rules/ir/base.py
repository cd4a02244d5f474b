"""What every part of the representation shares: frozen data, a citation, the place it came from."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Data(BaseModel):
    """Frozen, strictly typed data that survives a round trip through JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Origin(Data):
    """Where the author wrote it: the pack whose file it stands in, and the position (1-based)."""

    pack: str
    file: str
    line: int
    column: int


class Citation(Data):
    """A provision: the instrument (by the id of its pack), article, paragraph and item.

    The paragraph and the item are None where the whole article, or the whole paragraph, is meant.
    """

    instrument: str
    article: int
    paragraph: int | None = None
    item: int | None = None


class Choice(Data, Generic[T]):
    """A value that may depend on a reading.

    `reading` is None where it does not; `options` then has one entry, under the empty text.
    """

    reading: str | None
    options: tuple[tuple[str, T], ...]

    def under(self, chosen: dict[str, str]) -> T:
        """Return the value under the chosen options (reading id to option id)."""
        if self.reading is None:
            return self.options[0][1]
        return dict(self.options)[chosen[self.reading]]


class Rule(Data):
    """Base of everything an author writes with an id, a short title and a citation."""

    id: str
    title: str
    cite: tuple[Citation, ...]
    at: Origin = Field(repr=False)


Modality = Literal["shall", "may"]
