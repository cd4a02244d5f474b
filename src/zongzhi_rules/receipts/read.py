"""Receipts from files: whatever is no receipt, or a damaged one, is said so with its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from zongzhi_rules.diagnostics import Source, diagnose
from zongzhi_rules.errors import InputError
from zongzhi_rules.receipts.model import RECEIPT_SCHEMA_VERSION, Receipt
from zongzhi_rules.syntax.files import decode, read_source
from zongzhi_rules.syntax.places import dotted, head_span
from zongzhi_rules.syntax.plain import node_at, to_plain
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from zongzhi_rules.syntax.nodes import Node

_MARKS = {"decision", "packs", "digest"}
"""Fields that no case, event or pack has together."""


class ReceiptError(InputError):
    """A file is no receipt, is of another format, or is damaged."""


def read_receipt(path: Path) -> Receipt:
    """Read a receipt from a file.  It may have been altered since: see `Receipt.intact` and `replay`.

    Raises:
        ReceiptError: the file cannot be read, or its text is no receipt; with every error and its place.
    """
    source, found = read_source(path)
    if source is None:
        raise ReceiptError(found)
    return _from_source(source)


def parse_receipt(text: str | bytes, name: str = "<receipt>") -> Receipt:
    """Read a receipt from text, or from the bytes of a file.  Raises as `read_receipt`."""
    if isinstance(text, str):
        return _from_source(Source(name, text))
    source, found = decode(name, text)
    if source is None:
        raise ReceiptError(found)
    return _from_source(source)


def looks_like_receipt(data: object) -> bool:
    """Whether plain data are meant to be a receipt, be they one or not."""
    return isinstance(data, dict) and data.keys() >= _MARKS


def _from_source(source: Source) -> Receipt:
    node, found = read_yaml(source)
    if node is None:
        raise ReceiptError(found)
    try:
        data = json.loads(source.text)  # numbers of any length as they are
    except ValueError:
        data = to_plain(node)
    return receipt_from(data, node)


def receipt_from(data: object, node: Node) -> Receipt:
    """Make a receipt of plain data and the tree that they were read from.  Raises `ReceiptError`."""
    if not looks_like_receipt(data) or not isinstance(data, dict):
        raise ReceiptError([diagnose("ZR650", head_span(node))])
    version = data.get("schema_version")
    if version != RECEIPT_SCHEMA_VERSION or isinstance(version, bool):
        span = head_span(node_at(node, ["schema_version"]))
        raise ReceiptError([diagnose("ZR651", span, given=json.dumps(version), known=RECEIPT_SCHEMA_VERSION)])
    try:
        # as JSON, where the strict mode takes a list for a tuple and nothing else for another thing
        receipt = Receipt.model_validate_json(json.dumps(data))
    except ValidationError as error:
        steps = [[step for step in one["loc"] if step != "[key]"] for one in error.errors(include_url=False)]
        raise ReceiptError(
            [
                diagnose("ZR652", head_span(node_at(node, one)), path=dotted(one), field=dotted(one) or "receipt")
                for one in steps
            ]
        ) from None
    return receipt
