"""What checking hands on: one fault of one page, with the edits that mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.check.place_key import PlaceKey
    from generator.diagnostics import Severity
    from generator.source import Span


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edit:
    """A stretch of a page's text and what takes its place."""

    start: int
    """Offset of its first character in the decoded page, without byte-order mark."""
    end: int
    """Offset behind its last; equal to `start` where text is only added."""
    text: str
    """The new text as it is written, escaped for its place."""
    plain: str
    """The new text as it reads."""
    marks_code: bool = False
    """The new text brings code markup along."""
    line: int = 1
    """1-based line of its first character."""
    column: int = 1
    """1-based column of its first character."""
    end_line: int = 1
    """Line of its end."""
    end_column: int = 1
    """Column behind its last character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault of one page."""

    rule: str
    """Code of its rule."""
    severity: Severity
    """How much it weighs."""
    span: Span
    """Where it stands."""
    page: str
    """Page key."""
    locale: str
    """Folder name of the edition; empty for a finding about no single edition."""
    message: str
    """What was found and what was expected, values quoted."""
    place: PlaceKey | None = None
    """Of an identifier, what names its place; None for any other finding."""
    subject: str
    """What the finding is about, as the page has it; with rule and path it names the finding."""
    is_marked: bool = False
    """It stands in code markup already."""
    confidence: float = 1.0
    """0 to 1: how sure it is that the replacement is right, or without one that this is a fault."""
    replacement: str | None = None
    """The right text as it reads; None where nothing can be proposed."""
    edits: tuple[Edit, ...] = ()
    """What mends it; empty where nothing safe does."""
    evidence: tuple[str, ...] = ()
    """Lines that say on what it rests."""
    help: str | None = None
    """What to do about it."""

    @property
    def is_fixable(self) -> bool:
        """Tell whether edits mend it."""
        return bool(self.edits)

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Path-line order."""
        span = self.span
        return (span.path, span.start, span.end, self.rule, self.message)
