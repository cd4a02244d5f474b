"""`zongzhi help`: what a code of a diagnostic means, or what a command does."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.output import say
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics import suggest
from zongzhi_rules.diagnostics.page import pages
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.render.wrap import wrap

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.diagnostics.page import Page

_WIDTH = 80
_LONGEST = 40


def help_command(lang: Language) -> click.Command:
    """Make the command that explains a code or a command."""

    def run(topic: str | None) -> int:
        above = click.get_current_context().parent
        commands = above.command.commands if above is not None and isinstance(above.command, click.Group) else {}
        if topic is None:
            say(above.get_help() if above is not None else "")
        elif topic in commands:
            command = commands[topic]
            say(command.get_help(command.context_class(command, parent=above, info_name=topic)))
        elif topic.upper() in pages():
            say(_page(pages()[topic.upper()], lang))
        else:
            shown = text("no_topic", lang).format(shortened(visible(topic), _LONGEST))
            near = suggest(topic, commands) or suggest(topic.upper(), pages())
            names = (" 或 " if lang == "zh" else " or ").join(f"`{name}`" for name in near)
            raise WrongUseError(shown + (text("did_you_mean", lang).format(names) if near else ""))
        return 0

    return Spoken("help", lang, [click.Argument(["topic"], required=False, metavar="[CODE|COMMAND]")], callback=run)


def _page(page: Page, lang: Language) -> str:
    colon = "：" if lang == "zh" else ": "
    lines = [*wrap(f"{page.code} ({page.severity(lang)}){colon}{page.what(lang)}", _WIDTH)]
    for heading, body, is_example in page.sections(lang):
        lines += ["", heading]
        lines += (
            textwrap.indent(body, "    ").splitlines() if is_example else [f"  {one}" for one in wrap(body, _WIDTH - 2)]
        )
    return "\n".join(lines)
