"""Names of rules that every pack has without writing them."""

LISTED_CIRCUMSTANCE = "listed_circumstance"
"""Any of the pack's circumstances is present."""

APPLIES = "applies"
"""The instrument applies to the subject of its own force."""

APPLIES_BY_REFERENCE = "applies_by_reference"
"""The instrument is applied to the subject by reference (参照执行)."""

IN_SCOPE = "in_scope"
"""The instrument applies, of its own force or by reference.  Every ground of a measure presupposes it."""
