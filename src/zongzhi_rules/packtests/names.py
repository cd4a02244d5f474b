"""What an expectation names must exist in the pack, and must not contradict itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import CATALOG, Related, suggest, suggest_named
from zongzhi_rules.diagnostics.template import Label
from zongzhi_rules.ir.paths import entries
from zongzhi_rules.ir.walk import rules as walk
from zongzhi_rules.packtests.model import NO_MEASURE, Expected
from zongzhi_rules.packtests.names_in_full import named_in_full
from zongzhi_rules.syntax.places import dotted
from zongzhi_rules.syntax.plain import key_span, node_at
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.diagnostics import Span
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.ir.pack import Measure, Pack
    from zongzhi_rules.packtests.model import ExpectedActor, ExpectedEarlier, ExpectedOfPack, Unexpected
    from zongzhi_rules.syntax.nodes import Node

Steps = tuple[str | int, ...]
TRUTHS = ("true", "false", "unknown")

_MEASURE = Label("措施", "measure")
_GRADE = Label("档次", "grade")
_BODY = Label("机构", "body")
_STEP = Label("程序步骤", "step of a procedure")
_RECIPIENT = Label("抄送对象", "recipient")
_ADDRESSEE = Label("措施对象", "addressee")
_REPORT = Label("报告", "report")
_EFFECT = Label("后果", "effect")
_READING = Label("理解", "reading")
_EARLIER = Label("已采取的措施", "earlier measure")
_PARTS = (("steps", "procedure", _STEP), ("steps_by", "procedure", _STEP), ("recipients", "recipients", _RECIPIENT))
_PACK = Label("下层规则包", "pack below")
_CODE = Label("诊断代码", "diagnostic code")
_NOTHING = Label("没有措施", "no measure")


def check_names(rules: RulePack, expected: ExpectedOfPack, node: Node, case: Case, problems: Problems) -> None:
    """Note what is named and does not exist, and what cannot be at once.

    Args:
        rules: the pack.
        expected: what is expected.
        node: where it stands.
        case: the case; its earlier measures may be named.
        problems: where problems go.
    """
    _Names(rules, node, problems).check(expected, case)
    if isinstance(expected, Expected):
        below = {one.id: one for one in rules.stack[1:]}
        for name, one in expected.packs.items():
            steps = ("packs", name)
            if name in below:
                _Names(below[name], node_at(node, steps), problems, f"packs.{name}.").check(one, case)
            else:
                _Names(rules, node, problems).known_key(name, below, _PACK, steps)


def rule_paths(rules: RulePack) -> tuple[str, ...]:
    """Return the paths of all rules with a condition."""
    return tuple(sorted(rules.program.layout.roots))


def titles_of_entries(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Return the ids of all entries and roles, each with what is called so; several entries may share an id."""
    found: dict[str, tuple[str, ...]] = {role.value: (role.label,) for role in Role}
    found[NO_MEASURE] = (_NOTHING.zh,)
    for _, one in entries(pack):
        found[one.id] = (*found.get(one.id, ()), one.title)
    return found


class _Names:
    def __init__(self, rules: RulePack, node: Node, problems: Problems, prefix: str = "") -> None:
        self._rules = rules
        self._pack = rules.pack
        self._node = node
        self._problems = problems
        self._prefix = prefix

    def known_key(self, given: str, known: Iterable[str], what: Label, steps: Steps) -> None:
        """Note a key that names nothing."""
        self._known(given, known, what, steps, is_key=True)

    def check(self, expected: ExpectedOfPack, case: Case) -> None:
        self._truths(expected)
        self._outcome(expected)
        measures = self._pack.measures
        if expected.grade is not None:
            grades = {grade.id for measure in measures for grade in measure.grades}
            for end in ("at_least", "at_most"):
                self._known(getattr(expected.grade, end), grades, _GRADE, self._end("grade", end))
        self._known(
            expected.may_be_lowered_to,
            {grade.id for measure in measures for grade in measure.grades},
            _GRADE,
            ("may_be_lowered_to",),
        )
        bodies = [body.id for body in self._pack.bodies]
        actors: dict[Steps, ExpectedActor | None] = {
            (name,): getattr(expected, name) for name in ("authority", "release")
        }
        actors |= {("steps_by", name): actor for name, actor in expected.steps_by.items()}
        for steps, actor in actors.items():
            if actor is not None:
                self._known(actor.body, bodies, _BODY, (*steps, "body"))
        for key, part, what in _PARTS:
            known = {one.id for measure in measures for one in getattr(measure, part)}
            for name in getattr(expected, key):
                self._known(name, known, what, (key, name), is_key=True)
        addressees = {one.id for measure in measures for one in measure.addressees}
        for index, name in enumerate(expected.addressees):
            self._known(name, addressees, _ADDRESSEE, ("addressees", index))
        for one in named_in_full(self._pack, expected, case):
            self._known(one.given, one.known, one.what, one.steps, is_key=one.is_key)
        self._dates(expected, measures, ())
        readings = [reading.id for reading in self._pack.readings]
        for index, reading in enumerate(expected.readings_that_matter):
            self._known(reading, readings, _READING, ("readings_that_matter", index))
        self._earlier(expected, case)
        self._unexpected(expected.not_)
        self._refusal(expected)

    def _truths(self, expected: ExpectedOfPack) -> None:
        known = rule_paths(self._rules)
        first: dict[str, Steps] = {}
        for key in TRUTHS:
            for index, path in enumerate(getattr(expected, key)):
                steps = (key, index)
                if path not in known:
                    suggestions = suggest(path, known) or tuple(_ending_alike(path, known)) or self._titled(path)
                    self._note("ZR581", steps, suggestions=suggestions, pack=self._rules.id, given=path)
                elif first.setdefault(path, steps) != steps:
                    self._contradiction(steps, first[path])

    def _titled(self, given: str) -> tuple[str, ...]:
        """Return the paths of the rules that are called so."""
        return suggest_named(given, {one.path: (one.rule.title,) for one in walk(self._pack)})

    def _outcome(self, expected: ExpectedOfPack) -> None:
        if expected.outcome is None:
            return
        ladder = (NO_MEASURE, *(measure.id for measure in self._pack.measures))
        ends = (expected.outcome.at_least, expected.outcome.at_most)
        for end, measure in zip(("at_least", "at_most"), ends, strict=True):
            self._known(measure, ladder, _MEASURE, self._end("outcome", end))
        low, high = (ladder.index(one) if one in ladder else None for one in ends)
        if low is not None and high is not None and low > high:
            self._contradiction(("outcome", "at_most"), ("outcome", "at_least"))

    def _end(self, key: str, end: str) -> Steps:
        """Return the place of an end of an interval; a bare word stands for both."""
        steps = (key, end)
        return steps if key_span(self._node, steps) is not None else (key,)

    def _dates(self, expected: ExpectedEarlier | ExpectedOfPack, measures: Iterable[Measure], where: Steps) -> None:
        measures = tuple(measures)
        reports = {report.id for measure in measures for report in measure.reports}
        effects = {effect.id for measure in measures for effect in measure.effects}
        for name in expected.reports:
            self._known(name, reports, _REPORT, (*where, "reports", name), is_key=True)
        for name in expected.effects_until:
            self._known(name, effects, _EFFECT, (*where, "effects_until", name), is_key=True)

    def _earlier(self, expected: ExpectedOfPack, case: Case) -> None:
        known = {item.id: item.measure for item in case.earlier_measures or ()}
        for name, one in expected.earlier.items():
            self._known(name, known, _EARLIER, ("earlier", name), is_key=True)
            measures = [measure for measure in self._pack.measures if measure.id == known.get(name)]
            if measures:
                self._dates(one, measures, ("earlier", name))

    def _unexpected(self, unexpected: Unexpected | None) -> None:
        if unexpected is None:
            return
        measures = self._pack.measures
        known: dict[str, tuple[Iterable[str], Label]] = {
            "outcome": ((NO_MEASURE, *(measure.id for measure in measures)), _MEASURE),
            "grade": ((grade.id for measure in measures for grade in measure.grades), _GRADE),
            "addressees": ((one.id for measure in measures for one in measure.addressees), _ADDRESSEE),
            "readings_that_matter": ((reading.id for reading in self._pack.readings), _READING),
        }
        for key, (those, what) in known.items():
            names = tuple(those)
            for index, name in enumerate(getattr(unexpected, key)):
                steps: Steps = ("not", key, index)
                self._known(name, names, what, steps if self._has(steps) else steps[:2])

    def _has(self, steps: Steps) -> bool:
        """Whether a list was written as one: a bare word stands for a list of one."""
        return node_at(self._node, steps) is not node_at(self._node, steps[:-1])

    def _refusal(self, expected: ExpectedOfPack) -> None:
        if expected.refused is None:
            return
        self._known(expected.refused, CATALOG, _CODE, ("refused",))
        others = sorted(expected.model_fields_set - {"refused"})
        if others:  # a case that is refused has no decision
            self._contradiction((others[0],), ("refused",))

    def _known(
        self,
        given: str | None,
        known: Iterable[str],
        what: Label,
        steps: Steps,
        *,
        is_key: bool = False,
    ) -> None:
        known = tuple(dict.fromkeys(known))
        if given is not None and given not in known:
            titles = titles_of_entries(self._pack)
            self._note(
                "ZR584",
                steps,
                is_key=is_key,
                suggestions=suggest_named(given, {name: titles.get(name, ()) for name in known}),
                pack=self._rules.id,
                what=what,
                given=given,
                known=tuple(sorted(known)),
            )

    def _contradiction(self, steps: Steps, other: Steps) -> None:
        related = (Related(self._span(other), "other_here"),)
        self._note("ZR580", steps, related=related, one=dotted(other), other=dotted(steps))

    def _note(
        self,
        code: str,
        steps: Steps,
        *,
        is_key: bool = False,
        related: tuple[Related, ...] = (),
        suggestions: tuple[str, ...] = (),
        **arguments: str | tuple[str, ...] | Label,
    ) -> None:
        span = self._span(steps, is_key=is_key)
        self._problems.add(code, span, f"expect.{self._prefix}{dotted(steps)}", related, suggestions, **arguments)

    def _span(self, steps: Steps, *, is_key: bool = False) -> Span:
        key = key_span(self._node, steps)
        return key if is_key and key is not None else node_at(self._node, steps).span


def _ending_alike(path: str, known: Iterable[str]) -> Iterator[str]:
    """Yield the paths that end with the same id: the author left out, or mistook, what stands before it."""
    last = path.rpartition(".")[2]
    for one in known:
        if one.rpartition(".")[2] == last:
            yield one
