"""Explanations: golden texts for a handful of cases, and what holds for every example under both packs."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from tests.golden import check_golden

import zongzhi_rules.decision
from zongzhi_rules import CaseError, Decision, load_pack, read_case, resolve_pack
from zongzhi_rules.decision.model import EarlierMeasureFinding, Measure, Note
from zongzhi_rules.ir.pack import Anchor
from zongzhi_rules.render.brief import brief
from zongzhi_rules.render.explain import explain
from zongzhi_rules.render.outline import WIDTH
from zongzhi_rules.render.words import words_of
from zongzhi_rules.render.wrap import cells

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Language

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parents[2] / "examples"
LANGUAGES: tuple[Language, ...] = ("zh", "en")

EXPLAINED = (
    ("henan_county_interview", "henan_2016"),
    ("henan_threshold_unknown", "henan_2016"),
    ("henan_key_area", "henan_2016"),
    ("henan_veto_after_listing", "henan_2016"),
    ("henan_lighter_literal_or_corrected", "henan_2016"),
    ("henan_county_interview", "national_2016"),
    ("national_out_of_scope", "national_2016"),
)
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


@functools.cache
def decided(name: str, pack: str | None) -> Decision:
    case = read_case(EXAMPLES / f"{name}.yaml")
    rules = load_pack(pack) if pack else resolve_pack(case.subject.division, case.as_of)
    return rules.decide(case)


def without_digests(text: str) -> str:
    """Take out what changes with every word of a pack."""
    return re.sub(r"sha256:[0-9a-f]+", "sha256:0", text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("name", "pack"), EXPLAINED)
def test_explanation_is_the_golden_one(name: str, pack: str, lang: Language, *, update_golden: bool) -> None:
    text = without_digests(explain(decided(name, pack), lang))
    check_golden(GOLDEN / f"{name}.{pack}.{lang}.txt", text, update=update_golden)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_full_explanation_is_the_golden_one(lang: Language, *, update_golden: bool) -> None:
    text = without_digests(explain(decided("henan_county_interview", "henan_2016"), lang, full=True))
    check_golden(GOLDEN / f"henan_county_interview.full.{lang}.txt", text, update=update_golden)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["henan_threshold_unknown", "henan_listing_under_way"])
def test_short_form_is_the_golden_one(name: str, lang: Language, *, update_golden: bool) -> None:
    check_golden(GOLDEN / f"{name}.brief.{lang}.txt", brief(decided(name, None), lang).text(), update=update_golden)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_told_whole_and_readable(name: str, lang: Language, *, full: bool) -> None:
    for pack in (None, "national_2016"):
        try:
            decision = decided(name, pack)
        except CaseError:  # a fact that only the overlay knows
            assert pack is not None
            continue
        text = explain(decision, lang, full=full)
        words = words_of(lang)
        together = re.sub(r"\s+", "", text)
        assert together.count(re.sub(r"\s+", "", words.advice)) == 1
        assert not re.search(r"\{\w*\}|None|\bTrue\b|\bFalse\b", text)
        assert all(cells(line) <= WIDTH for line in text.splitlines()), "a line is too wide"
        assert not any(line != line.rstrip() for line in text.splitlines())
        if decision.measure is not None:
            due = next(one for one in decision.measures if one.id == decision.measure.id)
            told = [one.title for one in due.grounds if one.truth] + [decision.measure.title]
            told += [one.title for one in decision.measure.procedure if one.applies]
            assert [title for title in told if re.sub(r"\s+", "", title) not in together] == []
        for one in decision.circumstances:
            assert re.sub(r"\s+", "", one.title) in together


def test_explanation_needs_nothing_but_the_decision() -> None:
    decision = decided("henan_threshold_unknown", "henan_2016")
    again = Decision.model_validate_json(decision.model_dump_json())
    assert again == decision
    assert explain(again, "zh") == explain(decision, "zh")


def test_outcome_comes_first() -> None:
    lines = explain(decided("henan_threshold_unknown", "henan_2016"), "zh").splitlines()
    heading = next(number for number, line in enumerate(lines) if line.startswith("一、"))
    assert "至少应当采取：挂牌督办" in lines[heading + 1]
    assert "可能达到：一票否决权制" in lines[heading + 1]


def test_provisions_kept_from_the_nation_are_marked() -> None:
    text = re.sub(r"\s+", "", explain(decided("henan_veto_after_listing", "henan_2016"), "zh"))
    assert "《全国规定》保留适用的" in text
    assert "《全国规定》第二十六条" in text


@pytest.mark.parametrize(
    ("lang", "all_of_it", "rest"), [("zh", "都出自", "其余出自"), ("en", "All parts of the measure come", "The rest")]
)
def test_there_is_a_rest_only_where_something_is_kept(lang: Language, all_of_it: str, rest: str) -> None:
    nothing_kept = explain(decided("henan_county_interview", "henan_2016"), lang)
    assert (all_of_it in nothing_kept, rest in nothing_kept) == (True, False)
    some_kept = explain(decided("henan_veto_after_listing", "henan_2016"), lang)
    assert (all_of_it in some_kept, rest in some_kept) == (False, True)


def test_higher_floor_is_said_in_the_conclusion() -> None:
    case = read_case(EXAMPLES / "henan_key_area.yaml")
    decision = load_pack("henan_2016").decide(case, {"henan.art31.6.etc": "closed_list"})
    text = explain(decision, "en")
    conclusion = text.split("\n\n")[1]
    assert decision.floor[0].higher
    assert "the outcome is higher" in conclusion
    assert "(chosen by the user)" in re.sub(r"\s+", " ", text)


def test_unsafe_characters_do_not_reach_the_terminal() -> None:
    decision = decided("henan_county_interview", "henan_2016")
    subject = decision.subject.model_copy(update={"name": "示例\x1b[31m县\u202e"})
    text = explain(decision.model_copy(update={"subject": subject}), "zh")
    assert "\x1b" not in text
    assert "\u202e" not in text


# the tables of phrases ---------------------------------------------------------------------------------------------


def test_every_note_has_its_wording() -> None:
    package = Path(next(iter(zongzhi_rules.decision.__path__)))
    source = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    codes = set(re.findall(r'[^_]_note\(\s*"(\w+)"', source))
    assert codes
    for lang in LANGUAGES:
        assert codes <= set(words_of(lang).notes)


def test_a_note_without_wording_shows_its_code() -> None:
    decision = decided("henan_county_interview", "henan_2016")
    note = Note(code="something_new", arguments=(("x", "y"),))
    assert "something_new" in explain(decision.model_copy(update={"notes": (note,)}), "zh")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_cover_the_closed_lists_of_the_decision(lang: Language) -> None:
    words = words_of(lang)
    assert set(Measure.model_fields) - {"id"} <= set(words.parts)
    assert set(get_args(Anchor)) <= set(words.events)
    assert set(get_args(EarlierMeasureFinding.model_fields["state"].annotation)) == set(words.states)


def test_both_languages_fill_the_same_places() -> None:
    zh, en = words_of("zh"), words_of("en")
    places = re.compile(r"\{(\w*)\}")
    for name in zh.__slots__:
        one, other = getattr(zh, name), getattr(en, name)
        if isinstance(one, str) and name not in {"lang", "length"}:
            assert sorted(places.findall(one)) == sorted(places.findall(other)), name
        if isinstance(one, dict):
            assert set(one) == set(other), name
            for key, text in one.items():
                if isinstance(text, str):
                    assert sorted(places.findall(text)) == sorted(places.findall(other[key])), (name, key)
