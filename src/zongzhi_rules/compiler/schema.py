"""The grammar of conditions as JSON Schema, with every fact and its values; and the schema of pack files it completes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zongzhi_rules import vocabulary
from zongzhi_rules.compiler.conditions import COMPARATORS_OF_A_COUNT, OPERATORS
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.syntax import keywords as kw
from zongzhi_rules.syntax.schema import file_schema

if TYPE_CHECKING:
    from zongzhi_rules.facts.catalogue import FactSpec, FactType

_CONDITION = {"$ref": "#/$defs/condition"}
_NAME = {"type": "string", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"}
