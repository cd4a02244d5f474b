"""Who found the facts of a case: what its findings say of their origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from zongzhi_rules.decision.model import FoundBy
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.finding import BARE, NO, YES
from zongzhi_rules.facts.model import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from zongzhi_rules.facts.catalogue import FactSpec
    from zongzhi_rules.facts.finding import Finding

_SECTIONS: dict[str, dict[str, FactSpec]] = {}
for _path, _fact in catalogue().facts.items():
    if _fact.finding:
        _SECTIONS.setdefault(_path.partition(".")[0], {})[_path.partition(".")[2]] = _fact
_COLLECTIONS = tuple(
    (name, spec.key, findings)
    for name, spec in catalogue().collections.items()
    if (findings := {field: fact for field, fact in spec.fields.items() if fact.finding})
)


def found_by(case: Case) -> tuple[FoundBy, ...]:
    """Return the origin of every finding that states one.  Few do: it is the search that must be cheap."""
    if _is_bare(case):
        return ()
    found: list[FoundBy] = []
    for section in _SECTIONS:
        found += _stated(f"{section}.", vars(getattr(case, section)).items())
    found += _stated("local.", sorted(case.local.items()))  # equal facts, in whatever order they were given
    for name, key, findings in _COLLECTIONS:
        for item in getattr(case, name) or ():
            fields = vars(item)
            found += _stated(f"{name}[{fields[key]}].", [(one, fields[one]) for one in findings])
    return tuple(found)


def _written_test() -> Callable[[Case], bool]:
    """Write the function that tells whether no finding of a case states an origin.

    Written out, because every case pays for every finding that it could have; a section that a case leaves out is one
    and the same for all.
    """
    lines = ["def test(case, yes=yes, no=no, bare=bare):"]
    scope: dict[str, Any] = {"bare": BARE, "yes": YES, "no": NO}
    for section, names in _SECTIONS.items():
        scope[section] = Case.model_fields[section].default
        lines += [
            f"    part = case.{section}",
            f"    if part is not {section} and not ({_all_bare('part', names)}):",
            "        return False",
        ]
    for collection, _, fields in _COLLECTIONS:
        lines += [
            f"    if items := case.{collection}:",
            "        for item in items:",
            f"            if not ({_all_bare('item', fields)}):",
            "                return False",
        ]
    lines += [
        "    for one in case.local.values():",
        "        if one is not None and (one.by or one.on or one.evidence):",
        "            return False",
    ]
    exec("\n".join([*lines, "    return True"]), scope)  # noqa: S102 - of the names of our own fact model
    return cast("Callable[[Case], bool]", scope["test"])


def _all_bare(record: str, findings: Mapping[str, FactSpec]) -> str:
    tests = []
    for name, fact in findings.items():
        bare = "y is yes or y is no" if fact.type.kind == "boolean" else "id(y) in bare"
        tests.append(f"((y := {record}.{name}) is None or {bare})")
    return " and ".join(tests)


_is_bare = _written_test()


def _stated(prefix: str, findings: Iterable[tuple[str, Finding[Any] | None]]) -> list[FoundBy]:
    return [
        FoundBy.model_construct(path=f"{prefix}{name}", by=one.by, on=one.on, evidence=one.evidence)
        for name, one in findings
        if one is not None and (one.by or one.on or one.evidence)
    ]
