"""What is deprecated in the model is so in every output, in the way of that output."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from generator.emit.catalog_entries import view_labels
from generator.emit.catalogs import list_proposals
from generator.emit.json_schema import render_jsonschema
from generator.emit.pyclasses import render_python
from generator.emit.typescript import render_typescript
from generator.emit.wsdl import render_wsdl
from generator.emit.xsd import render_xsd
from generator.model.schema import Kind, Status
from tests.schema_factory import complex_type, enumeration, field, operation, schema, texts, value

if TYPE_CHECKING:
    from pathlib import Path

_XS = "{http://www.w3.org/2001/XMLSchema}"
_LOANS = schema(
    replace(
        complex_type(
            "Copy",
            replace(field("shelf", documentation=texts(en="Where it stands.")), is_deprecated=True),
            field("rack"),
            documentation=texts(en="A copy."),
        ),
        is_deprecated=True,
    ),
    complex_type("lendParam", field("number"), kind=Kind.REQUEST),
    complex_type("lendReturn", field("number"), kind=Kind.RESPONSE),
    replace(
        enumeration("State", replace(value("Lost"), is_deprecated=True), "Here"), is_deprecated=True
    ),
    replace(operation("lend", "lendParam", "lendReturn"), is_deprecated=True),
    api="loans",
)


def test_xsd_says_so_to_tools() -> None:
    """In an `xs:appinfo` of each declaration, and of no other."""
    root = etree.fromstring(render_xsd(_LOANS)[0].content)
    found = [
        (declared.get("name") or declared.get("value"), mark.text)
        for declared in root.iter()
        for mark in declared.iterfind(
            f"{_XS}annotation/{_XS}appinfo[@source='urn:gen-schema:deprecated']"
        )
    ]
    assert sorted(found) == [
        ("Copy", "true"),
        ("Lost", "true"),
        ("State", "true"),
        ("shelf", "true"),
    ]


def test_a_member_that_an_example_alone_shows_is_told_from_others() -> None:
    """In the XML Schema and in the docstring."""
    rack = replace(field("rack", status=Status.PROVISIONAL), is_from_example=True)
    loans = schema(complex_type("Copy", rack, field("shelf")), api="loans")
    root = etree.fromstring(render_xsd(loans)[0].content)
    marked = [
        declared.get("name")
        for declared in root.iter(f"{_XS}element")
        if declared.find(f"{_XS}annotation/{_XS}appinfo[@source='urn:gen-schema:from-example']")
        is not None
    ]
    files = {own.path: own.content.decode() for own in render_python(loans)}

    assert marked == ["rack"]
    assert files["loans/types/copy.py"].count("In an example only, not in its table.") == 1


def test_json_schema_has_its_keyword() -> None:
    """`deprecated` (JSON Schema 2020-12, 9.3); values are listed beside theirs."""
    found = json.loads(render_jsonschema(_LOANS)[0].content)["$defs"]
    members = found["Copy"]["properties"]

    assert (found["Copy"]["deprecated"], found["State"]["deprecated"]) == (True, True)
    assert [name for name, rule in members.items() if rule.get("deprecated")] == ["shelf"]
    assert found["State"]["x-deprecated-values"] == ["Lost"]
    assert "deprecated" not in found["lendParam"]


def test_typescript_has_its_tag() -> None:
    """`@deprecated` is all there is behind the description."""
    text = render_typescript(_LOANS)[0].content.decode()

    assert text.count("@deprecated") == 4
    assert "/**\n * A copy.\n *\n * @deprecated\n */\nexport interface Copy {" in text
    assert "  /**\n   * Where it stands.\n   *\n   * @deprecated\n   */\n  shelf?: string;" in text
    assert " * Deprecated: Lost\n" in text


def test_python_says_so_in_docstrings(tmp_path: Path) -> None:
    """Of classes, fields and values; the rest says nothing."""
    files = {own.path: own.content.decode() for own in render_python(_LOANS)}
    copy = files["loans/types/copy.py"]

    assert copy.count("Deprecated.") == 2
    assert "A copy.\n\n    Deprecated." in copy or "A copy.\n    Deprecated." in copy
    assert files["loans/enumerations/state.py"].count("Deprecated.") == 2
    assert "Deprecated." not in files["loans/messages/lend_param.py"]
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "loans/types"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout


def test_wsdl_says_so_of_operations() -> None:
    """In the documentation, the only place that it has."""
    content = next(own.content for own in render_wsdl(_LOANS) if own.path.endswith(".wsdl"))
    assert b"<wsdl:documentation>Deprecated.</wsdl:documentation>" in content


def test_translators_are_told() -> None:
    """By an extracted comment; labels are as they were."""
    french = next(own for own in view_labels(_LOANS)[1] if own.locale == "fr")
    proposals = list_proposals(french)
    notes = {own.context: own.notes for own in proposals}

    told = {path for path, lines in notes.items() if "deprecated" in lines}
    assert {"Copy", "Copy.shelf", "State", "State.Lost", "lend"} <= told
    assert "Copy.rack" not in told
