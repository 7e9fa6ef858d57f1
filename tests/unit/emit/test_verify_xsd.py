"""The emitted schema is verified by a consumer that is not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xmlschema

from generator.cache.store import Store
from generator.diagnostics import Severity
from generator.emit.artifact import Artifact
from generator.emit.verify_xsd import leave_out_texts, verify_xsd

if TYPE_CHECKING:
    from pathlib import Path

_XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_GOOD = f'<xs:schema {_XS}><xs:element name="a"/></xs:schema>'.encode()
_BAD = _GOOD.replace(b'name="a"', b'name="a" type="b"')


def _artifact(content: bytes) -> Artifact:
    return Artifact(path="s/s.xsd", content=content, emitter="xsd")


def _documented(*documentation: str, attribute: str = "") -> bytes:
    """Give a schema with an annotation that holds some elements."""
    inner = "".join(documentation)
    return (
        f'<xs:schema {_XS}><xs:element {attribute}name="a">'
        f"<xs:annotation>{inner}</xs:annotation></xs:element></xs:schema>"
    ).encode()


def _text(text: str, attributes: str = ' xml:lang="en"') -> str:
    return f"<xs:documentation{attributes}>{text}</xs:documentation>"


def test_a_valid_schema_has_no_finding() -> None:
    """Nothing is said about it."""
    found = verify_xsd([_artifact(_GOOD)])
    assert (found.diagnostics, found.remarks) == ((), ())
    assert found.artifacts == (_artifact(_GOOD),)


def test_an_invalid_schema_is_an_error_with_its_reason() -> None:
    """Nothing may be written then."""
    (found,) = verify_xsd([_artifact(_BAD)]).diagnostics
    assert (found.code, found.severity, found.path) == ("GS601", Severity.ERROR, "s/s.xsd")
    assert "unknown type 'b'" in found.message


def test_what_was_verified_is_not_verified_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said so; another file, another cache or none is verified."""
    asked: list[str] = []

    def load(source: str, **_: object) -> None:
        asked.append(source)

    monkeypatch.setattr(xmlschema, "XMLSchema10", load)
    cache = Store(folder=tmp_path / "cache")
    one, other = (_artifact(_documented(_text("One."), attribute=a)) for a in ("", 'id="x" '))
    said = [verify_xsd([each], cache).remarks for each in (one, one, other, other)]
    remark = "s/s.xsd: not verified again, a former run found these declarations valid"
    assert said == [(), (remark,), (), (remark,)]
    for store in (None, Store(folder=tmp_path / "new")):
        assert verify_xsd([one], store).remarks == ()
    assert len(asked) == 4


def test_an_invalid_schema_is_found_invalid_every_time(tmp_path: Path) -> None:
    """A cache holds nothing of it."""
    cache = Store(folder=tmp_path / "cache")
    found = [verify_xsd([_artifact(_BAD)], cache) for _ in range(2)]
    assert [len(each.diagnostics) for each in found] == [1, 1]


def test_another_text_needs_no_verification(tmp_path: Path) -> None:
    """As long as it stands in the same places."""
    cache = Store(folder=tmp_path / "cache")
    contents = [
        f"<!-- {each} -->".encode() + _documented(_text(each), _text(f"{each} Two."))
        for each in ("One.", "&lt;Three&gt;")
    ]
    assert [bool(verify_xsd([_artifact(each)], cache).remarks) for each in contents] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        (_text("<b>Two</b>"), _text("<b>Two</b>")),
        (_text("Two", ' xml:lang="fr"'), _text("", ' xml:lang="fr"')),
        (_text("Two", ' source="a>b"'), _text("", ' source="a>b"')),
        ('<xs:documentation xml:lang="en"/>', '<xs:documentation xml:lang="en"/>'),
        ('<xs:appinfo source="a">Two</xs:appinfo>', '<xs:appinfo source="a">Two</xs:appinfo>'),
    ],
)
def test_whatever_may_matter_is_kept(second: str, kept: str) -> None:
    """Elements inside, other attributes, no content, another element."""
    content = _documented(_text("One."), second)
    assert leave_out_texts(content) == _documented(_text(""), kept)


def test_only_what_an_annotation_holds_is_left_out() -> None:
    """Elsewhere documentation is a fault, which must be seen."""
    stray = _GOOD.replace(b"><xs:element", f">{_text('One.')}{_text('Two.')}<xs:element".encode())
    assert leave_out_texts(stray) == stray
    assert verify_xsd([_artifact(stray)]).diagnostics
    content = _documented(
        _text("One."), _text("Two."), "<!-- -->", _text("3 > &amp; <!-- </x> -->")
    )
    assert leave_out_texts(content) == _documented(_text(""))
    assert leave_out_texts(_text("alone").encode()) == _text("alone").encode()


@pytest.mark.parametrize(
    "content",
    [
        _documented(_text("One."), _text("Two & three.")),
        _documented(_text("One."), _text("\x00")),
        _documented(_text("One."), _text("Two.", ' xml:lang="not a language"')),
        b'<!DOCTYPE x [<!ENTITY y "z">]>' + _documented(_text("One."), _text("&y;")),
    ],
)
def test_documentation_that_is_wrong_is_found(content: bytes) -> None:
    """Though nothing of its texts is given to the validator."""
    assert verify_xsd([_artifact(content)]).diagnostics


def _model(last: str = "", count: int = 400) -> bytes:
    """Give a schema with a type of very many members."""
    note = f"<xs:annotation>{_text('One.')}</xs:annotation>"
    members = "".join(
        f'<xs:element name="m{number}" type="xs:int" minOccurs="0">{note}</xs:element>'
        if number % 2
        else f'<xs:element name="m{number}" type="xs:int" minOccurs="0"/>'
        for number in range(count)
    )
    model = f'<xs:complexType name="Big"><xs:all>{members}{last}</xs:all></xs:complexType>'
    return f"<xs:schema {_XS}>{model}</xs:schema>".encode()


def test_of_very_many_members_those_of_one_kind_are_verified_once() -> None:
    """A type of thousands of them is compared with itself by validators, two by two."""
    bare = leave_out_texts(_model())
    assert bare.count(b"<xs:element") == 100
    assert bare == leave_out_texts(_model(count=800))
    assert verify_xsd([_artifact(_model(count=5000))]).diagnostics == ()
    assert "Big" in xmlschema.XMLSchema10(bare.decode()).types


@pytest.mark.parametrize(
    "member",
    [
        '<xs:element name="other" type="xs:int" minOccurs="2"/>',
        '<xs:element name="other" type="unknown" minOccurs="0"/>',
        '<xs:element name="m7" type="xs:string" minOccurs="0"/>',
        '<xs:element name="1st" type="xs:int" minOccurs="0"/>',
        '<xs:element type="xs:int" minOccurs="0"/>',
        '<xs:element name="other"><xs:simpleType/></xs:element>',
        '<xs:group ref="other" minOccurs="0"/>',
    ],
)
def test_whatever_is_wrong_with_one_of_very_many_members_is_found(member: str) -> None:
    """It is of another kind, has another's name, or none."""
    assert verify_xsd([_artifact(_model(member))]).diagnostics
