"""Members of which code shows no type → the type of a sibling of the same last word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.extract.code_facts import Basis, CodeMember, CodeType
from generator.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping


def guess_siblings(
    members: Iterable[CodeMember], enumerations: Collection[str]
) -> Iterator[CodeMember]:
    """Guess that `NextMode` is what `CurrentMode` is, where that is an enumeration."""
    members = list(members)
    endings: Mapping[str, CodeType] = {
        _last_word(member.name): member.type
        for member in members
        if member.type is not None and member.type.name in enumerations
    }
    for member in members:
        guessed = endings.get(_last_word(member.name)) if member.type is None else None
        if guessed is None:
            yield member
        else:
            yield replace(member, type=guessed, basis=Basis.GUESSED)


def _last_word(name: str) -> str:
    words = split_words(name)
    return words[-1].casefold() if words else ""
