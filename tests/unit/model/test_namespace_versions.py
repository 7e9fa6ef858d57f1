"""Namespaces that differ in a date or a version alone are versions of one API."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.namespace_versions import are_versions, read_version


@pytest.mark.parametrize(
    ("namespace", "family", "numbers", "is_preview"),
    [
        ("http://example.org/orders", "http://example.org/orders", (), False),
        ("http://example.org/orders/", "http://example.org/orders", (), False),
        ("http://example.org/orders/2011-03-01", "http://example.org/orders", (2011, 3, 1), False),
        ("http://example.org/orders/2011-03-01-beta", "http://example.org/orders",
         (2011, 3, 1), True),
        ("http://example.org/2011/orders", "http://example.org/orders", (2011,), False),
        ("http://example.org/2011/06/orders#", "http://example.org/orders", (2011, 6), False),
        ("http://example.org/orders/v2", "http://example.org/orders", (2,), False),
        ("urn:orders:1.2", "urn:orders", (1, 2), False),
        ("urn:orders7", "urn:orders7", (), False),
    ],
)  # fmt: skip
def test_a_version_is_told_from_the_rest(
    namespace: str, family: str, numbers: tuple[int, ...], *, is_preview: bool
) -> None:
    """A whole part of the address that is a date, a year or a number."""
    found = read_version(namespace)
    assert (found.family, found.numbers, found.is_preview) == (family, numbers, is_preview)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("urn:orders:2013", True),
        ("urn:orders:2013-beta", True),
        ("urn:orders", False),
        ("urn:returns:2012", False),
    ],
)
def test_versions_of_one_api_are_told_from_other_namespaces(other: str, *, expected: bool) -> None:
    """The one without a version is another namespace: headers often keep it in all releases."""
    assert are_versions("urn:orders:2012", other) is expected
    assert are_versions(other, "urn:orders:2012") is expected


@given(st.text())
def test_every_text_is_a_version_of_itself(namespace: str) -> None:
    """Whatever it holds."""
    assert are_versions(namespace, namespace)
