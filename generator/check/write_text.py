"""An identifier → how it is written in a place of a page, so that it reads as itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_MARKDOWN = re.compile(r"[\\`*<&~|]|\[(?!\])|(?<!\[)\]|(?<!\w)_|_(?!\w)|^\[\]$|!(?=\[)")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "&#96;", "*": "&#42;"}


class Notation(StrEnum):
    """How the text around a place is written."""

    MARKDOWN = "markdown"
    """CommonMark."""
    HTML = "html"
    """HTML text."""
    BACKTICKS = "backticks"
    """Inside a Markdown code span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a place's text must heed."""

    notation: Notation
    """How it is written."""
    in_pipe_table: bool
    """A pipe would end the cell."""


def write_text(text: str, context: Context) -> str | None:
    """Write a text for its place; None where it cannot be written there."""
    match context.notation:
        case Notation.HTML:
            return "".join(_HTML.get(char, char) for char in text)
        case Notation.BACKTICKS:
            if "`" in text or text != text.strip() or not text or text.endswith("\\"):
                return None
            return text.replace("|", "\\|") if context.in_pipe_table else text
        case _:
            return _MARKDOWN.sub(r"\\\g<0>", text)


def write_code(text: str, context: Context) -> str | None:
    """Write a text with code markup around it; None where that cannot be."""
    if context.notation is Notation.HTML:
        written = write_text(text, context)
        return f"<code>{written}</code>" if written else None
    inner = Context(notation=Notation.BACKTICKS, in_pipe_table=context.in_pipe_table)
    written = write_text(text, inner)
    return f"`{written}`" if written else None
