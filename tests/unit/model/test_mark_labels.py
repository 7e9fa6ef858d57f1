"""Signs of a mistranslation are seen, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from generator.model.label_key import LabelKey, Part
from generator.model.label_language import describe_language
from generator.model.mark_labels import mark_labels
from generator.reconcile.read_glossary import load_glossary

_VOCABULARY = frozenset({"loan", "handle", "state", "crate", "page", "pages", "waiting", "waited"})


def _marks(
    tag: str, labels: dict[str, str], *, part: Part = Part.FIELD, prose: tuple[str, ...] = ()
) -> dict[str, tuple[str, ...]]:
    """Judge labels of siblings: identifier → label."""
    keys = {LabelKey(part=part, owner="Loan", name=name): text for name, text in labels.items()}
    language = describe_language(tag, prose, load_glossary())
    found = mark_labels(keys, language, _VOCABULARY)
    return {key.name: reasons for key, reasons in found.items()}


def test_a_label_of_two_values_of_one_enumeration_is_marked_in_both() -> None:
    """Each names the other; another locale or another list is another matter."""
    labels = {"Waiting": "Attente", "Waited": "attente", "Sent": "Envoyé"}
    assert _marks("fr", labels, part=Part.VALUE) == {
        "Waiting": ("the label of another value too: 'Waited'",),
        "Waited": ("the label of another value too: 'Waiting'",),
    }


def test_types_and_operations_may_share_a_label() -> None:
    """A type and its message are called alike."""
    assert _marks("fr", {"Loan": "Prêt", "loan": "Prêt"}, part=Part.TYPE) == {}


def test_words_left_as_in_the_identifiers_are_named() -> None:
    """A label of nothing else is untranslated."""
    labels = {"loanHandle": "loan핸들", "crateState": "Crate state", "pages": "페이지"}
    assert _marks("ko", labels) == {
        "loanHandle": ("half translated: 'loan' left as in the identifiers",),
        "crateState": ("untranslated",),
    }


def test_a_word_that_the_language_shares_with_english_is_its_own() -> None:
    """The glossary knows it, or the locale's own descriptions do."""
    labels = {"page": "Page de garde", "crateState": "État de la crate"}
    prose = ("Une crate pleine.", "La crate vide.")
    assert _marks("fr", labels, prose=prose) == {}
    assert _marks("fr", labels, prose=prose[:1]) == {
        "crateState": ("half translated: 'crate' left as in the identifiers",)
    }


def test_acronyms_and_proper_names_are_the_same_in_every_language() -> None:
    """A proper name is spelled so in the locale's descriptions."""
    labels = {"PAGE": "PAGE 설정", "crateHandle": "LoanCrate 핸들"}
    prose = ("LoanCrate 설정", "LoanCrate 핸들")
    assert _marks("ko", labels, prose=prose) == {}
    assert set(_marks("ko", {"crateHandle": "LoanCrate 핸들"})) == {"crateHandle"}


def test_english_labels_may_use_the_identifiers_words() -> None:
    """Identifiers are English by custom."""
    assert _marks("en-GB", {"loanHandle": "Loan handle"}) == {}


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("fr", "Tout est prêt."),
        ("ja", "保存に失敗しました"),
        ("ja", "保存。"),
        ("ko", "값을 입력합니다"),
        ("de", "Wartet noch! Bitte warten"),
    ],
)
def test_a_whole_sentence_is_marked(tag: str, text: str) -> None:
    """A closing mark or a finite verb at the end tells it."""
    assert _marks(tag, {"frozen": text}) == {"frozen": ("a whole sentence",)}


def test_a_label_much_longer_than_its_identifier_is_nearly_a_sentence() -> None:
    """Even without a mark at its end."""
    text = "Nombre de choses qui attendent encore leur tour ici"
    assert _marks("fr", {"left": text}) == {"left": ("a whole sentence, or nearly",)}
    assert _marks("fr", {"numStillWaiting": text}) == {}


@pytest.mark.parametrize(
    ("tag", "text", "head"),
    [
        ("fr", "Le statut", "Le"),
        ("fr", "L’envoi", "L’"),
        ("fr", "De mot de passe", "De"),
        ("de", "Der Zustand", "Der"),
        ("es", "Los envíos", "Los"),
        ("ja", "は必須", "は"),
        ("ja", "が", "が"),
        ("ko", "이(가) 적용됨", "이(가)"),
        ("en-GB", "The crate", "The"),
    ],
)
def test_an_article_or_a_particle_left_over_is_marked(tag: str, text: str, head: str) -> None:
    """It stands at the head, and nothing is called by it."""
    expected = {"frozen": (f"begins with '{head}', left over from a sentence",)}
    assert _marks(tag, {"frozen": text}) == expected


def test_a_head_that_belongs_to_the_name_is_none() -> None:
    """The identifier says it, or a word begins with the same letters."""
    assert _marks("fr", {"from": "De part", "top": "En haut", "title": "Lettre"}) == {}
    assert _marks("ja", {"yes": "はい", "paste": "のり"}) == {}


def test_articles_in_most_labels_are_the_locales_way() -> None:
    """What most labels have is no slip."""
    labels = {"a1": "Le prêt", "b2": "La caisse", "c3": "Les pages", "d4": "Date"}
    assert _marks("fr", labels) == {}


def test_a_label_without_a_word_is_marked() -> None:
    """A dash is what an empty cell is filled with."""
    assert _marks("de", {"frozen": "–"}) == {"frozen": ("holds no word",)}
