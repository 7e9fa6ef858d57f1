"""Lists of values in several editions and the values of an enumeration that code has."""

from __future__ import annotations

from generator.reconcile.match_values import match_list
from generator.reconcile.read_glossary import load_glossary

VALUES = ("Finished", "Canceling", "Queued", "Processing", "Error")
GLOSSARY = load_glossary()


def test_an_intact_edition_tells_the_places() -> None:
    """Without regard to capitals; the edition beside it follows by place."""
    match = match_list(
        {"fr": ("x", "y", "z"), "de": ("queued", "Processing", "Error")}, VALUES, GLOSSARY
    )

    assert (match.values, match.is_read, match.is_sound) == (
        ("Queued", "Processing", "Error"),
        True,
        True,
    )


def test_the_glossary_tells_where_no_edition_is_intact() -> None:
    """The word that has one meaning among the values stands for it."""
    match = match_list({"fr": ("En file d’attente", "Erreur", "Bateau")}, VALUES, GLOSSARY)

    assert (match.values, match.is_read) == (("Queued", "Error", None), False)
    assert match.confidences[2] == 0.0


def test_the_only_value_left_is_a_guess() -> None:
    """In a list as long as the enumeration, one place without a value takes the last one."""
    match = match_list({"en": (*VALUES[:4], "Mishap")}, VALUES, GLOSSARY)

    assert match.values == VALUES
    assert (match.confidences[4], match.note(4)) == (0.7, "the only one left")


def test_another_list_of_the_page_tells_the_order() -> None:
    """It fills what is open, and is of no use where it contradicts or has another length."""
    match = match_list({"fr": ("Bateau", "Erreur")}, VALUES, GLOSSARY)

    assert match.in_order(("Queued", "Error")).values == ("Queued", "Error")
    assert match.in_order(("Error", "Queued")) == match
    assert match.in_order(("Queued", "Error", "Finished")) == match


def test_a_list_of_something_else_is_not_sound() -> None:
    """One value that happens to be the same makes no enumeration."""
    match = match_list({"en": ("Error", "Red", "Blue")}, VALUES, GLOSSARY)

    assert (match.is_sound, match.score) == (False, 1.0)
    assert match_list({"en": ("Red", "Blue")}, VALUES, GLOSSARY).score == 0.0


def test_two_places_never_have_one_value() -> None:
    """The first place that reads so keeps it."""
    match = match_list({"en": ("Queued", "Queued")}, VALUES, GLOSSARY)

    assert match.values == ("Queued", None)
