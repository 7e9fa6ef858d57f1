"""Where the service answers, as far as the pages say it."""

from __future__ import annotations

import pytest

from generator.model.find_service_address import find_service_address
from tests.page_factory import align

_SOAP = '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"/>'
_REQUEST = f"```\nPOST /harbour/service HTTP/1.1\nAccept: */*\n\n{_SOAP}\n```\n"
_TABLE = (
    "| Coast | Address | For tests |\n| --- | --- | --- |\n"
    "| North | https://north.example/harbour/ | https://north-test.example/harbour/ |\n"
    "| South | https://south.example/harbour/ | https://south-test.example/harbour/ |\n"
)
_DESCRIPTION = '<soap:address xmlns:soap="urn:x" location="http://a.example/docks"/>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nothing is said, but see https://harbour.example/help.\n", ""),
        (f"```xml\n{_DESCRIPTION}\n```\n", "http://a.example/docks"),
        (_REQUEST.replace("Accept: */*", "Host: b.example"), "https://b.example/harbour/service"),
        (_REQUEST, ""),
        (f"{_TABLE}\n{_REQUEST}", "https://north.example/harbour/service"),
        (
            f"{_REQUEST}\nIt is at <https://c.example/harbour>.\n",
            "https://c.example/harbour/service",
        ),
        (f"{_REQUEST}\nWho asks: https://c.example/, https://c.example/har.\n", ""),
        ("```\nhttps://d.example/docks?wsdl\n```\n", "https://d.example/docks"),
        ("```\nhttps://d.example/a\n```\n\n```\nhttps://d.example/b\n```\n", ""),
        ("```\nhttps://<host>/docks\n```\n", ""),
        ("```\nurn:docks:1\n```\n\n```\nhttp://docks.example/xsd/2014-01-01\n```\n", ""),
        ("```\njavascript:alert(1)\n```\n", ""),
    ],
)
def test_an_address_is_taken_where_the_pages_are_clear(text: str, expected: str) -> None:
    """One statement in so many words, or two that fit; no placeholder, no namespace."""
    pages = {"service.md": f"# Service\n\n{text}"}
    alignment, _ = align({"en": pages, "fr": pages})
    address, told = find_service_address(alignment, "http://docks.example/xsd/2015-01-01")
    assert address == expected
    assert [found.code for found in told] == (["GS510"] if expected else [])
