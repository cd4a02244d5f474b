"""Every mistaken input of the corpus ends with its golden messages, and none with a traceback."""

from __future__ import annotations

import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest
from tests.bad import corpus
from tests.golden import check_golden
from wcwidth import wcswidth

from zongzhi_rules.diagnostics import CATALOG, Diagnostic, Severity, render_diagnostic
from zongzhi_rules.errors import PackError
from zongzhi_rules.packs.library import PackLibrary

if TYPE_CHECKING:
    from pathlib import Path

STORED_PACKS = sorted(folder for folder in corpus.PACKS.iterdir() if folder.is_dir())
STORED_CASES = sorted(file for file in corpus.CASES.iterdir() if file.suffix in {".yaml", ".json"})
FEWEST = 80

GROUPS = {f"ZR{group}" for group in range(20, 57)}  # ZR1 are texts; ZR57 and on other files, and use
NOT_IN_THE_CORPUS = {
    "ZR217": "a fallback: every error that the models raise now has words of its own",
    "ZR531": "of the command line, which is handed files; see tests/cli/test_failures.py",
    "ZR219": "needs a folder that cannot be read; see test_a_folder_that_cannot_be_read",
}


@pytest.mark.parametrize("folder", sorted(corpus.BASES.iterdir()), ids=lambda folder: folder.name)
def test_the_packs_that_the_corpus_rests_on_are_valid(folder: Path) -> None:
    assert corpus.found_in_pack(folder) == ()


def test_the_case_that_the_corpus_starts_from_is_valid() -> None:
    assert corpus.found_in_case(corpus.CASE, "case.yaml") == ()
    assert corpus.found_in_case("\ufeff" + corpus.CASE.replace("\n", "\r\n"), "case.yaml") == ()


@pytest.mark.parametrize("folder", STORED_PACKS, ids=lambda folder: folder.name)
def test_a_mistaken_pack(folder: Path, *, update_golden: bool) -> None:
    found = corpus.found_in_pack(folder)
    check(found, folder / "messages.txt", update=update_golden)


@pytest.mark.parametrize("file", STORED_CASES, ids=lambda file: file.stem)
def test_a_mistaken_case(file: Path, *, update_golden: bool) -> None:
    found = corpus.found_in_case(file.read_bytes(), file.name)
    check(found, file.with_suffix(".txt"), update=update_golden)


@pytest.mark.parametrize("name", corpus.GENERATED_CASES)
def test_a_case_that_only_a_program_can_write(name: str, *, update_golden: bool) -> None:
    found = corpus.found_in_case(corpus.GENERATED_CASES[name], "case.yaml")
    check(found, corpus.GENERATED / f"{name}.txt", update=update_golden)


@pytest.mark.parametrize("name", corpus.GENERATED_DATA)
def test_data_that_are_no_case(name: str, *, update_golden: bool) -> None:
    def act() -> tuple[Diagnostic, ...]:
        corpus.GENERATED_DATA[name]()
        return ()

    check(corpus.found_by(act), corpus.GENERATED / f"{name}.txt", update=update_golden)


@pytest.mark.parametrize("name", corpus.GENERATED_PACKS)
def test_a_pack_that_only_a_program_can_write(name: str, tmp_path: Path, *, update_golden: bool) -> None:
    folder = corpus.write(tmp_path / name, corpus.GENERATED_PACKS[name])
    check(corpus.found_in_pack(folder), corpus.GENERATED / f"{name}.txt", update=update_golden)


def test_packs_that_rest_on_each_other_without_end(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    update_golden: bool,
) -> None:
    monkeypatch.setattr(corpus, "PACKS", tmp_path)
    found = corpus.found_in_pack(corpus.chain_of_packs(tmp_path))
    check(found, corpus.GENERATED / "packs_that_rest_on_each_other.txt", update=update_golden)


def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    (found,) = corpus.found_in_pack(tmp_path / "示例")
    assert found.code == "ZR219"
    assert "示例" in found.message("zh")


def test_a_file_of_a_pack_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").mkdir()
    (found,) = corpus.found_in_pack(tmp_path)
    assert found.code == "ZR103"
    assert "pack.yaml" in found.message("zh")


def test_a_file_of_the_pack_below_that_cannot_be_read(tmp_path: Path) -> None:
    shutil.copytree(corpus.BASES / "sample_base", tmp_path / "sample_base")
    (tmp_path / "sample_base" / "duties.yaml").mkdir()
    overlay = shutil.copytree(corpus.PACKS / "citations", tmp_path / "citations")
    with pytest.raises(PackError) as raised:
        PackLibrary((tmp_path,)).load(overlay)
    (found,) = raised.value.diagnostics
    assert found.span is not None
    assert (found.code, found.span.source.name) == ("ZR103", "sample_base/duties.yaml")


def test_the_corpus_is_large_enough() -> None:
    generated = len(corpus.GENERATED_CASES) + len(corpus.GENERATED_PACKS) + len(corpus.GENERATED_DATA)
    assert len(STORED_PACKS) + len(STORED_CASES) + generated >= FEWEST


def test_every_code_about_packs_and_cases_is_in_the_corpus() -> None:
    told = "".join(file.read_text("utf-8") for file in corpus.HERE.rglob("*.txt"))
    about_packs_and_cases = {code for code in CATALOG if code[:4] in GROUPS}
    assert {code for code in about_packs_and_cases if f"[{code}]" not in told} == set(NOT_IN_THE_CORPUS)


def test_no_golden_file_is_left_over() -> None:
    names = {*corpus.GENERATED_CASES, *corpus.GENERATED_PACKS, *corpus.GENERATED_DATA, "packs_that_rest_on_each_other"}
    assert {file.stem for file in corpus.GENERATED.iterdir()} == names
    assert {file.stem for file in corpus.CASES.glob("*.txt")} == {file.stem for file in STORED_CASES}


def check(found: tuple[Diagnostic, ...], golden: Path, *, update: bool) -> None:
    """Compare with the golden file, and hold every message to what any message must keep to."""
    assert found, "the input is not mistaken"
    assert found == tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key))
    assert len(set(found)) == len(found), "a problem is told twice"
    assert any(one.severity is Severity.ERROR for one in found) or {one.code for one in found} == {"ZR449"}
    for diagnostic in found:
        check_place(diagnostic)
    check_golden(golden, corpus.shown(found), update=update)


def check_place(diagnostic: Diagnostic) -> None:
    """The carets stand under the text that the span covers, and nothing unsafe is printed."""
    text = render_diagnostic(diagnostic, "zh")
    assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c != "\n"]
    span = diagnostic.span
    if span is None or not span.source.text:
        return
    lines = text.splitlines()
    carets = next(index for index, line in enumerate(lines) if set(line.partition("|")[2].strip()) == {"^"})
    excerpt, marks = (line.partition("|")[2] for line in lines[carets - 1 : carets + 1])
    first_line = span.text.splitlines()[0] if span.text else ""
    if not first_line.isprintable() or not first_line or "..." in excerpt:
        return
    start, width = len(marks) - len(marks.lstrip()), len(marks.strip())
    assert first_line.startswith(cut(excerpt, start, width).rstrip()), (excerpt, marks)
    assert wcswidth(first_line) == width


def cut(line: str, start: int, width: int) -> str:
    """Return the characters of a line that stand in some of its cells."""
    position, taken = 0, ""
    for character in line:
        if start <= position < start + width:
            taken += character
        position += max(wcswidth(character), 0)
    return taken
