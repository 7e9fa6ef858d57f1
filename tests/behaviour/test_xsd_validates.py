"""The emitted XML Schema takes the messages it should, and no others."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from generator.emit.xsd import render_xsd
from generator.model.schema import Kind
from tests.schema_factory import complex_ref, complex_type, field, freight_schema, schema

if TYPE_CHECKING:
    from generator.model.schema import ComplexType, Schema

NAMESPACE = "http://example.org/freight/2020"


def is_valid(model: Schema, body: str) -> bool:
    """Validate a message whose default namespace is the schema's."""
    validator = etree.XMLSchema(etree.fromstring(render_xsd(model)[0].content))
    root, _, rest = body.partition(">")
    slash = "/" if root.endswith("/") else ""
    head = f'{root.removesuffix("/")} xmlns="{NAMESPACE}"{slash}>'
    return bool(validator.validate(etree.fromstring(head + rest)))


def wrapped(declared: ComplexType) -> Schema:
    """Give a schema whose one message holds one record."""
    return schema(
        declared,
        complex_type("m", field("r", complex_ref(declared.name), min_occurs=1), kind=Kind.REQUEST),
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<pingParam/>", True),
        ("<pingParam><x/></pingParam>", False),
        ("<sendShipmentReturn><handle>1</handle></sendShipmentReturn>", True),
        ("<sendShipmentReturn/>", False),
        ("<freightFault><message>m</message><code>1</code></freightFault>", True),
        ("<freightFault><code>one</code></freightFault>", False),
        ("<Shipment><numParcels>1</numParcels></Shipment>", False),
    ],
)
def test_messages_are_elements_with_their_own_content(body: str, *, expected: bool) -> None:
    """Requests, responses and faults validate; a data type is no message."""
    assert is_valid(freight_schema(), body) is expected


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ("<state>Moving</state>", True),
        ("<state>Lost</state>", False),
        ("<priority>3</priority>", True),
        ("<priority>03</priority>", True),
        ("<priority>4</priority>", False),
        ("<parcels><items><kind>Crate</kind></items></parcels>", True),
        ("<extra><any xmlns='urn:x' a='b'>thing</any></extra>", True),
        ("<sentAt>2020-01-01</sentAt>", False),
        ("<unheard/>", False),
    ],
)
def test_values_are_as_open_as_the_pages_say(member: str, *, expected: bool) -> None:
    """A closed enumeration is closed, an open one open, an unknown type takes anything."""
    body = f"<shipment version='1'>{member}<numParcels>1</numParcels></shipment>"

    message = f"<sendShipmentParam>{body}</sendShipmentParam>"
    assert is_valid(freight_schema(), message) is expected


@pytest.mark.parametrize("order", list(permutations(["a", "b", "c"])))
@pytest.mark.parametrize("count", [1, 3])
def test_a_small_record_with_a_repeating_member_stays_strict(
    order: tuple[str, ...], count: int
) -> None:
    """Every order is taken, the required member is required, and single ones are single."""
    model = wrapped(
        complex_type("R", field("a", min_occurs=1), field("b"), field("c", max_occurs=None))
    )
    parts = [f"<{name}/>" * (count if name == "c" else 1) for name in order]

    assert is_valid(model, f"<m><r>{''.join(parts)}</r></m>")
    assert is_valid(model, "<m><r><a/></r></m>")
    assert not is_valid(model, f"<m><r>{''.join(p for p in parts if p != '<a/>')}</r></m>")
    assert not is_valid(model, f"<m><r>{''.join(parts)}<a/></r></m>")
    assert not is_valid(model, "<m><r/></m>")


def test_a_large_record_with_a_repeating_member_takes_any_order() -> None:
    """Beyond a few members, order and number are free; content is still required."""
    names = "abcde"
    model = wrapped(
        complex_type(
            "R", *(field(name, min_occurs=1) for name in names), field("z", max_occurs=None)
        )
    )

    assert is_valid(model, "<m><r><z/><e/><a/><z/><d/><b/><c/></r></m>")
    assert not is_valid(model, "<m><r/></m>")
    assert not is_valid(model, "<m><r><y/></r></m>")


@pytest.mark.parametrize(
    "body", ["", "<country>fr</country>", "<odd/><country/><odd/>", "<x xmlns='urn:x' y='1'/>"]
)
def test_an_open_record_takes_anything(body: str) -> None:
    """An open type accepts known and unknown members, in any namespace, and any attribute."""
    model = wrapped(complex_type("R", field("country"), is_open=True))

    assert is_valid(model, f"<m><r odd='1'>{body}</r></m>")


def test_xsdata_generates_from_the_schema(tmp_path: Path) -> None:
    """A code generator of others takes the schema, and its classes import."""
    (tmp_path / "freight.xsd").write_bytes(render_xsd(freight_schema())[0].content)
    pytest.importorskip("xsdata.codegen.transformer", reason="needs xsdata[cli]")
    command = [sys.executable, "-m", "xsdata", "generate", "freight.xsd", "--package", "others"]
    # xsdata formats what it generates with the ruff that it finds on the path
    search = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ran = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PATH": search},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    code = "import others; print(others.SendShipmentParam.__name__)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert ran.stdout == "SendShipmentParam\n"
