from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import check_golden
from wcwidth import wcswidth

from zongzhi_rules.diagnostics import (
    Diagnostic,
    Language,
    Related,
    Source,
    diagnose,
    render_diagnostic,
    render_diagnostics,
)

GOLDEN = Path(__file__).parent / "golden"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def place(text: str, mark: str, *, name: str = "案件.yaml") -> Diagnostic:
    """Make a diagnostic about the first place where a text holds some characters."""
    start = text.index(mark)
    return diagnose("ZR135", Source(name, text).span(start, start + len(mark)), text=mark)


def related() -> Diagnostic:
    pack = Source("ladder.yaml", "\n" * 8 + "measures:\n  通报:\n    名称: “通报” # 全角引号\n")
    base = Source("national/ladder.yaml", "\n" * 120 + "    通报: 1\n", "national_2016")
    first = base.span(base.text.index("通报"), base.text.index(":"))
    here = pack.span(pack.text.index("通报"), pack.text.index("通报") + 2)
    return diagnose("ZR140", here, path="measures.通报", related=(Related(first, "first_here"),), key="通报")


CASES = {
    "Latin text": place("rank: one\n", "one"),
    "Chinese text before and under": place("标题: 关于示例县的通报\n", "通报"),
    "full-width punctuation and an emoji": place("说明：（👍）甲，乙\n", "甲"),
    "a combining mark and a supplementary ideograph": place("cafe\u0301 𠀀: x\n", "x"),
    "a tab": place('{\t"a": 1\t}', "1"),
    "escape sequences": place("a: \x1b[31m红\x07\n", "红"),
    "bidirectional, zero-width and variation characters": place("a\u202eb\u200b❤\ufe0f👨\u200d👩: x\n", "x"),
    "a full-width space": place("\u3000键: 值\n", "键"),
    "more than one line": place("a:\n  - 甲\n  - 乙\n", "甲\n  - 乙"),
    "nothing at the end": diagnose("ZR135", Source("a.yaml", "a:\n").span(3, 3), text=""),
    "a value left out": diagnose("ZR135", Source("a.yaml", "键: # 未填\n").span(2, 2), text=""),
    "a long line, its start": place("开头: " + "通报" * 200, "开头"),
    "a long line, its middle": place("x: " + "通报" * 100 + "错" + "批评" * 100, "错"),
    "a long line, its end": place("x: " + "通报" * 200 + "错", "错"),
    "a long span": place("x: " + "a" * 500, "a" * 500),
    "a long line of escapes": place("x: " + "\x1b" * 500 + "错" + "\x1b" * 500, "错"),
    "a related place in another file": related(),
    "a file that could not be read": diagnose("ZR101", Source("没有.yaml", "").span(0, 0), file="没有.yaml"),
    "a place in data only": diagnose("ZR135", path="incidents[2].grade", text="x"),
    "no place": diagnose("ZR135", text="x"),
    "suggestions": diagnose("ZR140", suggestions=("rank", "grade"), key="rnak"),
    "a hostile file name": place("a: b", "b", name="\x1b[2J\n\u202e.yaml"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_people_see(lang: Language, *, update_golden: bool) -> None:
    shown = [f"## {title}\n\n{render_diagnostic(found, lang)}\n" for title, found in CASES.items()]
    check_golden(GOLDEN / f"rendering.{lang}.txt", "\n".join(shown), update=update_golden)


def test_in_colour(*, update_golden: bool) -> None:
    text = render_diagnostics([related(), CASES["suggestions"]], "zh", colour=True)
    check_golden(GOLDEN / "rendering.colour.txt", text.replace("\x1b", "ESC") + "\n", update=update_golden)


@pytest.mark.parametrize("found", CASES.values(), ids=list(CASES))
def test_colour_changes_nothing_but_colour(found: Diagnostic) -> None:
    assert ANSI.sub("", render_diagnostic(found, "en", colour=True)) == render_diagnostic(found, "en")


def test_several_are_parted_by_a_blank_line() -> None:
    one, two = CASES["Latin text"], CASES["no place"]
    expected = f"{render_diagnostic(one, 'zh')}\n\n{render_diagnostic(two, 'zh')}"
    assert render_diagnostics([one, two], "zh") == expected
    assert render_diagnostics([], "zh") == ""


# Characters whose width no terminal disputes; what is not safe is written out in them.
SETTLED = st.text(st.sampled_from("ab :通报，：😀𠀀가\t\x1b\u202e\u200b\u3000"), min_size=1, max_size=150)


@given(SETTLED, st.data())
def test_carets_stand_right_under_what_they_mean(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    shown = render_diagnostic(diagnose("ZR141", Source("a.yaml", line).span(start, end)), "zh").splitlines()
    excerpt, marks = (row.partition(" | ")[2] for row in shown[3:5])
    carets = marks.count("^")
    assert marks == " " * (len(marks) - carets) + "^" * carets
    if line.rstrip()[start:end]:
        below = _cells(excerpt, len(marks) - carets, len(marks))
        meant = "".join(_spelled(character) for character in line.rstrip()[start:end])
        assert meant.startswith(below)
        assert below == meant or excerpt.endswith("...")
    assert wcswidth(excerpt) <= 110


def _spelled(character: str) -> str:
    if character == "\t":
        return "    "
    return character if character.isprintable() or character == "\u3000" else f"<U+{ord(character):04X}>"


def _cells(text: str, start: int, end: int) -> str:
    """Return what stands in some cells of a text, found by measuring every beginning of it."""
    bounds = {wcswidth(text[:index]): index for index in range(len(text), -1, -1)}
    return text[bounds[start] : bounds[min(end, wcswidth(text))]]


@given(st.text(max_size=60), st.text(max_size=20), st.data())
def test_nothing_from_the_input_is_printed_raw(text: str, name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    source = Source(name, text)
    start = min(start, len(source.text))
    found = diagnose("ZR140", source.span(start, len(source.text)), path=text, suggestions=(text,), key=text)
    for line in render_diagnostic(found, "zh").split("\n"):
        assert {character for character in line if not character.isprintable()} <= {"\u3000", "\u00a0"}
        line.encode("utf-8")
