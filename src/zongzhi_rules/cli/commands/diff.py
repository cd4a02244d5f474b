"""`zongzhi diff`: two packs, provision by provision."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from zongzhi_rules.api import load_pack
from zongzhi_rules.cli.cases import packs_option
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.output import print_json, print_outline, wants_colour
from zongzhi_rules.cli.texts import text
from zongzhi_rules.packs.compare import compare, to_dict
from zongzhi_rules.render.difference import difference, opening, rows
from zongzhi_rules.render.outline import Outline
from zongzhi_rules.render.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.packs.compare import PackDiff

_COLOURS = {"added": "green", "withdrawn": "red", "replaced": "yellow", "amended": "yellow"}


def diff_command(lang: Language) -> click.Command:
    """Make the command that compares packs."""

    def run(old: str, new: str, *, packs: Sequence[str], json: bool) -> None:
        found = compare(load_pack(old, packs=packs).compiled, load_pack(new, packs=packs).compiled)
        if json:
            print_json(to_dict(found))
        elif sys.stdout.isatty():
            _print_table(found, lang)
        else:
            print_outline(difference(found, lang))

    names = [click.Argument([name], metavar=name.upper()) for name in ("old", "new")]
    as_json = click.Option(["--json"], is_flag=True, help=text("json", lang))
    return Spoken("diff", lang, [*names, packs_option(lang), as_json], callback=run)


def _print_table(found: PackDiff, lang: Language) -> None:
    """Print the comparison as a table, with rich, which only a terminal needs."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    print_outline(Outline(opening(found, lang), (), ()))
    if not found.entries:
        return
    words = words_of(lang).difference
    colours = {words[kind]: colour for kind, colour in _COLOURS.items()}
    table = Table(show_lines=True, expand=True)
    for name, share in (("provision", 3), ("change", 2), ("entry", 5), ("details", 9)):
        table.add_column(words[name], ratio=share, overflow="fold")
    last = ""
    for row in rows(found, lang):
        entry = Text(row.entry)
        entry.append(f"\n{row.path}", style="dim")
        change = Text(row.change, style=colours.get(row.change, ""))
        provision = "" if row.provision == last else row.provision
        table.add_row(Text(provision), change, entry, Text("\n".join(row.details)))
        last = row.provision
    Console(no_color=not wants_colour(sys.stdout), highlight=False).print(table)
