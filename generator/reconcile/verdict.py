"""What reconciliation hands on: for every place the identifier, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.source import Span


class Status(StrEnum):
    """How an identifier was decided."""

    INTACT = "intact"
    """The reading is the identifier."""
    REPAIRED = "repaired"
    """The reading was damaged; independent evidence gives the identifier."""
    PROVISIONAL = "provisional"
    """Decided on weak evidence, equal to the reading or not: a marked guess."""
    UNRESOLVED = "unresolved"
    """No identifier could be decided."""


class Damage(StrEnum):
    """How a reading differs from its identifier, from the lightest to the heaviest."""

    SPACING = "spacing"
    """White space, full-width signs or invisible characters."""
    CASE = "case"
    """Capitals."""
    PREFIX = "prefix"
    """The namespace prefix of a type."""
    SPELLING = "spelling"
    """A few letters."""
    PARTIAL = "partial"
    """Some of its words are translated."""
    LOCAL_NAME = "local-name"
    """The local name of a type is translated or lost."""
    TRANSLATED = "translated"
    """All of it is translated."""
    DROPPED = "dropped"
    """Nothing is left."""
    JUNK = "junk"
    """Text that no reading or evidence can turn into an identifier."""


class PlaceRole(StrEnum):
    """What stands in a place."""

    NAME = "name"
    """A field's name."""
    TYPE = "type"
    """A field's type."""
    VALUE = "value"
    """A value of an enumeration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one locale's document has in an identifier's place."""

    locale: str
    """The witness."""
    text: str
    """The identifier's text as found; possibly empty."""
    span: Span
    """Where it stands."""
    is_code: bool
    """In code markup, which translation leaves alone."""
    table: int | None
    """The table's ordinal in that locale's page; None outside a table."""
    row: int | None
    """The row's ordinal below the first; None outside a table."""
    description: str = ""
    """What that locale's page says about it."""
    gloss: str = ""
    """What that locale's page calls it beside the identifier: `*Open* (Ouvert)`."""
    is_junk: bool = False
    """A placeholder, not a reading of any identifier."""
    is_struck: bool = False
    """Struck out."""
    remark: str = ""
    """What stands behind it in its cell, or in brackets behind a value."""

    @property
    def evidence(self) -> str:
        """The text as far as it says anything: nothing of junk."""
        return "" if self.is_junk else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for an identifier."""

    kind: str
    """The module that found it, such as `witness`, `lexicon`, `sample`."""
    weight: float
    """Natural logarithm of how much likelier it makes the identifier; below 0 against it."""
    note: str
    """The reason in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The decision on one place: a transcript, not only a result."""

    page: str
    """Page key."""
    owner: str
    """The type or message the place belongs to; empty where unknown."""
    role: PlaceRole
    """What stands there."""
    index: int
    """0, or the ordinal of a value in its list."""
    canonical: str | None
    """The identifier; None where none could be decided."""
    status: Status
    """`INTACT` where any witness has it, `REPAIRED` where none has."""
    confidence: float
    """0 to 1."""
    readings: tuple[Reading, ...]
    """Every witness's reading, the pivot's first."""
    evidence: tuple[Evidence, ...]
    """Why, the weightiest first."""
    runner_up: str
    """The second best candidate; empty for none."""
    runner_up_evidence: tuple[Evidence, ...] = ()
    """Why that one."""

    def status_of(self, reading: Reading) -> Status:
        """Give the status of one witness's reading under this verdict."""
        if self.canonical is None or self.status is Status.UNRESOLVED:
            return Status.UNRESOLVED
        if self.status is Status.PROVISIONAL:
            return Status.PROVISIONAL
        return Status.INTACT if reading.text == self.canonical else Status.REPAIRED
