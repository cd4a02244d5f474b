"""The errors of one pass, collected so that an author sees all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Severity, Span, diagnose
from zongzhi_rules.errors import PackError
from zongzhi_rules.syntax.findings import MOST_FINDINGS
from zongzhi_rules.syntax.places import head_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Argument, Diagnostic, Related
    from zongzhi_rules.syntax.nodes import Node


class Problems:
    """Collects diagnostics; `settle` ends a pass."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self.found: list[Diagnostic] = []

    def add(
        self,
        code: str,
        at: Node | Span | None,
        path: str = "",
        related: Sequence[Related] = (),
        suggestions: tuple[str, ...] = (),
        **arguments: Argument | int,
    ) -> None:
        """Note one problem at a node or a span."""
        span = at if at is None or isinstance(at, Span) else head_span(at)
        found = diagnose(code, span, path=path, related=tuple(related), suggestions=suggestions, **arguments)
        self.found.append(found)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return what was found, each problem once, by place."""
        return tuple(sorted(dict.fromkeys(self.found), key=lambda diagnostic: diagnostic.sort_key))

    def settle(self) -> None:
        """Raise `PackError` with all that was found if any of it is an error."""
        if not any(diagnostic.severity is Severity.ERROR for diagnostic in self.found):
            return
        found = self.sorted()
        if len(found) > MOST_FINDINGS:
            found = (*found[:MOST_FINDINGS], diagnose("ZR153", found[MOST_FINDINGS - 1].span, limit=MOST_FINDINGS))
        raise PackError(found)
