"""Generated dataclasses read and write XML without loss, and never fail for what they read."""

from __future__ import annotations

import datetime as dt
import sys
import warnings
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from xsdata.exceptions import ConverterWarning

from tests.behaviour.generated_package import import_package
from tests.schema_factory import (
    builtin,
    complex_ref,
    complex_type,
    enumeration,
    field,
    freight_schema,
    schema,
    unknown,
)

if TYPE_CHECKING:
    from types import ModuleType

NAMESPACE = "http://example.org/freight/2020"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


@pytest.fixture(scope="module")
def freight(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The generated package of the small sample API."""
    return import_package(freight_schema(), tmp_path_factory.mktemp("freight"))


def shipment(body: str, attributes: str = "") -> str:
    return f'<Shipment xmlns="{NAMESPACE}" {XSI} {attributes}>{body}</Shipment>'


def validate(package: ModuleType, document: bytes) -> None:
    """Validate a document against the emitted XML Schema."""
    xsd = Path(str(package.__file__)).with_name("freight.xsd")
    etree.XMLSchema(etree.parse(xsd)).assertValid(etree.fromstring(document))


def test_a_message_reads_into_typed_values(freight: ModuleType) -> None:
    """Enumerations, dates, numbers, bytes and booleans come as Python's own types."""
    found = freight.from_xml(
        f"""<sendShipmentParam xmlns="{NAMESPACE}">
          <dryRun>1</dryRun>
          <shipment version="2">
            <sentAt>2020-02-29T23:59:59.125+05:30</sentAt>
            <state>Moving</state><priority>2</priority><numParcels>3</numParcels>
            <weight>12.50</weight><picture>aGVsbG8=</picture><insured>false</insured>
            <extra>anything</extra>
            <parcels><items><kind>Box</kind><tags>a</tags><tags>b</tags></items>
            <items><kind>Crate</kind><length>1.5</length></items></parcels>
          </shipment>
        </sendShipmentParam>""",
    )

    zone = dt.timezone(dt.timedelta(hours=5, minutes=30))
    assert found == freight.SendShipmentParam(
        dry_run=True,
        shipment=freight.Shipment(
            version="2",
            sent_at=dt.datetime(2020, 2, 29, 23, 59, 59, 125_000, zone),
            state=freight.ShipmentState.MOVING,
            priority=2,
            num_parcels=3,
            weight=Decimal("12.50"),
            picture=b"hello",
            insured=False,
            extra="anything",
            parcels=freight.ParcelArray(
                items=[
                    freight.Parcel(kind=freight.ParcelKind.BOX, tags=["a", "b"]),
                    freight.Parcel(kind="Crate", length=1.5),
                ]
            ),
        ),
    )
    assert type(found.shipment.state) is freight.ShipmentState
    assert type(found.shipment.parcels.items[1].kind) is str


@pytest.mark.parametrize(
    "body",
    [
        "<numParcels>1</numParcels><sentAt>2020-01-01T00:00:00Z</sentAt>",
        "<numParcels>1</numParcels><sentAt>2020-01-01T00:00:00.000001-11:00</sentAt>",
        "<numParcels>1</numParcels><sentAt>2020-01-01T00:00:00</sentAt>",
        "<numParcels>1</numParcels><picture/>",
        "<numParcels>1</numParcels><picture>AAEC/w==</picture>",
        "<numParcels>1</numParcels><insured>true</insured>",
        "<numParcels>1</numParcels><parcels/>",
        "<numParcels>1</numParcels><parcels><items/><items/></parcels>",
        "<numParcels>-7</numParcels><state>WaitingCustoms</state>",
        '<numParcels>1</numParcels><weight xsi:nil="true"/>',
        '<numParcels>1</numParcels><parcels xsi:nil="true"/>',
        "<numParcels>1</numParcels><extra><deep xmlns='' a='1'>text<more/>tail</deep></extra>",
        "<numParcels>1</numParcels><extra/>",
        "<numParcels>1</numParcels><parcels><items><tags> &amp;&#13; x </tags></items></parcels>",
    ],
)
def test_reading_what_was_written_gives_equal_objects(freight: ModuleType, body: str) -> None:
    """Parse, serialize, parse: the objects are equal, and what is written validates."""
    first = freight.from_xml(shipment(body, 'version="1"'), freight.Shipment)
    message = freight.to_xml(freight.SendShipmentParam(shipment=first))

    assert freight.from_xml(message).shipment == first
    assert freight.from_xml(freight.to_xml(first)) == first
    validate(freight, message)


def test_nil_and_empty_members_read_as_absent(freight: ModuleType) -> None:
    """A number has no empty value; a text has."""
    found = freight.from_xml(
        shipment('<numParcels>1</numParcels><weight/><state/><sentAt xsi:nil="1"/>')
    )
    parcel = freight.from_xml(f'<Parcel xmlns="{NAMESPACE}"><kind/><tags/></Parcel>')

    assert (found.weight, found.state, found.sent_at) == (None, None, None)
    assert (parcel.kind, parcel.tags) == ("", [""])


@pytest.mark.parametrize(
    ("body", "attributes", "message"),
    [
        ("<numParcels>1</numParcels><odd><a/>b</odd>", "", "odd is an unknown member of Shipment"),
        ("<numParcels>1</numParcels><numParcels>2</numParcels>", "", "numParcels is a surplus"),
        ("<numParcels>1</numParcels>", 'odd="1"', "attribute odd is an unknown member"),
        ("<numParcels>1</numParcels><weight>1<b/></weight>", "", "b stands where text belongs"),
        ("<state>Moving</state>", "", "Shipment.num_parcels is required, and missing"),
    ],
)
def test_what_has_no_place_is_reported(
    freight: ModuleType, body: str, attributes: str, message: str
) -> None:
    """Undocumented content is left out with a warning, and the rest is read."""
    with pytest.warns(freight.BindingWarning, match=message):
        found = freight.from_xml(shipment(body, attributes))

    assert isinstance(found, freight.Shipment)


@pytest.mark.parametrize(
    ("member", "text"),
    [
        ("state", "Lost"),
        ("weight", "heavy"),
        ("sentAt", "yesterday"),
        ("sentAt", "2020-01-01T24:00:00"),
        ("insured", "yes"),
        ("picture", "???"),
    ],
)
def test_a_value_of_another_type_stays_text(freight: ModuleType, member: str, text: str) -> None:
    """A value that is none of its type is kept as it came, with a warning."""
    document = shipment(f"<numParcels>1</numParcels><{member}>{text}</{member}>")
    with pytest.warns(ConverterWarning, match="Failed to convert value"):
        found = freight.from_xml(document)

    assert text in vars(found).values()
    assert text.encode() in freight.to_xml(found)


def test_an_open_type_keeps_what_comes(freight: ModuleType) -> None:
    """Known members are read as such, all others kept and written again."""
    document = (
        f'<t:Customs xmlns:t="{NAMESPACE}" x="1"><t:country>fr</t:country>'
        f'<t:Shipment>2</t:Shipment><y xmlns="urn:y" z="3">4<t:w/></y></t:Customs>'
    )
    found = freight.from_xml(document)

    assert found.country == "fr"
    assert found.other_attributes == {"x": "1"}
    assert len(found.other_elements) == 2
    assert freight.from_xml(freight.to_xml(found)) == found


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("<a", "cannot be read"),
        ("", "cannot be read"),
        (shipment("<numParcels>1</wrong>"), "cannot be read"),
        ("<Elsewhere xmlns='urn:x'/>", "No class found matching root: {urn:x}Elsewhere"),
    ],
)
def test_what_is_no_document_is_refused(freight: ModuleType, document: str, message: str) -> None:
    """A document that is not well-formed, or of nobody's, raises one documented error."""
    with pytest.raises(freight.BindingError, match=message):
        freight.from_xml(document)


def test_text_says_nothing_of_its_encoding(freight: ModuleType) -> None:
    """The encoding that a text declares is that of a file it came from."""
    document = '<?xml version="1.0" encoding="utf-16"?>' + shipment(
        "<numParcels>1</numParcels><extra>é</extra>"
    )

    assert freight.from_xml(document).extra == "é"


@pytest.mark.parametrize("text", ["\0", "\x1b", "\ud800", "\ufffe"])
def test_what_xml_forbids_is_refused(freight: ModuleType, text: str) -> None:
    """No document is written that could not be read."""
    with pytest.raises(freight.BindingError, match="character that XML forbids"):
        freight.to_xml(freight.Parcel(tags=[text]))


def test_dates_times_and_hex_round_trip(tmp_path: Path) -> None:
    """Every built-in with a Python type of its own reads and writes; closed attributes too."""
    names = ["date", "time", "hexBinary", "duration", "double", "float", "boolean", "anyURI"]
    package = import_package(
        schema(
            complex_type(
                "Box",
                *(field(f"a_{name}", builtin(name)) for name in names),
                field("kind", enumeration="Kind", is_attribute=True),
                field("at", builtin("dateTime"), is_attribute=True),
                field("odd", complex_ref("Box"), is_attribute=True),
                field("any", unknown(), is_attribute=True),
            ),
            enumeration("Kind", "x y", "z"),
        ),
        tmp_path,
    )
    box = package.Box(
        a_date=dt.date(2020, 1, 2),
        a_time=dt.time(1, 2, 3, 4, dt.UTC),
        a_hex_binary=b"\x00\xff",
        a_duration="P1D",
        a_double=float("inf"),
        a_float=-0.25,
        a_boolean=True,
        a_any_uri="http://x/?a=1&b=2",
        kind=package.Kind.X_Y,
        at=dt.datetime(2020, 1, 2, tzinfo=dt.UTC),
        odd="o",
        any="a",
    )

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = package.from_xml(package.to_xml(box))
    assert found == box
    assert type(found.kind) is package.Kind


def test_two_packages_share_xsdata(tmp_path: Path) -> None:
    """What one package teaches xsdata does not get in another's way."""
    packages = [import_package(freight_schema(), tmp_path) for _ in range(2)]
    for package in packages:
        found = package.from_xml(
            shipment(
                "<numParcels>1</numParcels><state>Moving</state><sentAt>2020-01-01T00:00:00Z</sentAt>"
            )
        )
        assert type(found) is package.Shipment
        assert found.state is package.ShipmentState.MOVING
        assert found.sent_at == dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def test_without_xsdata_the_error_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The classes work without xsdata; the binding says what to install."""
    package = import_package(freight_schema(), tmp_path)
    assert package.Shipment(num_parcels=1).num_parcels == 1
    monkeypatch.setitem(sys.modules, "xsdata.exceptions", None)

    with pytest.raises(ImportError, match=r"pip install 'gen-schema\[xml\]'"):
        package.to_xml(package.Shipment(num_parcels=1))


def test_names_that_xml_cannot_have_travel_as_the_schema_has_them(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Escaped in XML, as documented in JSON and to a person."""
    names = ("$filter", "@odata.type", "7days", "plain")
    model = schema(complex_type("Odd", *(field(name) for name in names)))
    package = import_package(model, tmp_path_factory.mktemp("odd"))
    members = {name: f"of {name}" for name in names}
    read = package.from_members(members, package.Odd)
    written = package.to_xml(read)
    assert b"_x0024_filter" in written
    assert package.from_xml(written, package.Odd) == read
    assert package.to_members(read) == members
    root = etree.fromstring(written)
    schema_file = Path(str(package.__file__)).with_name("freight.xsd")
    declared = etree.parse(schema_file).findall(".//{http://www.w3.org/2001/XMLSchema}element")
    assert {etree.QName(child).localname for child in root} <= {
        each.get("name") for each in declared
    }
