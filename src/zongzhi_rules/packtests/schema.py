"""The JSON Schema of a file of cases beside a pack: what an editor completes while its author writes expectations."""

from __future__ import annotations

from typing import Any, Final

from zongzhi_rules.facts.schema import SchemaGenerator, case_schema
from zongzhi_rules.packtests.model import CaseFile
from zongzhi_rules.syntax.model import LANGUAGE_VERSION

CASES_SCHEMA_ID: Final = f"zongzhi-rules/cases/{LANGUAGE_VERSION}"

_OF_THE_FILE: Final = ("id", "format")  # fields that the name of a case, or nothing, takes the place of
_TRUTHS: Final = ["true", "false", "unknown"]
_DAY: Final = {"type": "string", "format": "date"}
_WORDS: Final = {
    "given": "各案例共有的事实 / facts that the cases of the file share",
    "cases": "案例，以名称区分 / the cases, by their names",
    "note": "给读者的说明 / for the reader",
    "readings": "选定的理解：编号和选项 / readings of the text: id and option",
    "facts": "事实；没有写的是不明 / facts; what is not written is unknown",
    "expect": "预期；没有写的不核对 / what is expected; what is not named is not checked",
    "outcome": "结论：措施编号或 none，或 at_least 和 at_most / a measure or `none`, or both ends",
    "true": "成立的规则 / rules that hold, as circumstances.ID",
    "false": "不成立的规则 / rules that do not hold",
    "unknown": "不明的规则 / rules that are unknown",
    "grade": "档次 / the grade of the measure",
    "may_be_lowered_to": "可以从轻到的档次，没有写 null / the grade that mitigation opens; null for none",
    "authority": "作出的层级，或 body 和 level / the level that acts, or body and level",
    "release": "由谁解除 / who releases",
    "addressees": "措施的对象 / whom the measure addresses, all of them",
    "steps": "程序：true、false 或 unknown / steps of the procedure",
    "steps_by": "各步骤由谁办 / who takes a step",
    "recipients": "送达：true、false 或 unknown / who receives the measure",
    "term_ends": "期限的最后一天，没有写 null / the last day of the term; null where no day follows",
    "reports": "报告的日期 / days of a report; [] for none",
    "effects_until": "限制的最后一天 / the last day of a disqualification; null while it stands",
    "earlier": "已采取的措施的状态 / where an earlier measure stands",
    "state": "状态 / the state",
    "questions": "须查明的事实 / facts to find out; [] for none",
    "readings_that_matter": "会改变结论的理解 / readings of which another option would change something",
    "notes": "结论的附注代码 / codes of notes; [] for none",
    "floor_higher": "下层文本的结论是否更重 / whether a text below comes out higher",
    "refused": "拒绝受理的代码 / the code with which the pack refuses the case",
}


def cases_schema() -> dict[str, Any]:
    """Return the schema of one file of cases (JSON Schema 2020-12); the facts are those of the schema of a case."""
    schema = CaseFile.model_json_schema(schema_generator=SchemaGenerator)
    case = case_schema()
    definitions = {**case["$defs"], **_with_short_forms(schema["$defs"])}
    facts = {key: value for key, value in case["properties"].items() if key not in _OF_THE_FILE}
    definitions["Facts"] = {"type": "object", "properties": facts, "additionalProperties": False}
    for holder, field in ((schema, "given"), (definitions["WrittenCase"], "facts")):
        holder["properties"][field] = {"$ref": "#/$defs/Facts"}
    _describe(schema)
    for name in schema["$defs"]:
        _describe(definitions[name])
    schema["$defs"] = dict(sorted(definitions.items()))
    title = {"title": "规则包的案例", "description": "A file of cases beside a pack, with what is expected of them."}
    return {"$schema": SchemaGenerator.schema_dialect, "$id": CASES_SCHEMA_ID, **schema, **title}


def _with_short_forms(schema: Any) -> Any:  # noqa: ANN401 - JSON has no better type
    """Return a schema with what a bare word or day may stand for, and truth values as YAML reads them."""
    if isinstance(schema, list):
        return [_with_short_forms(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    done = {key: _with_short_forms(one) for key, one in schema.items()}
    if done.get("title") in {"ExpectedInterval", "ExpectedActor"}:
        return {"anyOf": [{"type": "string"}, done]}
    if done.get("enum") == _TRUTHS:
        return {"enum": [*_TRUTHS, True, False]}
    if done.get("items") == _DAY:
        return {"anyOf": [_DAY, done]}
    return done


def _describe(schema: dict[str, Any]) -> None:
    for one in schema.get("anyOf", [schema]):
        for name, field in one.get("properties", {}).items():
            field.pop("title", None)
            if name in _WORDS:
                field["description"] = _WORDS[name]
