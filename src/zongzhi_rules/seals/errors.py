"""What a caller who asks for signed packs is refused with."""

from __future__ import annotations

from zongzhi_rules.errors import InputError, PackError, UseError


class SealError(PackError):
    """A pack is not sealed by a trusted key, or is not as it was sealed; `diagnostics` say which and how."""


class KeyFileError(InputError):
    """A file is no key, or not one that may be used."""


class SigningUnavailableError(UseError):
    """The library for signatures is not installed."""
