"""The errors that the library raises; whatever it raises on purpose is one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zongzhi_rules.diagnostics import Diagnostic


class ZongzhiError(Exception):
    """Base of every error that the library raises."""


class InputError(ZongzhiError):
    """What was handed in is at fault.

    Attributes:
        diagnostics: everything that was found, by source and position; at least one.

    `str(error)` is plain English text, one line for each diagnostic.
    """

    diagnostics: tuple[Diagnostic, ...]

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key))
        if not self.diagnostics:
            raise ValueError("an input error without a diagnostic says nothing")
        super().__init__(self.diagnostics)  # the only argument, so that pickle can call the class with it again

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))


class PackError(InputError):
    """A pack's files are at fault."""


class CaseError(InputError):
    """A case file, or data handed in as a case, is at fault."""


class UseError(InputError):
    """The library or the command line was asked for something that does not exist: a pack, a reading, an option."""


class ArgumentTypeError(UseError, TypeError):
    """An argument is of another type than the function takes."""


class EngineUnavailableError(UseError):
    """An engine was asked for that cannot run here: its library is not installed, or not for this Python."""


class EngineFailedError(ZongzhiError):
    """An engine did not do what it promises: a fault of the program or of a library under it, never of the input."""
