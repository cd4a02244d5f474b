"""Models whose instances never change, and a way to make them of values that are known to fit."""

from __future__ import annotations

from typing import Any, Never, TypeVar

from pydantic import BaseModel, ConfigDict

F = TypeVar("F", bound="Frozen")


class SameForAll:
    """An attribute that has one value for all instances of a class; what is set on one of them is that value."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def __get__(self, instance: object, owner: type) -> object:
        return self._value

    def __set__(self, instance: object, value: object) -> None:
        pass


def refuse(_self: object, *_: object, **__: object) -> Never:
    """Stand for the methods by which a container would be changed."""
    message = "a case cannot be changed"
    raise TypeError(message)


class Given(set[str]):
    """The fields that were given of instances that many hold: nobody can change it for the others."""

    add = remove = discard = pop = clear = refuse
    update = difference_update = intersection_update = symmetric_difference_update = refuse
    __ior__ = __iand__ = __isub__ = __ixor__ = refuse

    def copy(self) -> set[str]:
        """Return a set of one's own."""
        return set(self)

    __copy__ = copy

    def __deepcopy__(self, _memo: object) -> set[str]:
        return set(self)

    def __reduce__(self) -> tuple[type[set[str]], tuple[list[str]]]:
        return set, (sorted(self),)


class Frozen(BaseModel):
    """Base of what never changes and knows no fields but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# What pydantic would keep of each instance is the same for all: there is nothing else in them.
for _name in ("__pydantic_extra__", "__pydantic_private__"):
    setattr(Frozen, _name, SameForAll(None))

# The parts of `made`, for code that is written out.  They go past the hook that keeps an instance from being changed.
new = object.__new__
set_values = BaseModel.__dict__["__dict__"].__set__
set_given = BaseModel.__dict__["__pydantic_fields_set__"].__set__


def shared(instance: F) -> F:
    """Make an instance safe to be held by many, and return it."""
    set_given(instance, Given(instance.model_fields_set))
    return instance


def made(cls: type[F], values: dict[str, Any]) -> F:
    """Make an instance of these values, a dictionary that nobody else has; they are all its fields, in their order.

    Which of them were given, pydantic's `model_fields_set`, is for the caller to say.
    """
    instance = new(cls)
    set_values(instance, values)
    return instance
