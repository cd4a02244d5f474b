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
    from collections.abc import Mapping, Sequence

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.diagnostics.page import Page

_WIDTH = 80
_LONGEST = 40


def help_command(lang: Language) -> click.Command:
    """Make the command that explains a code or a command."""

    def run(topic: Sequence[str]) -> int:
        at = click.get_current_context().find_root()
        words = [word for one in topic for word in one.split()]  # `help "case new"` is meant as well
        if len(words) == 1 and words[0].upper() in pages():
            say(_page(pages()[words[0].upper()], lang))
            return 0
        for number, word in enumerate(words, 1):
            below = at.command.commands if isinstance(at.command, click.Group) else {}
            if word not in below:
                raise WrongUseError(_no_topic(words[:number], below, lang))
            at = below[word].context_class(below[word], parent=at, info_name=word)
        say(at.get_help())
        return 0

    topic = click.Argument(["topic"], nargs=-1, metavar="[CODE|COMMAND...]")
    return Spoken("help", lang, [topic], callback=run)


def _no_topic(words: Sequence[str], below: Mapping[str, click.Command], lang: Language) -> str:
    """Say that there is no such code or command, and which may have been meant."""
    *above, word = words
    shown = text("no_topic", lang).format(shortened(visible(" ".join(words)), _LONGEST))
    near = suggest(word, below) or (() if above else suggest(word.upper(), pages()))
    names = (" 或 " if lang == "zh" else " or ").join(f"`{' '.join([*above, name])}`" for name in near)
    return shown + (text("did_you_mean", lang).format(names) if near else "")


def _page(page: Page, lang: Language) -> str:
    colon = "：" if lang == "zh" else ": "
    lines = [*wrap(f"{page.code} ({page.severity(lang)}){colon}{page.what(lang)}", _WIDTH)]
    for heading, body, is_example in page.sections(lang):
        lines += ["", heading]
        lines += (
            textwrap.indent(body, "    ").splitlines() if is_example else [f"  {one}" for one in wrap(body, _WIDTH - 2)]
        )
    return "\n".join(lines)
