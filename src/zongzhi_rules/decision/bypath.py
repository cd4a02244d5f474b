"""A mapping whose keys are held once and shared: every decision of a pack has the same few hundred paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic_core import CoreSchema, core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

T = TypeVar("T")


class ByPath(Mapping[str, T]):
    """Values by path, in the order of the paths.  It cannot be changed; in JSON, and in a dump, it is a dictionary."""

    __slots__ = ("_positions", "_values")

    def __init__(self, positions: Mapping[str, int], values: Sequence[T] | Mapping[int, T]) -> None:
        """Take the position, or the key, of each path's value.  Neither argument may change afterwards."""
        self._positions = positions
        self._values = values

    @classmethod
    def of(cls, values: Mapping[str, T]) -> ByPath[T]:
        """Take over a mapping."""
        return cls({path: position for position, path in enumerate(values)}, tuple(values.values()))

    def __getitem__(self, path: str) -> T:
        """Return the value of a path."""
        return self._values[self._positions[path]]

    def __iter__(self) -> Iterator[str]:
        """Go through the paths."""
        return iter(self._positions)

    def __len__(self) -> int:
        """Return how many paths there are."""
        return len(self._positions)

    def __repr__(self) -> str:
        """Show it as the dictionary that it stands for."""
        return repr(dict(self))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Read it from a dictionary and write it as one."""
        plain = handler.generate_schema(dict[str, get_args(source)[0]])  # type: ignore[misc]
        return core_schema.no_info_after_validator_function(
            cls.of,
            plain,
            serialization=core_schema.plain_serializer_function_ser_schema(dict, return_schema=plain),
        )
