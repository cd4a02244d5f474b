"""Who found the facts of a case: what its findings say of their origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from zongzhi_rules.decision.model import FoundBy
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.finding import BARE
from zongzhi_rules.facts.model import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zongzhi_rules.facts.finding import Finding

_SECTIONS: dict[str, list[str]] = {}
for _path in (path for path, fact in catalogue().facts.items() if fact.finding):
    _SECTIONS.setdefault(_path.partition(".")[0], []).append(_path.partition(".")[2])
_COLLECTIONS = tuple(
    (name, spec.key, tuple(findings))
    for name, spec in catalogue().collections.items()
    if (findings := [field for field, fact in spec.fields.items() if fact.finding])
)


def found_by(case: Case) -> tuple[FoundBy, ...]:
    """Return the origin of every finding that states one.  Few do: it is the search that must be cheap."""
    parts = vars(case)
    found: list[FoundBy] = []
    if not _sections_are_bare(parts):
        for section in _SECTIONS:
            found += _stated(f"{section}.", vars(parts[section]).items())
    if parts["local"]:
        found += _stated("local.", sorted(parts["local"].items()))  # equal facts, in whatever order they were given
    for name, key, findings in _COLLECTIONS:
        for item in parts[name] or ():
            fields = vars(item)
            for one in findings:
                if id(fields[one]) not in BARE:
                    found += _stated(f"{name}[{fields[key]}].", [(one, fields[one])])
    return tuple(found)


def _written_test() -> Callable[[dict[str, Any]], bool]:
    """Write the function that tells whether no finding in the sections of a case states an origin.

    Written out, because every case pays for every finding that it could have; a section that a case leaves out is one
    and the same for all.
    """
    lines = ["def test(parts):"]
    scope: dict[str, Any] = {"bare": BARE}
    for section, names in _SECTIONS.items():
        scope[section] = Case.model_fields[section].default
        lines += [
            f"    part = parts[{section!r}]",
            f"    if part is not {section}:",
            "        part = part.__dict__",
            f"        if not ({' and '.join(f'id(part[{name!r}]) in bare' for name in names)}):",
            "            return False",
        ]
    exec("\n".join([*lines, "    return True"]), scope)  # noqa: S102 - of the names of our own fact model
    return cast("Callable[[dict[str, Any]], bool]", scope["test"])


_sections_are_bare = _written_test()


def _stated(prefix: str, findings: Iterable[tuple[str, Finding[Any] | None]]) -> list[FoundBy]:
    return [
        FoundBy.model_construct(path=f"{prefix}{name}", by=one.by, on=one.on, evidence=one.evidence)
        for name, one in findings
        if one is not None and (one.by or one.on or one.evidence)
    ]
