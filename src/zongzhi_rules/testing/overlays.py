"""Overlays at random on a generated pack: all kinds of change, with the differences that they have to declare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zongzhi_rules.testing.packs import Author


class Overlay:
    """Writes the changes of an overlay.

    Whatever may bring the outcome below that of the base comes with a difference whose condition covers it.
    """

    def __init__(self, author: Author, base: dict[str, Any]) -> None:
        """Keep the base and who writes."""
        self._author = author
        self._base = base
        self._number = 0

    def changes(self) -> list[dict[str, Any]]:
        """Return the changes, each to a target of its own."""
        author = self._author
        kinds = [
            self._added_circumstance,
            self._amended_circumstance,
            self._withdrawn_circumstance,
            self._added_ground,
            self._amended_ground,
            self._replaced_term,
            self._added_rung,
            self._determined_parameter,
            self._added_factors,
            self._withdrawn_factors,
            self._amended_title,
        ]
        drawn = [kind for kind in kinds if author.flag()]
        return [change for kind in drawn for change in kind()]

    # circumstances ---------------------------------------------------------------------------------------------

    def _added_circumstance(self) -> list[dict[str, Any]]:
        return [_change("add", "circumstances.added", **{"as": self._author.circumstance()})]

    def _amended_circumstance(self) -> list[dict[str, Any]]:
        old = self._base["circumstances"]["circumstance1"]["when"]
        new = self._author.conditions.condition()
        if new == old:
            return []
        return [_change("amend", "circumstances.circumstance1", set={"when": new}), self._difference(old)]

    def _withdrawn_circumstance(self) -> list[dict[str, Any]]:
        if "circumstance2" not in self._base["circumstances"]:
            return []
        old = self._base["circumstances"]["circumstance2"]["when"]
        return [_change("withdraw", "circumstances.circumstance2"), self._difference(old)]

    # the ladder ------------------------------------------------------------------------------------------------

    def _added_ground(self) -> list[dict[str, Any]]:
        new = {
            "title": "又一事由",
            "cite": 1,
            "when": {"all": ["listed_circumstance", self._author.conditions.severity()]},
        }
        return [_change("add", "measures.rung2.grounds.added", **{"as": new})]

    def _amended_ground(self) -> list[dict[str, Any]]:
        old = self._base["measures"]["rung2"]["grounds"]["grave"]["when"]
        new = {"all": ["listed_circumstance", self._author.conditions.severity()]}
        if new == old:
            return []
        return [_change("amend", "measures.rung2.grounds.grave", set={"when": new}), self._difference(old)]

    def _replaced_term(self) -> list[dict[str, Any]]:
        old, new = self._base["measures"]["rung1"].get("term"), self._author.term()
        if new == old:
            return []
        verb = "add" if old is None else "replace"
        running = {"some": "earlier_measures", "where": {"all": [{"measure": "rung1"}, {"not": "overdue"}]}}
        return [_change(verb, "measures.rung1.term", **{"as": new}), self._difference(running)]

    def _added_rung(self) -> list[dict[str, Any]]:
        rung = self._author.measure(1, ["rung1", "between"])
        return [_change("add", "measures.between", **{"as": {**rung, "rank": 15}})]

    # the rest --------------------------------------------------------------------------------------------------

    def _determined_parameter(self) -> list[dict[str, Any]]:
        old = self._base.get("parameters", {}).get("parameter1", {})
        if "undetermined" not in old:
            return []
        return [
            _change("amend", "parameters.parameter1", set={"undetermined": None, "value": self._author.one([2, 30])})
        ]

    def _added_factors(self) -> list[dict[str, Any]]:
        return [_change("add", "factors.added", **{"as": self._author.factors()})]

    def _withdrawn_factors(self) -> list[dict[str, Any]]:
        return [_change("withdraw", "factors.group1")] if "group1" in self._base.get("factors", {}) else []

    def _amended_title(self) -> list[dict[str, Any]]:
        return [_change("amend", "bodies.office", set={"title": "改名的机构", "cite": 2})]

    def _difference(self, when: object) -> dict[str, Any]:
        self._number += 1
        entry = {"title": "差异", "cite": 1, "because": "下级规定另有规定", "when": when}
        return _change("add", f"differences.difference{self._number}", **{"as": entry})


def _change(verb: str, target: str, **content: Any) -> dict[str, Any]:  # noqa: ANN401 - YAML has no better type
    return {verb: target, "warrant": 1, **content}
