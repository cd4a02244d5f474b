"""From the path of an entry (`measures.circular.term`, `readings.term.start`) to the entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.ir.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.ir.pack import Pack


def entry_at(pack: Pack, path: str) -> Rule | None:
    """Return the entry of a path; None where there is none."""
    section, _, rest = path.partition(".")
    found = _within(getattr(pack, section, None), rest)
    while isinstance(found, tuple):
        entry, rest = found
        if not rest:
            return entry
        part, _, below = rest.partition(".")
        value = getattr(entry, part, None)
        found = (value, below) if isinstance(value, Rule) else _within(value, below)
    return None


def entries(pack: Pack) -> Iterator[tuple[str, Rule]]:
    """Yield every entry of a pack with its path."""
    for section, value in pack:
        if isinstance(value, tuple) and section != "instruments":
            yield from _below(value, section)


def _below(value: object, path: str) -> Iterator[tuple[str, Rule]]:
    if isinstance(value, tuple):
        for entry in value:
            if isinstance(entry, Rule):
                yield from _of(entry, f"{path}.{entry.id}")
    elif isinstance(value, Rule):
        yield from _of(value, path)


def _of(entry: Rule, path: str) -> Iterator[tuple[str, Rule]]:
    yield path, entry
    for name, value in entry:
        yield from _below(value, f"{path}.{name}")


def _within(entries: object, path: str) -> tuple[Rule, str] | None:
    """Return the entry of a list that a path begins with, and the rest of the path.  Ids may hold dots."""
    if not isinstance(entries, tuple):
        return None
    for entry in entries:
        if isinstance(entry, Rule) and f"{path}.".startswith(f"{entry.id}."):
            return entry, path[len(entry.id) + 1 :]
    return None
