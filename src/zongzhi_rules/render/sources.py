"""Where it all comes from: which instrument says what, the floor below, the readings, outside instruments, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.render.conclusion import WARNED_OF
from zongzhi_rules.render.facts import told
from zongzhi_rules.render.outline import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.decision.model import Floor, Measure, ReadingUsed
    from zongzhi_rules.ir.base import Citation
    from zongzhi_rules.render.teller import Teller

_DIGEST = 19  # characters of `sha256:…` that tell packs apart


def instruments(teller: Teller) -> Section:
    """Return the instruments, and which provisions of the lower ones were kept."""
    words = teller.words
    lines = []
    for pack in teller.decision.packs:
        number = words.paren.format(pack.number) if pack.number else ""
        since = words.in_force.format(pack.in_force) if pack.in_force else words.in_force_unknown
        lines.append(Line(f"{teller.pack(pack.id)}{words.colon}{pack.title}{number}{words.comma}{since}", mark="·"))
        lines.append(Line(words.pack_record.format(pack.id, pack.version, pack.digest[:_DIGEST]), 1, tone="aside"))
    lines += _kept(teller)
    return Section(words.headings["instruments"], tuple(lines))


def _kept(teller: Teller) -> Iterator[Line]:
    """Name the parts of the measure that rest on a lower instrument and on none above it; the rest is the top one's."""
    top, *below = teller.decision.packs
    measure = teller.decision.measure
    if not below or measure is None:
        return
    of: dict[str, list[str]] = {pack.id: [] for pack in teller.decision.packs}
    for name, cites in _parts(measure, teller):
        of[next(pack for pack in of if pack in {one.instrument for one in cites})].append(name)
    kept = [pack.id for pack in below if of[pack.id]]
    for pack in kept:
        yield Line(teller.words.kept.format(teller.pack(pack), teller.words.semicolon.join(of[pack])))
    if of[top.id]:
        yield Line((teller.words.the_rest if kept else teller.words.all_from).format(teller.pack(top.id)))


def _parts(measure: Measure, teller: Teller) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    finding = next(one for one in teller.decision.measures if one.id == measure.id)
    yield from ((teller.rule_name(one), one.cite) for one in finding.grounds if one.truth)
    yield teller.words.parts["authority"], measure.authority.cite
    yield teller.words.parts["grade"], measure.grade.cite
    for group in (measure.addressees, measure.procedure, measure.recipients, measure.effects):
        yield from ((teller.rule_name(one), one.cite) for one in group if getattr(one, "applies", True) is not False)
    if measure.term is not None:
        yield teller.words.parts["term"], measure.term.cite
    yield from dict.fromkeys((teller.rule_name(one), one.cite) for one in measure.obligations)
    if measure.release is not None:
        yield teller.words.parts["release"], measure.release.cite


def floor(teller: Teller) -> Section | None:
    """Return what the packs below make of the same facts."""
    if not teller.decision.floor:
        return None
    lines = [line for one in teller.decision.floor for line in _floor(one, teller)]
    return Section(teller.words.headings["floor"], tuple(lines))


def _floor(floor: Floor, teller: Teller) -> Iterator[Line]:
    words = teller.words
    titles = {floor.outcome.at_least: floor.at_least_title, floor.outcome.at_most: floor.at_most_title}
    outcome = teller.outcome(floor.outcome, titles)
    form = words.floor_is_higher if floor.higher else words.floor_is_not_higher
    yield Line(form.format(pack=teller.pack(floor.pack), outcome=outcome), tone="warning" if floor.higher else "plain")
    if floor.circumstances:
        yield Line(words.floor_circumstances, 1)
        for one in floor.circumstances:
            yield Line(
                teller.rule(one) + words.colon + words.semicolon.join(told(one.because, one.truth, teller).phrases),
                2,
                "·",
            )
    if floor.differences:
        yield Line(words.floor_differences, 1)
        for one in floor.differences:
            yield Line(teller.rule(one) + ("" if one.truth else words.if_applies) + words.colon + one.reason, 2, "·")
    elif floor.higher:
        yield Line(words.floor_unexplained, 1, tone="warning")


def readings(teller: Teller) -> Section | None:
    """Return the readings of the text that matter here, and in a line those that do not."""
    lines = tuple(_readings(teller))
    return Section(teller.words.headings["readings"], lines) if lines else None


def _readings(teller: Teller) -> Iterator[Line]:
    words = teller.words
    shown = [one for one in teller.decision.readings if one.matters or one.chosen_by_caller or teller.full]
    shown.sort(key=lambda one: (not any("outcome" in other.changes for other in one.alternatives), not one.matters))
    for one in shown:
        yield from _reading(one, teller)
    idle = [one.id for one in teller.decision.readings if one not in shown]
    if idle:
        form = words.idle_readings if shown else words.only_idle_readings
        yield Line(form.format(len(idle), teller.listed(idle)), tone="aside")


def _reading(reading: ReadingUsed, teller: Teller) -> Iterator[Line]:
    words = teller.words
    question = reading.question if words.lang == "zh" else f"{reading.id}{words.paren.format(reading.question)}"
    yield Line(question + teller.cited(reading.cite), mark="·", tone="strong")
    chosen = words.chosen if reading.chosen_by_caller else ""
    yield Line(words.reading_used.format(teller.named(reading.option, reading.title), reading.because) + chosen, 1)
    for other in reading.alternatives:
        title = teller.named(other.option, other.title)
        if "outcome" in other.changes:
            effect = words.would_change_outcome.format(teller.outcome(other.outcome))
        elif other.changes:
            effect = words.would_change.format(teller.listed(words.parts.get(name, name) for name in other.changes))
        else:
            effect = words.would_change_nothing
        yield Line(words.reading_other.format(title, effect), 1)


def outside(teller: Teller) -> Section | None:
    """Return the instruments that the text refers to and no pack holds."""
    lines = []
    for one in teller.decision.outside:
        number = teller.words.paren.format(one.number) if one.number else ""
        lines.append(Line(f"{one.title}{number}{teller.cited(one.cite)}{teller.words.colon}{one.effect}", mark="·"))
    return Section(teller.words.headings["outside"], tuple(lines)) if lines else None


def notes(teller: Teller) -> Section | None:
    """Return the notes that do not stand in the conclusion."""
    words = teller.words
    lines = [
        Line(words.notes.get(note.code, note.code).format(**dict(note.arguments)), mark="·")
        for note in teller.decision.notes
        if note.code not in WARNED_OF
    ]
    return Section(words.headings["notes"], tuple(lines)) if lines else None
