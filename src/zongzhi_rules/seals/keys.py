"""Ed25519 keys in PEM files, as OpenSSL reads and writes them.  Only this module knows the library for signatures."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from zongzhi_rules.canonical import digest_of_bytes
from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.diagnostics.messages_seal import PRIVATE_KEY, PUBLIC_KEY
from zongzhi_rules.diagnostics.reasons import reason_of
from zongzhi_rules.seals.errors import KeyFileError, SigningUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

    from zongzhi_rules.diagnostics import Diagnostic

_LARGEST = 64 * 1024
_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----.+?-----END \1-----", re.DOTALL)
_SUFFIXES = (".pub", ".pem")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key; `id` names its public half."""

    id: str
    _key: Ed25519PrivateKey = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """Return the signature of bytes."""
        return self._key.sign(data)


@dataclass(frozen=True, slots=True)
class TrustedKeys:
    """The public keys whose signatures a caller accepts, by their ids."""

    _keys: dict[str, bytes] = field(repr=False)

    @classmethod
    def read(cls, *places: str | Path) -> Self:
        """Read public keys from PEM files, each with one or several, and from folders of such files.

        Raises:
            KeyFileError: a file is no public key of Ed25519; with every error.
            SigningUnavailableError: the extra `sign` is not installed.
        """
        library = _library()
        keys: dict[str, bytes] = {}
        problems: list[Diagnostic] = []
        for file in _files(map(Path, places), problems):
            try:
                keys |= {_id(key): key.public_bytes_raw() for key in _public(file, library)}
            except KeyFileError as error:
                problems += error.diagnostics
        if problems:
            raise KeyFileError(problems)
        return cls(keys)

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def verify(self, key: str, signature: bytes, data: bytes) -> bool:
        """Whether a signature by a trusted key is right."""
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - an extra
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

        try:
            Ed25519PublicKey.from_public_bytes(self._keys[key]).verify(signature, data)
        except InvalidSignature:
            return False
        return True


def read_signing_key(file: str | Path, passphrase: Callable[[], bytes | None] = lambda: None) -> SigningKey:
    """Read a private key from a PEM file; `passphrase` is asked only where the key is encrypted.

    Raises:
        KeyFileError: it is no private key of Ed25519, others can read it, or the passphrase does not open it.
        SigningUnavailableError: the extra `sign` is not installed.
    """
    library = _library()
    path = Path(file)
    data = _content(path)
    block = next((found[0] for found in _PEM.finditer(data) if found[1].endswith(b"PRIVATE KEY")), None)
    if block is None:
        raise KeyFileError([diagnose("ZR671", file=str(path), wanted=PRIVATE_KEY)])
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        raise KeyFileError([diagnose("ZR674", file=str(path))])
    try:
        key = _opened(block, library, passphrase)
    except _PassphraseError:
        raise KeyFileError([diagnose("ZR675", file=str(path))]) from None
    except Exception:  # noqa: BLE001 - ValueError, UnsupportedAlgorithm and more, by the form of the file
        raise KeyFileError([diagnose("ZR671", file=str(path), wanted=PRIVATE_KEY)]) from None
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError([diagnose("ZR672", file=str(path))])
    return SigningKey(_id(key.public_key()), key)


def new_key(file: str | Path) -> SigningKey:
    """Make a key: the private half in `file`, for its owner only, the public half beside it in `file.pub`.

    Raises:
        KeyFileError: one of the files exists, or cannot be written.
        SigningUnavailableError: the extra `sign` is not installed.
    """
    library = _library()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    path = Path(file)
    public = path.with_name(f"{path.name}.pub")
    if public.exists():
        raise KeyFileError([diagnose("ZR676", file=str(public))])
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(library.Encoding.PEM, library.PrivateFormat.PKCS8, library.NoEncryption())
    shown = key.public_key().public_bytes(library.Encoding.PEM, library.PublicFormat.SubjectPublicKeyInfo)
    _write_new(path, secret, 0o600)
    _write_new(public, shown, 0o644)
    return SigningKey(_id(key.public_key()), key)


class _PassphraseError(Exception):
    """The passphrase is missing or wrong."""


def _opened(block: bytes, library: ModuleType, passphrase: Callable[[], bytes | None]) -> object:
    try:
        return library.load_pem_private_key(block, password=None)
    except TypeError:  # it is encrypted
        given = passphrase()
    if not given:
        raise _PassphraseError
    try:
        return library.load_pem_private_key(block, password=given)
    except ValueError:
        raise _PassphraseError from None


def _public(path: Path, library: ModuleType) -> Iterator[Ed25519PublicKey]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    blocks = list(_PEM.finditer(_content(path)))
    if any(found[1].endswith(b"PRIVATE KEY") for found in blocks):
        raise KeyFileError([diagnose("ZR673", file=str(path))])
    if not blocks:
        raise KeyFileError([diagnose("ZR671", file=str(path), wanted=PUBLIC_KEY)])
    for found in blocks:
        try:
            key = library.load_pem_public_key(found[0])
        except Exception:  # noqa: BLE001 - ValueError, UnsupportedAlgorithm and more, by the form of the file
            raise KeyFileError([diagnose("ZR671", file=str(path), wanted=PUBLIC_KEY)]) from None
        if not isinstance(key, Ed25519PublicKey):
            raise KeyFileError([diagnose("ZR672", file=str(path))])
        yield key


def _files(places: Iterable[Path], problems: list[Diagnostic]) -> Iterator[Path]:
    for place in places:
        if not place.is_dir():
            yield place
            continue
        inside = [one for one in sorted(place.iterdir()) if one.suffix in _SUFFIXES]
        if not inside:
            problems.append(diagnose("ZR677", folder=str(place)))
        yield from inside


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise _unopened(path, error) from None


def _write_new(path: Path, data: bytes, mode: int) -> None:
    """Write a file that is not there yet, with these permissions from the start."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
    except FileExistsError:
        raise KeyFileError([diagnose("ZR676", file=str(path))]) from None
    except (OSError, ValueError) as error:
        raise _unopened(path, error) from None


def _unopened(path: Path, error: OSError | ValueError) -> KeyFileError:
    return KeyFileError([diagnose("ZR670", file=str(path), reason=reason_of(error))])


def _id(key: Ed25519PublicKey) -> str:
    library = _library()
    return digest_of_bytes(key.public_bytes(library.Encoding.DER, library.PublicFormat.SubjectPublicKeyInfo))


def _library() -> ModuleType:
    try:
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - an extra
    except ImportError:
        raise SigningUnavailableError([diagnose("ZR660")]) from None
    return serialization
