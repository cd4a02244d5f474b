"""Drives the rules library, durable_rules, and the only module that knows it.

Its own host is left out: that host starts threads which take answers away from the caller and crash, swallows what
goes wrong in a rule's action, gives up on an action after ten seconds of wall-clock time, and costs seven times as
much.  Here each fact is asserted, and its agenda read rule by rule, in the caller's thread.
"""

from __future__ import annotations

import json
import platform
import sys
import weakref
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.engines.durable.rules import EVERY_FACT, STAGE
from zongzhi_rules.errors import EngineFailedError, EngineUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.engines.durable.rules import Rules

_TOO_NEW = (3, 13)
_SESSION = "0"
_HANDLED = 0


class Library(Protocol):
    """What we use of the library's C module."""

    def create_ruleset(self, name: str, rules: str) -> int:
        """Return the handle of a new rule base."""

    def delete_ruleset(self, handle: int) -> None:
        """Free a rule base."""

    def assert_fact(self, handle: int, fact: str) -> tuple[int, int]:
        """Return a code, 0 where a rule takes the fact, and the place of the session."""

    def start_action_for_state(self, handle: int, state: int) -> tuple[str, str] | None:
        """Return the session's state and the first rule on its agenda with the facts that it took."""

    def complete_and_start_action(self, handle: int, state: int) -> str | None:
        """Return the next rule on the agenda; None at its end."""

    def delete_state(self, handle: int, session: str) -> None:
        """Forget a session."""


def library() -> Library:
    """Import the library.  Raises `EngineUnavailableError` where it is not installed or cannot run."""
    try:
        return cast("Library", import_module("durable_rules_engine"))
    except ImportError:
        if sys.version_info < _TOO_NEW:
            problem = diagnose("ZR621")
        else:
            problem = diagnose("ZR622", python=platform.python_version())
        raise EngineUnavailableError([problem]) from None


class RuleBase:
    """Some rules and one session of facts.  For one thread at a time."""

    def __init__(self, name: str, rules: Rules) -> None:
        """Hand the rules over."""
        self._library = library()
        self._handle = self._library.create_ruleset(name, json.dumps(rules))
        weakref.finalize(self, self._library.delete_ruleset, self._handle).atexit = False
        self.asserted = 0
        # A session in which nothing ever fired must not be deleted: it would free memory that was never set.  After
        # this one has been, its place is set, and it is the place of every later session.
        self.fire({STAGE: 0})
        self.clear()

    def fire(self, fact: Mapping[str, int]) -> list[str]:
        """Assert a fact and return the names of the rules that fire."""
        library, handle = self._library, self._handle
        self.asserted += 1
        # A number of its own makes the fact distinct from all others of the session.
        fields = "".join([f',"{name}":{code}' for name, code in fact.items()])
        code, state = library.assert_fact(handle, f'{{"sid":"{_SESSION}","id":"{self.asserted}"{fields}}}')
        answer = library.start_action_for_state(handle, state) if code == _HANDLED else None
        if answer is None:
            raise EngineFailedError(f"no rule took a fact (code {code})")
        fired = []
        message: str | None = answer[1]
        while message is not None:
            fired.append(message[2 : message.index('"', 2)])  # {"name":…
            message = library.complete_and_start_action(handle, state)
        if EVERY_FACT not in fired:
            raise EngineFailedError("the rule for every fact did not fire")
        return fired

    def clear(self) -> None:
        """Forget the session."""
        if self.asserted:
            self.asserted = 0
            with suppress(Exception):  # after a failure there may be none
                self._library.delete_state(self._handle, _SESSION)
