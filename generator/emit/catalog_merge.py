"""Carries translators' work from one run to the next, by an exact three-way decision.

Beside every translation that the generator proposes stands a mark, a comment
with a digest of the proposal. An entry that still has the digest of its mark
was never touched, and follows the pages; one that has not was edited, and
stays.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.emit.catalog import CatalogMessage

_MARK = "generated: "
_SAYS = "the pages say: "


def mark_proposal(msgstr: str, *, is_fuzzy: bool) -> tuple[str, ...]:
    """Give the comment that stands beside a proposal; none beside one without a translation."""
    digest = _digest_text(msgstr, is_fuzzy)
    return (_MARK + digest,) if digest else ()


def merge_messages(
    proposals: tuple[CatalogMessage, ...], existing: tuple[CatalogMessage, ...]
) -> tuple[CatalogMessage, ...]:
    """Merge what the generator proposes with what stands in the catalog.

    Args:
        proposals: The entries of this run, one a context, each with its mark.
        existing: The entries of the catalog as found.

    Returns:
        One entry for every proposal in their order, then the obsolete ones by context.
    """
    former = {message.context: message for message in existing if message.is_obsolete}
    former |= {message.context: message for message in existing if not message.is_obsolete}
    wanted = {proposal.context for proposal in proposals}
    vanished = [former[context] for context in sorted(former) if context not in wanted]
    appeared = [proposal for proposal in proposals if proposal.context not in former]
    moved = find_corrections([m for m in vanished if not m.is_obsolete], appeared)
    merged = [
        _merge(each, former.get(each.context) or moved.get(each.context)) for each in proposals
    ]
    taken = {message.context for message in moved.values()}
    obsolete = [_retire(m) for m in vanished if m.context not in taken and m.msgstr]
    return (*merged, *obsolete)


def find_corrections(
    vanished: list[CatalogMessage], appeared: list[CatalogMessage]
) -> dict[str, CatalogMessage]:
    """Find which vanished entry a new one continues, by the new one's context.

    An identifier that was corrected stands where it stood, or has the same
    translation or text beside the same neighbours. Each kind of evidence
    counts only where it points to one entry on both sides.
    """
    found: dict[str, CatalogMessage] = {}
    rest = list(vanished)
    for key in (_place_and_translation, _place, _parent_and_translation, _name_and_text):
        former, new = _unique(rest, key), _unique(appeared, key)
        for evidence in sorted(former.keys() & new.keys(), key=repr):
            found[new[evidence].context] = former[evidence]
        taken = {message.context for message in found.values()}
        rest = [message for message in rest if message.context not in taken]
        appeared = [message for message in appeared if message.context not in found]
    return found


def _unique(
    messages: Iterable[CatalogMessage], key: Callable[[CatalogMessage], tuple[object, ...] | None]
) -> Mapping[tuple[object, ...], CatalogMessage]:
    """Key messages by evidence of one kind, where it names exactly one of them."""
    keyed = [(evidence, message) for message in messages if (evidence := key(message))]
    counts = Counter(evidence for evidence, _ in keyed)
    return {evidence: message for evidence, message in keyed if counts[evidence] == 1}


def _shape(message: CatalogMessage) -> tuple[bool, bool]:
    """Tell types from members, and labels from descriptions."""
    return "." in message.context, message.context.endswith("#description")


def _place_and_translation(message: CatalogMessage) -> tuple[object, ...] | None:
    mark = _proposal_digest(message)
    return (_shape(message), min(message.references), mark) if message.references and mark else None


def _place(message: CatalogMessage) -> tuple[object, ...] | None:
    return (_shape(message), min(message.references)) if message.references else None


def _parent_and_translation(message: CatalogMessage) -> tuple[object, ...] | None:
    mark = _proposal_digest(message)
    return (_shape(message), message.context.partition(".")[0], mark) if mark else None


def _name_and_text(message: CatalogMessage) -> tuple[object, ...]:
    return (_shape(message), message.context.partition(".")[2], message.msgid)


def _proposal_digest(message: CatalogMessage) -> str:
    """Give what the generator proposed: of a catalog's entry by its mark, else by its text."""
    return _mark_of(message) or ("" if message.comments else _digest(message))


def _merge(proposal: CatalogMessage, former: CatalogMessage | None) -> CatalogMessage:
    if former is None:
        return proposal
    if not is_edited(former):
        return _with_comments(proposal, proposal, former.comments)
    is_same_text = former.msgid == proposal.msgid
    is_fuzzy = bool(former.msgstr) and (former.is_fuzzy or not is_same_text)
    differs = bool(proposal.msgstr) and proposal.msgstr != former.msgstr
    previous_msgid = former.previous_msgid or ("" if is_same_text else former.msgid)
    is_same_path = former.context == proposal.context
    previous_context = former.previous_context or ("" if is_same_path else former.context)
    merged = replace(
        proposal,
        msgstr=former.msgstr,
        is_fuzzy=is_fuzzy,
        flags=former.flags,
        notes=(*proposal.notes, *((_SAYS + proposal.msgstr,) if differs else ())),
        previous_msgid=previous_msgid if is_fuzzy else "",
        previous_context=previous_context if is_fuzzy else "",
    )
    return _with_comments(merged, proposal, former.comments)


def is_edited(message: CatalogMessage) -> bool:
    """Tell whether a translator changed an entry since the generator wrote it."""
    return _digest(message) != _mark_of(message)


def has_edits(messages: Iterable[CatalogMessage]) -> bool:
    """Tell whether a translator changed any entry of a catalog."""
    return any(is_edited(message) for message in messages)


def _retire(message: CatalogMessage) -> CatalogMessage:
    return replace(message, is_obsolete=True, notes=(), references=())


def _digest(message: CatalogMessage) -> str:
    return _digest_text(message.msgstr, message.is_fuzzy)


@lru_cache(maxsize=1 << 14)
def _digest_text(msgstr: str, is_fuzzy: bool) -> str:
    """Give a digest of a translation and its fuzzy flag; empty for no translation."""
    if not msgstr:
        return ""
    text = f"{'fuzzy' if is_fuzzy else ''}\n{msgstr}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _mark_of(message: CatalogMessage) -> str:
    marks = [line for line in message.comments if line.startswith(_MARK)]
    return marks[-1].removeprefix(_MARK) if marks else ""


def _with_comments(
    message: CatalogMessage, proposal: CatalogMessage, comments: tuple[str, ...]
) -> CatalogMessage:
    """Keep translators' comments and put the proposal's mark behind them."""
    kept = [line for line in comments if not line.startswith(_MARK)]
    marked = (*kept, *mark_proposal(proposal.msgstr, is_fuzzy=proposal.is_fuzzy))
    return replace(message, comments=marked) if marked != message.comments else message


def digest_translation(message: CatalogMessage) -> str:
    """Give a digest of an entry's translation and of whether it is doubtful; empty for none."""
    return _digest(message)


def proposal_digest(message: CatalogMessage) -> str:
    """Give the digest of what the generator proposed for an entry; empty for nothing."""
    return _mark_of(message)


def note_proposal(message: CatalogMessage, digest: str) -> CatalogMessage:
    """Put the digest of a proposal beside an entry that another file brings."""
    mark = (_MARK + digest,) if digest else ()
    return replace(message, comments=(*list_comments(message), *mark))


def list_comments(message: CatalogMessage) -> tuple[str, ...]:
    """Give an entry's comments but for the generator's mark."""
    return tuple(line for line in message.comments if not line.startswith(_MARK))
