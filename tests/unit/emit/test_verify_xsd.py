"""The emitted schema is verified by a consumer that is not ours."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.emit.artifact import Artifact
from generator.emit.verify_xsd import verify_xsd

_GOOD = b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"/></xs:schema>'
_BAD = _GOOD.replace(b'name="a"', b'name="a" type="b"')


def _artifact(content: bytes) -> Artifact:
    return Artifact(path="s/s.xsd", content=content, emitter="xsd")


def test_a_valid_schema_has_no_finding() -> None:
    """Nothing is said about it."""
    assert verify_xsd([_artifact(_GOOD)], [None]) == ()


def test_an_invalid_schema_is_an_error_with_its_reason() -> None:
    """Nothing may be written then."""
    (found,) = verify_xsd([_artifact(_BAD)], [_GOOD])
    assert (found.code, found.severity, found.path) == ("GS601", Severity.ERROR, "s/s.xsd")
    assert "unknown type 'b'" in found.message


def test_what_a_former_run_has_written_is_not_verified_again() -> None:
    """It was verified when it was written."""
    assert verify_xsd([_artifact(_BAD)], [_BAD]) == ()
