"""Commands and groups whose help and usage errors are in the language of the run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from zongzhi_rules import __version__
from zongzhi_rules.cli.language import OPTION
from zongzhi_rules.cli.output import say
from zongzhi_rules.cli.texts import text
from zongzhi_rules.render.wrap import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zongzhi_rules.diagnostics import Language

_WIDEST_NAME = 30  # cells for the left column of a help


class NoCommandError(click.UsageError):
    """There is no such command."""

    def __init__(self, name: str, context: click.Context) -> None:
        self.name = name
        super().__init__(name, context)


class NoArgumentsError(click.UsageError):
    """Nothing was asked for: the help is the answer."""


class NotOneOfError(click.BadParameter):
    """A value is none of those that there are."""

    def __init__(self, given: str, choices: Sequence[str], param: click.Parameter | None) -> None:
        self.given = given
        self.choices = choices
        super().__init__(given, param=param)


class OneOf(click.Choice):  # type: ignore[type-arg]  # not generic before click 8.2
    """One of a few words; another is told with the one that may have been meant."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word.  Raises `NotOneOfError`."""
        try:
            return str(super().convert(value, param, ctx))
        except click.BadParameter:
            raise NotOneOfError(value, tuple(self.choices), param) from None


class Percent(click.FloatRange):
    """A number from 0 to 100."""

    def __init__(self) -> None:
        super().__init__(0, 100)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401
        """Return the number.  Raises `click.BadParameter`, for what is no number as well."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(value, param, ctx)
        return number


class _Formatter(click.HelpFormatter):
    """Lays a help out by cells, which Chinese takes two of a character."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}{':' if heading.isascii() else '：'}\n")

    def write_text(self, text: str) -> None:
        for line in wrap(text.replace("\n", " "), self.width - self.current_indent):
            self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_NAME, col_spacing: int = 2) -> None:
        rows = list(rows)
        left = min(max((cells(name) for name, _ in rows), default=0), col_max) + col_spacing
        for name, about in rows:
            self.write(f"{'':>{self.current_indent}}{name}")
            room = left - cells(name)
            if not about:
                self.write("\n")
                continue
            if room < col_spacing:
                self.write("\n")
                room = left + self.current_indent
            for number, line in enumerate(wrap(about, self.width - self.current_indent - left)):
                self.write(f"{'':>{room if number == 0 else left + self.current_indent}}{line}\n")


class _Context(click.Context):
    formatter_class = _Formatter


@dataclass
class Form:
    """In what form a run tells its result, known as soon as its options are read."""

    json: bool = False


class Spoken(click.Command):
    """A command in one language."""

    context_class = _Context

    def __init__(
        self,
        name: str,
        lang: Language,
        params: Sequence[click.Parameter] = (),
        about: str | None = None,
        **rest: Any,  # noqa: ANN401
    ) -> None:
        """Take the command's name; `about` names its text, where another command has the same name."""
        self.lang = lang
        every = [*params, _language(lang), _help(lang)]
        super().__init__(name, params=every, add_help_option=False, help=text(about or name, lang), **rest)
        self.options_metavar = text("options_metavar", lang)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's
        """Run the command; what goes wrong in it is told in the form that its options ask for."""
        form = ctx.find_object(Form)
        if form is not None:
            form.json = bool(ctx.params.get("json")) or ctx.params.get("form") == "json"
        return super().invoke(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows the use."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write(f"{text('usage', self.lang)}{ctx.command_path} {pieces}\n")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write what the command does."""
        for paragraph in (self.help or "").split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        records = [record for one in options if (record := one.get_help_record(ctx)) is not None]
        with formatter.section(text("options", self.lang)):
            formatter.write_dl(records)


class SpokenGroup(Spoken, click.Group):
    """A group in one language."""

    def __init__(self, name: str, lang: Language, **rest: Any) -> None:  # noqa: ANN401
        everything = {"no_args_is_help": False, "invoke_without_command": True, "callback": _nothing_asked, **rest}
        super().__init__(name, lang, [_version(lang)], **everything)
        self.subcommand_metavar = text("command_metavar", lang)

    def resolve_command(
        self,
        ctx: click.Context,
        args: list[str],
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; `NoCommandError` where there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise NoCommandError(name, ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands, each with the first sentence of its help."""
        super().format_options(ctx, formatter)
        rows = [(name, (command.help or "").partition("\n")[0]) for name, command in self.commands.items()]
        with formatter.section(text("commands", self.lang)):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Return the commands in the order of their use."""
        return list(self.commands)


@click.pass_context
def _nothing_asked(context: click.Context) -> None:
    """Raise `NoArgumentsError` where there is no command."""
    if context.invoked_subcommand is None:
        raise NoArgumentsError("", context)


def _help(lang: Language) -> click.Option:
    return _eager(["-h", "--help"], text("help_option", lang), lambda context: context.get_help())


def _version(lang: Language) -> click.Option:
    return _eager(["--version"], text("version", lang), lambda _: f"zongzhi {__version__}")


def _eager(names: list[str], about: str, told: Callable[[click.Context], str]) -> click.Option:
    def show(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
        if value and not context.resilient_parsing:
            say(told(context))
            context.exit()

    return click.Option(names, is_flag=True, is_eager=True, expose_value=False, help=about, callback=show)


def _language(lang: Language) -> click.Option:
    """Make the option for every command; its value was read before anything was parsed."""
    return click.Option([OPTION], type=OneOf(["zh", "en"]), expose_value=False, help=text("lang", lang))
