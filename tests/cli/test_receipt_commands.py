"""`zongzhi decide --receipt`, `replay`, `backtest` and `seal`: results, exit statuses and wrong input."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.golden import check_golden

from zongzhi_rules.cli import App

if TYPE_CHECKING:
    from click.testing import Result

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = HERE / "golden"
OWN, OWN_CASE = HERE / "own_rules", HERE / "own_case.yaml"
INTERVIEW = ROOT / "examples" / "henan_county_interview.yaml"
NO_LANGUAGE = {"ZONGZHI_LANG": None, "LC_ALL": None, "LC_MESSAGES": None, "LANG": None, "ZONGZHI_DEBUG": None}
_DIGEST = re.compile(r"sha256:[0-9a-f]+…?")


def zongzhi(*args: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(App(), list(map(str, args)), input=text, env=NO_LANGUAGE)


def draft_of(folder: Path) -> Path:
    """Copy the pack of these tests with its term lengthened."""
    copied = Path(shutil.copytree(ROOT / "rulepacks" / "henan_2016", folder / "henan_2016"))
    ladder = (copied / "ladder.yaml").read_text("utf-8")
    (copied / "ladder.yaml").write_text(ladder.replace("length: {months: 2}", "length: {months: 3}"), "utf-8")
    return copied


def shown(text: str, *folders: Path) -> str:
    """Return a text without what differs from run to run: folders and digests."""
    for folder in folders:
        text = text.replace(str(folder), "DIR")
    return _DIGEST.sub("sha256:…", text)


def check(name: str, result: Result, folder: Path, *, update: bool) -> None:
    assert "Traceback" not in result.output
    status = f"exit status {result.exit_code}\n"
    check_golden(GOLDEN / f"{name}.txt", shown(result.stdout + result.stderr, folder) + status, update=update)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_replay_says_what_became_of_each_receipt(tmp_path: Path, lang: str, *, update_golden: bool) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    assert zongzhi("decide", INTERVIEW, "--receipt", kept / "1-good.json").exit_code == 0
    draft_of(tmp_path)
    zongzhi("decide", INTERVIEW, "--packs", tmp_path, "--receipt", kept / "2-draft.json")
    text = (kept / "1-good.json").read_text("utf-8")
    (kept / "3-altered.json").write_text(text.replace("2026-05-13", "2026-05-14"), "utf-8")
    (kept / "4-cut.json").write_text(text[:900], "utf-8")
    (kept / "5-none.json").write_text("{}", "utf-8")
    (kept / "6-newer.json").write_text(text.replace('"schema_version": 1', '"schema_version": 7', 1), "utf-8")
    (kept / "7-damaged.json").write_text(text.replace('"library":', '"libary":'), "utf-8")
    check(f"replay_{lang}", zongzhi("replay", kept, "--lang", lang), tmp_path, update=update_golden)


def test_replay_of_one_receipt(tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.json"
    assert zongzhi("decide", INTERVIEW, "--receipt", receipt, "--reading", "term.start=receipt").exit_code == 0
    for given in ((receipt,), ("-",)):
        done = zongzhi("replay", *given, "--lang", "zh", text=receipt.read_bytes())
        assert (done.exit_code, "逐字节重现" in done.stdout) == (0, True)
    (found,) = json.loads(zongzhi("replay", receipt, "--json").stdout)
    assert (found["ok"], found["state"], found["inputs"]) == (True, "reproduced", [])
    data = json.loads(receipt.read_text("utf-8"))
    data["library"] = "0.0.1"
    receipt.write_text(json.dumps(data), "utf-8")
    assert zongzhi("replay", receipt).exit_code == 1
    assert zongzhi("replay").exit_code == 2
    assert zongzhi("replay", "-", "-").exit_code == 2
    (tmp_path / "empty").mkdir()
    assert zongzhi("replay", tmp_path / "empty").exit_code == 2
    assert zongzhi("replay", tmp_path / "gone.json").exit_code == 1


def test_a_receipt_takes_no_other_files_place(tmp_path: Path) -> None:
    other = tmp_path / "notes.json"
    other.write_text("{}", "utf-8")
    refused = zongzhi("decide", INTERVIEW, "--receipt", other, "--lang", "en")
    assert refused.exit_code == 1
    assert "ZR655" in refused.stderr
    assert other.read_text("utf-8") == "{}"
    nowhere = zongzhi("decide", INTERVIEW, "--receipt", tmp_path / "no" / "where.json")
    assert (nowhere.exit_code, "Traceback" in nowhere.output) == (1, False)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_backtest_shows_what_comes_out_otherwise(
    tmp_path: Path,
    lang: str,
    monkeypatch: pytest.MonkeyPatch,
    *,
    update_golden: bool,
) -> None:
    monkeypatch.chdir(ROOT)  # the names of files stand in lines that are broken by their length
    draft = draft_of(tmp_path)
    names = ("henan_circular_day_after", "henan_circular_last_day", "henan_one_trait", "national_veto")
    files = [f"examples/{name}.yaml" for name in names]
    given: list[str | Path] = ["backtest", "--old", "henan_2016", "--new", draft, *files, "--lang", lang]
    check(f"backtest_{lang}", zongzhi(*given), tmp_path, update=update_golden)
    data = json.loads(zongzhi(*given, "--json").stdout)
    assert data["count"] == {
        "total": 4,
        "same": 1,
        "differs": 2,
        "refused_by_old": 0,
        "refused_by_new": 0,
        "refused": 1,
    }
    assert [one["case"] for one in data["cases"]] == [names[0], names[1], names[3]]


def test_backtest_exit_statuses_and_wrong_input(tmp_path: Path) -> None:
    one_trait = ROOT / "examples" / "henan_one_trait.yaml"
    same = zongzhi("backtest", "--old", "henan_2016", "--new", "henan_2016", one_trait, "--lang", "en")
    assert same.exit_code == 0
    assert "the packs do not differ" in same.stdout
    refused = zongzhi("backtest", "--old", "henan_2016", "--new", "national_2016", ROOT / "examples/national_veto.yaml")
    assert refused.exit_code == 1
    assert zongzhi("backtest", "--old", "henan_2016", one_trait).exit_code == 2
    assert zongzhi("backtest", "--old", "henan_2016", "--new", "nowhere", one_trait).exit_code == 2
    assert zongzhi("backtest", "--old", "henan_2016", "--new", "henan_2016").exit_code == 2
    assert zongzhi("backtest", "--old", "henan_2016", "--new", "henan_2016", tmp_path).exit_code == 1
    (tmp_path / "x.yaml").write_text("events: []\n", "utf-8")
    wrong = zongzhi("backtest", "--old", "henan_2016", "--new", "henan_2016", tmp_path)
    assert (wrong.exit_code, "ZR591" in wrong.stderr) == (1, True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_seals_from_the_key_to_the_refusal(tmp_path: Path, lang: str, *, update_golden: bool) -> None:
    key, public = tmp_path / "key.pem", tmp_path / "key.pem.pub"
    pack = Path(shutil.copytree(OWN, tmp_path / "own_rules"))
    told = [zongzhi("seal", "--new-key", key, "--lang", lang)]
    told.append(zongzhi("decide", OWN_CASE, "--pack", pack, "--require-signed", public, "--lang", lang))
    base = [one["id"] for one in json.loads(zongzhi("decide", OWN_CASE, "--pack", pack, "--json").stdout)["packs"]][1:]
    told += [zongzhi("seal", name, "--key", key, "--to", tmp_path, "--lang", lang) for name in base]
    told.append(zongzhi("seal", pack, "--key", key, "--lang", lang))
    told.append(zongzhi("seal", "--verify", pack, "--trusted", public, "--packs", tmp_path, "--lang", lang))
    assert [one.exit_code for one in told] == [0, 1, *[0] * len(base), 0, 0]
    given: list[str | Path] = ["--pack", pack, "--packs", tmp_path, "--require-signed", public]
    assert zongzhi("decide", OWN_CASE, *given).exit_code == 0
    file = next(iter(sorted(pack.glob("*.yaml"))))
    file.write_text(file.read_text("utf-8") + "# altered\n", "utf-8")
    told.append(zongzhi("seal", "--verify", pack, "--trusted", public, "--packs", tmp_path, "--lang", lang))
    assert zongzhi("decide", OWN_CASE, *given).exit_code == 1
    told.append(zongzhi("seal", "--verify", pack, "--trusted", key, "--lang", lang))
    told.append(zongzhi("seal", "--verify", pack, "--trusted", tmp_path / "gone", "--lang", lang))
    text = "".join(one.stdout + one.stderr for one in told)
    text = re.sub(r"\d{4}-\d{2}-\d{2}", "DAY", shown(text, tmp_path))
    check_golden(GOLDEN / f"seal_{lang}.txt", text, update=update_golden)


@pytest.mark.parametrize(
    "given",
    [
        [],
        ["henan_2016"],
        ["--key", "k"],
        ["--verify", "henan_2016"],
        ["--verify", "--trusted", "k"],
        ["--new-key", "k", "henan_2016"],
        ["--new-key", "k", "--key", "k", "henan_2016"],
    ],
    ids=" ".join,
)
def test_wrong_use_of_seal(given: list[str]) -> None:
    for lang in ("zh", "en"):
        wrong = zongzhi("seal", *given, "--lang", lang)
        assert (wrong.exit_code, wrong.stdout) == (2, "")


def test_sealing_gives_data_too(tmp_path: Path) -> None:
    (made,) = json.loads(zongzhi("seal", "--new-key", tmp_path / "k.pem", "--json").stdout)
    (found,) = json.loads(
        zongzhi("seal", "national_2016", "--key", tmp_path / "k.pem", "--to", tmp_path, "--json").stdout
    )
    assert (found["pack"], found["key"]) == ("national_2016", made["key"])
    assert Path(found["file"]).is_file()


def test_the_schema_of_a_receipt_is_published() -> None:
    assert json.loads(zongzhi("schema", "receipt").stdout)["$id"] == "zongzhi-rules/receipt/1"
