"""Writes docstrings of emitted Python: what a thing is, how sure that is, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.emit.environment import Code, py_docstring
from generator.model.schema import Status, reference_text
from generator.naming import label_words

if TYPE_CHECKING:
    from generator.model.schema import (
        ComplexType,
        Enumeration,
        EnumerationValue,
        Field,
        LocalizedText,
    )

_DOUBTS = {
    Status.PROVISIONAL: "Provisional: its name was decided on weak evidence.",
    Status.UNRESOLVED: "Unresolved: the pages do not show what it is called.",
}


class Documentation:
    """Writes docstrings in a schema's reference language."""

    def __init__(self, locale: str) -> None:
        self._locale = locale

    def docstring(
        self,
        identifier: str,
        documentation: tuple[LocalizedText, ...],
        sources: tuple[str, ...],
        *notes: str,
        indent: int = 4,
    ) -> Code:
        """Write a description, or the identifier's words, then notes and sources."""
        words = label_words(identifier)
        text = reference_text(documentation, self._locale)
        text = text or (f"{words}." if words.strip() else "The blank value.")
        parts = [" ".join(text.split()), *(note for note in notes if note)]
        if sources:
            parts.append(f"Source: {', '.join(' '.join(each.split()) for each in sources)}")
        return py_docstring("\n".join(parts), indent)


def doubt(status: Status) -> str:
    """Say what is doubtful about a name; empty for a sound one."""
    return _DOUBTS.get(status, "")


def old(part: ComplexType | Enumeration | EnumerationValue | Field) -> str:
    """Say that a thing is deprecated; empty for one that is not."""
    return "Deprecated." if part.is_deprecated else ""
