"""A comparison of two packs as text: provision by provision, what was added, replaced, amended, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.render.citations import Citer
from zongzhi_rules.render.outline import Line, Outline, Section
from zongzhi_rules.render.words import words_of
from zongzhi_rules.syntax.keywords import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.packs.compare import EntryChange, PackDiff, Part


@dataclass(frozen=True, slots=True)
class Row:
    """One entry that differs: its provision, what was done to it, what it is, what it says now."""

    provision: str
    change: str
    entry: str
    path: str
    details: tuple[str, ...]


def rows(diff: PackDiff, lang: Language) -> Iterator[Row]:
    """Yield the entries that differ, put into words."""
    words = words_of(lang).difference
    citer = Citer(diff.instruments, lang, diff.new.id)
    for one in diff.entries:
        kind = "recited" if one.only_recited else one.kind
        yield Row(
            provision=citer(one.warrant or one.cite),
            change=words[kind],
            entry=one.title + (words["formerly"].format(citer(one.old_cite)) if one.only_recited else ""),
            path=one.path,
            details=tuple(_details(one, citer, lang)),
        )


def difference(diff: PackDiff, lang: Language) -> Outline:
    """Return the comparison before it is laid out: a section for each provision."""
    words = words_of(lang).difference
    together: dict[str, list[Row]] = {}
    for row in rows(diff, lang):
        together.setdefault(row.provision, []).append(row)
    sections = [
        Section(provision or words["nowhere"], tuple(line for row in group for line in _lines(row, lang)))
        for provision, group in together.items()
    ]
    return Outline(opening(diff, lang), tuple(sections), ())


def opening(diff: PackDiff, lang: Language) -> tuple[Line, ...]:
    """Return what stands above the comparison: which packs, and how much differs."""
    words = words_of(lang).difference
    titles = (f"《{one.short_title}》{one.id} {one.version}" for one in (diff.old, diff.new))
    counts = {
        kind: sum(one.kind == kind for one in diff.entries) for kind in ("added", "replaced", "amended", "withdrawn")
    }
    told = words["comma"].join(f"{words[kind]} {number}" for kind, number in counts.items() if number)
    return (Line(" → ".join(titles), tone="strong"), Line(told or words["same"]))


def _lines(row: Row, lang: Language) -> Iterator[Line]:
    colon = words_of(lang).colon
    yield Line(f"{row.change}{colon}{row.entry} [{row.path}]", mark="·")
    for detail in row.details:
        yield Line(detail, 1, "-")


def _details(change: EntryChange, citer: Citer, lang: Language) -> Iterator[str]:
    words = words_of(lang)
    both = change.kind in {"amended", "replaced"}
    if change.only_recited:
        return
    if both and change.cite != change.old_cite:
        yield f"{_field('cite', lang)}{words.colon}{citer(change.old_cite)} → {citer(change.cite)}"
    elif not both and change.warrant not in ((), change.cite):
        yield f"{_field('cite', lang)}{words.colon}{citer(change.cite)}"
    for one in change.fields:
        name = _field(one.field, lang)
        if not both:
            yield f"{name}{words.colon}{flow(one.new if change.kind == 'added' else one.old)}"
        elif one.old is None:
            yield words.difference["new_field"].format(name, flow(one.new))
        elif one.new is None:
            yield words.difference["lost_field"].format(name, flow(one.old))
        else:
            yield f"{name}{words.colon}{flow(one.old)} → {flow(one.new)}"
    for part in change.parts:
        yield _part(part, citer, lang)


def _part(part: Part, citer: Citer, lang: Language) -> str:
    """Return an entry within another on one line: what it is, its provision, what it says."""
    words = words_of(lang)
    section = _field(part.path.partition(".")[0], lang)
    cited = words.paren.format(citer(part.cite)) if part.cite else ""
    says = [f"{_field(name, lang)} {flow(value)}" for name, value in part.fields.items()]
    return words.semicolon.join([f"{section}{words.colon}{part.title}{cited}", *says])


def _field(name: str, lang: Language) -> str:
    return KEYWORDS.get(name, name) if lang == "zh" else name.replace("_", " ")


def flow(data: object) -> str:
    """Return data on one line, as an author would write it between brackets."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(flow, data)) + "]"
    return "null" if data is None else str(data)
