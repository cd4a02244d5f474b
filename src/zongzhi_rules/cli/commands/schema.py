"""`zongzhi schema`: the published schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.output import print_json

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Language

_NAMES = ("case", "decision", "event", "pack", "receipt", "state")


def schema_command(lang: Language) -> click.Command:
    """Make the command that prints a schema."""

    def run(name: str) -> None:
        print_json(_schema(name))

    return Spoken("schema", lang, [click.Argument(["name"], type=click.Choice(_NAMES))], callback=run)


def _schema(name: str) -> dict[str, Any]:
    """Make a schema; only what it is about is imported."""
    if name == "case":
        from zongzhi_rules.facts.schema import case_schema  # noqa: PLC0415

        return case_schema()
    if name == "decision":
        from zongzhi_rules.decision.schema import decision_schema  # noqa: PLC0415

        return decision_schema()
    if name == "event":
        from zongzhi_rules.casefile.schema import event_schema  # noqa: PLC0415

        return event_schema()
    if name == "state":
        from zongzhi_rules.casefile.schema import state_schema  # noqa: PLC0415

        return state_schema()
    if name == "receipt":
        from zongzhi_rules.receipts.schema import receipt_schema  # noqa: PLC0415

        return receipt_schema()
    from zongzhi_rules.compiler.schema import pack_schema  # noqa: PLC0415

    return pack_schema()
