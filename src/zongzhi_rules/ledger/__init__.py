"""An append-only store of files: on SQLite by default, on any other database that SQLAlchemy speaks to by its URL.

Needs the extra `ledger`; nothing else in the library does.
"""

from __future__ import annotations

import importlib.util

from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.errors import UseError

if importlib.util.find_spec("sqlalchemy") is None:
    raise UseError([diagnose("ZR642")])

from zongzhi_rules.ledger.chain import Head, PackPin, StoredEntry
from zongzhi_rules.ledger.errors import LedgerError
from zongzhi_rules.ledger.store import Ledger
from zongzhi_rules.ledger.verify import Damage

__all__ = ["Damage", "Head", "Ledger", "LedgerError", "PackPin", "StoredEntry"]
