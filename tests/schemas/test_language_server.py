"""The schemas in a real YAML language server: what it offers while an author types, and what it finds fault with.

Skipped where no server is installed; `make editor` installs one and runs these tests.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.schemas.language_server import SERVER, LanguageServer
from tests.schemas.published import CASES_FILES, EXAMPLES, FILES, PACK_FILES, ROOT
from tests.schemas.test_descriptions import in_both

from zongzhi_rules.cli import App
from zongzhi_rules.cli.schemas import schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator

if SERVER is None:
    pytest.skip("no YAML language server; `make editor` installs one", allow_module_level=True)

OURS = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    folder = tmp_path_factory.mktemp("schemas")
    schemas = {}
    for path, places in OURS.items():
        file = folder / Path(path).name
        file.write_text(schema_text(file.stem), encoding="utf-8")
        schemas[file.as_uri()] = [*([places] if isinstance(places, str) else places), f"typed/*.{file.stem}.yaml"]
    settings = {
        "schemas": schemas,
        "schemaStore": {"enable": False},
        "validate": True,
        "hover": True,
        "completion": True,
    }
    with LanguageServer(ROOT, {"yaml": settings}) as running:
        yield running


class Typed:
    """A file of that kind (`pack`, `cases`, `case`) that exists in the editor only; `|` is the cursor."""

    numbers = itertools.count()

    def __init__(self, server: LanguageServer, kind: str, text: str) -> None:
        before, _, after = text.partition("|")
        self.path = ROOT / "typed" / f"{next(self.numbers)}.{kind}.yaml"
        self.line, self.column = before.count("\n"), len(before.rpartition("\n")[2])
        self.found = [one["message"] for one in server.diagnostics(self.path, before + after)]
        self._server = server

    def offered(self) -> dict[str, str]:
        """Return what is offered at the cursor, with what is said of it."""
        items = self._server.completions(self.path, self.line, self.column)
        said = {label: item.get("documentation", "") for label, item in items.items()}
        return {label: words["value"] if isinstance(words, dict) else words for label, words in said.items()}

    def shown(self) -> str:
        """Return what is shown over what the cursor stands behind."""
        return self._server.hover(self.path, self.line, self.column - 1)


RULE = "circumstances:\n  one:\n    title: 题\n    cite: 20.1(1)\n"


@pytest.mark.parametrize(
    "path", [*PACK_FILES, *CASES_FILES, *EXAMPLES, *FILES], ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_file_of_ours_is_found_fault_with(server: LanguageServer, path: Path) -> None:
    assert server.diagnostics(path) == []
    server.close(path)


@pytest.mark.parametrize(
    ("kind", "text", "offered"),
    [
        ("pack", "|", ["pack", "changes", "bodies", "circumstances", "measures", "duties"]),
        ("pack", "circumstances:\n  one:\n    |", ["title", "cite", "when"]),
        (
            "pack",
            f"{RULE}    when:\n      |",
            ["all", "any", "not", "some", "count", "severity.harm", "work.neglected"],
        ),
        ("pack", f"{RULE}    when:\n      all:\n        - |", ["any", "table", "as_of", "conduct.cooperated"]),
        ("pack", f"{RULE}    when: {{severity.harm: |}}", ["ordinary", "serious", "especially_serious"]),
        ("pack", f"{RULE}    when:\n      some: incidents\n      |", ["where", "within_any", "within_last"]),
        ("pack", f"{RULE}    when: {{count: |}}", ["incidents", "hot_spots", "earlier_measures"]),
        ("pack", "measures:\n  one:\n    authority:\n      level: |", ["own", "one_up", "county", "province"]),
        ("pack", "duties:\n  one:\n    timing:\n      |", ["every", "by", "on", "within", "ongoing"]),
        ("pack", "changes:\n  - |", ["add", "replace", "amend", "withdraw", "warrant", "set"]),
        ("pack", "changes:\n  - add: circumstances.x\n    warrant: 1\n    as:\n      |", ["title", "cite", "when"]),
        ("pack", "changes:\n  - add: measures.x.term\n    warrant: 1\n    as:\n      |", ["length", "start"]),
        ("cases", "|", ["given", "cases", "unattainable"]),
        ("cases", "cases:\n  甲:\n    |", ["facts", "expect", "readings", "note", "confirmed"]),
        (
            "cases",
            "cases:\n  甲:\n    expect:\n      |",
            ["outcome", "true", "not", "packs", "duties", "cites", "officials"],
        ),
        (
            "cases",
            "cases:\n  甲:\n    expect:\n      duties:\n        a:\n          |",
            ["by", "due", "every", "levels"],
        ),
        ("cases", "cases:\n  甲:\n    expect:\n      authority: |", ["county", "province"]),
        ("cases", "cases:\n  甲:\n    facts:\n      severity:\n        |", ["harm", "impact"]),
        ("events", "events:\n  - |", ["event", "id", "known_on", "happened_on"]),
        ("events", "events:\n  - event: measure_decided\n    |", ["item", "measure", "term_ends_on", "note"]),
        ("case", "id: 甲\n|", ["as_of", "subject", "work", "incidents", "earlier_measures"]),
        ("case", "subject:\n  |", ["kind", "division", "level"]),
        ("case", "subject:\n  kind: |", ["locality", "unit"]),
        ("case", "incidents:\n  - id: a\n    |", ["kind", "grade", "happened_on", "vile_influence"]),
    ],
)
def test_what_is_offered_is_right_and_explained(
    server: LanguageServer, kind: str, text: str, offered: list[str]
) -> None:
    found = Typed(server, kind, text).offered()
    assert {
        label: found.get(label) for label in offered if not in_both(found.get(label, "").replace("\n\n", " / "))
    } == {}


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("pack", f"{RULE}    when|: always", ["条件", "the condition"]),
        ("pack", f"{RULE}    when:\n      all|: [work.neglected]", ["同时具备", "every one of the conditions"]),
        (
            "pack",
            f"{RULE}    when: {{severity.harm|: serious}}",
            ["危害程度", "how serious the harm is", "especially serious"],
        ),
        ("pack", "measures:\n  one:\n    rank|: 1", ["位次", "place on the ladder"]),
        ("pack", "changes:\n  - amend|: circumstances.one", ["修改其中字段", "the entry to be changed in part"]),
        ("pack", "pack:\n  territory|: nation", ["行政区划代码", "six digits"]),
        ("pack", "duties:\n  one:\n    timing: {on|: 某事}", ["某事发生时", "on an event"]),
        ("cases", "cases:\n  甲:\n    expect:\n      outcome|: none", ["结论", "a measure or"]),
        ("cases", "cases:\n  甲:\n    facts: {work: {neglected|: true}}", ["不重视", "the work is neglected"]),
        ("events", "events:\n  - {event: time_passed, known_on|: 2026-01-05}", ["获知日期", "learned of it"]),
        ("case", "subject: {kind: locality|}", ["类别", "a locality or a unit"]),
        ("case", "officials:\n  - {id: 甲, role|: principal}", ["职责", "role in the leading body", "主要领导"]),
    ],
)
def test_what_is_shown(server: LanguageServer, kind: str, text: str, words: list[str]) -> None:
    shown = Typed(server, kind, text).shown()
    assert [one for one in words if one not in shown] == [], shown
    assert "||" not in shown


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("pack", f"{RULE}    when: always\n    wehn: never", "Property wehn is not allowed."),
        ("pack", f"{RULE}    when: {{severity.harm: terrible}}", "Value is not accepted."),
        ("pack", f"{RULE}", 'Missing property "when".'),
        ("pack", "circumstance: {}", "Property circumstance is not allowed."),
        (
            "pack",
            "changes:\n  - {add: circumstances.x, warrant: 1, as: {title: 题, cite: 1, whn: always}}",
            "Property whn",
        ),
        ("cases", "cases:\n  甲:\n    expect: {outcom: none}", "Property outcom is not allowed."),
        ("cases", "cases:\n  甲:\n    expect: {authority: village}", "Value is not accepted."),
        (
            "cases",
            "cases:\n  甲:\n    facts: {work: {neglectd: true}}\n    expect: {outcome: none}",
            "Property neglectd",
        ),
        ("case", "id: 甲\nas_of: 2026-01-01\nsubject: {kind: village, division: '410122'}", "Value is not accepted."),
        ("events", "events:\n  - {event: time_passed, id: a, happend_on: 2026-01-05}", "Property happend_on"),
        ("case", "id: 甲\nas_of: 2026-01-01\nsubjekt: {}", "Property subjekt is not allowed."),
        ("case", "id: 甲\nas_of: 2026-01-01\nincidents: [{id: a, kind: fire}]", "Value is not accepted."),
    ],
)
def test_what_is_found_fault_with(server: LanguageServer, kind: str, text: str, message: str) -> None:
    found = Typed(server, kind, text).found
    assert any(one.startswith(message) for one in found), found


@pytest.mark.parametrize("by", ["first_line", "settings"])
def test_a_new_pack_has_its_schemas(by: str, tmp_path: Path) -> None:
    pack = tmp_path / "own"
    assert CliRunner().invoke(App(), ["new", str(pack), "--territory", "410122"]).exit_code == 0
    written = json.loads((pack / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    schemas = written if by == "settings" else {}
    with LanguageServer(
        pack, {"yaml": {"schemas": schemas, "schemaStore": {"enable": False}, "validate": True}}
    ) as new:
        for inside in ("pack.yaml", "changes.yaml", "cases/first.yaml", "examples/first.yaml"):
            first, _, rest = (pack / inside).read_text("utf-8").partition("\n")
            assert first.startswith("# yaml-language-server: $schema=")
            text = f"{first}\n{rest}" if by == "first_line" else rest
            assert new.diagnostics(pack / inside, text) == []
            new.close(pack / inside)
            wrong = (pack / inside).with_name(f"wrong_{Path(inside).name}")
            found = [one["message"] for one in new.diagnostics(wrong, f"{text}\nwrong: 1\n")]
            assert found == ["Property wrong is not allowed."]
            new.close(wrong)
