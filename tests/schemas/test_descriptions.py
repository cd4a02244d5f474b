"""What editors and programmers are shown: every property and every term of a schema, in Chinese and in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.schemas.published import CASES_FILES, EXAMPLES, plain, validator

from zongzhi_rules import vocabulary
from zongzhi_rules.facts.schema import fact_notes
from zongzhi_rules.packtests import model, model_in_full
from zongzhi_rules.syntax.descriptions import EVERYWHERE, WORDS, notes, pack_notes
from zongzhi_rules.syntax.model import Syntax

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPED = ("pack", "cases", "case", "event", "events")  # what authors type
WRITTEN = ("decision", "receipt", "state")  # what programs write
CHINESE, ENGLISH = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[a-z]{2}")


def inside(schema: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Yield every schema that a schema holds, with its place.

    Not what only asks what stands elsewhere: conditions (`if`), and what they add to a property described in its place.
    """
    if isinstance(schema, list):
        for index, one in enumerate(schema):
            yield from inside(one, (*path, index))
    if not isinstance(schema, dict):
        return
    yield path, schema
    for key, one in schema.items():
        if key in {"properties", "patternProperties", "$defs"}:
            for name, inner in one.items():
                yield from inside(inner, (*path, key, name))
        elif key not in {"if", "then"}:
            yield from inside(one, (*path, key))


def in_both(words: object) -> bool:
    """Whether a text is Chinese, then ` / `, then English without Chinese."""
    chinese, _, english = str(words).partition(" / ")
    return bool(CHINESE.search(chinese) and ENGLISH.search(english))


def fields(name: str) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    for path, one in inside(validator(name).schema):
        for field, schema in one.get("properties", {}).items():
            yield (*path, field), schema


@pytest.mark.parametrize("name", TYPED + WRITTEN)
def test_every_property_says_what_it_is_in_both_languages(name: str) -> None:
    found = dict(fields(name))
    assert len(found) > len(TYPED)
    assert [path for path, schema in found.items() if not in_both(schema.get("description"))] == []
    assert [path for path, one in found.items() if "`" in one["description"] and "markdownDescription" not in one] == []
    for path, schema in found.items():
        rendered = schema["description"].replace(" / ", "\n\n", 1)
        assert schema.get("markdownDescription", rendered) == rendered, path


@pytest.mark.parametrize("name", TYPED + WRITTEN)
def test_every_choice_says_what_its_words_mean_in_both_languages(name: str) -> None:
    choices = [(path, one) for path, one in inside(validator(name).schema) if isinstance(one.get("enum"), list)]
    assert choices
    for path, one in choices:
        assert len(one.get("enumDescriptions", ())) == len(one["enum"]), path
        assert all(map(in_both, one["enumDescriptions"])), path


@pytest.mark.parametrize("name", TYPED + WRITTEN)
def test_nothing_is_said_in_one_language(name: str) -> None:
    # an editor shows the first description that it meets: one in English would hide the words of the property
    said = [
        (path, key, one[key]) for path, one in inside(validator(name).schema) for key in ("description",) if key in one
    ]
    assert [one for one in said if not in_both(one[2])] == []
    titles = [(path, one["title"]) for path, one in inside(validator(name).schema) if isinstance(one.get("title"), str)]
    assert [one for one in titles if not CHINESE.search(one[1])] == []


def test_every_note_is_of_a_part_and_a_field_that_there_is() -> None:
    for name, written, apart in (
        ("pack", pack_notes(), {"Condition"}),
        ("case", fact_notes(), {"Finding"}),
    ):
        schema = validator(name).schema
        assert isinstance(schema, dict)
        parts = {**schema["$defs"], "File": schema, "Case": schema}
        inline: dict[str, Any] = {"LevelByKind": {"properties": {"locality": {}, "unit": {}}}}
        derived = {"EarlierMeasure": {"overdue", "term_stated"}}
        for part, known in written.items():
            if part not in {EVERYWHERE, WORDS, *apart}:
                there = {**parts, **inline}[part]["properties"].keys() | derived.get(part, set())
                assert sorted(known.keys() - there) == [], part


@pytest.mark.parametrize(("name", "root"), [("decision", "Decision"), ("receipt", "Receipt")])
def test_every_note_on_what_programs_write_is_of_a_field_and_a_word_that_there_is(name: str, root: str) -> None:
    schema = validator(name).schema
    assert isinstance(schema, dict)
    parts = {**schema["$defs"], root: schema}
    written = notes(f"zongzhi_rules.{'decision' if name == 'decision' else 'receipts'}")
    for part, known in written.items():
        if part != WORDS:
            assert sorted(known.keys() - parts[part]["properties"].keys()) == [], part
    words = {word for _, one in inside(schema) for word in one.get("enum", ())}
    assert written[WORDS].keys() <= words


def test_every_note_on_entries_is_of_a_field_that_there_is() -> None:
    schema = validator("event").schema
    state = validator("state").schema
    assert isinstance(schema, dict)
    assert isinstance(state, dict)
    assert notes("zongzhi_rules.casefile")["CaseFile"].keys() == state["properties"].keys()
    there = {field for part in schema["$defs"].values() for field in part.get("properties", {})}
    for part, known in notes("zongzhi_rules.casefile").items():
        if part == "CaseFile":
            continue
        wanted = schema["$defs"][part]["properties"].keys() if part in schema["$defs"] else there | {"events"}
        assert sorted(known.keys() - wanted) == [], part


def test_every_note_on_cases_is_of_a_field_that_there_is() -> None:
    for part, known in notes("zongzhi_rules.packtests").items():
        if part != WORDS:
            one = getattr(model, part, None) or getattr(model_in_full, part)
            assert issubclass(one, Syntax)
            assert sorted(known.keys() - {info.alias or name for name, info in one.model_fields.items()}) == [], part


@pytest.mark.parametrize(("package", "schema"), [("syntax", "pack"), ("packtests", "cases")])
def test_every_word_that_is_explained_can_be_written(package: str, schema: str) -> None:
    choices = [one["enum"] for _, one in inside(validator(schema).schema) if isinstance(one.get("enum"), list)]
    there = {str(word) for words in choices for word in words}
    assert sorted(notes(f"zongzhi_rules.{package}")[WORDS].keys() - there) == []


def test_a_note_is_what_the_schema_says() -> None:
    note, rank = pack_notes()["Measure"]["rank"], validator("pack").schema["$defs"]["Measure"]["properties"]["rank"]  # type: ignore[index]
    assert rank["description"] == f"{note.zh} / {note.en}"
    levels = validator("case").schema["$defs"]["Level"]  # type: ignore[index] # a mapping
    assert levels["enumDescriptions"][0] == f"{vocabulary.Level.TOWNSHIP.label} / {vocabulary.Level.TOWNSHIP.meaning}"


def test_a_fact_in_a_condition_says_what_the_case_says() -> None:
    schema = validator("pack").schema
    assert isinstance(schema, dict)
    facts = schema["$defs"]["condition_facts"]["properties"]
    assert facts["severity.harm"]["description"] == "危害程度 / " + fact_notes()["Severity"]["harm"].en
    assert "年度" not in facts["overdue"]["description"]


# files of cases and cases ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CASES_FILES, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_every_file_of_cases_validates(path: Any) -> None:
    errors = sorted(validator("cases").iter_errors(plain(path)), key=str)
    assert [(list(error.absolute_path), error.message) for error in errors] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_validates(path: Any) -> None:
    validator("case").validate(plain(path))


GOOD_EXPECTATIONS: list[dict[str, Any]] = [
    {},
    {"release": "county", "authority": {"body": "office"}, "steps_by": {"notice": "province"}},
    {"release": {"body": "office", "level": "county", "earliest": "any_time"}},
    {"reports_by": {"one": "office", "two": {"by": "office", "to": "commission"}}},
    {"not": {"outcome": "circular", "questions": ["as_of"]}},
    {"indicators": {"one": {"direction": "at_least", "value": 90}}},
    {"duties": {"one": {"due": "2026-03-31", "every": {"months": 3}}, "two": {"due": "ongoing"}}},
    {"steps": {"notice": True, "interview": "unknown"}},
]


@pytest.mark.parametrize("expect", GOOD_EXPECTATIONS, ids=str)
def test_good_expectation(expect: dict[str, Any]) -> None:
    exception = {"part": "circumstances.one", "truths": "true", "because": "缘由"}
    validator("cases").validate({"cases": {"一": {"expect": expect}}, "unattainable": [exception]})


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"cases": {}},
        {"cases": {"一": {"facts": {}}}},
        {"cases": {"一": {"expect": {"outcom": "none"}}}},
        {"cases": {"一": {"expect": {"steps": {"notice": "perhaps"}}}}},
        {"cases": {"一": {"expect": {"not": {"authority": "county"}}}}},
        {"cases": {"一": {"expect": {"authority": "village"}}}},
        {"cases": {"一": {"expect": {"packs": {"below": {"packs": {}}}}}}},
        {"cases": {"一": {"facts": {"work": {"neglectd": True}}, "expect": {}}}},
        {"cases": {"一": {"facts": {"subject": {"kind": "village"}}, "expect": {}}}},
        {"cases": {"一": {"expect": {}}}, "unattainable": [{"part": "circumstances.one", "truths": ["true"]}]},
    ],
    ids=str,
)
def test_bad_file_of_cases(wrong: dict[str, Any]) -> None:
    validator("cases").validate({"cases": {"一": {"expect": {}}}})
    assert not validator("cases").is_valid(wrong)
