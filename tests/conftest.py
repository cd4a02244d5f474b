"""What every test shares: one hypothesis profile, and the switch that rewrites golden files."""

from __future__ import annotations

import pytest
from hypothesis import settings

# The same examples on every machine, and no verdict that depends on how fast it is.
settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files instead of comparing")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
