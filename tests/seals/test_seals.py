"""Seals: a pack is accepted only as it was signed, by a key that the caller trusts, down to the bottom of its stack."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from zongzhi_rules import load_pack, read_case, resolve_pack
from zongzhi_rules.packs.library import PackLibrary
from zongzhi_rules.seals import (
    KeyFileError,
    Seal,
    SealError,
    SigningKey,
    SigningUnavailableError,
    TrustedKeys,
    find_seal,
    make_seal,
    new_key,
    read_seal,
    read_signing_key,
    require_sealed,
    seal_file,
)
from zongzhi_rules.seals import keys as seal_keys

ROOT = Path(__file__).parents[2]
DAY = date(2026, 3, 1)


def codes(error: pytest.ExceptionInfo[SealError | KeyFileError]) -> list[str]:
    return [one.code for one in error.value.diagnostics]


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return new_key(tmp_path / "key.pem")


@pytest.fixture
def trusted(tmp_path: Path, key: SigningKey) -> TrustedKeys:
    keys = TrustedKeys.read(tmp_path / "key.pem.pub")
    assert key.id in keys
    return keys


@pytest.fixture
def packs(tmp_path: Path, key: SigningKey) -> Path:
    """Return a folder with a pack, sealed in its own folder, and its base, whose seal lies beside it."""
    folder = tmp_path / "packs"
    shutil.copytree(ROOT / "tests/bad/base/henan_like", folder / "henan_like")
    shutil.copytree(ROOT / "tests/bad/base/sample_base", folder / "sample_base")
    return sealed(folder, key)


def sealed(folder: Path, key: SigningKey) -> Path:
    library = PackLibrary((folder,))
    compiled = library.load("henan_like")
    for one in compiled.stack:
        where = folder / one.id if one is compiled else folder
        seal_file(one, where).write_text(make_seal(one, key, DAY).to_json(), "utf-8")
    return folder


def load(packs: Path, trusted: TrustedKeys) -> None:
    load_pack("henan_like", packs=[packs], require_signature=trusted)


def refused(packs: Path, trusted: TrustedKeys) -> list[str]:
    with pytest.raises(SealError) as error:
        load(packs, trusted)
    return codes(error)


def seal_of(packs: Path) -> Path:
    return packs / "henan_like" / "henan_like.seal.json"


# accepted --------------------------------------------------------------------------------------------------------


def test_a_stack_that_is_signed_throughout_is_accepted(packs: Path, trusted: TrustedKeys, key: SigningKey) -> None:
    load(packs, trusted)
    library = PackLibrary((packs,))
    compiled = library.load("henan_like")
    found = require_sealed(compiled, library.folders_of(compiled), trusted, [packs])
    assert [(name, [one.key for one in found[name]]) for name in found] == [
        (one.id, [key.id]) for one in compiled.stack
    ]
    assert {one.signed_on for signatures in found.values() for one in signatures} == {DAY}


def test_nothing_is_required_of_who_does_not_ask(packs: Path) -> None:
    seal_of(packs).write_text("{}", "utf-8")
    load_pack("henan_like", packs=[packs])


def test_shipped_packs_are_sealed_from_beside(tmp_path: Path, trusted: TrustedKeys, key: SigningKey) -> None:
    case = read_case(ROOT / "examples" / "henan_county_interview.yaml")
    with pytest.raises(SealError) as error:
        resolve_pack(case.subject.division, case.as_of, require_signature=trusted)
    assert codes(error) == ["ZR661", "ZR661"]
    for one in load_pack("henan_2016").compiled.stack:
        seal_file(one, tmp_path).write_text(make_seal(one, key, DAY).to_json(), "utf-8")
    rules = resolve_pack(case.subject.division, case.as_of, packs=[tmp_path], require_signature=trusted)
    assert rules.id == "henan_2016"


def test_a_seal_reads_back_and_is_the_same_whenever_it_is_made(packs: Path, key: SigningKey) -> None:
    compiled = PackLibrary((packs,)).load("henan_like")
    seal = make_seal(compiled, key, DAY)
    assert read_seal(seal_of(packs)) == seal
    assert Seal.model_validate_json(seal.to_json()) == seal
    assert find_seal(compiled, [packs / "henan_like"]) == seal_of(packs)


def test_a_second_signer_is_added_and_a_changed_pack_starts_anew(packs: Path, tmp_path: Path, key: SigningKey) -> None:
    other = new_key(tmp_path / "other.pem")
    compiled = PackLibrary((packs,)).load("henan_like")
    both = make_seal(compiled, other, DAY, read_seal(seal_of(packs)))
    assert [one.key for one in both.signatures] == [key.id, other.id]
    seal_of(packs).write_text(both.to_json(), "utf-8")
    load(packs, TrustedKeys.read(tmp_path / "key.pem.pub"))
    again = make_seal(compiled, other, date(2026, 4, 1), both)
    assert [one.key for one in again.signatures] == [key.id, other.id]
    with (packs / "henan_like" / "pack.yaml").open("a") as file:
        file.write("# more\n")
    changed = PackLibrary((packs,)).load("henan_like")
    assert [one.key for one in make_seal(changed, other, DAY, both).signatures] == [other.id]


def test_openssl_verifies_what_we_sign(packs: Path, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl")
    seal = read_seal(seal_of(packs))
    (signature,) = seal.signatures
    (tmp_path / "signed").write_bytes(seal.signed(signature))
    (tmp_path / "signature").write_bytes(base64.b64decode(signature.value))
    command = [openssl, "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem.pub", "-rawin", "-in", "signed"]
    run = subprocess.run([*command, "-sigfile", "signature"], cwd=tmp_path, capture_output=True, check=False)  # noqa: S603
    assert run.returncode == 0, run.stderr


# refused ---------------------------------------------------------------------------------------------------------


def test_a_pack_without_a_seal_is_refused(packs: Path, trusted: TrustedKeys) -> None:
    seal_of(packs).unlink()
    assert refused(packs, trusted) == ["ZR661"]


def test_a_base_without_a_seal_is_refused(packs: Path, trusted: TrustedKeys) -> None:
    base = PackLibrary((packs,)).load("henan_like").stack[1]
    seal_file(base, packs).unlink()
    assert refused(packs, trusted) == ["ZR661"]


def test_a_comment_that_was_altered_is_refused(packs: Path, trusted: TrustedKeys) -> None:
    with (packs / "henan_like" / "pack.yaml").open("a") as file:
        file.write("# a comment\n")
    assert refused(packs, trusted) == ["ZR663"]


def test_a_file_that_was_added_or_taken_out_is_refused(packs: Path, trusted: TrustedKeys, key: SigningKey) -> None:
    more = packs / "henan_like" / "more.yaml"
    more.write_text("# nothing\n{}\n", "utf-8")
    assert refused(packs, trusted) == ["ZR664"]
    sealed(packs, key)
    load(packs, trusted)
    more.unlink()
    assert refused(packs, trusted) == ["ZR665"]


def test_a_base_that_was_altered_is_refused_twice(packs: Path, trusted: TrustedKeys) -> None:
    base = packs / PackLibrary((packs,)).load("henan_like").stack[1].id / "pack.yaml"
    text = base.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.strip().startswith("title:"))
    base.write_text(text.replace(title, f"{title}甲", 1), "utf-8")
    assert set(refused(packs, trusted)) == {"ZR663", "ZR666"}


def test_a_link_that_leads_elsewhere_is_refused(packs: Path, trusted: TrustedKeys, tmp_path: Path) -> None:
    file, elsewhere = packs / "henan_like" / "pack.yaml", tmp_path / "elsewhere.yaml"
    shutil.move(file, elsewhere)
    file.symlink_to(elsewhere)
    load(packs, trusted)
    rules = load_pack("henan_like", packs=[packs], require_signature=trusted)
    elsewhere.write_text(elsewhere.read_text("utf-8") + "# altered\n", "utf-8")
    assert refused(packs, trusted) == ["ZR663"]
    assert dict(rules.compiled.files) == read_seal(seal_of(packs)).files


def test_another_key_is_refused(packs: Path, tmp_path: Path) -> None:
    new_key(tmp_path / "other.pem")
    assert refused(packs, TrustedKeys.read(tmp_path / "other.pem.pub")) == ["ZR667", "ZR667"]


def test_a_seal_of_another_pack_or_version_is_refused(packs: Path, trusted: TrustedKeys) -> None:
    library = PackLibrary((packs,))
    base = library.load("henan_like").stack[1]
    shutil.copy(seal_file(base, packs), seal_of(packs))
    assert refused(packs, trusted) == ["ZR669"]


@pytest.mark.parametrize("field", ["law", "library", "files", "signed_on", "value", "version", "key"])
def test_a_seal_that_was_altered_is_refused(packs: Path, trusted: TrustedKeys, field: str) -> None:
    data = json.loads(seal_of(packs).read_text("utf-8"))
    changes = {
        "law": lambda: data.update(law="sha256:" + "0" * 64),
        "library": lambda: data.update(library="9.9.9"),
        "files": lambda: data["files"].update({"pack.yaml": "sha256:" + "0" * 64}),
        "version": lambda: data.update(version="9.9.9"),
        "signed_on": lambda: data["signatures"][0].update(signed_on="2026-03-02"),
        "value": lambda: data["signatures"][0].update(value="A" * 86 + "=="),
        "key": lambda: data["signatures"][0].update(key="sha256:" + "0" * 64),
    }
    changes[field]()
    seal_of(packs).write_text(json.dumps(data), "utf-8")
    wanted = {"law": "ZR666", "files": "ZR663", "version": "ZR669", "key": "ZR667"}.get(field, "ZR668")
    assert wanted in refused(packs, trusted)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "ZR146"), ("[]", "ZR662"), ('{"schema_version": 2}', "ZR662"), ('{"law": NaN}', None), ("\ufffd\x00", None)],
)
def test_a_file_that_is_no_seal_is_refused(packs: Path, trusted: TrustedKeys, text: str, code: str | None) -> None:
    seal_of(packs).write_text(text, "utf-8")
    found = refused(packs, trusted)
    assert code is None or code in found


# keys ------------------------------------------------------------------------------------------------------------


def test_keys_are_made_for_their_owner_and_never_overwritten(tmp_path: Path) -> None:
    made = new_key(tmp_path / "k.pem")
    assert (tmp_path / "k.pem").stat().st_mode & 0o777 == 0o600
    assert read_signing_key(tmp_path / "k.pem").id == made.id
    with pytest.raises(KeyFileError) as error:
        new_key(tmp_path / "k.pem")
    assert codes(error) == ["ZR676"]
    (tmp_path / "k.pem.pub").unlink()
    with pytest.raises(KeyFileError) as error:
        new_key(tmp_path / "k.pem")
    assert codes(error) == ["ZR676"]
    with pytest.raises(KeyFileError) as error:
        new_key(tmp_path / "nowhere" / "k.pem")
    assert codes(error) == ["ZR670"]


def private(file: Path, text: str) -> Path:
    file.write_text(text, "utf-8")
    file.chmod(0o600)
    return file


def test_what_is_no_private_key_is_refused(tmp_path: Path, key: SigningKey) -> None:
    assert key.id.startswith("sha256:")
    secret = (tmp_path / "key.pem").read_text("utf-8")
    wrong = {
        "ZR671": [
            private(tmp_path / "a", ""),
            private(tmp_path / "b", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
            private(tmp_path / "c", secret[:60]),
            tmp_path / "key.pem.pub",
        ],
        "ZR672": [private(tmp_path / "d", EC_KEY)],
        "ZR670": [tmp_path / "none", tmp_path],
    }
    for code, files in wrong.items():
        for file in files:
            with pytest.raises(KeyFileError) as error:
                read_signing_key(file)
            assert codes(error) == [code], file


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_private_key_that_others_can_read_is_refused(tmp_path: Path, key: SigningKey) -> None:
    assert key.id.startswith("sha256:")
    for mode in (0o644, 0o640, 0o604, 0o620):
        (tmp_path / "key.pem").chmod(mode)
        with pytest.raises(KeyFileError) as error:
            read_signing_key(tmp_path / "key.pem")
        assert codes(error) == ["ZR674"]


def test_an_encrypted_key_wants_its_passphrase(tmp_path: Path) -> None:
    file = private(tmp_path / "e.pem", encrypted(b"geheim"))
    assert read_signing_key(file, lambda: b"geheim").id.startswith("sha256:")
    for given in (None, b"", b"falsch"):
        with pytest.raises(KeyFileError) as error:
            read_signing_key(file, lambda given=given: given)  # type: ignore[misc]
        assert codes(error) == ["ZR675"]


def encrypted(passphrase: bytes) -> str:
    from cryptography.hazmat.primitives import serialization as forms  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    how = forms.BestAvailableEncryption(passphrase)
    return Ed25519PrivateKey.generate().private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, how).decode()


def _ec() -> str:
    from cryptography.hazmat.primitives import serialization as forms  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    made = ec.generate_private_key(ec.SECP256R1())
    return made.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()).decode()


EC_KEY = _ec()


def test_trusted_keys_come_from_files_and_folders_and_all_faults_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    made = [new_key(tmp_path / name) for name in ("one", "two", "three")]
    for name in ("one", "two"):
        shutil.copy(tmp_path / f"{name}.pub", folder)
    bundle = tmp_path / "bundle.pem"
    bundle.write_text("".join((tmp_path / f"{name}.pub").read_text("utf-8") for name in ("one", "three")), "utf-8")
    assert [one.id in TrustedKeys.read(folder) for one in made] == [True, True, False]
    assert [one.id in TrustedKeys.read(bundle) for one in made] == [True, False, True]
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.pub").write_text("ssh-ed25519 AAAA somebody\n", "utf-8")
    with pytest.raises(KeyFileError) as error:
        TrustedKeys.read(tmp_path / "one", tmp_path / "empty", tmp_path / "text.pub", tmp_path / "gone")
    assert sorted(codes(error)) == ["ZR670", "ZR671", "ZR673", "ZR677"]


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cryptography.hazmat.primitives", None)
    for act in (lambda: new_key(tmp_path / "k"), lambda: TrustedKeys.read(tmp_path), seal_keys._library):  # noqa: SLF001
        with pytest.raises(SigningUnavailableError) as error:
            act()
        assert [one.code for one in error.value.diagnostics] == ["ZR660"]
