"""What an expectation names where it says everything: steps, recipients, effects, duties, citations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.diagnostics.template import Label
from zongzhi_rules.ir.paths import entries
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.ir.pack import Pack
    from zongzhi_rules.packtests.model import ExpectedOfPack

_BODY = Label("机构", "body")
_DUTY = Label("职责", "duty")
_OUTSIDE = Label("外部文件", "outside instrument")
_RECIPIENT = Label("抄送对象", "recipient")


class Naming(NamedTuple):
    """A name that is given somewhere, and the names that there are."""

    given: str | None
    known: Iterable[str]
    what: Label
    steps: tuple[str | int, ...]
    is_key: bool = False


def named_in_full(pack: Pack, expected: ExpectedOfPack, case: Case) -> Iterator[Naming]:
    """Yield every name under the keys that say what is expected in full."""
    yield from _of_the_measure(pack, expected, case)
    yield from _of_the_reading(pack, expected)
    yield from _of_the_pack(pack, expected)
    bodies = [body.id for body in pack.bodies]
    for name, reporter in expected.reports_by.items():
        for field in sorted(reporter.model_fields_set):
            yield Naming(getattr(reporter, field), bodies, _BODY, ("reports_by", name, field))
    for name, effect in expected.effects.items():
        yield Naming(effect.by, bodies, _BODY, ("effects", name, "by"))
    bearers = [*bodies, *(role.value for role in Role)]
    for name, duty in expected.duties.items():
        for index, bearer in enumerate(duty.by):
            yield Naming(bearer, bearers, _BODY, ("duties", name, "by", index))
        yield Naming(duty.to, bodies, _BODY, ("duties", name, "to"))
        yield Naming(duty.follows, [one.id for one in pack.duties], _DUTY, ("duties", name, "follows"))


def _of_the_measure(pack: Pack, expected: ExpectedOfPack, case: Case) -> Iterator[Naming]:
    measures = pack.measures
    for key, part, what in (
        ("procedure", "procedure", Label("程序步骤", "step of a procedure")),
        ("reports_by", "reports", Label("报告", "report")),
        ("effects", "effects", Label("后果", "effect")),
    ):
        known = [one.id for measure in measures for one in getattr(measure, part)]
        for name in getattr(expected, key):
            yield Naming(name, known, what, (key, name), is_key=True)
    recipients = [one.id for measure in measures for one in measure.recipients]
    for key in ("circulated_to", "copied_to"):
        for index, name in enumerate(getattr(expected, key)):
            yield Naming(name, recipients, _RECIPIENT, (key, index))
    officials = [one.id for one in case.officials or ()]
    for index, name in enumerate(expected.officials):
        yield Naming(name, officials, Label("领导干部", "official"), ("officials", index))


def _of_the_reading(pack: Pack, expected: ExpectedOfPack) -> Iterator[Naming]:
    """Yield what the text is read to say: the circumstances that hold, the options of the readings."""
    circumstances = [one.id for one in pack.circumstances]
    for index, name in enumerate(expected.circumstances):
        yield Naming(name, circumstances, Label("情形", "circumstance"), ("circumstances", index))
    options = {one.id: [option.id for option in one.options] for one in pack.readings}
    for name, option in expected.readings_used.items():
        yield Naming(name, options, Label("理解", "reading"), ("readings_used", name), is_key=True)
        if name in options:
            yield Naming(option, options[name], Label("选项", "option"), ("readings_used", name))


def _of_the_pack(pack: Pack, expected: ExpectedOfPack) -> Iterator[Naming]:
    for key, what in (
        ("factors", Label("情节", "factor")),
        ("accountability", Label("问责", "form of accountability")),
        ("duties", _DUTY),
        ("indicators", Label("指标", "indicator")),
    ):
        known = [one.id for one in getattr(pack, key)]
        for name in getattr(expected, key):
            yield Naming(name, known, what, (key, name), is_key=True)
    outside = [one.id for one in pack.outside]
    for index, name in enumerate(expected.outside):
        yield Naming(name, outside, _OUTSIDE, ("outside", index))
    for name, one in expected.accountability.items():
        for index, given in enumerate(one.outside):
            yield Naming(given, outside, _OUTSIDE, ("accountability", name, "outside", index))
    if expected.cites:
        paths = tuple(path for path, _ in entries(pack))
        for path in expected.cites:
            yield Naming(path, paths, Label("条目", "entry"), ("cites", path), is_key=True)
