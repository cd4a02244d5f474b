"""What is wrong with an input, where, and what to do about it: for people in two languages, for machines as codes."""

from __future__ import annotations

from zongzhi_rules.diagnostics.catalog import CATALOG, LABELS
from zongzhi_rules.diagnostics.model import Diagnostic, Related, UnknownCodeError, diagnose
from zongzhi_rules.diagnostics.render import render_diagnostic, render_diagnostics
from zongzhi_rules.diagnostics.source import Source, Span
from zongzhi_rules.diagnostics.suggest import suggest, suggest_named
from zongzhi_rules.diagnostics.template import Argument, Label, Language, Severity, Template

__all__ = [
    "CATALOG",
    "LABELS",
    "Argument",
    "Diagnostic",
    "Label",
    "Language",
    "Related",
    "Severity",
    "Source",
    "Span",
    "Template",
    "UnknownCodeError",
    "diagnose",
    "render_diagnostic",
    "render_diagnostics",
    "suggest",
    "suggest_named",
]
