from __future__ import annotations

import re
from collections import defaultdict

import pytest
from tests.packtests.shipped import NAMES, PACKS, shipped

from zongzhi_rules.packtests import coverage_of
from zongzhi_rules.packtests.attainable import attainable, own_rules

ARTICLES = {"national_2016": 33, "henan_2016": 44, "jiangxi": 60}
WORDS = {True: "true", False: "false", None: "unknown"}
HAN = re.compile("[一-鿿]")
each_pack = pytest.mark.parametrize("name", NAMES)


@each_pack
def test_every_case_comes_out_as_expected(name: str) -> None:
    _, results = shipped(name)
    assert results
    failed = [
        f"{one.case.file}:{one.case.line} {one.case.name}: {one.error or one.mismatches}"
        for one in results
        if not one.passed
    ]
    assert not failed, "\n".join(failed)


@each_pack
def test_every_article_is_accounted_for(name: str) -> None:
    rules, results = shipped(name)
    coverage = coverage_of(rules, results)
    assert coverage.articles == ARTICLES[name]
    assert coverage.articles_accounted_for == ARTICLES[name]
    assert coverage.missing_articles == ()
    assert coverage.unaccounted == ()
    assert coverage.unknown_citations == ()
    assert coverage.unexercised == {}
    assert coverage.complete


@pytest.mark.parametrize("name", ["national_2016", "henan_2016"])
def test_every_rule_is_stated_true_false_and_unknown(name: str) -> None:
    """Not only seen in passing: some case says of each rule, by name, that it is so."""
    rules, results = shipped(name)
    stated: dict[str, set[str]] = defaultdict(set)
    for one in results:
        for word in WORDS.values():
            for path in getattr(one.case.expected, word):
                stated[path].add(word)
    possible = attainable(rules.pack)
    silent = {
        path: missing
        for path in own_rules(rules.pack)
        if (missing := {WORDS[truth] for truth in possible[path]} - stated[path])
    }
    assert not silent


@each_pack
def test_every_file_says_in_both_languages_what_it_is_about(name: str) -> None:
    for path in (PACKS / name / "cases").glob("*.yaml"):
        comment = [line for line in path.read_text("utf-8").splitlines()[:5] if line.startswith("# ")]
        assert any(HAN.search(line) for line in comment), path.name
        assert any(len(re.findall("[a-z]{2,}", line)) > 3 for line in comment), path.name


@pytest.mark.parametrize(("name", "chapter"), [("national_2016", range(20, 31)), ("henan_2016", range(31, 42))])
def test_the_matrix_leads_from_each_article_of_the_chapter_to_its_cases(name: str, chapter: range) -> None:
    rules, results = shipped(name)
    coverage = coverage_of(rules, results)
    silent = [
        (one.cite.article, one.cite.paragraph)
        for one in coverage.provisions
        if one.cite.article in chapter and one.kind != "duty" and not one.cases
    ]
    # whose business accountability is, no case shows
    assert silent == {"national_2016": [], "henan_2016": [(32, 2)]}[name]
    names = {one.case.name for one in results}
    assert all(set(one.cases) <= names for one in coverage.provisions)
