"""Tests beside the rules: cases in a pack's `cases/` folder, each with what its author expects of the pack."""

from __future__ import annotations

from zongzhi_rules.packtests.compare import Mismatch
from zongzhi_rules.packtests.conditions import ConditionCoverage, PartCoverage, Share, condition_coverage
from zongzhi_rules.packtests.coverage import PackCoverage, ProvisionCoverage, coverage_of
from zongzhi_rules.packtests.read import (
    CaseFolder,
    PackCase,
    Unattainable,
    read_case_file,
    read_case_folder,
    read_pack_cases,
)
from zongzhi_rules.packtests.run import CaseResult, run_cases

__all__ = [
    "CaseFolder",
    "CaseResult",
    "ConditionCoverage",
    "Mismatch",
    "PackCase",
    "PackCoverage",
    "PartCoverage",
    "ProvisionCoverage",
    "Share",
    "Unattainable",
    "condition_coverage",
    "coverage_of",
    "read_case_file",
    "read_case_folder",
    "read_pack_cases",
    "run_cases",
]
