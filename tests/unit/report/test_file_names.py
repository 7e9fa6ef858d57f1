"""`generator.report.file_names`: names that every file system takes, one for each item."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.report.file_names import name_files
from generator.report.report_view import Item, ItemKey, ItemKind, ItemText


def _item(kind: ItemKind, name: str) -> Item:
    return Item(key=ItemKey(kind=kind, name=name), page="", headings=(), text=ItemText(), tables=())


def _names(*names: str) -> list[str]:
    return list(name_files([_item(ItemKind.TYPE, name) for name in names]).values())


def test_names_that_differ_in_capitals_get_files_that_differ() -> None:
    """No file system may take two items for one."""
    assert _names("orderLine", "OrderLine", "ORDERLINE") == [
        "type-order-line",
        "type-order-line_2",
        "type-orderline",
    ]


def test_names_of_devices_and_foreign_names_are_plain() -> None:
    """`con` is a device on Windows; a name without Latin letters has its kind at least."""
    assert _names("con", "주문", "../../x", "") == ["type-con", "type", "type-x", "type_2"]


@given(st.lists(st.text(), unique=True, max_size=8))
def test_every_item_has_a_plain_name_of_its_own(names: list[str]) -> None:
    """Whatever the pages call things."""
    found = _names(*names)
    assert len({name.casefold() for name in found}) == len(names)
    assert all(re.fullmatch("[a-z0-9_-]{1,80}", name) for name in found)
