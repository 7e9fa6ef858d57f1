"""What says of the thing at hand that it is deprecated, and what only mentions the word."""

from __future__ import annotations

import pytest

from generator.model.deprecation_phrases import DeprecationPhrases
from generator.reconcile.read_glossary import load_glossary


@pytest.fixture(scope="module")
def phrases() -> DeprecationPhrases:
    """Give the phrases of the general vocabulary."""
    return DeprecationPhrases(load_glossary())


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Deprecated."),
        ("en-GB", "DEPRECATED: use shelfMark"),
        ("en", "Deprecated, use shelfMark instead."),
        ("en", "Deprecated since 2.0"),
        ("en", "(deprecated) Where the copy stands."),
        ("en", "Where the copy stands (deprecated)."),
        ("en", "Where the copy stands. Deprecated."),
        ("en", "Note: Deprecated parameter. Leave it out. Where the copy stands."),
        ("en", "This field is deprecated. Use shelfMark."),
        ("en", "This field has been deprecated since release 2."),
        ("en", "This is deprecated and will be removed."),
        ("en", "shelf is deprecated; use shelfMark."),
        ("fr", "Emplacement (obsolète)."),
        ("fr", "Remarque : paramètre obsolète. Il est conseillé de ne pas l’utiliser."),
        ("fr-CA", "Ce champ est obsolète. Utilisez shelfMark."),
        ("de", "Hinweis: Veralteter Parameter. Weglassen."),
        ("de", "Dieses Feld ist veraltet."),
        ("es", "Este campo está en desuso."),
        ("it", "Questo campo è deprecato."),
        ("pt-BR", "Este campo está obsoleto."),
        ("nl", "Dit veld is verouderd."),
        ("sv", "Det här fältet är föråldrat."),
        ("ja", "置き場所（非推奨）。"),
        ("ja", "このフィールドは非推奨です。 代わりに shelfMark を使います。"),
        ("ja", "注意：非推奨のパラメーター。"),
        ("ko", "놓인 곳(더 이상 사용되지 않음)."),
        ("ko", "이 필드는 더 이상 사용되지 않습니다. shelfMark를 쓰십시오."),
        ("zh-CN", "此字段已弃用。"),
        ("zh-Hans", "已弃用。请使用 shelfMark。"),
    ],
)
def test_a_marker_or_a_sentence_about_the_thing_counts(
    phrases: DeprecationPhrases, locale: str, text: str
) -> None:
    """In any language whose word the glossary has."""
    assert phrases.says(text, locale, "shelf")


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Replaces the deprecated shelfMark."),
        ("en", "This replaces the deprecated shelfMark."),
        ("en", "Whether the copy is deprecated."),
        ("en", "Deprecated copies are listed here."),
        ("en", "Deprecated copies."),
        ("en", "Deprecated, current or lost."),
        ("en", "This is not deprecated."),
        ("en", "This may be deprecated in a future release."),
        ("en", "The shelfMark parameter has been deprecated."),
        ("en", "Names of aisles, racks and bins (deprecated)."),
        ("en", "This lists what is deprecated."),
        ("fr", "Remplace le champ obsolète."),
        ("fr", "Ce champ n'est pas obsolète."),
        ("de", "Ob das Exemplar veraltet ist."),
        ("de", "Diese Liste zeigt veraltete Exemplare."),
        ("ja", "非推奨の項目を一覧表示します。"),
        ("ja", "このフィールドは非推奨ではありません。"),
        ("ko", "더 이상 사용되지 않는 항목을 나열합니다."),
        ("zh-Hans", "列出已弃用的项目。"),
        ("eo", "Deprecated."),
        ("en", ""),
    ],
)
def test_a_mention_does_not_count(phrases: DeprecationPhrases, locale: str, text: str) -> None:
    """Of another thing, on a condition, denied, or in a language that the glossary lacks."""
    assert not phrases.says(text, locale, "shelf")


def test_what_is_called_by_the_word_is_not_said_to_be_so(phrases: DeprecationPhrases) -> None:
    """A flag is described by its own name."""
    assert not phrases.says("Deprecated.", "en", "isDeprecated")


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("shelf (deprecated)", True),
        ("Deprecated: shelf", True),
        ("shelf - deprecated", True),
        ("Deprecated shelf type", True),
        ("shelf", False),
        ("Deprecated calls", False),
        ("shelfMark (deprecated)", False),
    ],
)
def test_a_heading_marks_what_it_names(
    phrases: DeprecationPhrases, heading: str, *, told: bool
) -> None:
    """A heading of anything else does not."""
    assert phrases.heads(heading, "en", "shelf") is told
