"""Doubtful labels are marked with the reason, and better ones are taken from other editions."""

from __future__ import annotations

from itertools import permutations

from generator.model.label_key import LabelKey, Part, list_labels
from generator.model.review_labels import review_labels
from generator.model.schema import LocalizedText
from generator.reconcile.read_glossary import load_glossary
from tests.schema_factory import complex_type, enumeration, field, schema, texts, value

_STATES = enumeration(
    "State",
    value("Waiting", labels=texts(en="Waiting", fr="Attente", ko="대기 중")),
    value("Waited", labels=texts(en="Waited", fr="Attente", ko="대기함")),
    value("Lent", labels=texts(en="Lent")),
)
_SCHEMA = schema(_STATES, locales=("en", "fr", "ko"))


def _said(own: object) -> dict[tuple[str, str], tuple[str, str, float]]:
    """Give (identifier, locale) → text, reason and confidence of what a review made."""
    return {
        (key.name, label.locale): (label.text, label.fuzzy, label.confidence)
        for key, labels in list_labels(own).items()  # type: ignore[arg-type]
        for label in labels
        if key.part is Part.VALUE
    }


def _other(name: str, text: str, locale: str = "fr") -> dict[LabelKey, LocalizedText]:
    key = LabelKey(part=Part.VALUE, owner="State", name=name)
    return {key: LocalizedText(locale=locale, text=text, source="old/fr/a.md:3")}


def test_a_doubtful_label_says_why_and_is_less_sure() -> None:
    """Each locale is judged on its own; the reference's own words are never doubted."""
    reason = "the label of another value too: "
    assert _said(review_labels(_SCHEMA, load_glossary())) == {
        ("Waiting", "en"): ("Waiting", "", 1.0),
        ("Waiting", "fr"): ("Attente", f"{reason}'Waited'", 0.5),
        ("Waiting", "ko"): ("대기 중", "", 1.0),
        ("Waited", "en"): ("Waited", "", 1.0),
        ("Waited", "fr"): ("Attente", f"{reason}'Waiting'", 0.5),
        ("Waited", "ko"): ("대기함", "", 1.0),
        ("Lent", "en"): ("Lent", "", 1.0),
    }


def test_another_editions_label_fills_a_gap_and_says_where_from() -> None:
    """The labels that are there stay."""
    own = review_labels(_SCHEMA, load_glossary(), [_other("Lent", "Prêté")])
    (added,) = [text for text in own.enumerations[0].values[2].labels if text.locale == "fr"]
    assert added == LocalizedText(locale="fr", text="Prêté", source="old/fr/a.md:3")


def test_a_better_label_replaces_a_doubtful_one_and_clears_its_twin() -> None:
    """What was shared is shared no longer."""
    own = _said(review_labels(_SCHEMA, load_glossary(), [_other("Waited", "Attendu")]))
    assert own["Waited", "fr"] == ("Attendu", "", 1.0)
    assert own["Waiting", "fr"] == ("Attente", "", 1.0)


def test_a_label_that_a_sibling_has_is_not_taken() -> None:
    """It would make both doubtful."""
    own = review_labels(_SCHEMA, load_glossary(), [_other("Lent", "attente")])
    assert own == review_labels(_SCHEMA, load_glossary())


def test_a_doubtful_label_fills_a_gap_but_replaces_nothing() -> None:
    """It keeps its reason."""
    worse = _other("Waited", "L’attente") | _other("Lent", "Le prêt")
    own = _said(review_labels(_SCHEMA, load_glossary(), [worse]))
    assert own["Waited", "fr"][0] == "Attente"
    assert own["Lent", "fr"] == ("Le prêt", "begins with 'Le', left over from a sentence", 0.5)


def test_a_sound_label_is_never_replaced() -> None:
    """Whatever another edition says."""
    other = _other("Waiting", "기다림", "ko")
    own = review_labels(_SCHEMA, load_glossary(), [other])
    assert own == review_labels(_SCHEMA, load_glossary())


def test_no_locale_counts_for_another() -> None:
    """Leaving one out, or another order of them, changes no label of the others."""
    whole = _said(review_labels(_SCHEMA, load_glossary()))
    for locales in permutations(("en", "fr", "ko"), 2):
        part = schema(_STATES, locales=locales)
        said = _said(review_labels(part, load_glossary()))
        assert {k: v for k, v in said.items() if k[1] in locales} == {
            k: v for k, v in whole.items() if k[1] in locales
        }


def test_a_reference_in_another_language_is_judged_by_its_translations_only() -> None:
    """Its identifiers' words stand where no edition says more."""
    own = schema(
        complex_type(
            "Loan",
            field("dueDate", labels=texts(fr="Due date")),
            field("loanHandle", labels=texts(fr="Loan poignée")),
        ),
        reference_locale="fr",
        locales=("fr",),
    )
    (loan,) = review_labels(own, load_glossary()).types
    assert [text.fuzzy for each in loan.fields for text in each.labels] == [
        "",
        "half translated: 'Loan' left as in the identifiers",
    ]
