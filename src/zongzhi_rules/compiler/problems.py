"""The errors of one pass, collected so that an author sees all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Severity, diagnose
from zongzhi_rules.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Diagnostic, Related, Span
    from zongzhi_rules.syntax.nodes import Node


class Problems:
    """Collects diagnostics; `settle` ends a pass."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self.found: list[Diagnostic] = []

    def add(  # noqa: PLR0913 - the fields of a diagnostic
        self,
        code: str,
        at: Node | Span | None,
        path: str = "",
        related: Sequence[Related] = (),
        suggestions: tuple[str, ...] = (),
        **arguments: str,
    ) -> None:
        """Note one problem at a node or a span."""
        span = getattr(at, "span", at)
        found = diagnose(code, span, path=path, related=tuple(related), suggestions=suggestions, **arguments)
        self.found.append(found)

    def settle(self) -> None:
        """Raise `PackError` with all that was found if any of it is an error."""
        if any(diagnostic.severity is Severity.ERROR for diagnostic in self.found):
            raise PackError(self.found)
