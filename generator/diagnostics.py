"""Findings about the input: values that stages collect and the command line prints.

Exceptions are kept for a caller's mistakes and for our own bugs; whatever a
document does wrong becomes a `Diagnostic`, so that one run reports all of it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.source import Span


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The output would be wrong; nothing is written."""
    WARNING = "warning"
    """The output is complete, but something had to be guessed or left out of it."""
    NOTE = "note"
    """Worth knowing; nothing was guessed."""


CODES: dict[str, str] = {
    # read
    "GS101": "specs folder missing",
    "GS102": "specs folder holds no locale folders",
    "GS103": "page is not readable",
    "GS104": "page is not UTF-8",
    "GS105": "front matter is not valid YAML",
    "GS106": "locale folder holds no pages",
    "GS107": "configuration file is not valid",
    "GS108": "unknown configuration key",
    "GS109": "two APIs have one name",
    "GS110": "unknown locale",
    "GS111": "page holds characters that XML forbids",
    "GS112": "page exceeds a limit",
    "GS113": "two folders are one locale",
    "GS114": "tables are nested too deep",
    "GS115": "table is too large",
    "GS116": "cell is too large",
    "GS117": "page has too many tables",
    "GS118": "worker process died",
    "GS119": "standard output cannot be written",
    # extract
    "GS201": "table row is ragged",
    "GS202": "broken HTML in a table",
    "GS203": "code sample is not well-formed",
    "GS204": "table columns not understood",
    "GS205": "duplicate row",
    "GS206": "code sample not read",
    "GS207": "row is no entry",
    # align
    "GS301": "page in one edition only",
    "GS302": "page missing in an edition",
    "GS303": "tables do not line up",
    "GS304": "row missing in an edition",
    "GS305": "row obsolete in an edition",
    "GS306": "other edition has no page in common",
    # reconcile
    "GS401": "identifier repaired",
    "GS402": "identifier decided provisionally",
    "GS403": "identifier not resolved",
    "GS404": "required value not understood",
    "GS405": "erratum is stale",
    "GS406": "two identifiers of one table reconcile to the same name",
    "GS407": "pages and contract disagree",
    "GS408": "in the contract only",
    "GS409": "on the pages only",
    "GS410": "in an example only",
    "GS411": "identifier holds letters that only look Latin",
    # model
    "GS501": "reference resolves to nothing",
    "GS502": "type documented twice",
    "GS503": "type documented differently on two pages",
    "GS504": "name is no XML NCName",
    "GS505": "reference repaired",
    "GS506": "field documented twice with different types",
    "GS507": "constants used by nothing",
    "GS508": "state group names nothing",
    "GS509": "names of members are lost",
    "GS510": "service address found on the pages",
    "GS511": "type called after its heading",
    "GS512": "table documents nothing known",
    # emit
    "GS601": "emitted schema does not validate",
    "GS602": "output is stale",
    "GS603": "generated file was edited by hand",
    "GS604": "output folder cannot be written",
    "GS605": "catalog entry lost",
    "GS606": "unknown emitter",
    "GS607": "two output files have one name",
    "GS608": "emitter failed",
}
"""Every code and what it stands for: 1xx read, 2xx extract, 3xx align, 4xx reconcile,
5xx model, 6xx emit. A code is never given a second meaning."""


_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One located, coded finding."""

    code: str
    """A key of `CODES`."""
    severity: Severity
    """Its weight."""
    message: str
    """What was found and what was expected, values quoted."""
    span: Span | None = None
    """Where; None for a finding about no single page."""
    path: str | None = None
    """Where, for a finding about a whole file or folder."""
    evidence: tuple[str, ...] = ()
    """Lines that say on what the finding rests, such as the readings."""
    help: str | None = None
    """What to do about it."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown diagnostic code {self.code!r}")

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path-line order, findings about no page first."""
        if self.span is None:
            return (self.path or "", 0, 0, self.code, self.message)
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Put findings into path-line order and drop exact repetitions."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda found: found.sort_key))


def display_width(text: str) -> int:
    """Count terminal cells: East Asian wide characters take two, combining marks none.

    Source: Unicode Standard Annex #11, East Asian Width.
    """
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def render_diagnostic(found: Diagnostic) -> str:
    """Render a finding as text: place, severity, code and message, then line and caret."""
    head = f"{found.severity}[{found.code}]: {found.message}"
    if found.span is None:
        lines = [f"{found.path}: {head}" if found.path else head]
    else:
        lines = [f"{found.span}: {head}", *render_place(found.span)]
    lines += [f"  {line}" for line in found.evidence]
    if found.help:
        lines.append(f"  help: {found.help}")
    return "\n".join(printable(line).replace("\n", " ") for line in lines)


def render_place(span: Span, limit: int = 160) -> list[str]:
    """Show the line of a span and a caret below each of its terminal cells."""
    before, behind = span.column - 1, span.column - 1 + max(1, span.end - span.start)
    first = max(0, before - limit // 2)
    shown = span.context[first : first + limit]
    marked = span.context[before : min(behind, first + limit)]
    indent = display_width(printable(span.context[first:before]))
    return [f"    {shown}".rstrip(), "    " + " " * indent + "^" * max(1, display_width(marked))]


def printable(text: str) -> str:
    """Replace control and bidi characters and line ends, which could forge or hide output."""
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in _UNSHOWN else " " for char in text
    )
