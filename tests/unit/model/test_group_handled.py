"""What the code that handles values tells of their groups."""

from __future__ import annotations

import pytest

from generator.model.group_handled import combine, groups_in_code
from generator.model.group_states import group_states
from generator.model.schema import StateGroup
from generator.reconcile.reconciled import HandledValues
from tests.schema_factory import enumeration

INITIAL, IN_PROGRESS, SUCCESS, FAILURE, CANCELED = StateGroup


def handled(*values: str, **texts: tuple[str, ...]) -> HandledValues:
    """Build a case with what every edition says in it."""
    return HandledValues(
        enumeration="Mode", values=values, texts=texts, sources=("fr/page.md:7", "ko/page.md:8")
    )


def test_what_a_case_says_first_decides() -> None:
    """Messages are English, comments the edition's; both count in their order."""
    cases = (
        handled("Shelf", "Sea", fr=("***", "Le colis est en cours de route.", "An error.")),
        handled("Shop", ko=("The journey is finished.", "오류")),
    )

    assert groups_in_code(cases) == {
        "Shelf": (IN_PROGRESS, "inferred from the code at fr/page.md:7"),
        "Sea": (IN_PROGRESS, "inferred from the code at fr/page.md:7"),
        "Shop": (SUCCESS, "inferred from the code at fr/page.md:7"),
    }


def test_a_case_that_says_nothing_or_everything_tells_nothing() -> None:
    """Nor does one on which two editions disagree."""
    cases = (
        handled("A", fr=("Bonjour.",)),
        handled("B", en=("An error, or it was canceled.",)),
        handled("C", fr=("Terminé.",), ko=("취소되었습니다.",)),
    )

    assert groups_in_code(cases) == {}


def test_the_narrowest_case_is_about_the_value() -> None:
    """Where code handles a value alone as well, that tells more."""
    cases = (
        handled("A", "B", en=("It was canceled.",)),
        handled("B", en=("An error.",)),
        handled("A", "B", "C", en=("It is finished.",)),
    )

    assert {value: group for value, (group, _) in groups_in_code(cases).items()} == {
        "A": CANCELED,
        "B": FAILURE,
        "C": SUCCESS,
    }


@pytest.mark.parametrize(
    ("name", "code", "group"),
    [
        (None, None, None),
        (None, FAILURE, FAILURE),
        (SUCCESS, None, SUCCESS),
        (CANCELED, FAILURE, CANCELED),
        (INITIAL, IN_PROGRESS, IN_PROGRESS),
        (IN_PROGRESS, SUCCESS, IN_PROGRESS),
    ],
)
def test_words_and_code_are_settled(
    name: StateGroup | None, code: StateGroup | None, group: StateGroup | None
) -> None:
    """Words know one end from another; code knows what is under way."""
    told = combine(name, (code, "inferred from the code at x:1") if code else None)

    assert (told[0] if told else None) is group


def test_a_list_that_code_handles_is_one_of_states_whatever_its_name() -> None:
    """Its values may have no words of states at all."""
    cases = (handled("Shelf", fr=("Patientez.",)), handled("Shop", fr=("C’est terminé.",)))
    (grouped,), _ = group_states((enumeration("Mode", "Shelf", "Shop", "Sea"),), (), cases)

    assert [each.group for each in grouped.values] == [IN_PROGRESS, SUCCESS, None]
