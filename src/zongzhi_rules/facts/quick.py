"""Reading quickly what is plainly right.

Cases come in numbers and say much the same: the same keys, the same words, the same days.  What pydantic has made of
a word or of a whole section is kept, and a record is put together of such parts by a function that is written once
for all records with the same keys.  Every part is what pydantic itself returned, so that `model.py` remains the one
account of what a case is.  What is seen for the first time is pydantic's to read; and where anything is not plainly
right, pydantic reads the whole case and says what is wrong.
"""

from __future__ import annotations

import functools
from datetime import date
from enum import Enum
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Generic,
    Literal,
    NamedTuple,
    TypeVar,
    cast,
    get_args,
    get_origin,
)

from pydantic import TypeAdapter

from zongzhi_rules.facts.finding import Finding, Record
from zongzhi_rules.frozen import Given, new, set_given, set_values, shared
from zongzhi_rules.kept import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from zongzhi_rules.kept import Kept

    Read = Callable[[Any], Any]

S = TypeVar("S")
_KEPT: Final = 4096  # of each field; as days, eleven years
_SECTIONS_KEPT: Final = 2048  # of each section, whatever keys they have
_SHAPES_KEPT: Final = 256  # of each model; to write one costs as much as some tens of records that pydantic reads
_LARGEST: Final = 32  # keys; more than any record has
_SHORT: Final = 100  # characters; a longer text is hardly ever said twice
_SAME: Final = frozenset({str, int, bool, type(None)})
"""Types whose equal values are the same; of floats, 0.0 and -0.0 are equal, and not the same."""
_PLAIN: Final = _SAME | {float, date}
_DEEPEST: Final = 8  # a case has lists of records with findings with lists, and no more
_REFUSED: Final = object()


def reader(model: type[Record]) -> Read:
    """Return a function that makes a record of this model of a dictionary, as its `model_validate` does.

    The function may be shared between threads: a thing is whole before it is kept, and making it twice does no harm.

    Raises:
        TypeError: something has a form that pydantic must look at.  Raised by the function, as is the next.
        ValueError: something is refused; pydantic's `ValidationError` is one of these.
    """
    validate = _plainly(model.__pydantic_validator__.validate_python)
    shapes = _Shapes(functools.partial(_record, model))
    last: dict[int, Read] = {}  # by the number of its keys, the shape that was read last

    def read(raw: Any) -> Any:  # noqa: ANN401 - whatever a caller may give
        if type(raw) is not dict:
            raise TypeError
        try:
            return last[len(raw)](raw)
        except KeyError:  # other keys than last time
            shape = shapes.of(raw)
            if shape is None:
                return validate(raw)
            last[len(raw)] = shape
            return shape(raw)

    return read


class _Shapes(Generic[S]):
    """What is written for all dictionaries with the same keys: for keys that come again, and for no more than so many.

    Where keys come and go at will, writing for each lot of them would take longer than reading ever could.
    """

    def __init__(self, write: Callable[[tuple[str, ...]], S]) -> None:
        self._write = write
        self._written: dict[tuple[str, ...], S] = {}
        self._seen: Kept[tuple[str, ...], bool] = Room(_SHAPES_KEPT).store()

    def of(self, raw: dict[Any, Any]) -> S | None:
        """Return what is written for the keys of a dictionary; None where nothing is."""
        names = tuple(raw)
        shape = self._written.get(names)
        if shape is None and len(self._written) < _SHAPES_KEPT and len(names) <= _LARGEST:
            if names in self._seen and all(type(name) is str for name in names):
                shape = self._written[names] = self._write(names)
            else:
                self._seen.keep(names, True)  # noqa: FBT003
        return shape


def _record(model: type[Record], names: tuple[str, ...]) -> Read:
    """Write the function that reads a record with these keys.

    Of a record with as many others it says so by a `KeyError`.
    """
    known = model.model_fields
    if not known.keys() >= {*names} or any(info.is_required() and name not in names for name, info in known.items()):
        raise TypeError
    scope: dict[str, Any] = {
        "absent": {name: _held(info.get_default()) for name, info in known.items()},
        "given": Given(names),
        "model": model,
        "new": new,
        "set_given": set_given,
        "set_values": set_values,
    }
    lines = ["values = absent.copy()"]
    for number, name in enumerate(names):
        source = _source(model, name)
        scope |= {f"{key}{number}": value for key, value in source.names.items()}
        lines += [f"v = raw[{name!r}]", f"values[{name!r}] = {source.expression.format(n=number)}"]
    lines += ["record = new(model)", "set_values(record, values)", "set_given(record, given)"]
    for number, check in enumerate(model.__pydantic_decorators__.model_validators.values()):
        scope[f"check{number}"] = check.func
        lines.append(f"check{number}(record)")
    return _function([*lines, "return record"], scope)


class _Source(NamedTuple):
    """Where the value of a field comes from, given what stands there as `v`."""

    expression: str
    """With `{n}` behind each name of its own."""
    names: dict[str, Any]
    """What those names stand for."""


@functools.cache
def _source(model: type[Record], name: str) -> _Source:
    annotation = model.model_fields[name].rebuild_annotation()
    validate = _plainly(TypeAdapter(annotation).validator.validate_python)
    types = [*_types(annotation)]
    of_true, of_false, of_null = [_held(_made_of(value, validate)) for value in (True, False, None)]
    unknown = "None if v is None else " if of_null is None else ""
    for one in types:
        if get_origin(one) is tuple:
            return _Source("read{n}(v)", {"read": _items(reader(get_args(one)[0]), validate)})
        if get_origin(one) is dict or (issubclass(one, Record) and not issubclass(one, Finding)):
            return _Source("read{n}(v)", {"read": _section(validate, of_null)})
    if of_true is not _REFUSED:
        expression = f"yes{{n}} if v is True else no{{n}} if v is False else {unknown}validate{{n}}(v)"
        return _Source(expression, {"yes": of_true, "no": of_false, "validate": validate})
    kept: Kept[Any, Any] = Room(_KEPT).store()
    if int in types:
        expression = f"v if type(v) is int and v in kept{{n}} else {unknown}learn{{n}}(v)"
        return _Source(expression, {"kept": kept, "learn": _learner(validate, kept)})
    if any(issubclass(one, (Enum, Finding, date)) for one in types):
        expression = f"{unknown}type(v) is str and kept{{n}}(v) or learn{{n}}(v)"
        return _Source(expression, {"kept": kept.get, "learn": _learner(validate, kept)})
    return _Source("validate{n}(v)", {"validate": TypeAdapter(annotation).validator.validate_python})


def _types(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever may stand behind a colon
    """Yield the types that a field may have, without null and without what is said of them; of constants none."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _types(annotation.__origin__)
    elif origin is None or origin in {dict, tuple}:
        if annotation is not type(None):
            yield annotation
    elif origin is not Literal:
        for one in get_args(annotation):
            yield from _types(one)


def _plainly(validate: Read) -> Read:
    """Let nothing be read that can be read but once: should pydantic be asked after all, it must find it whole."""

    def read(raw: Any) -> Any:  # noqa: ANN401
        if not _is_plain(raw, _DEEPEST):
            raise TypeError
        return validate(raw)

    return read


def _is_plain(raw: object, depth: int) -> bool:
    """Whether something is made of what JSON has, and of days."""
    kind = type(raw)
    if kind is dict or kind is list:
        inner = raw.values() if kind is dict else raw  # type: ignore[attr-defined]
        return depth > 0 and all(_is_plain(one, depth - 1) for one in inner)  # type: ignore[union-attr]
    return kind in _PLAIN


def _held(made: Any) -> Any:  # noqa: ANN401
    """Make safe what many cases will hold, with all that it holds itself."""
    if isinstance(made, Record):
        shared(made)
    for one in made.values() if isinstance(made, dict) else ():
        _held(one)
    return made


def _made_of(value: object, validate: Read) -> object:
    try:
        return validate(value)
    except ValueError:
        return _REFUSED


def _learner(validate: Read, kept: Kept[Any, Any]) -> Read:
    """Return what reads a word or a number that is not kept yet."""

    def learn(raw: Any) -> Any:  # noqa: ANN401
        value = validate(raw)
        if type(raw) is int or (type(raw) is str and len(raw) <= _SHORT):
            kept.keep(raw, value)
        return value

    return learn


def _items(read: Read, validate: Read) -> Read:
    """Return what reads a list of records."""

    def read_list(raw: Any) -> Any:  # noqa: ANN401
        return tuple([read(item) for item in raw]) if type(raw) is list else validate(raw)

    return read_list


def _section(validate: Read, of_null: object) -> Read:
    """Return what reads a section: all cases that say the same in it get one and the same.

    Only a section of bare words is kept, of which there are few different ones.
    """
    shapes = _Shapes(functools.partial(_alike, Room(_SECTIONS_KEPT)))
    last: dict[int, Read] = {}  # as in `reader`

    def read(raw: Any) -> Any:  # noqa: ANN401
        if type(raw) is not dict:
            return of_null if raw is None and of_null is not _REFUSED else validate(raw)
        try:
            return last[len(raw)](raw)
        except (KeyError, TypeError):  # not seen yet; or a finding with its origin, a dictionary, which has no hash
            section = validate(raw)
            shape = shapes.of(raw)
            if shape is not None:
                last[len(raw)] = shape.find
                if all(type(one) in _SAME and (type(one) is not str or len(one) <= _SHORT) for one in raw.values()):
                    shape.kept.keep(shape.content(raw), _held(section))
            return section

    return read


class _Alike(NamedTuple):
    """The sections with the same keys."""

    kept: Kept[tuple[Any, ...], Any]
    """Those that were read, by their content."""
    content: Read
    find: Read
    """Returns what is kept of the same content; a `KeyError` says that there is nothing."""


def _alike(room: Room, names: Sequence[str]) -> _Alike:
    kept: Kept[tuple[Any, ...], Any] = room.store()
    lines = [f"v{number} = raw[{name!r}]" for number, name in enumerate(names)]
    # Each with its type: 1 and true are equal, and only one of them is a truth value.
    content = "".join(f"v{number}, type(v{number}), " for number in range(len(names)))
    find = _function([*lines, f"return kept[({content})]"], {"kept": kept})
    return _Alike(kept, _function([*lines, f"return ({content})"], {}), find)


def _function(lines: Sequence[str], scope: dict[str, Any]) -> Read:
    """Make a function of `raw` of these lines, in which the keys of a case stand as literals only."""
    exec("\n    ".join(["def read(raw):", *lines]), scope)  # noqa: S102 - written above
    return cast("Read", scope["read"])
