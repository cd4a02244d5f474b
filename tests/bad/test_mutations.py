"""Good packs and cases, spoilt at random: whatever comes of it, nothing but the error for bad input is raised."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bad import corpus

from zongzhi_rules.compiler.passes import compile_files
from zongzhi_rules.diagnostics import Source, render_diagnostic
from zongzhi_rules.errors import CaseError, InputError, PackError
from zongzhi_rules.facts.load import parse_case
from zongzhi_rules.syntax.plain import to_plain, to_texts
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zongzhi_rules.diagnostics import Diagnostic

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
PARTS: tuple[object, ...] = (
    *(
        None,
        "",
        "true",
        "no",
        "0",
        "-1",
        "012",
        "99999999999999999999",
        "2020-01-31",
        "2020-02-30",
        "甲",
        "x.y",
        "x" * 3000,
    ),
    *("always", "in_force", "listed_circumstance", "5(2)", "sample_base 3", "measures.notice", 0, -5, 1.5, 1e300, True),
    *(
        [],
        {},
        ["a"],
        {"a": "b"},
        {"parameter": "x"},
        {"all": []},
        {"not": "always"},
        {"months": "2"},
        {"some": "incidents"},
    ),
    *(
        {"by_reading": {"a": {"b": "always"}}},
        {"table": {"columns": ["kind"], "rows": [["-"]]}},
        {"within": {"days": "1"}},
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
            case _:
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


@st.composite
def misshapen(draw: st.DrawFn, good: dict[str, str], most: int) -> dict[str, str]:
    """Data with a few parts taken out, replaced, renamed or put elsewhere, as JSON: every text of it can be read."""
    data = {name: _data(text) for name, text in good.items()}
    for _ in range(draw(st.integers(1, most))):
        places = list(_places(data[draw(st.sampled_from(sorted(data)))]))
        if not places:
            continue
        parent, key = places[draw(PLACE) % len(places)]
        other, other_key = places[draw(PLACE) % len(places)]
        part = copy.deepcopy(other[other_key])
        match draw(st.sampled_from(["drop", "set", "copy", "rename", "wrap"])):
            case "drop":
                del parent[key]
            case "set":
                parent[key] = draw(st.sampled_from(PARTS))
            case "copy":
                parent[key] = part
            case "rename" if isinstance(parent, dict):
                parent[str(other_key)] = parent.pop(key)
            case _:
                parent[key] = draw(st.sampled_from([[parent[key]], {str(other_key): parent[key]}]))
    return {name: json.dumps(content, ensure_ascii=False) for name, content in data.items()}


def _data(text: str) -> Any:
    root, _ = read_yaml(Source("x.yaml", text))
    assert root is not None
    return to_plain(root) if text is CASE else to_texts(root)


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every list and dictionary of data with each of its keys."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield data, key
        yield from _places(value)


def compile_texts(texts: dict[str, str]) -> None:
    """Compile a pack; where that fails, the messages can be shown."""
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    told(lambda: compile_files("示例", files, _locate).warnings, PackError)


def read_case(texts: dict[str, str]) -> None:
    """Read a case; where that fails, the messages can be shown."""
    told(lambda: (parse_case(texts["case"]), ())[1], CaseError)


def told(action: Callable[[], tuple[Diagnostic, ...]], wanted: type[InputError]) -> None:
    found = corpus.found_by(action, wanted)
    assert not {one.code for one in found} & {"ZR217", "ZR599"}, "an error without words of its own"
    for diagnostic in found:
        assert render_diagnostic(diagnostic, "zh")
        assert render_diagnostic(diagnostic, "en")


def _locate(name: str) -> dict[str, bytes] | None:
    return {file: text.encode("utf-8") for file, text in SMALL.items()} if name == "sample_base" else None


@settings(max_examples=50)
@given(spoilt(NATIONAL, 3))
def test_the_national_pack_spoilt(texts: dict[str, str]) -> None:
    compile_texts(texts)


@settings(max_examples=50)
@given(misshapen(NATIONAL, 2))
def test_the_national_pack_misshapen(texts: dict[str, str]) -> None:
    compile_texts(texts)


@settings(max_examples=200)
@given(spoilt(SMALL, 4) | spoilt(OVERLAY, 4))
def test_a_small_pack_spoilt(texts: dict[str, str]) -> None:
    compile_texts(texts)


@settings(max_examples=200)
@given(misshapen(SMALL, 2) | misshapen(OVERLAY, 2))
def test_a_small_pack_misshapen(texts: dict[str, str]) -> None:
    compile_texts(texts)


@settings(max_examples=200)
@given(spoilt({"case": CASE}, 4))
def test_a_case_spoilt(texts: dict[str, str]) -> None:
    read_case(texts)


@settings(max_examples=200)
@given(misshapen({"case": CASE}, 3))
def test_a_case_misshapen(texts: dict[str, str]) -> None:
    read_case(texts)


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_as_a_case(data: bytes) -> None:
    with pytest.raises(CaseError):
        parse_case(data)


def test_what_is_spoilt_was_good() -> None:
    parse_case(CASE)
    for texts in (NATIONAL, SMALL, OVERLAY):
        files = {name: text.encode("utf-8") for name, text in texts.items()}
        assert compile_files("示例", files, _locate).warnings == ()
