"""Data are held to what the reader of files refuses: characters that command a terminal, reorder or hide."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from zongzhi_rules import CaseError, case_from, parse_case
from zongzhi_rules.syntax.characters import unsafe_in

if TYPE_CHECKING:
    from collections.abc import Callable

Data = dict[str, Any]
CODES = {"x\x1by": "ZR110", "x\x00": "ZR110", "\x7fy": "ZR110", "x\ufffe": "ZR110", "x\u202ey": "ZR111"}
CODES |= {"x\u200by": "ZR112", "\ufeffx": "ZR112", "x\u2028y": "ZR112", "x\ud800y": "ZR114", "\ude00": "ZR114"}
HARMLESS = ("县", "a b", "a\u3000b", "x\U0001f600", "e\u0301", "a\u00a0b", "\U00020000")
PLACES: dict[str, Callable[[str], Data]] = {
    "id": lambda text: {"id": text},
    "subject.name": lambda text: {"subject": {"kind": "locality", "division": "410122", "name": text}},
    "incidents[0].id": lambda text: {"incidents": [{"id": text, "kind": "criminal_case"}]},
    "severity.harm.by": lambda text: {"severity": {"harm": {"value": "serious", "by": text}}},
    "severity.harm.evidence[1]": lambda text: {"severity": {"harm": {"value": "serious", "evidence": ["甲", text]}}},
    "local.fact": lambda text: {"local": {"fact": text}},
    "local.found": lambda text: {"local": {"found": {"value": text}}},
    "local": lambda text: {"local": {text: True}},
}


def case(more: Data) -> Data:
    return {"id": "示例", "as_of": "2020-12-31", "subject": {"kind": "locality", "division": "410122"}, **more}


@pytest.mark.parametrize("text", CODES, ids=ascii)
@pytest.mark.parametrize("place", PLACES)
def test_what_a_file_may_not_hold_data_may_not(place: str, text: str) -> None:
    data = case(PLACES[place](text))
    with pytest.raises(CaseError) as caught:
        case_from(data)
    [found] = caught.value.diagnostics
    assert found.code == CODES[text]
    assert found.path.startswith(place)
    for lang in ("zh", "en"):
        assert (unsafe_in(text) or ("", ""))[1] in found.message(lang)
        assert found.message(lang).isprintable()
    with pytest.raises(CaseError) as caught:
        parse_case(json.dumps(data))
    assert {one.code for one in caught.value.diagnostics} == {CODES[text]}


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
@pytest.mark.parametrize("place", PLACES)
def test_what_a_file_may_hold_data_may(place: str, text: str) -> None:
    data = case(PLACES[place](text))
    assert case_from(data) == parse_case(json.dumps(data, ensure_ascii=False))


def test_lines_and_tabs_are_texts_but_no_ids() -> None:
    for text in ("第一行\n第二行", "甲\t乙"):
        assert case_from(case(PLACES["subject.name"](text))).subject.name == text
    with pytest.raises(CaseError, match="ZR527"):
        case_from(case({"id": "第一行\n第二行"}))


def test_every_unsafe_character_is_refused_and_no_other() -> None:
    for number in (*range(0x3000), *range(0xD7F0, 0xE010), *range(0xFE00, 0x10010)):
        name = f"甲{chr(number)}乙"
        data = case(PLACES["subject.name"](name))
        if unsafe_in(name) is None:
            assert case_from(data).subject.name == name
        else:
            with pytest.raises(CaseError, match="ZR11"):
                case_from(data)
