"""The sub-commands, each in a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.cli.commands.case import case_group, due_command
from zongzhi_rules.cli.commands.cases import cases_command, coverage_command, test_command
from zongzhi_rules.cli.commands.check import check_command
from zongzhi_rules.cli.commands.decide import decide_command, explain_command
from zongzhi_rules.cli.commands.diff import diff_command
from zongzhi_rules.cli.commands.duties import duties_command
from zongzhi_rules.cli.commands.eligible import eligible_command
from zongzhi_rules.cli.commands.fmt import fmt_command
from zongzhi_rules.cli.commands.help import help_command
from zongzhi_rules.cli.commands.mutate import mutate_command
from zongzhi_rules.cli.commands.new import new_command
from zongzhi_rules.cli.commands.receipts import backtest_command, replay_command
from zongzhi_rules.cli.commands.schema import schema_command
from zongzhi_rules.cli.commands.seal import seal_command
from zongzhi_rules.cli.commands.source import source_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

    from zongzhi_rules.diagnostics import Language


def commands(lang: Language) -> Sequence[click.Command]:
    """Return the sub-commands in a language, in the order of the help."""
    made = (
        decide_command,
        explain_command,
        duties_command,
        eligible_command,
        case_group,
        due_command,
        replay_command,
        backtest_command,
        new_command,
        check_command,
        fmt_command,
        test_command,
        coverage_command,
        cases_command,
        mutate_command,
        diff_command,
        source_command,
        seal_command,
        schema_command,
        help_command,
    )
    return [make(lang) for make in made]
