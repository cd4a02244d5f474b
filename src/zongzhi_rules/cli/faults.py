"""What goes wrong on the command line, in words and as diagnostics.  Click's own usage errors are English only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from zongzhi_rules.calendar import CalendarError, OverrideError
from zongzhi_rules.cli.command import NoArgumentsError, NoCommandError, NotOneOfError
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics import Label, Source, Span, diagnose, suggest
from zongzhi_rules.diagnostics.reasons import reason_of
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.errors import InputError, UseError
from zongzhi_rules.syntax.files import read_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Diagnostic, Language

_LONGEST = 80
_NOT_THERE: Final = frozenset({"ZR601", "ZR602", "ZR610", "ZR611", "ZR614", "ZR620"})


class WrongUseError(click.UsageError):
    """The command line contradicts itself, or a value is not of its form; made with a text in the right language."""


def is_wrong_use(error: InputError) -> bool:
    """Whether the command line itself is at fault: it names a pack, reading, rule or engine that there is not.

    The status is 2 then, in every command alike.
    """
    return isinstance(error, UseError) and {one.code for one in error.diagnostics} <= _NOT_THERE


def faults_of(error: InputError | CalendarError | OSError) -> Sequence[Diagnostic]:
    """Return what an error says as diagnostics."""
    match error:
        case InputError():
            return error.diagnostics
        case OverrideError():
            source, _ = read_source(Path(error.name))
            return [
                diagnose(
                    "ZR691",
                    _place(source or Source(error.name, ""), one.line, one.column),
                    path=one.field,
                    problem=Label(one.text, one.text_en),
                )
                for one in error.problems
            ]
        case CalendarError():
            return [diagnose("ZR692", problem=Label(error.text, error.text_en))]
        case _:
            return [diagnose("ZR690", file=str(error.filename or "?"), reason=reason_of(error))]


def _place(source: Source, line: int | None, column: int | None) -> Span:
    if line is None or column is None or not source.text:
        return Span(Source(source.name, ""), 1, 1, 1, 1)
    return Span(source, line, column, line, column + 1)


def usage_fault(error: click.UsageError, lang: Language) -> str:
    """Return what to print for wrong usage: the use, what is wrong, where help is."""
    context = error.ctx
    if context is not None and isinstance(error, NoArgumentsError):
        return context.get_help()
    lines = []
    if context is not None:
        lines.append(context.command.get_usage(context))
    lines.append(text("error", lang) + _what(error, lang))
    if context is not None:
        lines.append(text("try_help", lang).format(context.command_path))
    return "\n".join(lines)


def _what(error: click.UsageError, lang: Language) -> str:  # noqa: PLR0911 - one for each kind of error
    match error:
        case WrongUseError():
            return error.message
        case NoCommandError():
            known = list(error.ctx.command.commands) if error.ctx and isinstance(error.ctx.command, click.Group) else []
            return _shown("no_command", error.name, lang) + _meant(suggest(error.name, known), lang)
        case click.NoSuchOption():
            return _shown("no_option", error.option_name, lang) + _meant(tuple(error.possibilities or ()), lang)
        case click.BadOptionUsage():
            wants = "requires" in error.message  # click has one error for both
            return _shown("option_wants" if wants else "option_bare", error.option_name, lang)
        case click.MissingParameter():
            return text("missing", lang).format(_name(error))
        case NotOneOfError():
            listed = text("choose", lang).format(_name(error), ", ".join(error.choices))
            return listed + _meant(suggest(error.given, error.choices), lang)
        case click.BadParameter():
            return _of_what_form(error.param.type if error.param is not None else None, _name(error), lang)
        case _ if "extra argument" in error.message:
            return text("too_many", lang)
        case _:
            return text("wrong", lang) if lang == "zh" else error.format_message()


def _of_what_form(kind: object, name: str, lang: Language) -> str:
    """Say what the value of an option or argument should be."""
    match kind:
        case click.IntRange(min=least, max=None):
            return text("least", lang).format(name, least)
        case click.IntRange(min=least, max=most):
            return text("range", lang).format(name, least, most)
        case click.FloatRange(min=least, max=most):
            return text("number_range", lang).format(name, f"{least:g}", f"{most:g}")
        case click.types.IntParamType():
            return text("whole_number", lang).format(name)
        case click.DateTime():
            return text("day_wanted", lang).format(name)
        case _:
            return _shown("bad_value", name, lang)


def _name(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return ""
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name


def _shown(name: str, value: str, lang: Language) -> str:
    return text(name, lang).format(shortened(visible(value), _LONGEST))


def _meant(names: tuple[str, ...], lang: Language) -> str:
    if not names:
        return ""
    return text("did_you_mean", lang).format((" 或 " if lang == "zh" else " or ").join(f"`{name}`" for name in names))
