"""Rows that an edition lost, gained or moved are found, whatever the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from generator.align.align_rows import align_rows
from generator.align.align_sequences import align_sequences
from generator.extract.classify_columns import Role
from tests.laws.documents import documentations
from tests.page_factory import extract_only, pipe_table

if TYPE_CHECKING:
    from tests.laws.documents import Documentation, Fields

_ROLES = (Role.NAME, Role.TYPE)


def _aligned(left: Fields, right: Fields) -> list[tuple[str, str]]:
    """Align two tables; give the names on both sides, empty for a gap."""
    tables = {
        locale: extract_only(pipe_table(["Name", "Type"], *fields)).tables[0]
        for locale, fields in (("en", left), ("ko", right))
    }
    found = []
    for own in align_rows(tables, dict.fromkeys(tables, _ROLES)):
        cells = [own.rows[loc].cells[0] if loc in own.rows else None for loc in tables]
        found.append(tuple(cell.reading if cell else "" for cell in cells))
    return [(en, ko) for en, ko in found]


def _fields(own: Documentation) -> Fields:
    return tuple(field for fields in own.types.values() for field in fields)


@given(documentations(), st.data())
def test_lost_rows_are_gaps_and_nothing_else_is(own: Documentation, data: st.DataObject) -> None:
    """Every row that is left pairs with itself."""
    fields = _fields(own)
    kept = data.draw(st.lists(st.sampled_from(range(len(fields))), unique=True, min_size=1))
    left = tuple(field for index, field in enumerate(fields) if index in kept)
    expected = [(name, name if (name, kind) in left else "") for name, kind in fields]
    assert _aligned(fields, left) == expected


@given(documentations(), st.data())
def test_gained_rows_stand_alone(own: Documentation, data: st.DataObject) -> None:
    """Every row of the pivot pairs with itself, the others with nothing."""
    fields = _fields(own)
    kept = data.draw(st.lists(st.sampled_from(range(len(fields))), unique=True, min_size=1))
    left = tuple(field for index, field in enumerate(fields) if index in kept)
    expected = [(name if (name, kind) in left else "", name) for name, kind in fields]
    assert _aligned(left, fields) == expected


@given(documentations(), st.data())
def test_rows_in_any_other_order_find_each_other(own: Documentation, data: st.DataObject) -> None:
    """An edition that sorts by its own alphabet loses nothing."""
    fields = _fields(own)
    moved = tuple(data.draw(st.permutations(fields)))
    assert _aligned(fields, moved) == [(name, name) for name, _ in fields]


@given(
    st.lists(st.integers(0, 5), max_size=12),
    st.lists(st.integers(0, 5), max_size=12),
    st.sampled_from([-0.05, -0.1, -0.4]),
)
def test_no_element_is_lost_or_repeated(left: list[int], right: list[int], gap: float) -> None:
    """Both sequences come out whole and in order."""
    pairs = align_sequences(left, right, lambda a, b: 0.7 * (a == b) - 0.3, gap=gap)
    assert [i for i, _ in pairs if i is not None] == list(range(len(left)))
    assert [j for _, j in pairs if j is not None] == list(range(len(right)))
