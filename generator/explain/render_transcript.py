"""Transcript → plain text: what was read where, what speaks for it, and for the next best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import display_width
from generator.explain.transcript import DefinitionTranscript
from generator.reconcile.classify_damage import classify_damage
from generator.reconcile.verdict import Damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.explain.transcript import Mention, PlaceTranscript, Transcript
    from generator.reconcile.verdict import Evidence, Reading, Verdict

    Style = Callable[[str, str], str]
    """Text and what it is → the text in its colour."""


def plain(text: str, _what: str) -> str:
    """Leave a text without colour."""
    return text


def render_transcript(transcript: Transcript, style: Style = plain) -> str:
    """Render one decision; the lines end without a line break.

    Args:
        transcript: The decision.
        style: Colours `title`, a status by its name, and `place`.
    """
    if isinstance(transcript, DefinitionTranscript):
        return "\n".join(_definition_lines(transcript, style))
    return "\n".join(_place_lines(transcript, style))


def name_damage(reading: Reading, verdict: Verdict) -> str:
    """Name the damage of a reading; empty for none."""
    damage = classify_damage(reading.text, verdict.canonical, verdict.role)
    if damage is None:
        return ""
    return str(Damage.JUNK if reading.is_junk else damage)


def sum_weights(evidence: Iterable[Evidence]) -> float:
    """Add up the weights."""
    return round(sum(own.weight for own in evidence), 3)


def _place_lines(transcript: PlaceTranscript, style: Style) -> Iterator[str]:
    verdict = transcript.verdict
    status = style(str(verdict.status), str(verdict.status))
    decided = repr(verdict.canonical) if verdict.canonical else "nothing"
    title = style(transcript.title or "(undecided)", "title")
    yield f"{title}: {verdict.role} {decided}, {status}, confidence {verdict.confidence:.4f}"
    owner = f", of {verdict.owner}" if verdict.owner else ""
    ordinal = f", value {verdict.index}" if verdict.role == "value" else ""
    yield f"  page {verdict.page}{owner}{ordinal}"
    yield "  readings"
    rows = [(str(r.span), r.locale, repr(r.text), _note(r, verdict)) for r in verdict.readings]
    yield from _columns(rows, style)
    yield f"  evidence, {sum_weights(verdict.evidence):+.3f} in all"
    yield from _evidence_lines(verdict.evidence)
    yield from _runner_up_lines(verdict)


def _note(reading: Reading, verdict: Verdict) -> str:
    damage = name_damage(reading, verdict)
    return f"({damage})" if damage else "(intact)"


def _evidence_lines(evidence: Sequence[Evidence]) -> Iterator[str]:
    """Render one reason a line, the weights below one another."""
    if not evidence:
        yield "    none"
    width = max((len(own.kind) for own in evidence), default=0)
    for own in evidence:
        yield _one_line(f"    {own.weight:+8.3f}  {own.kind:<{width}}  {own.note}")


def _runner_up_lines(verdict: Verdict) -> Iterator[str]:
    if not verdict.runner_up:
        yield "  no runner-up"
        return
    theirs = sum_weights(verdict.runner_up_evidence)
    behind = round(sum_weights(verdict.evidence) - theirs, 3)
    yield f"  runner-up {verdict.runner_up!r}, {theirs:+.3f} in all, {_behind(behind)}"
    yield from _evidence_lines(verdict.runner_up_evidence)


def _behind(difference: float) -> str:
    """Say how far the runner-up is behind; one that is ahead by weight lost for other reasons."""
    if difference < 0:
        return f"{-difference:.3f} ahead by weight alone"
    return f"{difference:.3f} behind"


def _definition_lines(transcript: DefinitionTranscript, style: Style) -> Iterator[str]:
    title = style(transcript.title, "title")
    yield f"{title}: {transcript.kind}, confidence {transcript.confidence:.4f}"
    operation = f", of operation {transcript.operation}" if transcript.operation else ""
    yield f"  page {transcript.page}{operation}"
    if transcript.messages:
        yield f"  messages {', '.join(transcript.messages)}"
    if transcript.headings:
        yield "  headings"
    yield from _mention_lines(transcript.headings, style)
    if transcript.evidence:
        yield "  evidence"
        yield from (_one_line(f"    {reason}") for reason in transcript.evidence)
    for table in transcript.tables:
        what = "attributes" if table.has_attributes else "fields"
        yield f"  table of {len(table.fields)} {what}"
        yield from _mention_lines(table.mentions, style)
        width = max((display_width(name or "?") for name, _ in table.fields), default=0)
        for name, own_type in table.fields:
            shown = name or "?"
            yield f"    {shown}{' ' * (width - display_width(shown))}  {own_type}".rstrip()
    if not transcript.tables and transcript.kind != "operation":
        yield "  no table: it has no fields"


def _mention_lines(mentions: Sequence[Mention], style: Style) -> Iterator[str]:
    rows = [(str(m.span), m.locale, repr(m.text) if m.text else "") for m in mentions]
    return _columns(rows, style)


def _columns(rows: Sequence[tuple[str, ...]], style: Style) -> Iterator[str]:
    """Render rows with their columns below one another; the first is a place."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            _one_line(cell) + " " * (width - display_width(cell))
            for cell, width in zip(row, widths, strict=True)
        ]
        yield f"    {style(cells[0], 'place')}  {'  '.join(cells[1:])}".rstrip()


def _one_line(text: str) -> str:
    """Replace what a page could forge lines or colours of a terminal with."""
    return "".join(char if char.isprintable() else " " for char in text)
