"""Records ↔ bytes, by pickle, which keeps what is shared between records shared.

Reading makes nothing but the records named here: a global of any other name
is refused, so that a file that someone else put into the cache can at worst
say something wrong about a page, and run nothing.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from generator import diagnostics, source
from generator.extract import code_facts, page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

_PROTOCOL: Final = 5
_T = TypeVar("_T")


class DamagedError(Exception):
    """Bytes that are no records."""


def dump_records(value: object) -> bytes:
    """Write records."""
    return pickle.dumps(value, _PROTOCOL)


def load_records(data: bytes, expected: type[_T], *parts: type) -> _T:
    """Read records.

    Args:
        data: What `dump_records` gave.
        expected: What the outermost one must be.
        parts: Further records that it may be made of.

    Raises:
        DamagedError: The bytes are something else.
    """
    try:
        found = _Reader(io.BytesIO(data), _known((expected, *parts))).load()
    except Exception as error:  # pickle raises whatever damage leads to
        raise DamagedError(str(error)) from error
    if not isinstance(found, expected):
        raise DamagedError(f"a {type(found).__name__}")
    return found


class _Reader(pickle.Unpickler):
    """Unpickles known records only."""

    def __init__(self, file: io.BytesIO, known: dict[tuple[str, str], type]) -> None:
        super().__init__(file)
        self._known = known

    def find_class(self, module: str, name: str) -> type:
        """Give a known class."""
        try:
            return self._known[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no record") from None


def _classes(module: ModuleType) -> dict[tuple[str, str], type]:
    return {
        (module.__name__, name): value
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }


def _quicken(record: Any) -> None:  # noqa: ANN401 - a class that is given methods
    """Have a record taken apart and put together without looking its fields up each time.

    A frozen dataclass does so in Python, for every one of a page's hundreds.
    """
    names = [field.name for field in fields(record)]
    values = attrgetter(*names)
    slots = [getattr(record, name).__set__ for name in names]

    def take_apart(self: object) -> object:
        return values(self)

    def put_together(self: object, state: Iterable[object]) -> None:
        for put, value in zip(slots, state, strict=True):
            put(self, value)

    record.__getstate__, record.__setstate__ = take_apart, put_together


_RECORDS: Final = {
    **_classes(page),
    **_classes(code_facts),
    **_classes(source),
    **_classes(diagnostics),
}


for _record in filter(is_dataclass, _RECORDS.values()):
    _quicken(_record)


def _known(others: tuple[type, ...]) -> dict[tuple[str, str], type]:
    return {**_RECORDS, **{(own.__module__, own.__qualname__): own for own in others}}
