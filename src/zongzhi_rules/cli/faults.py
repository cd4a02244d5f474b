"""Usage errors in words.  Click's own are English only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.command import NoArgumentsError, NoCommandError
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics import suggest
from zongzhi_rules.diagnostics.visible import shortened, visible

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Language

_LONGEST = 80


class WrongUseError(click.UsageError):
    """The command line contradicts itself, or a value is not of its form; made with a text in the right language."""


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
        case click.BadParameter():
            kind = error.param.type if error.param is not None else None
            if isinstance(kind, click.Choice):
                return text("choose", lang).format(_name(error), ", ".join(map(str, kind.choices)))
            if isinstance(kind, click.IntRange):
                return text("range", lang).format(_name(error), kind.min, kind.max)
            return _shown("bad_value", _name(error), lang)
        case _ if "extra argument" in error.message:
            return text("too_many", lang)
        case _:
            return text("wrong", lang) if lang == "zh" else error.format_message()


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
