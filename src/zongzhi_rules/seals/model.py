"""The seal of a pack: what is signed, and the signatures."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from zongzhi_rules.canonical import canonical

SEAL_SCHEMA_VERSION = 1
SUFFIX = ".seal.json"

_PURPOSE = "zongzhi-rules/seal/1"
"""Stands in what is signed, so that no signature made for another purpose passes for one of a seal."""

Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class _Sealed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Signature(_Sealed):
    """A signature.  The key, the day and the algorithm are signed, too.

    `key` is the digest of the public key in its DER form, as
    `openssl pkey -pubin -in KEY -outform DER | sha256sum` gives it; `value` is in Base64.
    """

    key: Digest
    algorithm: Literal["ed25519"]
    signed_on: date
    value: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{86}==$")]


class Seal(_Sealed):
    """What a pack was when it was sealed.

    `law` is the digest of the effective pack, which holds what it takes from the packs below; `files` are the digests
    of its own files as they lie on the disk, comments and all; `library` is the version that made the law of them.
    """

    schema_version: Literal[1]
    pack: str
    version: str
    law: Digest
    library: str
    files: dict[str, Digest]
    signatures: Annotated[tuple[Signature, ...], Field(min_length=1)]

    def statement(self) -> dict[str, object]:
        """Return what the signatures have in common."""
        return self.model_dump(mode="json", exclude={"signatures"})

    def signed(self, signature: Signature) -> bytes:
        """Return the bytes that a signature is over."""
        return signed_bytes(self.statement(), signature.key, signature.algorithm, signature.signed_on)

    def to_json(self) -> str:
        """Return the text of the file."""
        return f"{self.model_dump_json(indent=2)}\n"


def signed_bytes(statement: dict[str, object], key: str, algorithm: str, signed_on: date) -> bytes:
    """Return the one spelling of a statement with who signs it, how and when."""
    made = {"key": key, "algorithm": algorithm, "signed_on": signed_on.isoformat()}
    return canonical({"purpose": _PURPOSE, "statement": statement, **made})
