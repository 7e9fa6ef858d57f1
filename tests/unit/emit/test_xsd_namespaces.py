"""What has a namespace of its own stands in a schema file of its own, and is bound in it."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest
import xmlschema
from lxml import etree

from generator.emit.emitter import EmitContext
from generator.emit.verify_xsd import verify_xsd
from generator.emit.wsdl import render_wsdl
from generator.emit.xsd import emit_xsd, render_xsd
from generator.model.schema import Kind
from tests.behaviour.generated_package import import_package
from tests.schema_factory import complex_ref, complex_type, enumeration, field, operation, schema

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.schema import Schema

MAIN = "urn:freight:2020"
OWN = "urn:freight"
XS = "{http://www.w3.org/2001/XMLSchema}"


def mixed(*more: object) -> Schema:
    """Build an API whose header has a namespace of its own and refers to the main one."""
    return schema(
        complex_type(
            "caller",
            field("user", min_occurs=1),
            field("role", enumeration="Role"),
            field("desk", complex_ref("Desk")),
            kind=Kind.HEADER,
            namespace=OWN,
        ),
        complex_type("Desk", field("room")),
        complex_type("askParam", field("desk", complex_ref("Desk")), kind=Kind.REQUEST),
        enumeration("Role", "Clerk", "Driver"),
        operation("ask", "askParam"),
        *more,  # type: ignore[arg-type]  # parts of a schema
        namespace=MAIN,
    )


def write(model: Schema, folder: Path) -> Path:
    """Write all schema files and give the main one."""
    for each in render_xsd(model):
        (folder / each.path).parent.mkdir(exist_ok=True)
        (folder / each.path).write_bytes(each.content)
    return folder / "freight" / "freight.xsd"


@pytest.mark.parametrize("namespace", [MAIN, ""])
def test_the_main_file_imports_what_imports_it(tmp_path: Path, namespace: str) -> None:
    """Both validators load them together, from the main file, and know the header."""
    from dataclasses import replace  # noqa: PLC0415 - here alone

    model = replace(mixed(), namespace=namespace)
    path = write(model, tmp_path)
    found = {
        each.path: [
            (one.get("namespace"), one.get("schemaLocation"))
            for one in etree.fromstring(each.content).iter(f"{XS}import")
        ]
        for each in render_xsd(model)
    }
    assert found == {
        "freight/freight.xsd": [(OWN, "freight-header.xsd")],
        "freight/freight-header.xsd": [(namespace or None, "freight.xsd")],
    }
    message = (
        f'<h:caller xmlns:h="{OWN}" xmlns:m="{namespace}"><h:user>me</h:user>'
        f"<h:role>Clerk</h:role><h:desk><m:room>1</m:room></h:desk></h:caller>"
        if namespace
        else f'<h:caller xmlns:h="{OWN}"><h:user>me</h:user><h:desk><room>1</room></h:desk>'
        "</h:caller>"
    )
    etree.XMLSchema(etree.parse(path)).assertValid(etree.fromstring(message))
    xmlschema.XMLSchema(path).validate(message)
    assert emit_xsd(model, EmitContext()).diagnostics == ()


def test_a_header_that_refers_to_nothing_imports_nothing(tmp_path: Path) -> None:
    """Its file stands alone; the main one imports it."""
    alone = complex_type("token", field("text"), kind=Kind.HEADER, namespace="urn:other")
    files = {each.path: each.content for each in render_xsd(mixed(alone))}
    assert list(files) == [
        "freight/freight.xsd",
        "freight/freight-header.xsd",
        "freight/freight-header-2.xsd",
    ]
    assert b"import" not in files["freight/freight-header-2.xsd"]
    etree.XMLSchema(etree.parse(write(mixed(alone), tmp_path)))


def test_a_broken_file_beside_the_main_one_is_an_error() -> None:
    """All are verified together."""
    main, header = render_xsd(mixed())
    broken = type(header)(
        path=header.path, emitter=header.emitter, content=header.content.replace(b"Desk", b"Dusk")
    )
    assert verify_xsd([main, header]).diagnostics == ()
    (found,) = verify_xsd([main, broken]).diagnostics
    assert (found.code, found.path) == ("GS601", "freight/freight.xsd")


def test_the_service_description_imports_every_file_and_names_the_header_in_its_namespace() -> None:
    """Messages point at elements by qualified names."""
    (artifact,) = render_wsdl(mixed())
    root = etree.fromstring(artifact.content)
    imported = [
        (each.get("namespace"), each.get("schemaLocation")) for each in root.iter(f"{XS}import")
    ]
    parts = root.iter("{http://schemas.xmlsoap.org/wsdl/}part")
    elements = {
        f"{{{each.nsmap[prefix]}}}{local}"
        for each in parts
        for prefix, local in [each.get("element", "").split(":")]
    }
    assert imported == [(MAIN, "freight.xsd"), (OWN, "freight-header.xsd")]
    assert elements == {f"{{{OWN}}}caller", f"{{{MAIN}}}askParam"}


def test_classes_are_read_and_written_in_their_own_namespaces(tmp_path: Path) -> None:
    """A header's members are in its namespace, those of a record in the record's."""
    package = import_package(mixed(), tmp_path)
    header = package.Caller(user="me", role=package.Role.CLERK, desk=package.Desk(room="1"))
    written = package.to_xml(header)
    tags = [each.tag for each in etree.fromstring(written).iter()]
    assert tags == [
        f"{{{OWN}}}caller",
        f"{{{OWN}}}user",
        f"{{{OWN}}}role",
        f"{{{OWN}}}desk",
        f"{{{MAIN}}}room",
    ]
    etree.XMLSchema(etree.parse(write(mixed(), tmp_path))).assertValid(etree.fromstring(written))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert package.from_xml(written) == header
    with pytest.raises(package.BindingError):
        package.from_xml(written.replace(f'"{OWN}"'.encode(), f'"{MAIN}"'.encode()))
