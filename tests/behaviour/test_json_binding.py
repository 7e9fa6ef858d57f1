"""JSON in and out of generated classes, under the documented names, by three libraries."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import jsonschema
import msgspec
import pydantic
import pytest

from generator.emit.json_schema import render_jsonschema
from tests.behaviour.generated_package import import_package
from tests.schema_factory import builtin, complex_type, field, freight_schema, schema

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture(scope="module")
def freight(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The generated package of the small sample API."""
    return import_package(freight_schema(), tmp_path_factory.mktemp("freight"))


_DOCUMENT = {
    "numParcels": 2,
    "state": "WaitingCustoms",
    "priority": 1,
    "parcels": {
        "items": [
            {"kind": "Crate", "tags": ["a", "b"], "length": 1.5},
            {"kind": "Box", "inner": {"tags": ["c"]}},
        ]
    },
    "sentAt": "2020-02-29T23:59:59.250000+09:00",
    "weight": "12.50",
    "picture": "aGk+Pz8=",
    "insured": True,
    "extra": {"any": [1, None, "x"]},
    "version": "3",
}


def build(freight: ModuleType) -> Any:  # noqa: ANN401  a class that is generated
    """Build what the document says."""
    zone = timezone(timedelta(hours=9))
    return freight.Shipment(
        num_parcels=2,
        state=freight.ShipmentState.WAITING_CUSTOMS,
        priority=1,
        parcels=freight.ParcelArray(
            items=[
                freight.Parcel(kind="Crate", tags=["a", "b"], length=1.5),
                freight.Parcel(kind=freight.ParcelKind.BOX, inner=freight.Parcel(tags=["c"])),
            ]
        ),
        sent_at=datetime(2020, 2, 29, 23, 59, 59, 250000, zone),
        weight=Decimal("12.50"),
        picture=b"hi>??",
        insured=True,
        extra={"any": [1, None, "x"]},
        version="3",
    )


def test_a_document_reads_and_writes_under_its_documented_names(freight: ModuleType) -> None:
    """With the standard library alone."""
    text = json.dumps(_DOCUMENT)
    assert freight.from_json(text, freight.Shipment) == build(freight)
    assert json.loads(freight.to_json(build(freight))) == _DOCUMENT
    assert type(freight.from_json(text, freight.Shipment).state) is freight.ShipmentState


def test_msgspec_reads_and_writes_the_members(freight: ModuleType) -> None:
    """Its dataclasses have no other names than the attributes', so members go between."""
    text = json.dumps(_DOCUMENT).encode()
    read = freight.from_members(msgspec.json.decode(text), freight.Shipment)
    written = msgspec.json.encode(freight.to_members(build(freight)))
    assert (read, json.loads(written)) == (build(freight), _DOCUMENT)


def test_pydantic_reads_and_writes_the_classes(freight: ModuleType) -> None:
    """`TypeAdapter` needs no help: names, enumerations, moments, circles, unknown values."""
    adapter = pydantic.TypeAdapter(freight.Shipment)
    read = adapter.validate_json(json.dumps(_DOCUMENT))
    assert read == build(freight)
    assert type(read.state) is freight.ShipmentState
    written = json.loads(adapter.dump_json(build(freight), exclude_defaults=True))
    # pydantic writes the alphabet for addresses (RFC 4648, 5), and reads both
    assert written == {**_DOCUMENT, "picture": "aGk-Pz8="}
    assert adapter.validate_json(json.dumps(written)) == read


def test_what_is_written_is_valid(freight: ModuleType) -> None:
    """Against the JSON Schema of the same model."""
    (artifact,) = render_jsonschema(freight_schema())
    content = json.loads(artifact.content)
    checker = jsonschema.Draft202012Validator({**content, "$ref": "#/$defs/Shipment"})
    written = json.loads(freight.to_json(build(freight)))
    assert [error.message for error in checker.iter_errors(written)] == []


def test_null_reads_as_absent_and_is_not_written(freight: ModuleType) -> None:
    """A service that writes null for what it has not is understood."""
    read = freight.from_json('{"kind": null, "tags": null, "length": null}', freight.Parcel)
    assert (read, freight.to_json(read)) == (freight.Parcel(), b"{}")


def test_what_is_unknown_is_reported_or_kept(freight: ModuleType) -> None:
    """A closed class reports it, an open one keeps it, and what is missing is said."""
    with pytest.warns(freight.JsonBindingWarning, match=r"\$: odd unknown to Parcel, and left out"):
        assert freight.from_json('{"odd": 1}', freight.Parcel) == freight.Parcel()
    with pytest.warns(freight.JsonBindingWarning, match=r"\$\.numParcels is required, and missing"):
        assert freight.from_json("{}", freight.Shipment).num_parcels is None
    kept = freight.from_json('{"country": "FR", "odd": {"a": [1]}}', freight.Customs)
    assert json.loads(freight.to_json(kept)) == {"country": "FR", "odd": {"a": [1]}}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("[", "the document cannot be read"),
        ("[]", r"\$: an object belongs here, not \[\]"),
        ('{"numParcels": "2"}', r"\$\.numParcels: int belongs here, not '2'"),
        ('{"numParcels": true}', r"\$\.numParcels: int belongs here, not True"),
        ('{"numParcels": 1, "state": "Lost"}', r"\$\.state: ShipmentState belongs here"),
        ('{"numParcels": 1, "sentAt": "now"}', r"\$\.sentAt: datetime belongs here"),
        ('{"numParcels": 1, "picture": "?"}', r"\$\.picture: bytes belongs here"),
        ('{"numParcels": 1, "weight": "heavy"}', r"\$\.weight: Decimal belongs here"),
        (
            '{"numParcels": 1, "parcels": {"items": [{"tags": [1]}]}}',
            r"\$\.parcels\.items\[0\]\.tags\[0\]: str belongs here, not 1",
        ),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_place(
    freight: ModuleType, document: str, message: str
) -> None:
    """The path leads to the value."""
    with pytest.raises(freight.JsonBindingError, match=message):
        freight.from_json(document, freight.Shipment)


def test_names_that_are_no_python_names_are_kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Hyphens, keywords and names that differ in case only."""
    names = ("a-b", "class", "aB", "AB", "été", "from.x", "$filter", "@odata.type")
    model = schema(complex_type("Odd", *(field(name, builtin("int")) for name in names)))
    package = import_package(model, tmp_path_factory.mktemp("odd"))
    document = {name: number for number, name in enumerate(names)}
    read = package.from_members(document, package.Odd)
    assert package.to_members(read) == document
    adapter = pydantic.TypeAdapter(package.Odd)
    assert adapter.validate_python(document) == read
    assert adapter.dump_python(read) == document
