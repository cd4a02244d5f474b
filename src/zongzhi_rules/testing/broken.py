"""What a law raises when it does not hold, and how it shows the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from zongzhi_rules.errors import ZongzhiError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case

_LONGEST = 4000  # characters of a difference; two decisions can differ in thousands of places


class LawBroken(ZongzhiError, AssertionError):  # noqa: N818 - it says what happened, as a failed assertion does
    """A law does not hold for a pack and a case.

    Attributes:
        law: its number in the design, or a word for those that have none.
        pack: the id of the pack.
        case: the case as YAML text that `parse_case` reads; None where the law is about the pack alone.
        what: what differs, in a sentence.
    """

    def __init__(self, law: int | str, pack: str, case: str | None, what: str) -> None:
        self.law, self.pack, self.case, self.what = law, pack, case, what
        super().__init__(law, pack, case, what)

    def __str__(self) -> str:
        shown = "" if self.case is None else f"\n{self.case}"
        return f"law {self.law} does not hold under {self.pack}: {self.what[:_LONGEST]}{shown}"


def broken(
    law: int | str,
    pack: RulePack,
    case: Case | None,
    what: str,
    readings: Mapping[str, str] | None = None,
) -> LawBroken:
    """Return the error for a law, with the case and the readings written out."""
    text = None if case is None else as_yaml(case)
    if text is not None and readings:
        text += f"# readings: {dict(sorted(readings.items()))}\n"
    return LawBroken(law, pack.id, text, what)


def as_data(case: Case) -> dict[str, Any]:
    """Return a case as plain data, as short as an author would write it: unknown facts left out, bare values."""
    data: dict[str, Any] = _short(case.model_dump(mode="json", exclude_defaults=True))
    return data


def as_yaml(case: Case) -> str:
    """Return a case as YAML text."""
    return yaml.safe_dump(as_data(case), allow_unicode=True, sort_keys=False)


def _short(data: Any) -> Any:  # noqa: ANN401 - JSON has no better type
    if isinstance(data, dict):
        if data.keys() == {"value"}:
            return data["value"]
        return {key: _short(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_short(item) for item in data]
    return data
