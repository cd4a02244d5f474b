"""What the wording of a diagnostic is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import Literal

Language = Literal["zh", "en"]


class Severity(StrEnum):
    """How grave a diagnostic is; only an error stops the work."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Template:
    """Wording of one code, with `{placeholders}` for its arguments."""

    zh: str
    en: str
    help_zh: str
    help_en: str
    severity: Severity = Severity.ERROR

    @property
    def placeholders(self) -> frozenset[str]:
        """Names of the arguments that the wording needs."""
        texts = (self.zh, self.en, self.help_zh, self.help_en)
        return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None)


@dataclass(frozen=True, slots=True)
class Label:
    """A few words in both languages."""

    zh: str
    en: str


Argument = str | tuple[str, ...] | Label
"""A value that a message is about: text, a list (joined by 、 or a comma), or words that differ by language."""
