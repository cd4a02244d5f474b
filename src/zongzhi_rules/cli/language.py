"""Which language to speak: what the command line says, else the environment, else the locale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zongzhi_rules.diagnostics import Language

OPTION: Final = "--lang"
VARIABLE: Final = "ZONGZHI_LANG"

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language for a run, before the command line is parsed: the help must be in it too."""
    asked = _on_the_line(arguments) or environment.get(VARIABLE, "")
    if asked in ("zh", "en"):
        return "zh" if asked == "zh" else "en"
    locale = asked or next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def _on_the_line(arguments: Sequence[str]) -> str:
    """Return the last value of the option; empty where it is not there."""
    found = ""
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == OPTION and number + 1 < len(arguments):
            found = arguments[number + 1]
        elif argument.startswith(f"{OPTION}="):
            found = argument.removeprefix(f"{OPTION}=")
    return found
