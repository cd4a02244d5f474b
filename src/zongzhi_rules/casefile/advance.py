"""One entry after another: the file, the decision and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from zongzhi_rules.casefile.difference import Change, difference
from zongzhi_rules.casefile.facts import pending
from zongzhi_rules.casefile.state import CaseFile
from zongzhi_rules.casefile.view import Judging
from zongzhi_rules.decision.model import Decision, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.casefile.events import Event
    from zongzhi_rules.casefile.view import View

_BY_THE_LAW_IN_FORCE = Judging()


class Step(Part):
    """What an entry made of a file.

    The decision is of the day that the file has come to.  `pending` names the entries that speak of an item or entry
    that is not in the file (yet), and so have no effect.
    """

    state: Annotated[CaseFile, Field(title="案卷")]
    decision: Annotated[Decision, Field(title="结论")]
    difference: Annotated[tuple[Change, ...], Field(title="变化")]
    pending: Annotated[tuple[str, ...], Field(title="尚无对象的记录")]


def open_file(opening: Event, judging: Judging = _BY_THE_LAW_IN_FORCE) -> Step:
    """Open a file.  Raises `CaseError` if the entry does not open one, and as `advance`."""
    file = CaseFile.of([opening])
    return _step(file, None, judging.of(file))


def advance(state: CaseFile, event: Event, judging: Judging = _BY_THE_LAW_IN_FORCE) -> Step:
    """Enter an event.  Pure: the state that is given stays as it is.

    An entry that the file holds already, word for word, changes nothing, so that a caller may safely repeat one.

    Raises:
        CaseError: the id is taken, the facts would contradict each other, or the pack refuses them.
        UseError: no pack governs the case on the day.
    """
    file = state.plus(event)
    return _step(file, judging.of(state), judging.of(file))


def replay(events: Iterable[Event], judging: Judging = _BY_THE_LAW_IN_FORCE) -> Iterator[Step]:
    """Enter events one by one, in the order given; the first opens the file.  Raises as `advance`."""
    file: CaseFile | None = None
    before: View | None = None
    for event in events:
        file = CaseFile.of([event]) if file is None else file.plus(event)
        after = judging.of(file)
        yield _step(file, before, after)
        before = after


def _step(file: CaseFile, before: View | None, after: View) -> Step:
    return Step.model_construct(
        state=file,
        decision=after.decision,
        difference=difference(before, after),
        pending=pending(file),
    )
