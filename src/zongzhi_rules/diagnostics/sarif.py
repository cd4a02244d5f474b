"""Diagnostics as SARIF 2.1.0, the form that code hosts and editors take findings in.

Columns count characters and the log says so (`unicodeCodePoints`): a reader that counts in UTF-16 finds the same place,
after an emoji or a rare character too.  Of the codes only those that were found are described.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from zongzhi_rules.diagnostics.catalog import CATALOG
from zongzhi_rules.diagnostics.page import pages
from zongzhi_rules.diagnostics.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zongzhi_rules.diagnostics.model import Diagnostic
    from zongzhi_rules.diagnostics.source import Span
    from zongzhi_rules.diagnostics.template import Language

VERSION: Final = "2.1.0"
SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(
    diagnostics: Iterable[Diagnostic],
    lang: Language,
    *,
    version: str,
    locate: Callable[[str], str] = str,
) -> dict[str, Any]:
    """Return a SARIF log of one run.

    Args:
        diagnostics: the findings, in the order in which they are to stand.
        lang: language of the messages.
        version: version of the tool.
        locate: turns the shown name of a source into the path of its file, for the reader to find it.
    """
    found = list(diagnostics)
    codes = sorted({one.code for one in found})
    driver = {
        "name": "zongzhi",
        "version": version,
        "language": "zh-CN" if lang == "zh" else "en",
        "rules": [_rule(code, lang) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, codes.index(one.code), lang, locate) for one in found],
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _rule(code: str, lang: Language) -> dict[str, Any]:
    template = CATALOG[code]
    message, advice = (template.zh, template.help_zh) if lang == "zh" else (template.en, template.help_en)
    page = pages()[code]
    why = {"text": page.why(lang)}
    return {
        "id": code,
        "shortDescription": {"text": message},
        "fullDescription": why,
        "help": {"text": f"{advice}\n\n{page.as_text(lang)}"},
        "defaultConfiguration": {"level": template.severity.value},
    }


def _result(one: Diagnostic, index: int, lang: Language, locate: Callable[[str], str]) -> dict[str, Any]:
    opening, closing = ("（", "）") if lang == "zh" else (" (", ")")
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": one.severity.value,
        "message": {"text": f"{one.message(lang)}{opening}{one.help(lang)}{closing}"},
    }
    place: dict[str, Any] = {} if one.span is None else {"physicalLocation": _physical(one.span, locate)}
    if one.path:
        place["logicalLocations"] = [{"fullyQualifiedName": visible(one.path)}]
    if place:
        result["locations"] = [place]
    if one.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(other.span, locate), "message": {"text": other.message(lang)}}
            for number, other in enumerate(one.related)
        ]
    return result


def _physical(span: Span, locate: Callable[[str], str]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(locate(span.source.name).replace("\\", "/"))}}
    if span.source.text:
        place["region"] = {
            "startLine": span.start_line,
            "startColumn": span.start_column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    return place
