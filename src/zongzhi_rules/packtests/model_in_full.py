"""What an author may expect of a part in full: steps, recipients, effects, accountability, duties, citations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from zongzhi_rules.scalars import Day
from zongzhi_rules.syntax.model import Period, Syntax
from zongzhi_rules.syntax.scalars import Name, Words
from zongzhi_rules.vocabulary import Level, Role

_UNDATED = ("ongoing", "on_event")

Bar = Literal["collective_honours", "awards", "promotion"]
Modality = Literal["shall", "may"]


def _as_reporter(raw: object) -> object:
    return {"by": raw} if isinstance(raw, str) else raw


def _as_due(raw: object) -> object:
    return raw if raw in _UNDATED or isinstance(raw, list) or raw is None else [raw]


Due = Annotated[Literal["ongoing", "on_event"] | tuple[Day, ...], BeforeValidator(_as_due)]


class ExpectedReporter(Syntax):
    """Who reports, and to whom.  A bare word is who reports."""

    by: Name | None = None
    to: Name | None = None


class ExpectedEffect(Syntax):
    """What a disqualification bars, which leaders (`roles`, empty: the locality or unit itself), and who sees to it."""

    bars: tuple[Bar, ...] = ()
    roles: tuple[Role, ...] = ()
    by: Name | None = None


class ExpectedAccountability(Syntax):
    """The forms of personal accountability, who handles them, and the outside instruments that say more."""

    forms: tuple[Words, ...] = ()
    by: tuple[Words, ...] = ()
    outside: tuple[Name, ...] = ()


class ExpectedDuty(Syntax):
    """What the pack says of a duty; what is not written is not checked.

    `due`: the days of the year of `as_of` on which it falls due for the subject; or `ongoing`; or `on_event`.
    """

    by: tuple[Name, ...] = ()
    modality: Modality | None = None
    kind: Literal["duty", "commendation", "competence"] | None = None
    due: Due = ()
    every: Period | None = None
    within: Period | None = None
    levels: tuple[Level, ...] = ()
    to: Name | None = None
    follows: Name | None = None
    before: tuple[Bar, ...] = ()
    about: tuple[Role, ...] = ()


class ExpectedIndicator(Syntax):
    """What the text wants of a result."""

    direction: Literal["at_least", "at_most", "decrease", "increase", "lead"] | None = None
    value: Words | None = None


Reporter = Annotated[ExpectedReporter, BeforeValidator(_as_reporter)]
