"""`zongzhi source`: is the user's copy of an official text the one that a pack encodes?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules.api import load_pack
from zongzhi_rules.cli.cases import packs_option
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.output import complain, print_json, print_outline, say
from zongzhi_rules.cli.texts import text
from zongzhi_rules.errors import CaseError
from zongzhi_rules.syntax.files import read_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Language


def source_command(lang: Language) -> click.Command:
    """Make the command that binds a text."""

    def run(*, pack: str, file: str, digests: bool, packs: Sequence[str], json: bool) -> int:
        from zongzhi_rules.official_text import bind_text, digest  # noqa: PLC0415
        from zongzhi_rules.render.lists import bound_text  # noqa: PLC0415

        rules = load_pack(pack, packs=packs)
        bound = bind_text(rules.pack, read_text(file))
        if digests:
            lines = [f'  "{one.number}": {digest(one.text)}' for one in bound.articles if one.text is not None]
            if not lines:
                complain(text("error", lang) + text("no_articles", lang))
                return 1
            say("\n".join(["digests:", *lines]))
            return 0
        if json:
            articles = [{"number": one.number, "state": one.state, "line": one.line} for one in bound.articles]
            print_json({"instrument": bound.instrument, "complete": bound.complete, "articles": articles})
        else:
            print_outline(bound_text(bound, rules, lang))
        return 0 if bound.complete else 1

    parameters: list[click.Parameter] = [
        click.Argument(["pack"], metavar="PACK"),
        click.Option(["--text", "file"], required=True, metavar="FILE", help=text("text_file", lang)),
        click.Option(["--digests"], is_flag=True, help=text("digests", lang)),
        packs_option(lang),
        click.Option(["--json"], is_flag=True, help=text("json", lang)),
    ]
    return Spoken("source", lang, parameters, callback=run)


def read_text(file: str) -> str:
    """Read a text file in UTF-8.  Raises `CaseError` with what is wrong with it."""
    source, found = read_source(Path(file))
    if source is None:
        raise CaseError(found)
    return source.text
