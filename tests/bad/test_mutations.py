"""Good packs and cases, spoilt at random: whatever comes of it, nothing but the error for bad input is raised."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bad import corpus

from zongzhi_rules.compiler.passes import compile_files
from zongzhi_rules.diagnostics import render_diagnostics
from zongzhi_rules.errors import CaseError, PackError
from zongzhi_rules.facts.load import parse_case

RULEPACKS = Path(__file__).parents[2] / "rulepacks"
NATIONAL = {file.name: file.read_text("utf-8") for file in sorted((RULEPACKS / "national_2016").glob("*.yaml"))}
SMALL = {file.name: file.read_text("utf-8") for file in sorted((corpus.BASES / "sample_base").glob("*.yaml"))}
OVERLAY = {
    "pack.yaml": corpus.HEADER.format(name="overlay", base="sample_base"),
    "changes.yaml": """\
changes:
  - amend: measures.notice
    set: {rank: 15, term.length: {months: 1}}
    warrant: 2
  - replace: circumstances.neglect
    as:
      title: 工作不重视、措施不落实
      cite: [2, sample_base 4(1)]
      when: {any: [work.neglected, {not: work.measures_not_carried_out}]}
    warrant: 2
  - add: circumstances.repeated
    as:
      title: 连续两年不合格
      cite: 2
      when: {consecutive: assessments, where: {result: failed}, by: year, at_least: 2}
    warrant: 2
  - withdraw: measures.talk.effects.awards
    warrant: 3
""",
}
CASE = """\
id: 示例案件一
as_of: 2021-06-30
subject: {kind: locality, division: 410122, name: 示例县, directly_governed: false}
work: {neglected: true, foundations_weak: {value: true, by: 示例委员会, on: 2021-05-01, evidence: [示例材料]}}
incidents:
  - {id: 甲, kind: mass_incident, grade: major, happened_on: 2021-02-01, deaths: 3, loss: 12.5}
  - {id: 乙, kind: criminal_case, occasion: ordinary, severe: false}
assessments: [{year: 2019, result: failed, score: 58.5, rank: 12}, {year: 2020, result: qualified}]
earlier_measures:
  - id: 丙
    measure: notice
    decided_on: 2021-01-04
    received_on: 2021-01-06
    term_ends_on: 2021-03-04
    inspections: [{on: 2021-03-05, result: failed, level: prefecture}]
severity: {harm: serious, impact: null}
local: {warning_card: true}
"""
NASTY = (
    *(
        "",
        " ",
        ":",
        "- ",
        "-",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        "'",
        '"',
        "&a",
        "*a",
        "!!str",
        "<<: ",
        "\t",
        "|",
        ">",
        "%",
        "@",
        "?",
    ),
    *(
        "~",
        "null",
        "yes",
        "012",
        "1e999",
        ".nan",
        "2021-02-30",
        "0",
        "-1",
        "99999999999999999999",
        "：",
        "，",
        "、",
        "　",
    ),
    *("\u200b", "\u202e", "\x1b[0m", "\r", "\n", "\n\n", "---\n", "...\n", "\ufeff", "\x85", "\U0001f600", "𠀀"),
    *(
        "all",
        "any",
        "not",
        "some",
        "count",
        "by_reading",
        "table",
        "parameter",
        "when",
        "where",
        "of",
        "title",
        "cite",
        "as",
    ),
)
PLACE = st.integers(0, 10**9)


@st.composite
def spoilt(draw: st.DrawFn, good: dict[str, str], most: int) -> dict[str, str]:
    """Texts with a few changes: lines or words taken out, doubled, moved, replaced by others or by what may hurt."""
    texts = dict(good)
    for _ in range(draw(st.integers(1, most))):
        name = draw(st.sampled_from(sorted(texts)))
        pieces = _pieces(texts[name], by_lines=draw(st.booleans()))
        at, other = draw(PLACE) % max(len(pieces), 1), draw(PLACE) % max(len(pieces), 1)
        piece = pieces[at] if pieces else ""
        match draw(st.sampled_from(["drop", "double", "swap", "copy", "indent", "nasty", "replace", "cut"])):
            case "drop":
                pieces[at : at + 1] = []
            case "double":
                pieces[at : at + 1] = [piece, piece]
            case "swap" if pieces:
                pieces[at], pieces[other] = pieces[other], pieces[at]
            case "copy" if pieces:
                pieces[at] = pieces[other]
            case "indent":
                pieces[at : at + 1] = ["  ", piece]
            case "nasty":
                pieces[at : at + 1] = [draw(st.sampled_from(NASTY)), piece]
            case "replace":
                pieces[at : at + 1] = [draw(st.sampled_from(NASTY))]
            case "cut":
                pieces = pieces[:at]
        texts[name] = "".join(pieces)
    return texts


def _pieces(text: str, *, by_lines: bool) -> list[str]:
    """Split a text into lines, or into words and what is between them."""
    if by_lines:
        return text.splitlines(keepends=True)
    pieces = [""]
    for character in text:
        if pieces[-1] and pieces[-1][-1].isalnum() != character.isalnum():
            pieces.append("")
        pieces[-1] += character
    return pieces


def compile_texts(texts: dict[str, str]) -> None:
    """Compile a pack; where that fails, the messages can be shown."""
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    try:
        compile_files(
            "示例", files, lambda name: {n: t.encode() for n, t in SMALL.items()} if name == "sample_base" else None
        )
    except PackError as error:
        assert render_diagnostics(error.diagnostics, "zh")
        assert render_diagnostics(error.diagnostics, "en")


@settings(max_examples=120)
@given(spoilt(NATIONAL, 3))
def test_the_national_pack_spoilt(texts: dict[str, str]) -> None:
    compile_texts(texts)


@settings(max_examples=300)
@given(spoilt(SMALL, 4))
def test_a_small_pack_spoilt(texts: dict[str, str]) -> None:
    compile_texts(texts)


@settings(max_examples=200)
@given(spoilt(OVERLAY, 4))
def test_an_overlay_spoilt(texts: dict[str, str]) -> None:
    compile_texts(texts)


@settings(max_examples=400)
@given(spoilt({"case": CASE}, 4))
def test_a_case_spoilt(texts: dict[str, str]) -> None:
    try:
        parse_case(texts["case"])
    except CaseError as error:
        assert render_diagnostics(error.diagnostics, "zh")
        assert render_diagnostics(error.diagnostics, "en")


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_as_a_case(data: bytes) -> None:
    with pytest.raises(CaseError):
        parse_case(data)


def test_what_is_spoilt_was_good() -> None:
    parse_case(CASE)
    for texts in (NATIONAL, SMALL, OVERLAY):
        files = {name: text.encode("utf-8") for name, text in texts.items()}
        base = {name: text.encode("utf-8") for name, text in SMALL.items()}
        assert compile_files("示例", files, lambda _, base=base: base).warnings == ()
