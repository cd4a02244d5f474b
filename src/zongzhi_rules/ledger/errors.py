"""What goes wrong with a ledger."""

from __future__ import annotations

from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.errors import InputError


class LedgerError(InputError):
    """The ledger cannot be opened, read or written; or it does not hold what is asked for."""


def unavailable(reason: object) -> LedgerError:
    """Return the error for a database that refuses; only the first line, which names no password."""
    return LedgerError([diagnose("ZR644", reason=str(reason).strip().partition("\n")[0])])
