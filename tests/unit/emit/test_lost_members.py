"""A type of which a member's name is lost takes every message, and says where the name is lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import xmlschema
from jsonschema import Draft202012Validator
from lxml import etree

from generator.emit.json_schema import render_jsonschema
from generator.emit.pyclasses import render_python
from generator.emit.typescript import render_typescript
from generator.emit.xsd import render_xsd
from generator.model.schema import Kind
from tests.schema_factory import complex_type, field, schema

_PLACES = ("en/lend.md:8", "en/lend.md:9")
_LOANS = schema(
    replace(
        complex_type("lendParam", field("number"), kind=Kind.REQUEST, is_open=True), lost=_PLACES
    ),
    api="loans",
    namespace="urn:loans",
)
_XSD = render_xsd(_LOANS)[0].content.decode()


@pytest.mark.parametrize("member", ["number", "shelf"])
def test_messages_with_other_members_are_valid(member: str) -> None:
    """A contract that lacks a name may not refuse what travels under it."""
    message = f'<lendParam xmlns="urn:loans"><{member}>7</{member}></lendParam>'
    assert xmlschema.XMLSchema(_XSD).is_valid(message)
    rules = json.loads(render_jsonschema(_LOANS)[0].content)
    own = {"$ref": "#/$defs/lendParam", "$defs": rules["$defs"]}
    assert Draft202012Validator(own).is_valid({member: "7"})


def test_every_output_says_where_names_are_lost() -> None:
    """In the way of that output."""
    found = etree.fromstring(_XSD.encode()).iterfind(
        ".//{*}appinfo[@source='urn:gen-schema:lost-member']"
    )
    assert [mark.text for mark in found] == list(_PLACES)
    note = f"embers whose names are lost: {', '.join(_PLACES)}"
    rules = json.loads(render_jsonschema(_LOANS)[0].content)
    assert rules["$defs"]["lendParam"]["$comment"] == f"m{note}"
    module = next(each for each in render_python(_LOANS) if "lend_param" in each.path)
    assert f"M{note}." in module.content.decode()
    declarations = render_typescript(_LOANS)[0].content.decode()
    assert "/** The names of some members are lost. */\nexport interface lendParam" in declarations
