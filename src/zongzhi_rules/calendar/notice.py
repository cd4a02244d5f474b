"""Reading one holiday notice from JSON: its model, and where in the text each fault stands."""

from __future__ import annotations

import json
from datetime import MAXYEAR, MINYEAR, date
from typing import TYPE_CHECKING, Annotated, Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zongzhi_rules.calendar.errors import OverrideError, OverrideProblem
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.divisions import Division

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_BYTES: Final = 65_536
"""A year's notice is some four thousand bytes; a file of more than this is not one."""

_DECEMBER: Final = 12
_LONGEST_KEY: Final = 40

_Path = tuple[int | str, ...]

_CHINESE: Final[Mapping[str, str]] = {
    "bool_type": "应为 true 或 false",
    "date_from_datetime_parsing": "应为 YYYY-MM-DD 形式的真实日期",
    "date_parsing": "应为 YYYY-MM-DD 形式的真实日期",
    "date_type": "应为 YYYY-MM-DD 形式的真实日期",
    "greater_than_equal": "超出可用的年份",
    "less_than_equal": "超出可用的年份",
    "extra_forbidden": "没有这个字段",
    "int_type": "应为整数",
    "missing": "缺少这个字段",
    "model_type": "应为对象",
    "string_too_short": "不能为空",
    "string_type": "应为字符串",
    "tuple_type": "应为数组",
}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class NoticeDay(_Model):
    """One day that the notice names."""

    name: Annotated[str, Field(min_length=1)]
    day: Annotated[date, Field(alias="date")]
    is_off_day: Annotated[bool, Field(alias="isOffDay")]


class Notice(_Model):
    """The notice of one year, in the form of `holiday-cn`, with our `region`."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    id_: Annotated[str | None, Field(alias="$id")] = None
    year: Annotated[int, Field(ge=MINYEAR + 1, le=MAXYEAR - 1)]
    papers: tuple[str, ...]
    days: tuple[NoticeDay, ...]
    region: str | None = None


def read_notice(content: bytes, name: str) -> Notice:
    """Read a notice from the bytes of the file called `name`.

    Raises:
        OverrideError: the bytes are not such a notice; it names every fault with its place.
    """
    try:
        text = _decode(content)
        json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_refuse_constant)
        notice = Notice.model_validate_json(text)
    except ValidationError as error:
        faults = [
            (details["loc"], _CHINESE.get(details["type"], "不合要求"), details["msg"]) for details in error.errors()
        ]
        raise OverrideError(name, tuple(_problem(text, *fault) for fault in faults)) from None
    except json.JSONDecodeError as error:
        problem = OverrideProblem("不是合法的 JSON", f"not valid JSON: {error.msg}", error.lineno, error.colno)
    except _RefusedError as error:
        problem = error.problem
    except (RecursionError, ValueError):  # nested too deep, or a number too long to be read
        problem = OverrideProblem("无法解析", "cannot be parsed")
    else:
        problems = tuple(_problem(text, *fault) for fault in _disagreements(notice))
        if not problems:
            return notice
        raise OverrideError(name, problems)
    raise OverrideError(name, (problem,))


class _RefusedError(Exception):
    def __init__(self, text: str, text_en: str) -> None:
        super().__init__(text_en)
        self.problem = OverrideProblem(text, text_en)


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _RefusedError(f"文件超过 {MAX_BYTES} 字节", f"larger than {MAX_BYTES} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _RefusedError(f"第 {error.start} 字节处不是 UTF-8", f"not UTF-8 at byte {error.start}") from None


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        twice = next(key for key in keys if sum(key == other for other, _ in pairs) > 1)
        shown = shortened(visible(twice), _LONGEST_KEY)
        raise _RefusedError(f"字段 `{shown}` 重复", f"duplicate key `{shown}`")
    return keys


def _refuse_constant(constant: str) -> None:
    raise _RefusedError(f"`{constant}` 不是 JSON 的值", f"`{constant}` is no JSON value")


def _disagreements(notice: Notice) -> Iterator[tuple[_Path, str, str]]:
    """What each field by itself cannot show: place, message in Chinese, message in English."""
    if notice.region is not None and Division.parse(notice.region) is None:
        yield ("region",), "不是 GB/T 2260 行政区划代码", "not a GB/T 2260 code"
    # A notice can move days of the December before it and of the January after it, and no others.
    first, last = date(notice.year - 1, _DECEMBER, 1), date(notice.year + 1, 1, 31)
    seen: set[date] = set()
    for at, item in enumerate(notice.days):
        if not first <= item.day <= last:
            yield ("days", at, "date"), f"日期不在 {first} 至 {last} 之间", f"not between {first} and {last}"
        if item.day in seen:
            yield ("days", at, "date"), "同一日期出现两次", "the same day is given twice"
        seen.add(item.day)


def _problem(text: str, path: _Path, message: str, message_en: str) -> OverrideProblem:
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
    line, column = _locate(text, path)
    return OverrideProblem(message, message_en, line, column, field)


def _locate(text: str, path: _Path) -> tuple[int | None, int | None]:
    """Line and column of a field, from 1.  JSON's parser keeps no positions; YAML's does, and reads JSON."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None, None
    for part in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
        elif isinstance(node, yaml.MappingNode):
            # A missing field is shown at the object that lacks it.
            node = next((value for key, value in node.value if key.value == part), node)
    if node is None:
        return None, None
    return node.start_mark.line + 1, node.start_mark.column + 1
