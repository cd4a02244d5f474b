"""What an editor shows of a schema's properties and terms, in Chinese and English.

The words stand in a `field_notes.yaml` beside the models that they are about.  A schema carries them as `description`
(`中文 / English`, any program) and, where they hold code, as `markdownDescription`, which editors render.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from zongzhi_rules.errors import InputError
from zongzhi_rules.syntax.files import read_file
from zongzhi_rules.syntax.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zongzhi_rules.vocabulary import Term

_FILE: Final = "field_notes.yaml"
Schema = dict[str, Any]
EVERYWHERE: Final = "Entry"
"""The part of a file of notes whose fields mean the same in every part."""
WORDS: Final = "Words"
"""The part of a file of notes that says what the words of choices mean."""


class Note(NamedTuple):
    """What a field or a term means; `zh` is empty where the Chinese title says it all."""

    zh: str
    en: str


Notes = Mapping[str, Mapping[str, Note]]
"""What is written of each field, by part and field."""


def has_notes(package: str) -> bool:
    """Whether there are notes on the models of a package."""
    return bool(package) and resources.files(package).joinpath(_FILE).is_file()


@functools.cache
def notes(package: str) -> Notes:
    """Return the notes of a package's models, by part of the language and field.

    They are read as packs are, so that keys such as `on` and `true` are the texts that they look like.
    """
    node, found = read_file(resources.files(package).joinpath(_FILE))
    if node is None:
        raise InputError(found)
    written: Any = to_plain(node)
    return {
        part: {field: Note(note.get("zh", ""), note["en"]) for field, note in (fields or {}).items()}
        for part, fields in written.items()
    }


def inherited(written: Notes, models: Iterable[type]) -> Notes:
    """Return the notes on models by their names; each has those of the models that it is made from, too."""
    parts = {}
    for one in models:
        of_bases = [written.get(base.__name__, {}) for base in reversed(one.__mro__)]
        parts[one.__name__] = {field: note for fields in of_bases for field, note in fields.items()}
    return parts


def pack_notes() -> Notes:
    """Return the notes on the pack language."""
    return notes(__package__ or "")


def described(note: Note, title: str = "") -> Schema:
    """Return the keys of a schema that say what something is, in both languages."""
    zh = note.zh or title
    words = {"title": title} if title else {}
    words["description"] = f"{zh} / {note.en}"
    if "`" in words["description"]:  # a description is shown as it stands, with the marks
        words["markdownDescription"] = f"{zh}\n\n{note.en}"
    return words


def choice(meanings: Mapping[str, Note]) -> Schema:
    """Return a choice of words, each with what it means."""
    return {"enum": list(meanings), "enumDescriptions": [f"{note.zh} / {note.en}" for note in meanings.values()]}


def terms(vocabulary: Iterable[Term]) -> dict[str, Note]:
    """Return the terms of a vocabulary with what they mean."""
    return {term.value: Note(term.label, term.meaning) for term in vocabulary}


def describe(schema: Schema, written: Notes, root: str = "") -> None:
    """Put notes on the properties of every part that a schema holds, and on the words of every choice.

    A part is what goes by its name: the schema itself, a definition, or what has the name for its title.

    Args:
        schema: changed in place.
        written: the notes; a part without any is left as it is.
        root: the name of the schema itself.
    """
    for name, part in ({root: schema} | schema.get("$defs", {})).items():
        _describe_part(part, name, written)


def _describe_part(schema: Any, name: str, written: Notes) -> None:  # noqa: ANN401 - JSON has no better type
    if isinstance(schema, list):
        for one in schema:
            _describe_part(one, "", written)
    if not isinstance(schema, dict):
        return
    part = written.get(name or schema.get("title", ""))
    for field, inner in schema.get("properties", {}).items():
        note = None if part is None else part.get(field) or written.get(EVERYWHERE, {}).get(field)
        if note is not None:
            inner.update(described(note, inner.get("title", "")))
        _describe_part(inner, "", written)
    for key, inner in schema.items():
        if key not in {"properties", "$defs", "enum"}:
            _describe_part(inner, "", written)
    _leave_to_comments(schema)
    if "enumDescriptions" not in schema:
        schema.update(_meanings(schema.get("enum"), written.get(WORDS, {})))


def _leave_to_comments(schema: Schema) -> None:
    """Take away the names of classes, and what is said in one language.

    An editor would show what a part says of itself in place of the words of the property that leads there.
    """
    if str(schema.get("title", "中")).isascii():
        del schema["title"]
    if " / " not in schema.get("description", " / "):
        schema["$comment"] = schema.pop("description")


def _meanings(enumeration: Any, known: Mapping[str, Note]) -> Schema:  # noqa: ANN401
    """Return what the words of a choice mean, if all are known."""
    if not isinstance(enumeration, list):
        return {}
    texts = [str(one).lower() if isinstance(one, bool) else str(one) for one in enumeration]
    if not known.keys() >= set(texts):
        return {}
    return {"enumDescriptions": [f"{known[one].zh} / {known[one].en}" for one in texts]}
