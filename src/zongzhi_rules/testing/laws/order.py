"""Law 7: order changes nothing, and the same input gives the same bytes."""

from __future__ import annotations

import functools
import json
import pickle
import re
from random import Random
from typing import TYPE_CHECKING, Any

from zongzhi_rules.compiler.passes import compile_files
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.testing.broken import as_data, broken
from zongzhi_rules.testing.edits import made
from zongzhi_rules.testing.layout import rewritten
from zongzhi_rules.testing.sources import files_of, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.testing.sources import Locate

_IN_THE_ORDER_GIVEN = {"because", "officials", "earlier_measures", "findings", "questions"}
"""Parts of a decision that list what the case lists, or what was found along it."""
_SEVERAL = re.compile(r"(?<=\[)[^\]]*,[^\]]*(?=\])")
"""The keys of several items in one path: `incidents[a,b].grade`."""
_KEPT = 8  # packs


def order_of_lists(
    pack: RulePack,
    case: Case,
    readings: Mapping[str, str] | None = None,
    seed: int = 0,
) -> None:
    """Law 7: the order of incidents and of all other lists in a case changes nothing but the order of their mention.

    The lists are reversed, and then shuffled as `seed` says.

    Raises:
        LawBroken: the decision differs.
    """
    before = _comparable(pack, case, readings)
    for other in _reordered(case, seed):
        after = _comparable(pack, other, readings)
        if before != after:
            raise broken(7, pack, case, f"another order of the lists changes {difference(before, after)}", readings)


def order_of_files(
    pack: RulePack,
    cases: Iterable[Case] = (),
    readings: Mapping[str, str] | None = None,
    locate: Locate = shipped,
    seed: int = 0,
) -> None:
    """Law 7: the order of rules and files, and which file holds what, changes neither the digest nor a decision.

    Args:
        pack: the pack.
        cases: cases to decide by the pack and by its rewritten form.
        readings: the readings to use.
        locate: finds the files of the pack and of those below it, by id.
        seed: decides how the files are rewritten.

    Raises:
        LawBroken: the digest or the bytes of a decision differ.
    """
    other = _rewritten(pack, locate, seed)
    if other.digest != pack.digest:
        raise broken(7, pack, None, f"the digest of the same rules in another order is {other.digest}")
    for case in cases:
        before, after = (one.decide(case, readings).model_dump_json() for one in (pack, other))
        if before != after:
            what = f"another order of the rules changes {difference(json.loads(before), json.loads(after))}"
            raise broken(7, pack, case, what, readings)


@functools.lru_cache(maxsize=_KEPT)
def _rewritten(pack: RulePack, locate: Locate, seed: int) -> RulePack:
    random = Random(seed)  # noqa: S311 - no secret depends on it
    files = {one.id: rewritten(files_of(one.id, locate), random) for one in pack.stack}
    return RulePack(compile_files(pack.id, files[pack.id], files.get))


def same_bytes(pack: RulePack, case: Case, readings: Mapping[str, str] | None = None) -> None:
    """Law 7: the same input gives the same bytes: the second time, and from a copy that decided nothing before.

    Raises:
        LawBroken: the bytes differ.
    """
    first, second = (pack.decide(case, readings).model_dump_json() for _ in range(2))
    copied = _copy(pack).decide(case, readings).model_dump_json()
    for name, other in (("the second time", second), ("by a copy of the pack", copied)):
        if first != other:
            what = f"{name} the decision differs in {difference(json.loads(first), json.loads(other))}"
            raise broken(7, pack, case, what, readings)


@functools.lru_cache(maxsize=_KEPT)
def _copy(pack: RulePack) -> RulePack:
    """Return what another process would get of a pack; it keeps nothing of what the pack itself has decided."""
    copy: RulePack = pickle.loads(pickle.dumps(pack))  # noqa: S301 - our own bytes
    return copy


def difference(one: Any, other: Any, path: str = "") -> str:  # noqa: ANN401 - JSON has no better type
    """Name the first place in which two JSON documents differ, with both values."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            if one.get(key) != other.get(key):
                return difference(one.get(key), other.get(key), f"{path}.{key}" if path else key)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            if left != right:
                return difference(left, right, f"{path}[{index}]")
    return f"{path}: {json.dumps(one, ensure_ascii=False)[:500]} and {json.dumps(other, ensure_ascii=False)[:500]}"


def _reordered(case: Case, seed: int) -> Iterator[Case]:
    for random in (None, Random(seed)):  # noqa: S311 - no secret depends on it
        other = made(_turned(as_data(case), random))
        if other is not None:
            yield other


def _turned(data: Any, random: Random | None) -> Any:  # noqa: ANN401
    """Return data with its lists and keys reversed, or shuffled; evidence stays, which a decision only repeats."""
    if isinstance(data, dict):
        keys = _in_another_order(list(data), random)
        return {key: data[key] if key == "evidence" else _turned(data[key], random) for key in keys}
    if isinstance(data, list):
        return _in_another_order([_turned(item, random) for item in data], random)
    return data


def _in_another_order(items: list[Any], random: Random | None) -> list[Any]:
    return items[::-1] if random is None else random.sample(items, len(items))


def _comparable(pack: RulePack, case: Case, readings: Mapping[str, str] | None) -> Any:  # noqa: ANN401
    """Return a decision with everything that follows the order of the case in an order of its own."""
    data = pack.decide(case, readings).model_dump(mode="json")
    data["derivation"]["items"] = {path: _sorted(rows) for path, rows in data["derivation"]["items"].items()}
    return _neutral(data)


def _neutral(data: Any) -> Any:  # noqa: ANN401
    if isinstance(data, dict):
        return {
            key: _sorted(inner) if key in _IN_THE_ORDER_GIVEN and isinstance(inner, list) else inner
            for key, value in data.items()
            for inner in (_SEVERAL.sub(_sorted_keys, value) if key == "path" else _neutral(value),)
        }
    if isinstance(data, list):
        return [_neutral(item) for item in data]
    return data


def _sorted_keys(found: re.Match[str]) -> str:
    return ",".join(sorted(found[0].split(",")))


def _sorted(items: list[Any]) -> list[Any]:
    return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
