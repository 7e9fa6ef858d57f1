"""Follows one state through every order in which news of it can come."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.monitor.tracker import Finding, StateTracker

_COURSE = ("Queued", "Scheduled", "Processing", "Finished")
_TERMINAL = frozenset({"Finished", "Error", "Canceled"})
_STATES = st.sampled_from((*_COURSE, "Error", "Canceled", "Strange"))


def _feed(
    tracker: StateTracker, state: str | None, order: object = None, previous: str | None = None
) -> list[tuple[str | None, str | None]]:
    """Feed a tracker, and give the change, if it is one."""
    found = tracker.observe(state, is_terminal=state in _TERMINAL, previous=previous, order=order)
    return [(found.previous, found.current)] if found.finding is Finding.CHANGE else []


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_every_order_of_numbered_events_ends_alike(order: tuple[int, ...]) -> None:
    """Each change leads on from the one before; the last state is the last one."""
    tracker = StateTracker()
    changes = []
    for place in order:
        changes += _feed(tracker, _COURSE[place], order=place)
    reached = [place for index, place in enumerate(order) if place == max(order[: index + 1])]
    assert [current for _, current in changes] == [_COURSE[place] for place in reached]
    assert [previous for previous, _ in changes] == [
        None,
        *(_COURSE[place] for place in reached[:-1]),
    ]
    assert (tracker.current, tracker.is_ended) == ("Finished", True)
    assert sum(tracker.counts.values()) == 4


@pytest.mark.parametrize("order", list(permutations(range(1, 4))))
def test_every_order_of_events_that_name_the_state_before_ends_alike(
    order: tuple[int, ...],
) -> None:
    """Without a number, the state before tells which of two events is the later one."""
    tracker = StateTracker()
    changes = []
    for place in order:
        changes += _feed(tracker, _COURSE[place], previous=_COURSE[place - 1])
    assert tracker.current == "Finished"
    reached = [place for index, place in enumerate(order) if place == max(order[: index + 1])]
    assert [current for _, current in changes] == [_COURSE[place] for place in reached]


def test_an_event_of_a_state_come_back_is_no_late_one() -> None:
    """A job that is queued again goes back, as its event says."""
    tracker = StateTracker()
    changes = _feed(tracker, "Scheduled", previous="Queued")
    changes += _feed(tracker, "Processing", previous="Scheduled")
    changes += _feed(tracker, "Scheduled", previous="Processing")
    assert changes == [
        ("Queued", "Scheduled"),
        ("Scheduled", "Processing"),
        ("Processing", "Scheduled"),
    ]


def test_what_is_skipped_is_no_change_of_its_own() -> None:
    """The change leads from the state known before to the one known now."""
    tracker = StateTracker()
    assert _feed(tracker, "Queued") == [(None, "Queued")]
    assert _feed(tracker, "Finished") == [("Queued", "Finished")]


def test_nothing_follows_a_terminal_state() -> None:
    """Whatever comes behind it is counted as such, another terminal one too."""
    tracker = StateTracker()
    _feed(tracker, "Error", order=1)
    assert _feed(tracker, "Processing", order=2) == []
    assert _feed(tracker, "Finished", order=3) == []
    assert _feed(tracker, "Error", order=4) == []
    assert tracker.counts == {
        Finding.CHANGE: 1,
        Finding.REPEATED: 1,
        Finding.LATE: 0,
        Finding.AFTER_END: 2,
        Finding.UNKNOWN: 0,
    }


def test_a_terminal_state_counts_even_where_its_clock_is_behind() -> None:
    """Nothing can follow it, whatever its number says."""
    tracker = StateTracker()
    _feed(tracker, "Processing", order=9)
    assert _feed(tracker, "Finished", order=1) == [("Processing", "Finished")]


def test_a_repetition_moves_the_number_on() -> None:
    """What is older than a repetition is late."""
    tracker = StateTracker()
    _feed(tracker, "Processing", order=1)
    assert _feed(tracker, "Processing", order=5) == []
    assert _feed(tracker, "Queued", order=3) == []
    assert tracker.counts[Finding.LATE] == 1


def test_numbers_that_cannot_be_compared_are_ignored() -> None:
    """A number and a text: what comes later is the later."""
    tracker = StateTracker()
    _feed(tracker, "Queued", order=5)
    assert _feed(tracker, "Processing", order="four") == [("Queued", "Processing")]


@given(st.lists(st.tuples(_STATES, st.none() | st.integers(0, 9), st.none() | _STATES)))
def test_changes_form_a_chain_and_nothing_is_lost_or_doubled(
    events: list[tuple[str, int | None, str | None]],
) -> None:
    """Each change starts where the one before ended; each event comes to one finding."""
    tracker = StateTracker()
    changes: list[tuple[str | None, str | None]] = []
    for state, order, previous in events:
        changes += _feed(tracker, state, order, previous)
    for (_, before), (after, current) in pairwise(changes):
        assert before == after
        assert current != after
    assert sum(tracker.counts.values()) == len(events)
    assert tracker.counts[Finding.CHANGE] == len(changes)
    assert sum(current in _TERMINAL for _, current in changes) <= 1
    assert tracker.current == (changes[-1][1] if changes else None)


@given(st.data())
def test_numbered_events_repeated_and_shuffled_end_where_they_would_in_order(
    data: st.DataObject,
) -> None:
    """Any order, any repetition: the last state is that of the greatest number."""
    count = data.draw(st.integers(1, 6))
    course = [f"State {place}" for place in range(count)]
    events = list(range(count)) + data.draw(st.lists(st.integers(0, count - 1)))
    tracker = StateTracker()
    for place in data.draw(st.permutations(events)):
        _feed(tracker, course[place], order=place)
    assert tracker.current == course[-1]
