"""The page of each code: what is wrong, why that matters, an example, and what to write instead.

What is wrong and what to do come from the catalogue; the rest stands in `pages/*.yaml`, a file for each group of codes.
"""

from __future__ import annotations

import functools
import textwrap
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, Final

import yaml

from zongzhi_rules.diagnostics.catalog import CATALOG
from zongzhi_rules.diagnostics.template import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.diagnostics.template import Language

GROUPS: Final = ("text", "pack", "overlay", "meaning", "case", "use")
_FOLDER: Final = Path(__file__).parent / "pages"
_SEVERITIES: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
_HEADINGS: Final[Mapping[Language, tuple[str, str, str, str]]] = {
    "zh": ("原因", "例子", "怎么改", "写成"),
    "en": ("Why", "Example", "What to do", "Instead"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one code.

    Attributes:
        code: the code.
        group: the group that it belongs to, one of `GROUPS`.
        kind: what the example is a part of: `chg` a list of changes, `cond` a condition, `sec` the sections of an
            overlay, `file` a pack's only file, `case` the end of a case, `whole` a case, `cases` a file of cases,
            `text` any text, `run` a command; `made` and `say` are described, not written out.
        why_zh: why it is a mistake, in Chinese.
        why_en: the same in English.
        wrong: an example that gives this code.
        right: the example without the mistake.
    """

    code: str
    group: str
    kind: str
    why_zh: str
    why_en: str
    wrong: str
    right: str

    def what(self, lang: Language) -> str:
        """Say what is wrong, with `…` for what differs from case to case."""
        template = CATALOG[self.code]
        return _general(template.zh if lang == "zh" else template.en)

    def what_to_do(self, lang: Language) -> str:
        """Say what to do, likewise."""
        template = CATALOG[self.code]
        return _general(template.help_zh if lang == "zh" else template.help_en)

    def severity(self, lang: Language) -> str:
        """Say how grave it is."""
        severity = CATALOG[self.code].severity
        return _SEVERITIES[severity] if lang == "zh" else severity.value

    def why(self, lang: Language) -> str:
        """Say why it is a mistake."""
        return self.why_zh if lang == "zh" else self.why_en

    def shown(self, example: str) -> str:
        """Return an example as it would stand in a file."""
        example = _visible(example.strip("\n"))
        if self.kind == "cond":
            return f"when: {example}"
        return "changes:\n" + textwrap.indent(example, "  ") if self.kind == "chg" else example

    def sections(self, lang: Language) -> tuple[tuple[str, str, bool], ...]:
        """Return heading, text, and whether that is an example, of each section."""
        why, example, what_to_do, instead = _HEADINGS[lang]
        return (
            (why, self.why(lang) + ("。" if lang == "zh" else "."), False),
            (example, self.shown(self.wrong), True),
            (what_to_do, self.what_to_do(lang) + ("。" if lang == "zh" else "."), False),
            (instead, self.shown(self.right), True),
        )

    def as_text(self, lang: Language) -> str:
        """Return the sections below one another, as plain text."""
        return "\n\n".join(f"{heading}\n{body}" for heading, body, _ in self.sections(lang))


@functools.cache
def pages() -> Mapping[str, Page]:
    """Return the page of every code."""
    found = {}
    for group in GROUPS:
        written: dict[str, Any] = yaml.safe_load((_FOLDER / f"{group}.yaml").read_text(encoding="utf-8"))
        for code, fields in written.items():
            found[code] = Page(code, group, *fields)
    return found


def _general(template: str) -> str:
    names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return template.format_map(dict.fromkeys(names, "…"))


def _visible(text: str) -> str:
    """Return an example with the characters written out that are not seen, or that command a terminal."""
    shown = {"\t": "→   ", "\x1b": "␛", "\u3000": "□", "\u200b": "<U+200B>", "\u202e": "<U+202E>"}
    return "".join(shown.get(character, character) for character in text)
