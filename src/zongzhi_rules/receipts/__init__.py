"""Receipts: what a decision was made of, making it again, and past cases under a changed pack."""

from __future__ import annotations

from zongzhi_rules.receipts.backtesting import Backtest, Differing, Tried, backtest
from zongzhi_rules.receipts.inputs import PastCase, past_cases
from zongzhi_rules.receipts.issue import decision_digest, receipt_for
from zongzhi_rules.receipts.model import Receipt
from zongzhi_rules.receipts.read import ReceiptError, parse_receipt, read_receipt
from zongzhi_rules.receipts.replaying import InputChange, Replay, Replayer, replay

__all__ = [
    "Backtest",
    "Differing",
    "InputChange",
    "PastCase",
    "Receipt",
    "ReceiptError",
    "Replay",
    "Replayer",
    "Tried",
    "backtest",
    "decision_digest",
    "parse_receipt",
    "past_cases",
    "read_receipt",
    "receipt_for",
    "replay",
]
