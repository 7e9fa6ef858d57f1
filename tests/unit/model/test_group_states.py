"""Which groups the states of an enumeration are given, and from what."""

from __future__ import annotations

from generator.configuration import GroupedState
from generator.diagnostics import Severity
from generator.model.group_states import group_states
from generator.model.schema import Enumeration, StateGroup
from generator.source import Span
from tests.schema_factory import enumeration, texts, value

NAME = "inferred from its name"


def _groups(grouped: Enumeration) -> list[tuple[str, str | None, str]]:
    return [(each.value, each.group, each.group_reason) for each in grouped.values]


def _given(enumeration: str, name: str, group: str) -> GroupedState:
    span = Span(path="gen-schema.toml", line=2, column=1, start=0, end=1, context="")
    return GroupedState(enumeration=enumeration, value=name, group=group, span=span)


def test_states_are_grouped_by_their_names_where_the_list_is_one_of_states() -> None:
    """The field's name says so; a value that tells nothing stays without a group."""
    (grouped,), findings = group_states(
        (enumeration("ParcelState", "Created", "Loading", "Delivered", "Mislaid"),)
    )

    assert findings == ()
    assert _groups(grouped) == [
        ("Created", "initial", NAME),
        ("Loading", "in-progress", NAME),
        ("Delivered", "success", NAME),
        ("Mislaid", None, ""),
    ]


def test_a_list_that_is_none_of_states_has_no_groups() -> None:
    """Values that merely sound like states, or without an end among them, are none."""
    lists = (
        enumeration("Colour", "New", "Done", "Blue"),
        enumeration("ParcelState", "Created", "Loading"),
        enumeration("Answer", "Accepted", "Rejected"),
    )

    assert group_states(lists) == (lists, ())


def test_a_list_of_nothing_but_states_is_one_whatever_its_name() -> None:
    """Three values or more, all of which tell, with ends among them."""
    (grouped,), _ = group_states((enumeration("Progress", "Queued", "Running", "Failed"),))

    assert [each.group for each in grouped.values] == ["initial", "in-progress", "failure"]


def test_a_field_that_takes_the_list_may_say_that_it_is_one_of_states() -> None:
    """A page of constants has a name of its own."""
    (grouped,), _ = group_states(
        (enumeration("Whereabouts", "Moving", "Lost", "Blue", used_by=("Crate.crateState",)),)
    )

    assert [each.group for each in grouped.values] == ["in-progress", "failure", None]


def test_descriptions_tell_what_names_do_not() -> None:
    """Most of the editions that speak of one group alone decide, and are named."""
    mislaid = value(
        "Mislaid",
        documentation=texts(
            en="An error ended the journey.", fr="Une erreur.", ko="화물이 취소되었습니다."
        ),
    )
    (grouped,), _ = group_states((enumeration("ParcelState", "Loading", "Delivered", mislaid),))

    assert _groups(grouped)[2] == ("Mislaid", "failure", "inferred from its description (en, fr)")


def test_editions_that_disagree_decide_nothing() -> None:
    """One voice each way is none."""
    mislaid = value("Mislaid", documentation=texts(en="An error.", fr="Annulé."))
    (grouped,), _ = group_states((enumeration("ParcelState", "Loading", "Delivered", mislaid),))

    assert _groups(grouped)[2] == ("Mislaid", None, "")


def test_the_configuration_decides_and_is_not_inferred() -> None:
    """A declared group has no reason; it counts in lists that are none of states, too."""
    (state, colour), findings = group_states(
        (enumeration("ParcelState", "Loading", "Delivered"), enumeration("Colour", "Red", "Blue")),
        (_given("ParcelState", "Delivered", "canceled"), _given("Colour", "Red", "initial")),
    )

    assert findings == ()
    assert _groups(state) == [("Loading", "in-progress", NAME), ("Delivered", "canceled", "")]
    assert _groups(colour) == [("Red", "initial", ""), ("Blue", None, "")]


def test_a_configured_state_that_is_not_there_is_a_located_error() -> None:
    """An enumeration is reported once, a value with the nearest one."""
    _, findings = group_states(
        (enumeration("ParcelState", "Loading", "Delivered"),),
        (
            _given("ParcelStat", "Loading", "initial"),
            _given("ParcelStat", "Delivered", "success"),
            _given("ParcelState", "Deliverd", "success"),
            _given("ParcelState", "Zzz", "success"),
        ),
    )

    assert [(f.code, f.severity, f.message, f.help) for f in findings] == [
        (
            "GS508",
            Severity.ERROR,
            "no enumeration is called 'ParcelStat'",
            "did you mean 'ParcelState'?",
        ),
        (
            "GS508",
            Severity.ERROR,
            "'ParcelState' has no value 'Deliverd'",
            "did you mean 'Delivered'?",
        ),
        ("GS508", Severity.ERROR, "'ParcelState' has no value 'Zzz'", "known: Delivered, Loading"),
    ]
    assert {f.span.line for f in findings if f.span} == {2}


def test_three_groups_are_terminal() -> None:
    """A success, a failure, and what somebody canceled."""
    assert [group.is_terminal for group in StateGroup] == [False, False, True, True, True]
