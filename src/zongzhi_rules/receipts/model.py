"""The receipt of a decision: what went in, by digest, and what came out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from zongzhi_rules.canonical import digest_of

RECEIPT_SCHEMA_VERSION = 1

Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$", examples=["sha256:…"])]
"""`sha256:` and 64 digits: of data, over their one spelling (`zongzhi_rules.canonical`)."""


class Pin(BaseModel):
    """Base of every part of a receipt: frozen, and as strict about types as JSON can be."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class CasePin(Pin, title="案件"):
    """The case that was judged, whole, so that the receipt is enough to judge it again."""

    digest: Annotated[Digest, Field(title="事实的摘要")]
    facts: Annotated[dict[str, Any], Field(title="事实", description="按案件格式，省略未知的字段")]


class PackPin(Pin, title="规则包"):
    """A pack that the decision rests on."""

    id: Annotated[str, Field(title="编号")]
    version: Annotated[str, Field(title="版本")]
    digest: Annotated[Digest, Field(title="摘要", description="规则包内容的摘要，与文件的排版无关")]


class ReadingPins(Pin, title="理解"):
    """Reading id to option id: what the caller asked for, and what was used in the end."""

    asked: Annotated[dict[str, str], Field(title="调用者选定的")]
    used: Annotated[dict[str, str], Field(title="全部所用的")]


class DataPin(Pin, title="数据"):
    """A set of calendar data: the version that its publisher gave it, and what it says."""

    version: Annotated[str, Field(title="版本")]
    digest: Annotated[Digest, Field(title="摘要")]


class OverridePin(Pin, title="补充放假通知"):
    """A notice from a caller's file."""

    name: Annotated[str, Field(title="文件名")]
    digest: Annotated[Digest, Field(title="文件的摘要")]
    year: Annotated[int, Field(title="年份")]
    region: Annotated[str | None, Field(title="适用地区", description="全国的为 null")]


class CalendarPin(Pin, title="日历"):
    """The calendar.  `statutory`: what provisional dates rest on; null where the decision has none."""

    notices: Annotated[DataPin, Field(title="放假通知")]
    statutory: Annotated[DataPin | None, Field(title="法定节假日")]
    overrides: Annotated[tuple[OverridePin, ...], Field(title="补充通知")]
    after_coverage: Annotated[Literal["provisional", "raise"], Field(title="通知之后的日期")]


class SchemaPins(Pin, title="格式"):
    """The versions of the published schemas."""

    case: Annotated[int, Field(title="案件格式")]
    decision: Annotated[int, Field(title="结论格式")]


class EnginePin(Pin, title="引擎"):
    """The engine.  `version`: of the library under it; null where it is our own."""

    name: Annotated[str, Field(title="名称")]
    version: Annotated[str | None, Field(title="版本")]


class DecisionPin(Pin, title="结论"):
    """What came out.  `digest` decides; the rest serves to say what differs when it comes out otherwise."""

    digest: Annotated[Digest, Field(title="结论的摘要")]
    parts: Annotated[dict[str, Digest], Field(title="各部分的摘要")]
    said: Annotated[dict[str, str], Field(title="主要内容")]


class Receipt(Pin, title="回执"):
    """A receipt: enough to make the decision again, byte for byte, or to say why not."""

    schema_version: Annotated[Literal[1], Field(title="格式版本")]
    case: Annotated[CasePin, Field(title="案件")]
    packs: Annotated[tuple[PackPin, ...], Field(title="规则包", min_length=1, description="所用的在前")]
    readings: Annotated[ReadingPins, Field(title="理解")]
    calendar: Annotated[CalendarPin, Field(title="日历")]
    schemas: Annotated[SchemaPins, Field(title="格式")]
    engine: Annotated[EnginePin, Field(title="引擎")]
    library: Annotated[str, Field(title="程序版本")]
    decision: Annotated[DecisionPin, Field(title="结论")]
    digest: Annotated[Digest, Field(title="回执自身的摘要", description="除本字段外全部内容的摘要")]

    @property
    def computed(self) -> str:
        """The digest that the receipt must have."""
        return digest_of(self.model_dump(mode="json", exclude={"digest"}))

    @property
    def intact(self) -> bool:
        """Whether the receipt fits its own digest.  Who writes one anew can make it fit: see docs/receipts.md."""
        return self.computed == self.digest

    def to_json(self) -> str:
        """Return the text of the file."""
        return f"{self.model_dump_json(indent=2)}\n"
