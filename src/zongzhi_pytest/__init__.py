"""The pytest plugin: runs the cases of packs in any project, one test for each.

It looks at `cases/*.yaml` beside a `pack.yaml` and at nothing else.  It stands outside `zongzhi_rules` so that starting
pytest does not load the library; that happens when the first file of cases is collected.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zongzhi_rules.packtests import CaseResult, PackCase

_FOLDER, _PACK, _ENDING = "cases", "pack.yaml", ".yaml"
_RULES = pytest.StashKey[dict[Any, Any]]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """Take a file of cases of a pack; leave every other file alone."""
    folder = file_path.parent
    if file_path.suffix != _ENDING or folder.name != _FOLDER or not (folder.parent / _PACK).is_file():
        return None
    collected: CaseFile = CaseFile.from_parent(parent, path=file_path)
    return collected


class CaseFailedError(Exception):
    """A case did not come out as expected."""

    def __init__(self, result: CaseResult) -> None:
        super().__init__(result.case.name)
        self.result = result


class CaseFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator[CaseItem]:
        """Yield the cases, in the order of the file."""
        from zongzhi_rules.cli.cases import seen_from_here  # noqa: PLC0415 - see the module's docstring
        from zongzhi_rules.diagnostics import render_diagnostics  # noqa: PLC0415
        from zongzhi_rules.errors import InputError  # noqa: PLC0415
        from zongzhi_rules.packtests import read_case_file  # noqa: PLC0415

        try:
            rules = self._rules()
            cases = read_case_file(rules, seen_from_here(self.path))
        except InputError as error:
            raise self.CollectError(render_diagnostics(error.diagnostics, _language())) from None
        for case in cases:
            item = CaseItem.from_parent(self, name=case.name, case=case, rules=rules)
            if not case.confirmed:
                item.add_marker(pytest.mark.skip(reason="confirmed: false"))
            yield item

    def _rules(self) -> Any:  # noqa: ANN401 - the type would load the library
        """Return the pack, compiled once for all its files."""
        from zongzhi_rules import load_pack  # noqa: PLC0415

        known = self.config.stash.setdefault(_RULES, {})
        folder = self.path.parent.parent
        if folder not in known:
            known[folder] = load_pack(folder)
        return known[folder]


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: PackCase, rules: Any, **rest: Any) -> None:  # noqa: ANN401 - pytest's
        super().__init__(**rest)
        self.case = case
        self._rules = rules

    def runtest(self) -> None:
        """Run the case.  Raises `CaseFailedError`."""
        from zongzhi_rules.packtests import run_cases  # noqa: PLC0415

        [result] = run_cases(self._rules, [self.case])
        if not result.passed:
            raise CaseFailedError(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Say what was expected beside what came out, and why."""
        if not isinstance(excinfo.value, CaseFailedError):
            return super().repr_failure(excinfo, style)
        from zongzhi_rules.render.cases import failure_text  # noqa: PLC0415

        return failure_text(excinfo.value.result, _language())

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the file, the line (from 0) and the case."""
        return self.path, self.case.line - 1, self.name


def _language() -> Any:  # noqa: ANN401 - "zh" or "en"
    from zongzhi_rules.cli.language import language_of  # noqa: PLC0415

    return language_of((), os.environ)
