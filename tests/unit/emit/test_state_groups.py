"""What every emitter says of the groups of states."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from generator.emit.emitter import EmitContext
from generator.emit.json_schema import render_jsonschema
from generator.emit.label_json import emit_label_json
from generator.emit.model_json import render_model
from generator.emit.pyclasses import render_python
from generator.emit.typescript import render_typescript
from generator.emit.xsd import render_xsd
from generator.model.label_groups import label_groups
from generator.model.load_schema import load_schema
from generator.model.schema import StateGroup
from tests.behaviour.generated_package import import_package
from tests.behaviour.whole_package import import_whole_package
from tests.emitted_labels import render_catalogs
from tests.schema_factory import HOSTILE_TEXTS, enumeration, schema, value

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.schema import Schema

REASON = "inferred from its name"


def _states() -> Schema:
    return schema(
        enumeration("Colour", "Red", "Blue"),
        enumeration(
            "ParcelState",
            value("Created", StateGroup.INITIAL, REASON),
            value("Loading", StateGroup.IN_PROGRESS, REASON),
            value("Delivered", StateGroup.SUCCESS),
            value("Error", StateGroup.FAILURE, REASON),
            value("Withdrawn", StateGroup.CANCELED, REASON),
            "Mislaid",
        ),
    )


def test_python_tells_the_group_of_every_state(tmp_path: Path) -> None:
    """A state without a group, and a value that is not known, are in none."""
    states = import_package(_states(), tmp_path).ParcelState

    assert [
        (
            each.name,
            each.group,
            each.is_initial,
            each.is_in_progress,
            each.is_terminal,
            each.is_success,
            each.is_failure,
            each.is_canceled,
        )
        for each in states
    ] == [
        ("CREATED", "initial", True, False, False, False, False, False),
        ("LOADING", "in-progress", False, True, False, False, False, False),
        ("DELIVERED", "success", False, False, True, True, False, False),
        ("ERROR", "failure", False, False, True, False, True, False),
        ("WITHDRAWN", "canceled", False, False, True, False, False, True),
        ("MISLAID", None, False, False, False, False, False, False),
    ]
    assert [states.group_of(text) for text in ("Error", "Exploded")] == ["failure", None]


def test_an_enumeration_without_groups_is_as_it_was(tmp_path: Path) -> None:
    """It has no properties that would always say nothing, and no module for them is written."""
    package = import_package(_states(), tmp_path)
    paths = {each.path for each in render_python(schema(enumeration("Colour", "Red", "Blue")))}

    assert not hasattr(package.Colour.RED, "group")
    assert "freight/enumerations/_state.py" not in paths


def test_groups_have_labels_in_every_language_of_the_package(tmp_path: Path) -> None:
    """By the package and by each state; locales give way as for any label."""
    locales = ("en", "fr", "ko")
    groups = label_groups(locales, "en")
    package = import_whole_package(
        replace(_states(), locales=locales, state_groups=groups), tmp_path
    )
    states = package.ParcelState

    found = [states.ERROR.group_label(tag) for tag in (None, "fr-CA", "ko_KR.UTF-8", "de")]
    assert found == ["Failed", "Échec", "실패", "Failed"]
    assert states.MISLAID.group_label("fr") is None
    assert [package.group_label(str(group), "ko") for group in StateGroup] == [
        "시작 전", "진행 중", "성공", "실패", "취소됨",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        package.group_label("lost")


def test_labels_of_groups_are_a_namespace_of_their_own() -> None:
    """They are no identifiers, so no catalog and no table of paths has them."""
    groups = label_groups(("en", "fr"), "en")
    model = replace(_states(), locales=("en", "fr"), state_groups=groups)
    labels, others = (emit_label_json(each, EmitContext()) for each in (model, _states()))
    files = {each.path: each.content.decode() for each in labels.artifacts}

    assert json.loads(files["freight/i18n/fr/state-groups.json"])["canceled"] == "Annulé"
    assert '"in-progress": string;' in files["freight/i18n/freight.d.ts"].partition("StateGroup")[2]
    assert "freight/i18n/fr/state-groups.json" not in {each.path for each in others.artifacts}
    catalogs = [each.content for each in render_catalogs(model).artifacts if ".po" in each.path]
    assert all("Annulé".encode() not in each for each in catalogs)


def test_docstrings_say_what_a_group_rests_on() -> None:
    """An inferred group says so, a declared one does not."""
    (text,) = (
        each.content.decode()
        for each in render_python(_states())
        if each.path.endswith("parcel_state.py")
    )

    assert "State group: failure (inferred from its name)." in text
    assert "State group: success." in text


def test_the_xml_schema_carries_groups_for_tools() -> None:
    """A state has its group and the reason; one without a group has neither."""
    (artifact,) = render_xsd(_states())
    root = etree.fromstring(artifact.content)
    found = {
        each.get("value"): [(note.get("source"), note.text) for note in each.iter("{*}appinfo")]
        for each in root.iter("{*}enumeration")
    }

    assert found["Error"] == [
        ("urn:gen-schema:state-group", "failure"),
        ("urn:gen-schema:state-group-reason", REASON),
    ]
    assert found["Delivered"] == [("urn:gen-schema:state-group", "success")]
    assert found["Mislaid"] == []


def test_the_model_is_read_back_with_its_groups(tmp_path: Path) -> None:
    """`schema.json` loses nothing."""
    (artifact,) = render_model(_states())
    path = tmp_path / "schema.json"
    path.write_bytes(artifact.content)

    assert load_schema(path) == _states()


def test_json_schema_and_typescript_list_the_groups() -> None:
    """As an extension keyword, and as a comment."""
    (artifact,) = render_jsonschema(_states())
    definition = json.loads(artifact.content)["$defs"]["ParcelState"]
    (declarations,) = render_typescript(_states())

    assert definition["x-state-groups"] == {
        "Created": "initial",
        "Loading": "in-progress",
        "Delivered": "success",
        "Error": "failure",
        "Withdrawn": "canceled",
    }
    assert "State group failure: Error" in declarations.content.decode()


def test_hostile_values_and_reasons_stay_text(tmp_path: Path) -> None:
    """Nothing of a value or of a reason gets out of its literal."""
    hostile = [text.replace("\x00", "").replace("\ud800", "") for text in HOSTILE_TEXTS]
    model = schema(enumeration("ParcelState", *(value(t, StateGroup.FAILURE, t) for t in hostile)))
    states = import_package(model, tmp_path).ParcelState

    assert [each.group for each in states] == ["failure"] * len(states)
    etree.fromstring(render_xsd(model)[0].content)
