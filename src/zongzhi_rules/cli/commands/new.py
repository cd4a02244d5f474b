"""`zongzhi new`: the folder of a new overlay that checks, tests and runs as it is."""

from __future__ import annotations

import re
from datetime import date, datetime
from difflib import SequenceMatcher
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

import click

from zongzhi_rules.cli.cases import packs_option
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.output import say
from zongzhi_rules.cli.schemas import schema_text
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics.visible import visible
from zongzhi_rules.divisions import Division
from zongzhi_rules.packs.library import PackLibrary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.ir.pack import Instrument

_SKELETON: Final = Path(__file__).parent.parent / "skeleton"
_SCHEMAS: Final = ("pack", "cases", "case")
_ID: Final = re.compile(r"[a-z][a-z0-9_]*")
_MATTER: Final = 6  # characters that two titles have in common by more than chance
_SHORTEST: Final = 4  # characters by which a text can still be told from others
_ARTICLES: Final = 10  # of the new instrument, until its author counts them


def new_command(lang: Language) -> click.Command:
    """Make the command that starts an overlay."""

    def run(  # noqa: PLR0913 - the options of the command line
        folder: str,
        *,
        extends: str | None,
        territory: str,
        title: str | None,
        short_title: str | None,
        since: datetime | None,
        packs: Sequence[str],
    ) -> int:
        place = Path(folder)
        name = place.resolve().name
        if not _ID.fullmatch(name):
            raise WrongUseError(text("new_id", lang).format(visible(name)))
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise WrongUseError(text("new_exists", lang).format(visible(folder)))
        if Division.parse(territory) is None or len(territory) != len("410000"):
            raise WrongUseError(text("new_territory", lang).format(visible(territory)))
        first_day = (since or datetime.now().astimezone()).date()
        library = PackLibrary(tuple(map(Path, packs)))
        base = library.load(extends) if extends else library.resolve(territory, first_day)
        _refuse_what_the_base_does_not_bear(base.pack.instrument, territory, first_day, lang)
        made = _write(
            place,
            {
                "id": name,
                "folder": folder.rstrip("/"),
                "title": title or text("new_title", lang),
                "short_title": short_title or _short(title or text("new_title", lang), base.pack.instruments),
                "territory": territory,
                "since": first_day.isoformat(),
                "base": base.id,
                "versions": _range(base.pack.instrument.version),
                "last": str(_ARTICLES),
            },
        )
        for file in made:
            say(str(file))
        say(text("new_next", lang).format(folder.rstrip("/")))
        return 0

    params = [
        click.Argument(["folder"], metavar="FOLDER"),
        click.Option(["--territory"], required=True, metavar="CODE", help=text("new_territory_option", lang)),
        click.Option(["--extends"], metavar="PACK", help=text("new_extends", lang)),
        click.Option(["--title"], metavar="TEXT", help=text("new_title_option", lang)),
        click.Option(["--short-title"], metavar="TEXT", help=text("new_short_title_option", lang)),
        click.Option(["--since"], type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help=text("new_since", lang)),
        packs_option(lang),
    ]
    return Spoken("new", lang, params, callback=run)


def _refuse_what_the_base_does_not_bear(base: Instrument, territory: str, since: date, lang: Language) -> None:
    """Refuse what the check of the new pack would refuse: nothing that fails at once is written."""
    code = Division(territory)
    if base.territory != "nation" and not code.lies_in(base.territory):
        raise WrongUseError(text("new_outside", lang).format(territory, base.id, base.territory))
    if base.in_force is not None and since < base.in_force:
        raise WrongUseError(text("new_before", lang).format(since, base.id, base.in_force))


def _short(title: str, below: Iterable[Instrument]) -> str:
    """Return a title without what it has in common with one that it rests on: the name of the matter itself.

    That is how such texts are called where the matter goes without saying; a title of which little is left stays.
    """
    for one in below:
        found = SequenceMatcher(None, title, one.title, autojunk=False).find_longest_match()
        rest = title[: found.a] + title[found.a + found.size :]
        if found.size >= _MATTER and len(rest) >= _SHORTEST:
            return rest
    return title


def _range(version: str) -> str:
    """Return the range of versions that an overlay written today fits: up to the next that may break it."""
    major, minor, *_ = version.split(".")
    return f">={major}.{minor},<{int(major) + 1}.0"


def _write(place: Path, words: dict[str, str]) -> Iterator[Path]:
    """Write the files and yield their paths."""
    words = {name: value.replace("\n", " ") for name, value in words.items()}
    quoted = {**words, "title": _scalar(words["title"]), "short_title": _scalar(words["short_title"])}
    for source in sorted(_SKELETON.rglob("*.*")):
        inside = source.relative_to(_SKELETON)
        file = place / (f".{inside}" if inside.parts[0] == "vscode" else inside)
        raw = source.read_text(encoding="utf-8")
        yield _put(file, Template(raw).substitute(words if file.suffix == ".md" else quoted))
    for name in _SCHEMAS:
        yield _put(place / ".schemas" / f"{name}.json", schema_text(name))


def _put(file: Path, content: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8", newline="\n")
    return file


def _scalar(value: str) -> str:
    """Return a text as YAML writes it; in double quotes where a plain one would be read otherwise."""
    if re.fullmatch(r"[\w（）《》“”、]+", value) and not value[0].isdigit() and not value.isascii():
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
