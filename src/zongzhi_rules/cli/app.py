"""The entry of the command line: picks the language, runs the command, and turns whatever goes wrong into a message."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from zongzhi_rules.calendar import CalendarError
from zongzhi_rules.cli.command import Form, SpokenGroup
from zongzhi_rules.cli.commands import commands
from zongzhi_rules.cli.faults import faults_of, is_wrong_use, usage_fault
from zongzhi_rules.cli.language import language_of
from zongzhi_rules.cli.output import STDOUT, ClosedPipeError, complain, print_json, wants_colour
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics import render_diagnostics
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Diagnostic, Language

DONE: Final = 0
AT_FAULT: Final = 1
WRONG_USE: Final = 2
UNEXPECTED: Final = 70
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141

DEBUG: Final = "ZONGZHI_DEBUG"

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
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:  # the process was started without it: nobody reads there
            setattr(sys, stream, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - as long as we run
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
        return _let_go(CLOSED_PIPE)
    except OSError as error:  # standard output takes no more, as on a full disk
        _tell(faults_of(OSError(error.errno, error.strerror, STDOUT)), lang, as_json=False)
        return _let_go(AT_FAULT)
    return status


def _run(arguments: Sequence[str], lang: Language) -> int:
    form = Form()
    try:
        result = tree(lang).main(list(arguments), "zongzhi", standalone_mode=False, obj=form)
    except (ClosedPipeError, BrokenPipeError):
        raise
    except click.UsageError as error:
        complain(usage_fault(error, lang))
        return WRONG_USE
    except (InputError, CalendarError, OSError) as error:
        _tell(faults_of(error), lang, as_json=form.json)
        return WRONG_USE if isinstance(error, InputError) and is_wrong_use(error) else AT_FAULT
    except (KeyboardInterrupt, click.Abort):
        complain(text("interrupted", lang))
        return INTERRUPTED
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


def _tell(faults: Sequence[Diagnostic], lang: Language, *, as_json: bool) -> None:
    """Say what is at fault: people on standard error, a program that asked for JSON in place of the result."""
    if as_json:
        print_json([one.to_dict(lang) for one in faults])
        return
    complain(render_diagnostics(faults, lang, colour=wants_colour(sys.stderr)))
    if faults and sys.stderr.isatty():  # a log needs no hint
        complain("\n" + text("help_codes", lang).format(faults[0].code).rstrip())


def _let_go(status: int) -> int:
    """Give standard output up, so that the interpreter does not complain when it flushes at the end."""
    with suppress(OSError, ValueError):  # no file of the system, as under a test
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status
