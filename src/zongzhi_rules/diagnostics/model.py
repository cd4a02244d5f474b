"""One finding about an input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics.catalog import CATALOG, LABELS
from zongzhi_rules.diagnostics.template import Argument, Label
from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.errors import ZongzhiError

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics.source import Span
    from zongzhi_rules.diagnostics.template import Language, Severity, Template

_LONGEST_ARGUMENT = 120  # characters shown of a value from outside
_MOST_ITEMS = 40  # shown of a list of names


class UnknownCodeError(ZongzhiError):
    """A diagnostic was made with a code, label or arguments that the catalogue does not know: our defect."""


@dataclass(frozen=True, slots=True)
class Arguments(Mapping[str, Argument]):
    """The values that a message is about; immutable, hashable and picklable."""

    pairs: tuple[tuple[str, Argument], ...] = ()

    def __getitem__(self, name: str) -> Argument:
        return dict(self.pairs)[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a diagnostic is about, such as the first of two equal keys.

    Attributes:
        span: the place.
        label: key of `LABELS` that says what is there.
    """

    span: Span
    label: str

    def __post_init__(self) -> None:
        if self.label not in LABELS:
            raise UnknownCodeError(f"no label `{self.label}` in the catalogue")

    def message(self, lang: Language) -> str:
        """Say what is at the place."""
        label = LABELS[self.label]
        return label.zh if lang == "zh" else label.en


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and what to do.

    Attributes:
        code: key of `CATALOG`; wording and severity come from there.
        arguments: a value for each placeholder of the template, no more and no less.
        span: the place in a text, if there is one.
        path: the place in the data, as `measures.circular.term.months`; empty when it says nothing.
        related: other places concerned.
        suggestions: names that may have been meant, the likeliest first.

    Raises:
        UnknownCodeError: the code or the arguments do not fit the catalogue.
    """

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=Arguments)
    span: Span | None = None
    path: str = ""
    related: tuple[Related, ...] = ()
    suggestions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        template = CATALOG.get(self.code)
        if template is None:
            raise UnknownCodeError(f"no code `{self.code}` in the catalogue")
        if set(self.arguments) != template.placeholders:
            raise UnknownCodeError(f"{self.code} wants {sorted(template.placeholders)}, got {sorted(self.arguments)}")
        object.__setattr__(self, "arguments", Arguments(tuple(sorted(self.arguments.items()))))

    @property
    def severity(self) -> Severity:
        """How grave it is; the same for all diagnostics of a code."""
        return self._template.severity

    @property
    def sort_key(self) -> tuple[str, str, int, int, str, str]:
        """Orders by source and position; what has no position comes first."""
        if self.span is None:
            return "", "", 0, 0, self.path, self.code
        source = self.span.source
        return source.pack or "", source.name, self.span.start_line, self.span.start_column, self.path, self.code

    def message(self, lang: Language) -> str:
        """Say what is wrong, on one line that is safe to print."""
        return self._filled(self._template.zh if lang == "zh" else self._template.en, lang)

    def help(self, lang: Language) -> str:
        """Say what to do, on one line that is safe to print."""
        advice = self._filled(self._template.help_zh if lang == "zh" else self._template.help_en, lang)
        if not self.suggestions:
            return advice
        names = [f"`{_shown(name)}`" for name in self.suggestions]
        if lang == "zh":
            return f"是否想写 {'、'.join(names)}？{advice}"
        return f"did you mean {' or '.join(names)}? {advice}"

    def to_dict(self, lang: Language) -> dict[str, str | int | None]:
        """Return the flat form for machines; `line` to `end_column` are null when there is no text to point into."""
        span = self.span
        place = span if span is not None and span.source.text else None
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message(lang),
            "help": self.help(lang),
            "file": visible(span.source.name) if span else None,
            "line": place.start_line if place else None,
            "column": place.start_column if place else None,
            "end_line": place.end_line if place else None,
            "end_column": place.end_column if place else None,
            "path": visible(self.path),
        }

    def __str__(self) -> str:
        where = ""
        if self.span is not None:
            name = visible(self.span.source.name)
            where = (
                f"{name}:{self.span.start_line}:{self.span.start_column}: " if self.span.source.text else f"{name}: "
            )
        elif self.path:
            where = f"{visible(self.path)}: "
        return f"{where}{self.severity.value}[{self.code}]: {self.message('en')} ({self.help('en')})"

    @property
    def _template(self) -> Template:
        return CATALOG[self.code]

    def _filled(self, template: str, lang: Language) -> str:
        return template.format_map({name: _in_words(value, lang) for name, value in self.arguments.items()})


def diagnose(
    code: str,
    span: Span | None = None,
    /,
    *,
    path: str = "",
    related: tuple[Related, ...] = (),
    suggestions: tuple[str, ...] = (),
    **arguments: Argument | float,
) -> Diagnostic:
    """Make a diagnostic, its template's placeholders given by name: `diagnose("ZR140", span, key="rank")`."""
    pairs = tuple((name, str(value) if isinstance(value, (int, float)) else value) for name, value in arguments.items())
    return Diagnostic(code, Arguments(pairs), span, path, related, suggestions)


def _in_words(value: Argument, lang: Language) -> str:
    if isinstance(value, Label):
        return value.zh if lang == "zh" else value.en
    if isinstance(value, str):
        return _shown(value)
    shown = [_shown(item) for item in value[:_MOST_ITEMS]] + (["…"] if len(value) > _MOST_ITEMS else [])
    return ("、" if lang == "zh" else ", ").join(shown)


def _shown(value: str) -> str:
    return shortened(visible(shortened(value, _LONGEST_ARGUMENT)), _LONGEST_ARGUMENT)
