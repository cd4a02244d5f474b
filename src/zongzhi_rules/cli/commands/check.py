"""`zongzhi check`: every problem of packs and cases, with its place."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules import __version__
from zongzhi_rules.cli.cases import STDIN, case_from_argument, governing, pack_option, packs_option, seen_from_here
from zongzhi_rules.cli.command import OneOf, Spoken
from zongzhi_rules.cli.faults import WrongUseError, is_wrong_use
from zongzhi_rules.cli.output import complain, print_json, say, wants_colour
from zongzhi_rules.cli.texts import counted, text
from zongzhi_rules.cli.watching import watching
from zongzhi_rules.diagnostics import Severity, render_diagnostics
from zongzhi_rules.diagnostics.sarif import to_sarif
from zongzhi_rules.errors import InputError
from zongzhi_rules.packs.find import CASES, is_pack
from zongzhi_rules.packs.library import PackLibrary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zongzhi_rules.compiler.passes import CompiledPack
    from zongzhi_rules.diagnostics import Diagnostic, Language

_TEXT, _JSON, _SARIF = "text", "json", "sarif"
_CASE_FILES = (".yaml", ".yml", ".json")
_HEADER = re.compile(rb"^pack\s*:", re.MULTILINE)


@dataclass
class _Check:
    """What was looked at and what was found; a finding of a pack below stands once, however many rest on it."""

    packs: Sequence[str]
    library: PackLibrary
    checked_packs: set[str] = field(default_factory=set)
    folders: dict[str, Path] = field(default_factory=dict)
    cases: int = 0
    wrong_use: bool = False
    found: dict[Diagnostic, None] = field(default_factory=dict)

    def pack(self, name: str) -> None:
        """Compile a pack, named by its id or by its folder, and read the cases beside it."""
        if name in self.checked_packs:
            return
        self.checked_packs.add(name)
        if is_pack(Path(name)):
            folder = Path(name).resolve()
            self.folders[folder.name] = folder
        try:
            compiled = self.library.load(name)
        except InputError as error:
            self._note(error)
            if is_wrong_use(error):  # there is no such pack
                self.checked_packs.discard(name)
        else:
            self.found |= dict.fromkeys(warning for one in compiled.stack for warning in one.warnings)
            folder = Path(name) if is_pack(Path(name)) else seen_from_here(self.library.folder_of(name))
            self._cases_beside(compiled, folder / CASES)

    def _note(self, error: InputError) -> None:
        self.found |= dict.fromkeys(error.diagnostics)
        self.wrong_use = self.wrong_use or is_wrong_use(error)

    def _cases_beside(self, compiled: CompiledPack, folder: Path) -> None:
        """Read the cases of a pack: what is wrong with how they are written.  `zongzhi test` runs them."""
        if not folder.is_dir():
            return
        from zongzhi_rules.decision.rulepack import RulePack  # noqa: PLC0415 - for packs that have cases
        from zongzhi_rules.packtests import read_case_folder  # noqa: PLC0415

        try:
            self.cases += len(read_case_folder(RulePack(compiled), folder).cases)
        except InputError as error:
            self._note(error)

    def case(self, name: str, pack: str | None) -> None:
        """Read a case and judge it, so that what only its pack can see is found too."""
        self.cases += 1
        try:
            case = case_from_argument(name)
            governing(case, pack, self.packs).verdict(case)
        except InputError as error:
            self._note(error)

    def path_of(self, shown: str) -> str:
        """Return the path of a file, seen from here, that diagnostics call by the folder of its pack."""
        folder, slash, rest = shown.partition("/")
        known = self.folders.get(folder) or self.library.folders.get(folder)
        file = known / rest if slash and known is not None else Path(shown)
        if not file.exists():
            return shown
        return str(seen_from_here(file))

    def count(self, severity: Severity) -> int:
        """Return how many findings are that grave."""
        return sum(one.severity is severity for one in self.found)


def check_command(lang: Language) -> click.Command:
    """Make the command that checks packs and cases."""

    def run(  # noqa: PLR0913 - the options of the command line
        target: Sequence[str],
        *,
        pack: str | None,
        packs: Sequence[str],
        json: bool,
        form: str | None,
        watch: bool,
    ) -> int:
        if target.count(STDIN) > 1:
            raise WrongUseError(text("stdin_twice", lang))
        if json and form not in {None, _JSON}:
            raise WrongUseError(text("not_together", lang).format("--json", f"--format {form}"))
        wanted = _JSON if json else form or _TEXT

        def once() -> int:
            done = _checked(target, pack, packs)
            _report(done, wanted, lang)
            return 2 if done.wrong_use else 1 if done.count(Severity.ERROR) else 0

        if not watch:
            return once()
        if STDIN in target:
            raise WrongUseError(text("not_together", lang).format(STDIN, "--watch"))
        return watching(lambda: _again(once, lang), _places(target, packs), lang)

    params = [
        click.Argument(["target"], nargs=-1, metavar="[TARGET]..."),
        pack_option(lang),
        packs_option(lang),
        click.Option(["--json"], is_flag=True, help=text("json", lang)),
        click.Option(["--format", "form"], type=OneOf([_TEXT, _JSON, _SARIF]), help=text("check_format", lang)),
        click.Option(["--watch"], is_flag=True, help=text("watch", lang)),
    ]
    return Spoken("check", lang, params, callback=run)


def _checked(target: Sequence[str], pack: str | None, packs: Sequence[str]) -> _Check:
    done = _Check(packs, PackLibrary(tuple(map(Path, packs))))
    for name in target or done.library.ids:
        _look_at(name, pack, done)
    return done


def _again(once: Callable[[], int], lang: Language) -> int:
    status = once()
    complain(text("watching", lang).format(datetime.now().astimezone().strftime("%H:%M:%S")))
    return status


def _places(target: Sequence[str], packs: Sequence[str]) -> list[Path]:
    """Return what a check reads that may change: its targets, and the folders of packs that were named."""
    library = PackLibrary(tuple(map(Path, packs)))
    named = [library.folders[name] if name in library.folders else Path(name) for name in target]
    return [*(named or library.folders.values()), *map(Path, packs)]


def _look_at(name: str, pack: str | None, done: _Check) -> None:
    path = Path(name)
    if name == STDIN or (path.is_file() and not _belongs_to_a_pack(path)):
        done.case(name, pack)
    elif path.is_file():
        done.pack(str(path.parent.parent if path.parent.name == CASES else path.parent))
    elif path.is_dir():
        _look_into(path, pack, done)
    elif path.suffix in _CASE_FILES:
        done.case(name, pack)  # which says that there is no such file
    else:
        done.pack(name)


def _belongs_to_a_pack(path: Path) -> bool:
    folder = path.parent.parent if path.parent.name == CASES else path.parent
    return path.suffix == ".yaml" and _has_header(folder)


def _look_into(folder: Path, pack: str | None, done: _Check) -> None:
    """Check the pack that a folder is, else the cases in it, else the packs in it."""
    cases = [one for one in sorted(folder.iterdir()) if one.suffix in _CASE_FILES]
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


def _report(done: _Check, form: str, lang: Language) -> None:
    ordered = sorted(done.found, key=lambda one: one.sort_key)
    if form == _JSON:
        print_json([one.to_dict(lang) for one in ordered])
    elif form == _SARIF:
        print_json(to_sarif(ordered, lang, version=__version__, locate=done.path_of))
    else:
        _tell(done, ordered, lang)


def _tell(done: _Check, ordered: Sequence[Diagnostic], lang: Language) -> None:
    if ordered:
        say(render_diagnostics(ordered, lang, colour=wants_colour(sys.stdout)) + "\n")
        say(text("help_codes", lang).format(ordered[0].code))
    if not done.checked_packs and not done.cases:
        if not ordered:
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
