"""The corpus of mistaken inputs: packs and cases in folders here, and those that only a program can write.

A text editor would mend or refuse the latter: other encodings, control characters, texts of megabytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zongzhi_rules.compiler.passes import compile_files
from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.compiler.source import read_files
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.diagnostics import render_diagnostics
from zongzhi_rules.errors import InputError
from zongzhi_rules.facts.load import case_from, parse_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from zongzhi_rules.compiler.passes import CompiledPack
    from zongzhi_rules.diagnostics import Diagnostic

HERE = Path(__file__).parent
BASES, PACKS, CASES, GENERATED = HERE / "base", HERE / "packs", HERE / "cases", HERE / "generated"
JUDGE = "henan_like"  # the valid pack that cases are judged by, where the case itself is in order

HEADER = """\
pack:
  id: {name}
  version: 1.0.0
  language: 1
  title: 示例办法
  short_title: 示例办法
  territory: 410000
  in_force: {{since: 2020-01-01, cite: 9}}
  extends: {{pack: {base}, versions: ">=1.0,<2.0"}}

"""
CASE = """\
id: 示例案件一
as_of: 2021-06-30
subject: {kind: locality, division: 410122, name: 示例县}
"""


def compile_folder(folder: Path) -> CompiledPack:
    """Compile a pack as the library does; the packs that it may rest on are those of the corpus."""
    problems = Problems()
    files = read_files(folder, problems)
    problems.settle()
    return compile_files(folder.name, files, _locate)


def _locate(name: str) -> Mapping[str, bytes] | None:
    folder = next((place / name for place in (BASES, PACKS) if (place / name).is_dir()), None)
    return None if folder is None else read_files(folder, Problems())


def found_in_pack(folder: Path) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a pack, its warnings included."""
    return found_by(lambda: compile_folder(folder).warnings)


def found_in_case(text: str | bytes, name: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a case, or with judging it."""
    return found_by(lambda: judge(text, name))


def judge(text: str | bytes, name: str) -> tuple[()]:
    """Judge a case; there is nothing to say if that goes well."""
    RulePack(compile_folder(BASES / JUDGE)).decide(parse_case(text, name))
    return ()


def found_by(
    action: Callable[[], tuple[Diagnostic, ...]],
    wanted: type[InputError] = InputError,
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that an action ends with.  Any exception but the one wanted fails the test."""
    try:
        return action()
    except wanted as error:
        return error.diagnostics


def shown(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the golden text: all diagnostics in Chinese, then in English."""
    found = tuple(diagnostics)
    return f"{render_diagnostics(found, 'zh')}\n\n{'=' * 100}\n\n{render_diagnostics(found, 'en')}\n"


# cases and packs that only a program can write --------------------------------------------------------------------

GENERATED_CASES: dict[str, bytes] = {
    "case_in_gbk": CASE.encode("gbk"),
    "case_in_big5": CASE.replace("县", "縣").encode("big5"),
    "case_in_utf_16": CASE.encode("utf-16"),
    "case_in_utf_16_without_mark": CASE.encode("utf-16-le"),
    "case_in_utf_32": CASE.encode("utf-32"),
    "case_cut_within_a_character": CASE.encode()[:-3] + b"\xe7\xa4",
    "case_that_is_a_program": b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00" + bytes(range(256)),
    "case_with_terminal_commands": CASE.replace("示例县", "\x1b[2J\x1b[31m示例县\x07").encode(),
    "case_with_reordered_text": CASE.replace("示例县", "\u202e县例示\u202c").encode(),
    "case_with_hidden_characters": CASE.replace("示例县", "示\u200b例\u2060县\ufeff").encode(),
    "case_with_a_nul": CASE.replace("示例县", "示例\x00县").encode(),
    "case_with_full_width_spaces": CASE.replace("subject: {", "subject:\n\u3000\u3000kind: {").encode(),
    "case_nested_deeply": (CASE + "local: {x: " + "[" * 100 + "]" * 100 + "}\n").encode(),
    "case_nested_without_end": b"[" * 50_000,
    "case_with_a_huge_scalar": (CASE + "local: {x: " + "示" * 70_000 + "}\n").encode(),
    "case_with_a_huge_key": (CASE + "local: {" + "x" * 2_000 + ": 1}\n").encode(),
    "case_too_large": (CASE + "# " + "x" * 2_100_000 + "\n").encode(),
    "case_with_too_many_values": (CASE + "local: {x: [" + "1," * 210_000 + "1]}\n").encode(),
    "case_with_more_mistakes_than_are_told": (
        CASE + "incidents:\n" + "".join(f"  - {{id: {n}, kind: mass_incident, deaths: -1}}\n" for n in range(150))
    ).encode(),
}


def circle(number: int) -> str:
    """Return the id of a link of a chain."""
    return f"link_{number:03}"


def _definitions(entries: Iterable[str]) -> str:
    return "changes:\n" + "".join(
        f"  - add: definitions.{circle(number)}\n    as: {entry}\n    warrant: 2\n"
        for number, entry in enumerate(entries)
    )


def _item(when: str) -> str:
    return f"{{title: 甲, cite: 2, of: incidents, when: {when}}}"


GENERATED_PACKS: dict[str, dict[str, bytes]] = {
    "pack_in_gbk": {"pack.yaml": HEADER.format(name="pack_in_gbk", base="sample_base").encode("gbk")},
    "pack_in_utf_16": {"pack.yaml": HEADER.format(name="pack_in_utf_16", base="sample_base").encode("utf-16")},
    "pack_with_terminal_commands": {
        "pack.yaml": HEADER.format(name="pack_with_terminal_commands", base="sample_base").encode(),
        "changes.yaml": "changes:\n  - withdraw: \x1b]0;示例\x07\n    warrant: 2\n".encode(),
    },
    "pack_of_too_many_files": {f"part_{number:03}.yaml": b"bodies: {}\n" for number in range(201)},
    "pack_with_a_condition_nested_too_deeply": {
        "pack.yaml": HEADER.format(name="pack_with_a_condition_nested_too_deeply", base="sample_base").encode(),
        "changes.yaml": (
            "changes:\n  - add: circumstances.deep\n    as: {title: 甲, cite: 2, when: "
            + "{not: " * 50
            + "serious"
            + "}" * 50
            + "}\n    warrant: 2\n"
        ).encode(),
    },
    "pack_with_a_chain_of_definitions": {
        "pack.yaml": HEADER.format(name="pack_with_a_chain_of_definitions", base="sample_base").encode(),
        "changes.yaml": _definitions(
            [
                *(f"{{title: 甲, cite: 2, when: {{not: {circle(number + 1)}}}}}" for number in range(600)),
                "{title: 甲, cite: 2, when: serious}",
            ],
        ).encode(),
    },
    "pack_with_a_chain_of_definitions_about_items": {
        "pack.yaml": HEADER.format(name="pack_with_a_chain_of_definitions_about_items", base="sample_base").encode(),
        "changes.yaml": _definitions(
            [*(_item(f"{{not: {circle(number + 1)}}}") for number in range(60)), _item("severe")],
        ).encode(),
    },
    "pack_with_definitions_that_multiply": {
        "pack.yaml": HEADER.format(name="pack_with_definitions_that_multiply", base="sample_base").encode(),
        "changes.yaml": _definitions(
            [
                *(_item("{all: [" + ", ".join([circle(number + 1)] * 9) + "]}") for number in range(9)),
                _item("severe"),
            ],
        ).encode(),
    },
}

MOST_LINKS = 18


def chain_of_packs(folder: Path) -> Path:
    """Write packs that rest on each other, more than there may be; return the folder of the one on top."""
    for number in range(MOST_LINKS):
        below = circle(number + 1) if number + 1 < MOST_LINKS else "sample_base"
        write(folder / circle(number), {"pack.yaml": HEADER.format(name=circle(number), base=below).encode()})
    return folder / circle(0)


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write the files of a pack; return its folder."""
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


GENERATED_DATA: dict[str, Callable[[], object]] = {
    "data_that_is_a_list": lambda: case_from([]),  # type: ignore[arg-type]
    "data_with_keys_that_are_numbers": lambda: case_from({"id": "甲", 1: 2}),  # type: ignore[dict-item]
    "data_with_numbers_that_are_none": lambda: case_from(
        {
            "id": "甲",
            "as_of": "2021-06-30",
            "subject": {"kind": "locality", "division": "410122"},
            "incidents": [{"id": "乙", "kind": "mass_incident", "loss": float("nan"), "deaths": True}],
            "local": {"x": float("inf"), "y": float("nan"), "z": object},
        },
    ),
    "data_with_huge_numbers": lambda: case_from(
        {
            "id": 10**5000,
            "as_of": 10**5000,
            "subject": {"kind": "locality", "division": 10**5000},
            "incidents": [{"id": "乙", "kind": "mass_incident", "loss": -(10**5000), "deaths": 10**5000}],
        },
    ),
    "data_of_other_types": lambda: case_from(
        {"id": b"a", "as_of": 20210630, "subject": {"kind": 1, "division": 41.0122}, "incidents": "甲", "work": ()},
    ),
}
