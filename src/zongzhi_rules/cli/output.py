"""Results on standard output, messages on standard error; colour for terminals only."""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import click

from zongzhi_rules.errors import ZongzhiError
from zongzhi_rules.render.outline import WIDTH

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from zongzhi_rules.render.outline import Outline, Tone

WIDEST: Final = 100
STDOUT: Final = "<stdout>"
"""What messages call standard output."""


class ClosedPipeError(ZongzhiError):
    """Nobody reads on: the reader of the pipe has left.  Click would take the plain error for one of its own."""


_STYLES: dict[Tone, dict[str, bool | str]] = {
    "heading": {"fg": "cyan", "bold": True},
    "strong": {"bold": True},
    "aside": {"dim": True},
    "warning": {"fg": "yellow"},
}


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that may be coloured (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int:
    """Return the cells of a line: of the terminal, within reason; of a file always the same."""
    return min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST) if stream.isatty() else WIDTH


def print_outline(outline: Outline) -> None:
    """Print a text in sections."""
    colour = wants_colour(sys.stdout)
    for line, tone in outline.laid_out(width_of(sys.stdout)):
        style = _STYLES.get(tone)
        say(click.style(line, **style) if colour and style and line else line)  # type: ignore[arg-type]


def print_json(data: object) -> None:
    """Print data as JSON in UTF-8, whatever the locale: keys as they come, two spaces a level."""
    print_json_text(json.dumps(data, ensure_ascii=False, indent=2))


def print_json_text(text: str) -> None:
    """Print JSON that is text already."""
    say(text.encode())


def say(text: str | bytes) -> None:
    """Print a line of the result."""
    try:
        click.echo(text if isinstance(text, str) else text + b"\n", nl=isinstance(text, str))
    except BrokenPipeError:
        raise ClosedPipeError from None
    except OSError as error:  # its file has no name of its own
        raise OSError(error.errno, error.strerror, STDOUT) from error


def write_file(file: Path, data: bytes) -> None:
    """Write a file whole or not at all: a reader, or a run that is broken off, never sees half of it.

    Its permissions stay.  Raises `OSError` that names the file which was asked for.
    """
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(data)  # nothing can take the place of a device or a pipe
        else:
            _put_in_place(file.resolve(), data)  # a link stays, its target is written
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def _put_in_place(file: Path, data: bytes) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        if file.exists():
            shutil.copymode(file, draft)
        draft.replace(file)
    finally:
        with suppress(OSError):  # gone, or what stands in the way is told already
            draft.unlink(missing_ok=True)


def complain(text: str) -> None:
    """Print a message on standard error; where that takes nothing, nobody is left to be told."""
    with suppress(OSError):
        click.echo(text, err=True, color=wants_colour(sys.stderr))
