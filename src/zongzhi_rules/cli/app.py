"""The entry of the command line: picks the language, runs the command, and turns whatever goes wrong into a message."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from zongzhi_rules.calendar import CalendarError
from zongzhi_rules.cli.command import SpokenGroup
from zongzhi_rules.cli.commands import commands
from zongzhi_rules.cli.faults import usage_fault
from zongzhi_rules.cli.language import language_of
from zongzhi_rules.cli.output import ClosedPipeError, complain, wants_colour
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics import render_diagnostics
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.errors import InputError, UseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Language

DONE: Final = 0
AT_FAULT: Final = 1
WRONG_USE: Final = 2
UNEXPECTED: Final = 70
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141

DEBUG: Final = "ZONGZHI_DEBUG"

_ASKED_FOR = {"ZR601", "ZR602", "ZR610", "ZR611", "ZR614", "ZR620"}  # what the command line named and there is not
_LONGEST = 200


class App(click.Group):
    """The command `zongzhi`, made anew for each run in the language of the run."""

    def __init__(self) -> None:
        super().__init__("zongzhi")

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> NoReturn:  # noqa: ANN401, ARG002
        """Run a command line and leave with its status."""
        sys.exit(run(list(sys.argv[1:] if args is None else args)))


def main() -> NoReturn:
    """Run the command line of the process."""
    App().main()


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; nothing is raised."""
    lang = language_of(arguments, os.environ)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a locale without Chinese must not end the run
    try:
        status = _run(arguments, lang)
        sys.stdout.flush()
    except (ClosedPipeError, BrokenPipeError):
        return _let_go()
    return status


def _run(arguments: Sequence[str], lang: Language) -> int:  # noqa: PLR0911 - one for each way to end
    try:
        result = tree(lang).main(list(arguments), "zongzhi", standalone_mode=False)
    except click.UsageError as error:
        complain(usage_fault(error, lang))
        return WRONG_USE
    except InputError as error:
        complain(render_diagnostics(error.diagnostics, lang, colour=wants_colour(sys.stderr)))
        if error.diagnostics and sys.stderr.isatty():  # a log needs no hint
            complain("\n" + text("help_codes", lang).format(error.diagnostics[0].code).rstrip())
        wrong = isinstance(error, UseError) and {one.code for one in error.diagnostics} <= _ASKED_FOR
        return WRONG_USE if wrong else AT_FAULT
    except CalendarError as error:
        complain(text("error", lang) + (error.text if lang == "zh" else error.text_en))
        return AT_FAULT
    except OSError as error:
        reason = error.strerror or type(error).__name__
        complain(text("error", lang) + visible(f"{error.filename}: {reason}" if error.filename else reason))
        return AT_FAULT
    except (KeyboardInterrupt, click.Abort):
        complain(text("interrupted", lang))
        return INTERRUPTED
    except ClosedPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last resort: a message instead of a traceback
        return _unexpected(error, lang)
    return result if isinstance(result, int) else DONE


def tree(lang: Language) -> SpokenGroup:
    """Return the command with its sub-commands in a language."""
    group = SpokenGroup("zongzhi", lang)
    for command in commands(lang):
        group.add_command(command)
    return group


def _unexpected(error: Exception, lang: Language) -> int:
    if os.environ.get(DEBUG) == "1":
        traceback.print_exc()
    what = shortened(visible(str(error)), _LONGEST)
    complain(text("error", lang) + text("unexpected", lang).format(kind=type(error).__name__, what=what))
    return UNEXPECTED


def _let_go() -> int:
    """Give standard output up, so that the interpreter does not complain when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CLOSED_PIPE
