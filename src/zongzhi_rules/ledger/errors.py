"""What goes wrong with a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

REFUSALS = (SQLAlchemyError, UnicodeDecodeError)
"""What a database raises; the driver of SQLite the second, where a damaged file garbles its very complaint."""

_CODES: Mapping[str, str] = {
    # SQLite's names
    "SQLITE_BUSY": "ZR684",
    "SQLITE_LOCKED": "ZR684",
    "SQLITE_FULL": "ZR685",
    "SQLITE_READONLY": "ZR686",
    "SQLITE_PERM": "ZR686",
    "SQLITE_NOTADB": "ZR687",
    "SQLITE_CORRUPT": "ZR687",
    # PostgreSQL's
    "55P03": "ZR684",
    "53100": "ZR685",
    "25006": "ZR686",
    "42501": "ZR686",
}


class LedgerError(InputError):
    """The ledger cannot be opened, read or written; or it does not hold what is asked for."""


def unavailable(error: Exception, where: str) -> LedgerError:
    """Return the error for a database that refuses.

    Of what the database says only the first line is kept, which names no password.
    """
    original = getattr(error, "orig", None) or error
    reason = str(original).strip().partition("\n")[0]
    name = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or ""
    code = _CODES.get(name) or _CODES.get("_".join(name.split("_")[:2])) or "ZR644"
    if isinstance(error, UnicodeDecodeError):
        code = "ZR687"
    return LedgerError([diagnose(code, reason=reason, ledger=where)])
