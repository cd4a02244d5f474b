"""Gathers what is wrong with a text while it is read."""

from __future__ import annotations

from zongzhi_rules.diagnostics import Diagnostic, Severity, Source, Span, diagnose

LARGEST_TEXT = 2 * 1024 * 1024  # bytes of a file, characters of a text
MOST_PARTS = 200_000  # keys, values, and starts and ends of collections
MOST_FINDINGS = 100


class StopReadingError(Exception):
    """What follows cannot be read or is not worth reading; what was found is with the findings."""


class Findings:
    """The diagnostics of one reading of one source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._found: list[Diagnostic] = []

    @property
    def has_errors(self) -> bool:
        """Whether the text must not be used."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self._found)

    def sorted(self) -> list[Diagnostic]:
        """Return everything found, by position; what two checks found alike stands once."""
        return sorted(dict.fromkeys(self._found), key=lambda diagnostic: diagnostic.sort_key)

    def has(self, diagnostic: Diagnostic) -> bool:
        """Whether the same is said of the same place, be its path given or not."""
        return any((one.code, one.span) == (diagnostic.code, diagnostic.span) for one in self._found)

    def add(self, diagnostic: Diagnostic) -> None:
        """Take a diagnostic; raise `StopReadingError` when there are too many to be of use."""
        self._found.append(diagnostic)
        if len(self._found) >= MOST_FINDINGS:
            self._found.append(diagnose("ZR153", diagnostic.span, limit=MOST_FINDINGS))
            raise StopReadingError

    def report(self, code: str, span: Span, path: str = "", **arguments: str | int) -> None:
        """Make and take a diagnostic."""
        self.add(Diagnostic(code, {name: str(value) for name, value in arguments.items()}, span, path))

    def stop(self, code: str, span: Span, path: str = "", **arguments: str | int) -> StopReadingError:
        """Take a diagnostic after which reading ends; the caller raises what is returned."""
        self.report(code, span, path, **arguments)
        return StopReadingError()
