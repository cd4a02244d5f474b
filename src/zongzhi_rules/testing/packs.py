"""Small packs at random, with hypothesis: YAML files as an author might write them, overlays among them.

They always compile.  Examples shrink to one circumstance, two rungs and nothing beside.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import strategies as st

from zongzhi_rules.compiler.passes import compile_files
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.facts.catalogue import FactType
from zongzhi_rules.testing.conditions import FIRST_DAY, Conditions, Words
from zongzhi_rules.testing.overlays import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Draw = Callable[[st.SearchStrategy[Any]], Any]

_BASE, _OVER = "generated", "overlaid"
_BODIES = ("office", "commission")
_ANCHORS = ("decided_on", "received_on", "held_on")
_LEVELS = ("one_up", "own", "county", "province")


@dataclass(frozen=True)
class PackText:
    """The files (shown name to content) of a generated pack and of the one below it, by the id of each pack."""

    files: Mapping[str, Mapping[str, bytes]]
    id: str

    def locate(self, pack: str) -> Mapping[str, bytes] | None:
        """Return the files of one of the packs."""
        return self.files.get(pack)

    @functools.cached_property
    def rules(self) -> RulePack:
        """The compiled pack."""
        return RulePack(compile_files(self.id, self.files[self.id], self.locate))

    def __str__(self) -> str:
        texts = (data.decode() for parts in self.files.values() for data in parts.values())
        return "\n---\n".join(["", *texts])

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ANN401, FBT001, ARG002 - what hypothesis calls
        """Show the files as an author would read them, so that a failing example can be read."""
        printer.text(str(self))


@st.composite
def packs(draw: Draw, *, monotone: bool = False, overlaid: bool | None = None) -> PackText:
    """Return a strategy of packs.

    Args:
        draw: given by hypothesis.
        monotone: only packs in which what makes a case worse never lowers its outcome.
        overlaid: whether the pack is an overlay on another one; None for either.  Where an overlay may come out below
            its base, it declares the difference.
    """
    over = draw(st.booleans()) if overlaid is None else overlaid
    words = Words()
    author = Author(draw, Conditions(draw, words, monotone=monotone, in_force=not over), monotone=monotone)
    document = author.document()
    files = {_BASE: _files({"pack": _header(_BASE, None), **document})}
    if over:
        changes = Overlay(author, document).changes()
        files[_OVER] = _files({"pack": _header(_OVER, _BASE), **({"changes": changes} if changes else {})})
    return PackText(files, _OVER if over else _BASE)


def _files(document: Mapping[str, Any]) -> dict[str, bytes]:
    text = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)
    return {"pack.yaml": text.encode()}


class _Dumper(yaml.SafeDumper):
    """Writes no aliases: packs know none."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature of the base
        return True


def _header(name: str, base: str | None) -> dict[str, Any]:
    header: dict[str, Any] = {
        "id": name,
        "version": "1.0.0",
        "language": 1,
        "title": "生成的规则",
        "short_title": "生成",
        "territory": "nation",
        "in_force": {"since": FIRST_DAY, "cite": 1},
    }
    return header if base is None else {**header, "extends": {"pack": base, "versions": ">=1.0,<2.0"}}


def entry(title: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - YAML has no better type
    """Return an entry of a pack; fields that are None are left out."""
    return {"title": title, "cite": 1, **{name: value for name, value in fields.items() if value is not None}}


class Author:
    """Writes the sections of a pack."""

    def __init__(self, draw: Draw, conditions: Conditions, *, monotone: bool) -> None:
        """Keep what every section needs."""
        self._draw = draw
        self.conditions = conditions
        self.words = conditions.words
        self.monotone = monotone

    def document(self) -> dict[str, Any]:
        """Return all sections of a pack that rests on no other."""
        words = self.words
        rungs = [f"rung{number}" for number in range(1, len(self.several(lambda: None, 2, 5)) + 1)]
        document: dict[str, Any] = {
            "bodies": {body: entry("机构", full_title="机构") for body in _BODIES},
            "parameters": self.entries("parameter", self.parameter, 0, 2),
            "readings": self.entries("reading", _reading, 0, 2),
            "facts": self.entries("fact", self.fact, 0, 2),
        }
        words.measures = tuple(rungs)
        words.parameters = tuple(document["parameters"])
        words.readings = dict.fromkeys(document["readings"], ("first", "second"))
        words.local = {name: _type(fact) for name, fact in document["facts"].items()}
        document["definitions"] = self.definitions()
        document["scope"] = {
            "applies": entry(
                "适用",
                when=self.one(["always", {"subject.kind": "locality"}, {"subject.level": {"at_least": "county"}}]),
            )
        }
        if self.flag():
            document["scope"]["by_reference"] = entry("参照", when={"subject.kind": "unit"})
        document["circumstances"] = self.entries("circumstance", self.circumstance, 1, 4)
        document["measures"] = {rung: self.measure(number, rungs) for number, rung in enumerate(rungs)}
        document["factors"] = self.entries("group", self.factors, 0, 2)
        document["accountability"] = {"liability": self.accountability()} if self.flag() else {}
        return {section: entries for section, entries in document.items() if entries}

    # sections --------------------------------------------------------------------------------------------------

    def parameter(self) -> dict[str, Any]:
        """Return a parameter: a whole number, dated ones, or undetermined."""
        dated = {FIRST_DAY.replace(month=3): 2, FIRST_DAY.replace(month=9): 30}
        ways: list[dict[str, Any]] = [{"value": 2}, {"value": 30}, {"values": dated}, {"undetermined": "待定"}]
        return entry("参数", type="integer", **self.one(ways))

    def fact(self) -> dict[str, Any]:
        """Return a fact of the pack's own."""
        kind = self.one(["boolean", "integer", "number", "term", "date", "text"])
        options = {"low": "低", "middle": "中", "high": "高"} if kind == "term" else None
        return entry("自定事实", type=kind, options=options, ordered=True if kind == "term" and self.flag() else None)

    def definitions(self) -> dict[str, Any]:
        """Return definitions, each of which may use the ones before it."""

        def definition() -> dict[str, Any]:
            about = self.one([None, "incidents", "hot_spots", "assessments"])
            made = {**entry("定义", of=about), "when": self.conditions.condition(about, 1)}
            self.words.definitions[f"definition{len(self.words.definitions) + 1}"] = about
            return made

        return self.entries("definition", definition, 0, 2)

    def circumstance(self) -> dict[str, Any]:
        """Return a circumstance."""
        return entry("情形", when=self.conditions.condition())

    def measure(self, number: int, rungs: list[str]) -> dict[str, Any]:
        """Return a rung: the lowest for a listed circumstance, the others for harm, or for a failure below."""
        return {
            **entry("措施", rank=10 * (number + 1)),
            "grounds": self.grounds(rungs[:number]),
            "authority": entry("机关", body=self.one(_BODIES), level=self.level(), at_least=self.one([None, "county"])),
            "grades": self.grades(),
            "addressees": {
                "subject": entry("对象"),
                **({"leader": entry("领导", role="principal")} if self.flag() else {}),
            },
            **self.optional("procedure", self.step),
            **({"term": self.term()} if self.flag() else {}),
            **self.optional("reports", self.report),
            **self.optional("recipients", self.recipient),
            **self.optional("effects", self.effect),
        }

    def grounds(self, below: list[str]) -> dict[str, Any]:
        """Return the grounds of a rung that stands above these."""
        if not below:
            return {"listed": entry("有情形", when="listed_circumstance")}
        grounds = {"grave": entry("严重", when={"all": ["listed_circumstance", self.conditions.severity()]})}
        if self.flag():
            grounds["failed"] = entry("未整改", when={"not_rectified_after": self.one(below[::-1])})
        return grounds

    def grades(self) -> dict[str, Any]:
        """Return one to three grades."""
        higher = self.several(lambda: {"body": self.one([None, *_BODIES]), "when": self.finding()}, 0, 2)
        return {f"grade{step}": entry("档", step=step, **one) for step, one in enumerate([{}, *higher], start=1)}

    def finding(self) -> Any:  # noqa: ANN401
        """Return a condition for a part that is open to discretion, or None."""
        return self.one(["necessity.working_group", "necessity.circular_by_commission", None])

    def term(self) -> dict[str, Any]:
        """Return a term: a length, or left to the authority."""
        ways = [
            {"set_by_authority": True},
            *({"length": self.period(unit)} for unit in ("months", "working_days", "days")),
        ]
        return entry("期限", start=self.start(), **self.one(ways))

    def period(self, unit: str | None = None) -> dict[str, int]:
        """Return a length of time."""
        return {unit or self.one(["months", "working_days", "days", "years"]): self.one([2, 10, 1])}

    def start(self) -> Any:  # noqa: ANN401
        """Return the event that a period runs from, which may depend on a reading."""
        if self.words.readings and self.flag():
            reading = self.one(sorted(self.words.readings))
            return {"by_reading": {reading: {"first": "decided_on", "second": "received_on"}}}
        return self.one(_ANCHORS)

    def level(self) -> Any:  # noqa: ANN401
        """Return a level, seen from the subject."""
        return {"locality": self.one(_LEVELS), "unit": "own"} if self.flag() else self.one(_LEVELS)

    def step(self) -> dict[str, Any]:
        """Return a step of the procedure."""
        return entry(
            "步骤", order=1, modality=self.one(["shall", "may"]), body=self.one([None, "office"]), when=self.finding()
        )

    def report(self) -> dict[str, Any]:
        """Return a report: once, or again and again."""
        manner = self.one(["within", "every"])
        period = self.period() if manner == "within" else {"months": self.one([1, 2])}
        return entry("报告", by="office", start=self.start(), **{manner: period})

    def recipient(self) -> dict[str, Any]:
        """Return a recipient."""
        return entry("抄送", manner="copied", when=self.finding())

    def effect(self) -> dict[str, Any]:
        """Return a disqualification."""
        lasts: dict[str, Any] = (
            {"lasts": self.one([{"months": 6}, {"years": 1}])} if self.flag() else {"while_it_stands": True}
        )
        return entry("取消资格", bars=["awards"], start="decided_on", first_day_counts=self.flag(), **lasts)

    def factors(self) -> dict[str, Any]:
        """Return a group of factors."""
        names = ("conduct.retaliated", "conduct.cooperated", "conduct.other_aggravating")
        return {
            **entry("情节", direction=self.one(["aggravating", "mitigating"]), force=self.one(["shall", "may"])),
            "given": self.one(["always", "listed_circumstance"]),
            "any_of": self.entries("factor", lambda: entry("情节", when=self.one(names)), 1, 2),
        }

    def accountability(self) -> dict[str, Any]:
        """Return a form of personal accountability."""
        given = self.one([None, "listed_circumstance"])
        return {
            **entry("问责", given=given),
            "official": "accountability_called_for",
            "forms": ["免职"],
            "by": ["机构"],
        }

    def optional(self, section: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Return a section with one entry, or none."""
        return {section: {"only": make()}} if self.flag() else {}

    # drawing ---------------------------------------------------------------------------------------------------

    def one(self, options: Any) -> Any:  # noqa: ANN401
        """Draw one of several options; examples shrink to the first."""
        return self._draw(st.sampled_from(options))

    def several(self, make: Callable[[], Any], least: int, most: int) -> list[Any]:
        """Make some of something; each one beyond the least can be dropped as a whole when examples shrink."""
        found = [make() for _ in range(least)]
        while len(found) < most and self.flag():
            found.append(make())
        return found

    def entries(self, name: str, make: Callable[[], dict[str, Any]], least: int, most: int) -> dict[str, Any]:
        """Make some entries of a section, numbered from 1."""
        return {f"{name}{number}": one for number, one in enumerate(self.several(make, least, most), start=1)}

    def flag(self) -> bool:
        """Draw yes or no; examples shrink to no."""
        flag: bool = self._draw(st.booleans())
        return flag


def _reading() -> dict[str, Any]:
    options = {option: {"title": "读法", "because": "理由"} for option in ("first", "second")}
    return entry("问题", default="first", options=options)


def _type(fact: Mapping[str, Any]) -> FactType:
    options = tuple(fact.get("options", ()))
    return FactType(fact["type"], options, options, bool(fact.get("ordered")))
