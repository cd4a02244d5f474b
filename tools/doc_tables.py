# ruff: noqa: INP001 - a script, not a package
"""Writes the tables of the documentation that follow from the code: facts, vocabularies, fields, keywords, packs.

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`; the file's suffix gives the language.
`--check` writes nothing and fails if a table is out of date.
"""

from __future__ import annotations

import re
import sys
import types
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from zongzhi_rules import load_pack, vocabulary
from zongzhi_rules.facts.catalogue import FactSpec, catalogue
from zongzhi_rules.facts.schema import fact_notes
from zongzhi_rules.scalars import Day
from zongzhi_rules.syntax import keywords, model, scalars
from zongzhi_rules.syntax.descriptions import pack_notes
from zongzhi_rules.vocabulary import OrderedTerm, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Lang = Literal["en", "zh"]

ROOT = Path(__file__).parent.parent
_REGION = re.compile(r"(<!-- table: (?P<name>[\w./ ]+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Rewrite the tables of every page, or with `--check` name the pages that would change."""
    stale = []
    for path in pages():
        old = path.read_text(encoding="utf-8")
        new = filled(old, "zh" if path.name.endswith(".zh-CN.md") else "en")
        if new != old:
            stale.append(path)
            if "--check" not in arguments:
                path.write_text(new, encoding="utf-8")
    for path in stale:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 1 if stale and "--check" in arguments else 0


def pages() -> Iterator[Path]:
    """Yield the pages that may hold tables."""
    yield from sorted(ROOT.glob("README*.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))


def filled(text: str, lang: Lang) -> str:
    """Return a page with each of its tables made anew.  Raises `KeyError` for a table of an unknown name."""

    def fill(match: re.Match[str]) -> str:
        name, _, argument = match["name"].partition(" ")
        return f"{match[1]}{TABLES[name](argument, lang)}\n{match[3]}"

    return _REGION.sub(fill, text)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *map(list, rows)]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


# facts ---------------------------------------------------------------------------------------------------------------


def _facts(_: str, lang: Lang) -> str:
    return _fact_table(catalogue().facts.values(), lang)


def _lists(_: str, lang: Lang) -> str:
    """Return the fields of the items of every list."""
    parts = []
    for one in catalogue().collections.values():
        key = {"en": f"an item is named by `{one.key}`", "zh": f"各条记录以 `{one.key}` 区分"}[lang]
        parts.append(f"**{one.name}** – {one.title}{'; ' if lang == 'en' else '；'}{key}\n")
        parts.append(f"{_fact_table(one.fields.values(), lang)}\n")
    return "\n".join(parts).rstrip()


def _fact_table(specs: Iterable[FactSpec], lang: Lang) -> str:
    kinds = {
        "boolean": ("true or false", "是否"),
        "integer": ("whole number", "整数"),
        "number": ("number", "数"),
        "date": ("day", "日期"),
        "text": ("text", "文字"),
    }
    column = 0 if lang == "en" else 1
    ordered = (", ordered", "，有序")[column]
    origins = {True: ("derived", "推算")[column], False: ""}
    finding = ("finding", "认定")[column]
    written = fact_notes()
    rows = []
    for spec in specs:
        if spec.type.kind == "term":
            kind = " · ".join(f"`{one}`" for one in spec.type.options) + (ordered if spec.type.ordered else "")
        else:
            kind = kinds[spec.type.kind][column]
        note = written[spec.part][spec.path.rpartition(".")[2]]
        names = (spec.title, note.en) if lang == "en" else (note.zh or spec.title,)
        rows.append((f"`{spec.path}`", *names, kind, finding if spec.finding else origins[spec.derived]))
    head = ("path", "Chinese", "meaning", "type", "") if lang == "en" else ("路径", "名称", "类型", "")
    return table(head, rows)


# vocabularies and pack entries ---------------------------------------------------------------------------------------


def _vocabularies(_: str, lang: Lang) -> str:
    found = [one for one in vars(vocabulary).values() if isinstance(one, type) and issubclass(one, Term)]
    terms = [one for one in found if one not in (Term, OrderedTerm)]
    head = ("identifier", "Chinese", "meaning") if lang == "en" else ("英文标识", "中文")
    parts = []
    for one in terms:
        summary, _, chinese = (one.__doc__ or "").split("\n", 1)[0].rstrip(".").partition(" (")
        order = "，有序" if issubclass(one, OrderedTerm) else ""
        parts.append(
            f"**{one.__name__}** – {summary} ({chinese}\n"
            if lang == "en"
            else f"**{one.__name__}** – {chinese[:-1]}{order}\n"
        )
        rows = [(f"`{term.value}`", term.label, *([term.meaning] if lang == "en" else [])) for term in one]
        parts += [table(head, rows), ""]
    return "\n".join(parts).rstrip()


def _pack(argument: str, lang: Lang) -> str:
    """Return the ids and titles of a section of a pack (`national_2016 measures`)."""
    name, _, section = argument.partition(" ")
    head = ("identifier", "Chinese") if lang == "en" else ("英文标识", "中文")
    pack = load_pack(name).pack
    entries = getattr(pack, section)
    hidden = {"definitions": ("applies", "applies_by_reference", "in_scope", "listed_circumstance")}.get(section, ())
    return table(head, [(f"`{one.id}`", one.title) for one in entries if one.id not in hidden])


def _grounds(argument: str, lang: Lang) -> str:
    head = ("measure", "ground", "Chinese") if lang == "en" else ("措施", "事由", "中文")
    rows = [
        (f"`{measure.id}`", f"`{ground.id}`", ground.title)
        for measure in load_pack(argument).pack.measures
        for ground in measure.grounds
    ]
    return table(head, rows)


# the pack language ---------------------------------------------------------------------------------------------------


def _keywords(_: str, lang: Lang) -> str:
    sections = ["pack", "changes", *model.SECTIONS, *model.ANNEX]
    constants = [value for name, value in vars(keywords).items() if name.isupper() and isinstance(value, str)]
    groups = {
        ("conditions", "条件"): [word for word in keywords.KEYWORDS if word in constants],
        ("sections", "段"): [word for word in keywords.KEYWORDS if word in sections],
        ("fields", "字段"): [word for word in keywords.KEYWORDS if word not in constants and word not in sections],
    }
    parts = []
    for titles, words in groups.items():
        cells = [f"`{word}` {keywords.KEYWORDS[word]}" for word in words]
        cells += [""] * (-len(cells) % _ACROSS)
        rows = [cells[start : start + _ACROSS] for start in range(0, len(cells), _ACROSS)]
        parts += [table((titles[0 if lang == "en" else 1], *[""] * (_ACROSS - 1)), rows), ""]
    return "\n".join(parts).rstrip()


_ACROSS = 4

_ALIASES: tuple[tuple[Any, str, str], ...] = (
    (model.LevelChoice, "level, or `by_reading`", "层级，或 `by_reading`"),
    (model.LevelSyntax, "level", "层级"),
    (model.AnchorChoice, "day of the measure, or `by_reading`", "措施的某一日，或 `by_reading`"),
    (model.AnchorWord, "day of the measure", "措施的某一日"),
    (model.TruthChoice, "`true` or `false`, or `by_reading`", "`true` 或 `false`，或 `by_reading`"),
    (model.RawCondition, "condition", "条件"),
    (scalars.Cites, "citation, or a list of them", "依据，可列多项"),
    (scalars.Version, "version", "版本号"),
    (scalars.DottedName, "id, dots allowed", "编号，可含点"),
    (scalars.Name, "id", "编号"),
    (scalars.Words, "text", "文字"),
    (scalars.Whole, "whole number", "整数"),
    (scalars.ArticleCount, "whole number from 1", "1 以上的整数"),
    (scalars.Truth, "`true` or `false`", "`true` 或 `false`"),
    (Day, "day", "日期"),
)


def _fields(argument: str, lang: Lang) -> str:
    """Return the fields of a model of the language with type, whether they are required, and what they mean."""
    owner = getattr(model, argument)
    notes = dict(pack_notes()[argument])
    hints = get_type_hints(owner, include_extras=True)
    rows = []
    for name, info in owner.model_fields.items():
        word = info.alias or name
        if word in {"title", "cite"} and word not in notes:  # said once for all entries
            continue
        needed = {"en": "required", "zh": "必填"}[lang] if info.is_required() else _default(info.get_default(), lang)
        cells = [f"`{word}`", _type(hints[name], lang), needed, getattr(notes.pop(word), lang)]
        if lang == "zh":
            cells.insert(1, keywords.KEYWORDS.get(word, ""))
        rows.append(cells)
    if notes:
        raise KeyError(argument, *notes)
    head = ("field", "type", "default", "meaning") if lang == "en" else ("字段", "中文", "类型", "默认", "说明")
    return table(head, rows)


def _default(value: object, lang: Lang) -> str:
    if value is None or value in ((), {}):
        return {"en": "none", "zh": "无"}[lang]
    return f"`{str(value).lower()}`"


def _type(hint: Any, lang: Lang) -> str:  # noqa: ANN401, PLR0911 - annotations have no better type, and one line a kind
    for alias, english, chinese in _ALIASES:
        if hint == alias:
            return english if lang == "en" else chinese
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _type(parts[0], lang)
    if origin in (Union, types.UnionType):
        return _type(Union[tuple(part for part in parts if part is not type(None))], lang)  # noqa: UP007 - of a tuple
    if origin is Literal:
        return " · ".join(f"`{part}`" for part in parts)
    if origin is tuple:
        inner = _type(parts[0], lang)
        return f"list of {inner}" if lang == "en" else f"{inner}，可列多项"
    if origin is dict:
        inner = _type(parts[1], lang)
        return f"{inner} by id" if lang == "en" else f"{inner}，按编号列出"
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return f"**{hint.__name__}**"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return " · ".join(f"`{one.value}`" for one in hint)
    return {object: {"en": "any", "zh": "任意"}, str: {"en": "text", "zh": "文字"}}[hint][lang]


def _file(argument: str, _: Lang) -> str:
    """Return a file of the repository as a block of YAML."""
    return f"```yaml\n{(ROOT / argument).read_text(encoding='utf-8')}```"


TABLES: dict[str, Callable[[str, Lang], str]] = {
    "facts": _facts,
    "lists": _lists,
    "vocabularies": _vocabularies,
    "pack": _pack,
    "grounds": _grounds,
    "keywords": _keywords,
    "fields": _fields,
    "file": _file,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
