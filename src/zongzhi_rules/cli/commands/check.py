"""`zongzhi check`: every problem of packs and cases, with its place."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules.api import load_pack
from zongzhi_rules.cli.cases import STDIN, case_from_argument, governing, pack_option, packs_option
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.output import print_json, say, wants_colour
from zongzhi_rules.cli.texts import counted, text
from zongzhi_rules.diagnostics import Severity, render_diagnostics
from zongzhi_rules.errors import InputError
from zongzhi_rules.packs.find import is_pack
from zongzhi_rules.packs.library import PackLibrary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Diagnostic, Language

_CASES = (".yaml", ".yml", ".json")
_HEADER = re.compile(rb"^pack\s*:", re.MULTILINE)


@dataclass
class _Check:
    """What was looked at and what was found; a finding of a pack below stands once, however many rest on it."""

    packs: Sequence[str]
    checked_packs: set[str] = field(default_factory=set)
    cases: int = 0
    found: dict[Diagnostic, None] = field(default_factory=dict)

    def pack(self, name: str) -> None:
        """Compile a pack, named by its id or by its folder."""
        if name in self.checked_packs:
            return
        self.checked_packs.add(name)
        try:
            compiled = load_pack(name, packs=self.packs).compiled
        except InputError as error:
            self.found |= dict.fromkeys(error.diagnostics)
        else:
            self.found |= dict.fromkeys(warning for one in compiled.stack for warning in one.warnings)

    def case(self, name: str, pack: str | None) -> None:
        """Read a case and judge it, so that what only its pack can see is found too."""
        self.cases += 1
        try:
            case = case_from_argument(name)
            governing(case, pack, self.packs).verdict(case)
        except InputError as error:
            self.found |= dict.fromkeys(error.diagnostics)

    def count(self, severity: Severity) -> int:
        """Return how many findings are that grave."""
        return sum(one.severity is severity for one in self.found)


def check_command(lang: Language) -> click.Command:
    """Make the command that checks packs and cases."""

    def run(target: Sequence[str], *, pack: str | None, packs: Sequence[str], json: bool) -> int:
        done = _Check(packs)
        if target.count(STDIN) > 1:
            raise WrongUseError(text("stdin_twice", lang))
        for name in target or PackLibrary(tuple(map(Path, packs))).ids:
            _look_at(name, pack, done)
        ordered = sorted(done.found, key=lambda one: one.sort_key)
        if json:
            print_json([one.to_dict(lang) for one in ordered])
        else:
            _report(done, ordered, lang)
        return 1 if done.count(Severity.ERROR) else 0

    targets = click.Argument(["target"], nargs=-1, metavar="[TARGET]...")
    as_json = click.Option(["--json"], is_flag=True, help=text("json", lang))
    return Spoken("check", lang, [targets, pack_option(lang), packs_option(lang), as_json], callback=run)


def _look_at(name: str, pack: str | None, done: _Check) -> None:
    path = Path(name)
    if name == STDIN or (path.is_file() and not _belongs_to_a_pack(path)):
        done.case(name, pack)
    elif path.is_file():
        done.pack(str(path.parent))
    elif path.is_dir():
        _look_into(path, pack, done)
    elif path.suffix in _CASES:
        done.case(name, pack)  # which says that there is no such file
    else:
        done.pack(name)


def _belongs_to_a_pack(path: Path) -> bool:
    return path.suffix == ".yaml" and _has_header(path.parent)


def _look_into(folder: Path, pack: str | None, done: _Check) -> None:
    """Check the pack that a folder is, else the cases in it, else the packs in it."""
    cases = [one for one in sorted(folder.iterdir()) if one.suffix in _CASES]
    inside = [one for one in sorted(folder.iterdir()) if is_pack(one)]
    if _has_header(folder) or not (cases or inside):
        done.pack(str(folder))  # which says so where there is nothing to check
    for one in () if _has_header(folder) else cases:
        done.case(str(one), pack)
    for one in () if _has_header(folder) or cases else inside:
        done.pack(str(one))


def _has_header(folder: Path) -> bool:
    """Whether a file of a folder has the header of a pack."""
    return any(_HEADER.search(one.read_bytes()) for one in sorted(folder.glob("*.yaml")) if one.is_file())


def _report(done: _Check, ordered: Sequence[Diagnostic], lang: Language) -> None:
    if ordered:
        say(render_diagnostics(ordered, lang, colour=wants_colour(sys.stdout)) + "\n")
    if not done.checked_packs and not done.cases:
        say(text("no_packs", lang))
        return
    looked_at = counted("packs_checked", len(done.checked_packs), lang), counted("cases_checked", done.cases, lang)
    problems = [
        counted(name, number, lang)
        for name, severity in (("errors", Severity.ERROR), ("warnings", Severity.WARNING))
        if (number := done.count(severity))
    ]
    result = ("，" if lang == "zh" else ", ").join(problems) or text("no_problem", lang)
    say(text("checked", lang).format(*looked_at, result))
