"""`zongzhi schema`: the published schemas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.command import OneOf, Spoken
from zongzhi_rules.cli.output import say, write_file
from zongzhi_rules.cli.schemas import NAMES, schema_text
from zongzhi_rules.cli.texts import text

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Language


def schema_command(lang: Language) -> click.Command:
    """Make the command that prints a schema."""

    def run(*, name: str, output: str | None) -> None:
        if output is None:
            say(schema_text(name).removesuffix("\n").encode())
            return
        file = Path(output)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, schema_text(name).encode())

    params = [
        click.Argument(["name"], type=OneOf(NAMES)),
        click.Option(["-o", "--output"], metavar="FILE", help=text("schema_output", lang)),
    ]
    return Spoken("schema", lang, params, callback=run)
