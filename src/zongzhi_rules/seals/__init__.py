"""Seals of packs: a signature over what a pack is, file by file and as law, and the refusal of any that has none."""

from __future__ import annotations

from zongzhi_rules.seals.errors import KeyFileError, SealError, SigningUnavailableError
from zongzhi_rules.seals.keys import SigningKey, TrustedKeys, new_key, read_signing_key
from zongzhi_rules.seals.model import Seal, Signature
from zongzhi_rules.seals.seal import find_seal, make_seal, read_seal, seal_file
from zongzhi_rules.seals.verify import require_sealed

__all__ = [
    "KeyFileError",
    "Seal",
    "SealError",
    "Signature",
    "SigningKey",
    "SigningUnavailableError",
    "TrustedKeys",
    "find_seal",
    "make_seal",
    "new_key",
    "read_seal",
    "read_signing_key",
    "require_sealed",
    "seal_file",
]
