"""Cases from files, text and dictionaries.  Whatever is wrong is said in the author's terms, all of it at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from zongzhi_rules.diagnostics import Source, diagnose
from zongzhi_rules.diagnostics.arguments import FILE, TEXT_OR_BYTES, require_text, wrong_type
from zongzhi_rules.errors import CaseError
from zongzhi_rules.facts.faults import diagnostics_of
from zongzhi_rules.facts.model import Case
from zongzhi_rules.facts.quick import reader
from zongzhi_rules.syntax.files import decode, read_source
from zongzhi_rules.syntax.plain import to_plain
from zongzhi_rules.syntax.tree import MOST_LEVELS
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.resources.abc import Traversable

    from zongzhi_rules.syntax.nodes import Node

_validate: Callable[[object], Case] = Case.__pydantic_validator__.validate_python  # what `model_validate` comes to
_read: Callable[[object], Case] = reader(Case)


def read_case(path: str | Path | Traversable) -> Case:
    """Read a case from a YAML or JSON file.  For text, `parse_case`.

    Raises:
        CaseError: the file cannot be read, or what it says is no case; with every error and its place in the file.
        ArgumentTypeError: the argument is no path.
    """
    if not hasattr(path, "is_dir") and not isinstance(path, str):
        raise wrong_type("path", FILE, path)
    source, found = read_source(Path(path) if isinstance(path, str) else path)
    if source is None:
        raise CaseError(found)
    return _from_source(source)


def parse_case(text: str | bytes, name: str = "<case>") -> Case:
    """Read a case from YAML or JSON text, or from the bytes of a file.

    Args:
        text: the text; bytes must be UTF-8.
        name: what messages call it.

    Raises:
        CaseError: as `read_case`.
    """
    require_text("name", name)
    if isinstance(text, str):
        return _from_source(Source(name, text))
    if not isinstance(text, bytes):
        raise wrong_type("text", TEXT_OR_BYTES, text)
    source, found = decode(name, text)
    if source is None:
        raise CaseError(found)
    return _from_source(source)


def case_from(data: Mapping[str, object]) -> Case:
    """Make a case of data as `json.load` gives it.

    Raises:
        CaseError: the data are no case; with every error and its path, such as `incidents[2].grade`.
    """
    try:
        return _read(data)
    except Exception:  # noqa: BLE001, S110 - not plainly right, or an object that fails when it is looked at
        pass
    try:
        return _validate(data)
    except ValidationError as error:
        raise CaseError(diagnostics_of(error, data)) from None
    except RecursionError:  # what Python makes of text is never so deep
        raise CaseError([diagnose("ZR150", limit=MOST_LEVELS)]) from None


def case_at(node: Node, name: str) -> Case:
    """Make a case of a node within a file, such as the facts of a test; `name` is its id where it has none.

    Raises:
        CaseError: as `read_case`.
    """
    data = to_plain(node)
    return _validated({"id": name, **data} if isinstance(data, dict) else data, node)


def _from_source(source: Source) -> Case:
    node, found = read_yaml(source)
    if node is None:
        raise CaseError(found)
    return _validated(to_plain(node), node)


def _validated(data: object, node: Node) -> Case:
    try:
        return _validate(data)
    except ValidationError as error:
        raise CaseError(diagnostics_of(error, data, node)) from None
