from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.bad.corpus import CASE
from tests.facts.test_loading_cases import DATA, TEXT

from zongzhi_rules.diagnostics import Source
from zongzhi_rules.facts.schema import case_schema
from zongzhi_rules.syntax.plain import to_plain
from zongzhi_rules.syntax.yaml_reader import read_yaml


def validator() -> Draft202012Validator:
    return Draft202012Validator(case_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def data_of(text: str) -> Any:
    root, _ = read_yaml(Source("case.yaml", text))
    assert root is not None
    return to_plain(root)


def test_the_schema_is_a_schema_with_a_version_made_without_warnings() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        schema = case_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "zongzhi-rules/case/1"
    assert json.loads(json.dumps(schema)) == schema
    assert "schema_version" not in schema["required"]


@pytest.mark.parametrize("text", [TEXT, CASE, json.dumps(DATA)])
def test_good_cases_fit_the_schema(text: str) -> None:
    assert [error.message for error in validator().iter_errors(data_of(text))] == []


@pytest.mark.parametrize(
    "change",
    [
        {"id": 3},
        {"as_of": "2021-02-30"},
        {"subject": {"kind": "place", "division": "410122"}},
        {"subject": {"kind": "locality", "division": "4101"}},
        {"work": {"neglected": "yes"}},
        {"work": {"neglected": {"by": "示例委员会"}}},
        {"severity": {"harm": "grave"}},
        {"incidents": [{"id": "甲", "kind": "mass_incident", "deaths": -1}]},
        {"incidents": {}},
        {"local": {"x": [1]}},
        {"schema_version": 2},
        {"unknown": 1},
    ],
)
def test_bad_cases_do_not_fit_the_schema(change: dict[str, Any]) -> None:
    assert list(validator().iter_errors({**DATA, **change}))
