"""`zongzhi fmt`: packs and cases in one layout and order of keys, comments kept, meaning unchanged."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongzhi_rules.cli.cases import STDIN, STDIN_NAME, from_standard_input, packs_option
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.files import ANY_FILE
from zongzhi_rules.cli.output import complain, print_json, say, wants_colour, write_file
from zongzhi_rules.cli.texts import counted, text
from zongzhi_rules.diagnostics import Diagnostic, Source, Span, diagnose, render_diagnostics
from zongzhi_rules.diagnostics.visible import visible
from zongzhi_rules.errors import InputError
from zongzhi_rules.packs.library import PackLibrary
from zongzhi_rules.syntax.files import decode, read_source
from zongzhi_rules.syntax.json_reader import is_json
from zongzhi_rules.syntax.layout import same_meaning
from zongzhi_rules.syntax.order import arranged, in_order
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zongzhi_rules.diagnostics import Language


@dataclass(frozen=True, slots=True)
class _Formatted:
    """A file as it is, a byte order mark included, and as it is to be."""

    path: Path
    name: str
    old: str
    new: str

    @property
    def changed(self) -> bool:
        return self.old != self.new


def fmt_command(lang: Language) -> click.Command:
    """Make the command that lays files out."""

    def run(paths: Sequence[str], *, check: bool, diff: bool, json: bool, packs: Sequence[str]) -> int:
        _refuse_wrong_use(paths, check=check, diff=diff, json=json, lang=lang)
        library = PackLibrary(tuple(map(Path, packs)))
        library.require_folders()
        if STDIN in paths:
            data = from_standard_input()
            done, problems = _formatted([(Path(STDIN), data, *decode(STDIN_NAME, data))])
        else:
            done, problems = _formatted((path, None, *read_source(path)) for path in _files(paths))
            done, refused = _without_changed_packs(done, library)
            problems += refused
        problems.sort(key=lambda one: one.sort_key)
        changed = [one for one in done if one.changed]
        status = 1 if problems or (check and changed) else 0
        if json:
            _write([] if check else changed)
            _tell_as_data(done, problems, lang)
            return status
        if diff:
            _show(changed)
        elif STDIN in paths and not check:
            for one in done:
                say(one.new.removesuffix("\n"))
        else:
            for one in changed:
                _write([] if check else [one])
                say(visible(one.name))
        if problems:
            complain(render_diagnostics(problems, lang, colour=_colour()))
        if STDIN not in paths and not diff:
            _summary(len(changed), len(done) - len(changed), len(problems), lang, check=check)
        return status

    params = [
        click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
        click.Option(["--check"], is_flag=True, help=text("fmt_check", lang)),
        click.Option(["--diff"], is_flag=True, help=text("fmt_diff", lang)),
        click.Option(["--json"], is_flag=True, help=text("json", lang)),
        packs_option(lang),
    ]
    return Spoken("fmt", lang, params, callback=run)


def _refuse_wrong_use(paths: Sequence[str], *, check: bool, diff: bool, json: bool, lang: Language) -> None:
    if STDIN in paths and len(paths) > 1:
        raise WrongUseError(text("fmt_stdin", lang))
    if diff and json:
        raise WrongUseError(text("not_together", lang).format("--diff", "--json"))
    if STDIN in paths and json and not check:
        raise WrongUseError(text("not_together", lang).format(STDIN, "--json"))


def _write(changed: list[_Formatted]) -> None:
    for one in changed:
        write_file(one.path, one.new.encode())


def _tell_as_data(done: list[_Formatted], problems: list[Diagnostic], lang: Language) -> None:
    print_json(
        {
            "changed": [one.name for one in done if one.changed],
            "unchanged": [one.name for one in done if not one.changed],
            "diagnostics": [one.to_dict(lang) for one in problems],
        },
    )


def _files(paths: Sequence[str]) -> list[Path]:
    """Return the files that are named and the YAML files in the folders that are, each once; hidden ones stay out."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        inside = sorted(path.rglob("*.yaml")) if path.is_dir() else []
        visible_ones = [one for one in inside if not any(part.startswith(".") for part in one.relative_to(path).parts)]
        found |= dict.fromkeys(visible_ones if path.is_dir() else [path])
    return list(found)


def _formatted(
    read: Iterable[tuple[Path, bytes | None, Source | None, list[Diagnostic]]],
) -> tuple[list[_Formatted], list[Diagnostic]]:
    """Lay texts out; one that cannot be read, or would not be read as the same afterwards, is a problem."""
    done: list[_Formatted] = []
    problems: list[Diagnostic] = []
    for path, data, source, found in read:
        root, more = (None, found) if source is None else read_yaml(source)
        if source is None or root is None:
            problems += more
            continue
        new = arranged(root, ANY_FILE)
        again, _ = read_yaml(Source(source.name, new))
        if again is None or not same_meaning(in_order(root, ANY_FILE), again):
            problems.append(_refusal(source.name))
        else:
            old = (path.read_bytes() if data is None else data).decode()
            done.append(_Formatted(path, source.name, old, old if is_json(source) else new))
    return done, problems


def _without_changed_packs(done: list[_Formatted], library: PackLibrary) -> tuple[list[_Formatted], list[Diagnostic]]:
    """Take out the files of a pack whose digest would change; what compiles as no pack was compared as data."""
    kept: list[_Formatted] = []
    problems: list[Diagnostic] = []
    for folder, group in groupby(sorted(done, key=lambda one: one.path), key=lambda one: one.path.parent):
        files = list(group)
        if _digests_agree(folder, [one for one in files if one.changed], library):
            kept += files
        else:
            problems += [_refusal(one.name) for one in files if one.changed]
    return kept, problems


def _digests_agree(folder: Path, changed: list[_Formatted], library: PackLibrary) -> bool:
    if not changed or folder.name == "cases":
        return True
    try:
        before = library.load(folder)
    except InputError:
        return True
    try:
        after = library.recompiled(folder, {one.path.name: one.new.encode() for one in changed})
    except InputError:
        return False
    return before.digest == after.digest


def _refusal(name: str) -> Diagnostic:
    return diagnose("ZR170", Span(Source(name, ""), 1, 1, 1, 1))


def _show(changed: list[_Formatted]) -> None:
    for one in changed:
        say("\n".join(_diff_lines(one)))


def _diff_lines(one: _Formatted) -> Iterator[str]:
    name = visible(one.name)
    for line in difflib.unified_diff(_lines(one.old), _lines(one.new), name, name, lineterm=""):
        yield visible(line)


def _lines(content: str) -> list[str]:
    return content.split("\n")


def _colour() -> bool:
    return wants_colour(sys.stderr)


def _summary(changed: int, same: int, problems: int, lang: Language, *, check: bool) -> None:
    said = text("fmt_would" if check else "fmt_done", lang).format(counted("fmt_files", changed, lang), same)
    found = [counted("errors", problems, lang)] if problems else []
    say(("，" if lang == "zh" else ", ").join([said, *found]))
