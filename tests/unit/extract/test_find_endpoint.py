"""Where a code block sends a SOAP message, or which address is all it says."""

from __future__ import annotations

import pytest

from generator.extract.find_endpoint import find_endpoint

_BODY = '\n<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"/>\n'


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f"POST /docks/service HTTP/1.1\nAccept: */*\n{_BODY}", ("/docks/service", True)),
        (
            "POST /docks HTTP/1.0 \r\nHost: docks.example:8443\r\nSOAPAction: open\r\n\r\n",
            ("//docks.example:8443/docks", True),
        ),
        (f"POST /docks HTTP/1.1\nHost: localhost\n{_BODY}", ("/docks", True)),
        (f"POST http://docks.example/a HTTP/1.1\n{_BODY}", ("http://docks.example/a", True)),
        (f"POST /docks HTTP/1.1\nHost: {{host}}\n{_BODY}", ("/docks", True)),
        ("POST /upload HTTP/1.1\nContent-Type: multipart/form-data\n\n--x", ("", False)),
        ("GET /docks HTTP/1.1\nSOAPAction: open\n\n", ("", False)),
        (f"POST {'/x' * 200} HTTP/1.1\n{_BODY}", ("", False)),
        ("https://docks.example/service?wsdl\n", ("https://docks.example/service?wsdl", False)),
        ("https://<host>/docks/ \nservice \n", ("https://<host>/docks/service", False)),
        ("https://docks.example/a\nhttps://docks.example/b\n", ("", False)),
        ("See https://docks.example/a", ("", False)),
        ("https://docks.example/ä", ("", False)),
        ("", ("", False)),
    ],
)
def test_an_endpoint_is_what_a_block_calls_or_consists_of(
    code: str, expected: tuple[str, bool]
) -> None:
    """A host that is this machine or a placeholder is none."""
    assert find_endpoint(code) == expected
