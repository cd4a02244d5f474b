"""One spelling for data, and its digest: what packs, receipts and seals are compared and signed by.

The spelling is JSON in UTF-8: keys sorted by code point, no spaces, nothing escaped that JSON does not demand, numbers
as Python writes them.  For keys of the basic plane and whole numbers these are the bytes of RFC 8785, so that another
program can make the same digest.
"""

from __future__ import annotations

import hashlib
import json


def canonical(data: object) -> bytes:
    """Return the one spelling of data as `json.load` gives it.  Raises `ValueError` for a number that JSON has not."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of(data: object) -> str:
    """Return `sha256:…` over the spelling of data."""
    return digest_of_bytes(canonical(data))


def digest_of_bytes(data: bytes) -> str:
    """Return `sha256:…` over bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
