"""A mutant: the pack with one thing changed, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Label
    from zongzhi_rules.ir.base import Citation, Origin
    from zongzhi_rules.mutation.edits import Edit

Scope = Literal["conditions", "measure", "named", "everything"]
State = Literal["killed", "survived", "refused"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change.

    Attributes:
        id: the path of the rule, the place in it and the change: `circumstances.x/all[0]:drop`.  Stable while that rule
            stands as it is.
        path: the path of the rule or entry that is changed.
        what: what was changed, in words.
        at: where it stands in the file.
        cite: the provisions that the entry rests on.
        scope: what can come out otherwise: `conditions` – what follows from the truth of rules; `measure` – what a
            decision says of one measure; `named` – only what a case says of that entry; `everything`.
        measure: the id of the measure, for the scope `measure`.
        edits: the change to the checked pack; none for a change of an overlay that is left out.
        left_out: the position of that change among those of the overlay.
        structural: whether the check of the whole pack may refuse the change.
    """

    id: str
    path: str
    what: Label
    at: Origin
    cite: tuple[Citation, ...]
    scope: Scope
    measure: str | None = None
    edits: tuple[Edit, ...] = field(default=(), repr=False)
    left_out: int | None = None
    structural: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant.

    Attributes:
        mutant: the mutant.
        state: noticed by a case, by none, or refused by the check of the pack before any case was run.
        case: the case that noticed it; for a survivor one that comes out otherwise without anyone having expected
            it, or None where nothing changes in any case.
        code: the code of the diagnostic that refused it.
        equivalent: why nothing can notice it, as the pack names it.
    """

    mutant: Mutant
    state: State
    case: str | None = None
    code: str | None = None
    equivalent: str | None = None
