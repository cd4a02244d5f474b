"""Moves the entries of a block in a text that is laid out, where each has lines of its own, with their comments.

A comment goes with the key that it stands above.  Two stay: what stands above the first key and is parted from it by a
blank line is about the whole, and what stands below the last one is the end.  A comment right below an entry, with a
blank line below it, goes with that entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def move_entries(lines: list[str], places: Mapping[str, tuple[int, int]], order: Sequence[str]) -> None:
    """Put the entries of a block into an order, in place.  The number of lines stays, so other places still hold.

    Args:
        lines: of the whole text; what stands inside the entries may have been moved before.
        places: line and column, both from 0, of each key, in the order written.
        order: the keys in the order wanted.
    """
    starts, column = [line for line, _ in places.values()], next(iter(places.values()))[1]
    dash = lines[starts[0]][:column]  # blanks, or the dash of the item that starts here
    lines[starts[0]] = " " * column + lines[starts[0]][column:]
    top = starts[0] if dash.strip() else _top(lines, starts[0], column)
    end = _end(lines, starts[-1], column)
    ends = [_content_end(lines, one, following) for one, following in zip(starts, [*starts[1:], end], strict=True)]
    head, above = _split_head(lines[top : starts[0]], at_top=top == 0)
    blocks: dict[str, list[str]] = {}
    for index, key in enumerate(places):
        last = index == len(starts) - 1
        after, next_above = ([], []) if last else _split(lines[ends[index] : starts[index + 1]])
        blocks[key] = [*above, *lines[starts[index] : ends[index]], *after]
        above = next_above
    moved = _joined(head, [blocks[key] for key in order]) + lines[ends[-1] : end]
    lines[top:end] = _with_dash(moved, dash) if dash.strip() else moved


def _indent(line: str) -> int:
    """Return how far a line is indented; a blank one not at all: -1.  A blank line put above it does not count."""
    content = line.lstrip("\n")
    return len(content) - len(content.lstrip()) if content.strip() else -1


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _is_comment_at(line: str, column: int) -> bool:
    return _indent(line) == column and _is_comment(line)


def _top(lines: Sequence[str], start: int, column: int) -> int:
    """Return where the comments above the first entry start."""
    while start and (_indent(lines[start - 1]) == -1 or _is_comment_at(lines[start - 1], column)):
        start -= 1
    return start


def _end(lines: Sequence[str], start: int, column: int) -> int:
    """Return the line after the last one of a block, the comments at its end included."""
    last = start
    for number in range(start + 1, len(lines)):
        if _indent(lines[number]) >= column:
            last = number
        elif _indent(lines[number]) >= 0:
            break
    return last + 1


def _content_end(lines: Sequence[str], start: int, limit: int) -> int:
    """Return the line after the last one of an entry: what is indented further than its key."""
    column = _indent(lines[start])
    return max((number for number in range(start, limit) if _indent(lines[number]) > column), default=start) + 1


def _split_head(gap: list[str], *, at_top: bool) -> tuple[list[str], list[str]]:
    """Split what stands above the first entry: what is about the whole, and what goes with the entry.

    That is what has no blank line below; but the first lines of a file are about the file.
    """
    border = max((number for number, line in enumerate(gap, 1) if not line.strip()), default=len(gap) if at_top else 0)
    return gap[:border], gap[border:]


def _split(gap: list[str]) -> tuple[list[str], list[str]]:
    """Split what stands between two entries: a comment right below the first with a blank line below it is its own."""
    border = next((number for number, line in enumerate(gap) if not line.strip()), 0)
    return gap[:border], gap[border:]


def _joined(head: list[str], blocks: Sequence[list[str]]) -> list[str]:
    """Join blocks: a comment that ends one, or the head, must not come to stand right above what it is not about."""
    done = list(head)
    for number, block in enumerate(blocks):
        parted = block
        if not done:  # a blank line that parted it from what stood above it still does, from below
            blanks = next(index for index, line in enumerate(block) if line.strip())
            parted = [*block[blanks:], *block[:blanks]]
        elif _is_comment(done[-1]) and block[0].strip() and (number or _is_comment(block[0])):
            parted = [f"\n{block[0]}", *block[1:]]
        done += parted
    return done


def _with_dash(block: list[str], dash: str) -> list[str]:
    """Return the lines of an item with its dash before the first key, and what stands above that key above the dash."""
    first = next(number for number, line in enumerate(block) if line.strip() and not _is_comment(line))
    outside = " " * (len(dash) - len(dash.lstrip()))
    above = [line and outside + line.lstrip() for line in block[:first]]
    return [*above, dash + block[first].lstrip(), *block[first + 1 :]]
