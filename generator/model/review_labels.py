"""`Schema` → `Schema` whose doubtful labels are marked, or replaced from another edition."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.label_key import LabelKey, list_labels, replace_labels
from generator.model.label_language import describe_language
from generator.model.mark_labels import EMPTY, UNTRANSLATED, mark_labels
from generator.naming import label_words, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.schema import LocalizedText, Schema
    from generator.reconcile.glossary import Glossary

_DOUBT = 0.5
"""What each reason to doubt a label leaves of its confidence."""

Labels = dict[LabelKey, "LocalizedText"]
"""The labels of one locale."""


def review_labels(
    schema: Schema, glossary: Glossary, others: Sequence[Mapping[LabelKey, LocalizedText]] = ()
) -> Schema:
    """Judge every label, each locale on its own, and take better ones from other editions.

    A label of another edition counts where the API's own is missing or
    doubtful. One that is as doubtful fills a gap, but replaces nothing; one
    that is not translated, or that a sibling has already, is of no use.

    Args:
        schema: The model as the pages give it.
        glossary: General vocabulary.
        others: The labels of other editions, those that come first preferred.
    """
    labelled = list_labels(schema)
    vocabulary = frozenset(word.casefold() for key in labelled for word in split_words(key.name))
    documentation = _list_documentation(schema)
    reviewed: dict[str, Labels] = {}
    for locale in schema.locales:
        texts = _prose(documentation, locale, schema.reference_locale)
        language = describe_language(locale, texts, glossary)
        own = {
            key: label
            for key, labels in labelled.items()
            for label in labels
            if label.locale == locale and not _is_name(key, label, schema.reference_locale)
        }

        def judge(labels: Mapping[LabelKey, LocalizedText]) -> Labels:
            read = {key: label.text for key, label in labels.items()}
            marks = mark_labels(read, language, vocabulary)  # noqa: B023 - called in this round
            return {key: _doubt(label, marks.get(key, ())) for key, label in labels.items()}

        settled = own
        for other in others:
            theirs = {key: label for key, label in other.items() if label.locale == locale}
            if theirs:
                settled = _settle(settled, judge(settled), theirs, judge(theirs))
        reviewed[locale] = judge(settled)
    return replace_labels(
        schema, lambda key, labels: tuple(_relabelled(key, labels, reviewed, schema))
    )


def _is_name(key: LabelKey, label: LocalizedText, reference: str) -> bool:
    """Tell whether a label is but its identifier's words, as the reference locale has them."""
    return label.locale == reference and label.text == label_words(key.name)


def _doubt(label: LocalizedText, reasons: Sequence[str]) -> LocalizedText:
    """Write reasons to doubt a label into it."""
    if not reasons and not label.fuzzy:
        return label
    said = [label.fuzzy] if label.fuzzy else []
    new = [reason for reason in reasons if reason not in said]
    return replace(
        label,
        fuzzy="; ".join([*said, *new]),
        confidence=label.confidence * _DOUBT ** len([*said, *new]),
    )


def _settle(
    own: Labels,
    judged: Mapping[LabelKey, LocalizedText],
    theirs: Mapping[LabelKey, LocalizedText],
    their_judged: Mapping[LabelKey, LocalizedText],
) -> Labels:
    """Take another edition's labels where they are needed and better."""
    taken: dict[tuple[str, str, str], set[LabelKey]] = defaultdict(set)
    for key, label in own.items():
        taken[key.part, key.owner, label.text.casefold()].add(key)
    settled = dict(own)
    for key, label in theirs.items():
        current, doubt = judged.get(key), their_judged[key].fuzzy
        is_better = current is None or (current.fuzzy and not doubt)
        is_void = not {EMPTY, UNTRANSLATED}.isdisjoint(doubt.split("; "))
        siblings = taken[key.part, key.owner, label.text.casefold()] - {key}
        if is_better and not is_void and not (key.has_siblings and siblings):
            settled[key] = label
    return settled


def _list_documentation(schema: Schema) -> list[dict[str, str]]:
    """Give the descriptions of everything, each by its locale."""
    return [
        {text.locale: text.text for text in each.documentation}
        for part in (*schema.types, *schema.enumerations)
        for each in (part, *getattr(part, "fields", ()), *getattr(part, "values", ()))
    ]


def _prose(
    documentation: Sequence[Mapping[str, str]], locale: str, reference: str
) -> Iterator[str]:
    """Give a locale's descriptions, apart from those that were left as in the reference."""
    for by_locale in documentation:
        own = by_locale.get(locale, "")
        if own and (locale == reference or own != by_locale.get(reference)):
            yield own


def _relabelled(
    key: LabelKey,
    labels: Sequence[LocalizedText],
    reviewed: Mapping[str, Labels],
    schema: Schema,
) -> Iterator[LocalizedText]:
    """Give an identifier's labels in the order of the model: the reference's first."""
    by_locale = {label.locale: label for label in labels}
    by_locale |= {locale: own[key] for locale, own in reviewed.items() if key in own}
    reference = schema.reference_locale
    for locale in sorted(by_locale, key=lambda tag: (tag != reference, tag)):
        yield by_locale[locale]
