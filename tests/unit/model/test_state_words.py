"""What words tell of where in its life a thing stands."""

from __future__ import annotations

import pytest

from generator.model.schema import StateGroup
from generator.model.state_words import group_of_name, groups_of_text, names_state

INITIAL, IN_PROGRESS, SUCCESS, FAILURE, CANCELED = StateGroup


@pytest.mark.parametrize(
    ("value", "group"),
    [
        ("NotStarted", INITIAL),
        ("order_received", INITIAL),
        ("WaitingForDock", INITIAL),
        ("Loading", IN_PROGRESS),
        ("CancelRequested", IN_PROGRESS),
        ("CancelPending", IN_PROGRESS),
        ("Delivered", SUCCESS),
        ("TimedOut", FAILURE),
        ("ABANDONED", CANCELED),
        ("NotDelivered", None),
        ("CompletedWithErrors", None),
        ("FinishedOrFailed", None),
        ("Ping", None),
        ("Blue", None),
        ("", None),
    ],
)
def test_the_words_of_a_value_name_its_group(value: str, group: StateGroup | None) -> None:
    """What is going on or asked for has not ended; a denial or a contradiction tells nothing."""
    assert group_of_name(value) is group


@pytest.mark.parametrize(
    ("text", "locale", "groups"),
    [
        ("The parcel is being loaded.", "en-GB", {IN_PROGRESS}),
        ("Une erreur fatale s'est produite.", "fr", {FAILURE}),
        ("화물이 취소되었습니다.", "ko-KR", {CANCELED}),
        ("貨物の処理が完了しました。", "ja", {SUCCESS}),
        ("Annulé, car une erreur est survenue.", "fr", {CANCELED, FAILURE}),
        ("terrors of the sea", "en", set()),
        ("Fehler", "en", set()),
        ("Fehler", "xx", set()),
    ],
)
def test_a_sentence_speaks_of_groups_in_its_own_language(
    text: str, locale: str, groups: set[StateGroup]
) -> None:
    """Beginnings of words count where a script has words; another language's do not."""
    assert groups_of_text(text, locale) == groups


@pytest.mark.parametrize(
    ("identifier", "is_one"),
    [("parcelState", True), ("CrateStatus", True), ("stateOfOrigin", False), ("", False)],
)
def test_the_last_word_of_an_identifier_says_that_it_is_a_state(
    identifier: str,
    is_one: bool,
) -> None:
    """What a word in front says is whose state it is."""
    assert names_state(identifier) is is_one
