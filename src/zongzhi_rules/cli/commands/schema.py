"""`zongzhi schema`: the published schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.output import print_json
from zongzhi_rules.cli.schemas import NAMES, schema

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Language


def schema_command(lang: Language) -> click.Command:
    """Make the command that prints a schema."""

    def run(name: str) -> None:
        print_json(schema(name))

    return Spoken("schema", lang, [click.Argument(["name"], type=click.Choice(NAMES))], callback=run)
