"""The emitted lookup is imported and asked."""

from __future__ import annotations

import gettext
import importlib
import subprocess
import sys
from dataclasses import replace
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from babel.core import get_global
from babel.localedata import locale_identifiers

from generator.locales import fallback_chain
from tests.emitted_labels import render_catalogs, render_lookup
from tests.schema_factory import freight_schema, hostile_schema, large_schema

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.schema import Schema

_NUMBERS = count()


class ShipmentState(StrEnum):
    """A member of the API, and one whose value is the path of something else."""

    MOVING = "Moving"
    SHIPMENT = "Shipment"


def write_package(api: Schema, folder: Path) -> str:
    """Write the labels of an API as a package of a fresh name, and give that name."""
    name = f"labelled_{next(_NUMBERS)}"
    for artifact in (*render_catalogs(api).artifacts, *render_lookup(api)):
        path = folder / name / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
    (folder / name / "__init__.py").touch()
    (folder / name / api.api / "__init__.py").touch()
    return name


def load(api: Schema, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401
    """Import the emitted lookup."""
    name = write_package(api, folder)
    monkeypatch.syspath_prepend(str(folder))
    return importlib.import_module(f"{name}.{api.api}.labels")


@pytest.fixture
def labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401
    """Give the lookup of the freight API."""
    return load(freight_schema(), tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("path", "locale", "expected"),
    [
        ("Shipment.numParcels", None, "Num parcels"),
        ("Shipment.numParcels", "en", "Num parcels"),
        ("Shipment.numParcels", "fr", "Nombre de colis"),
        ("Shipment.numParcels", "fr_CA.UTF-8", "Nombre de colis"),
        ("Shipment.numParcels", "fr-ca", "Nombre de colis"),
        ("Shipment.numParcels", "FRA", "Nombre de colis"),
        ("Shipment.numParcels", "ko-KP-u-nu-latn", "소포 수"),
        ("ShipmentState.WaitingCustoms", "fr", "En attente de la douane"),
        ("ShipmentState.WaitingCustoms", "ko", "Waiting for customs"),
        ("sendShipment", "fr", "Envoyer un colis"),
        ("ParcelKind.x-long/roll", "fr", "X long roll"),
        ("Priority.1", "xx", "1"),
        ("Shipment", "", "Shipment"),
        ("Shipment", "C", "Shipment"),
        ("Shipment", "../../etc", "Shipment"),
    ],
)
def test_labels_are_given_in_any_spelling_of_a_locale(
    labels: Any,  # noqa: ANN401
    path: str,
    locale: str | None,
    expected: str,
) -> None:
    """What a locale lacks comes from the next of its chain, at last from the reference."""
    assert labels.label(path, locale) == expected


def test_descriptions_are_given_where_there_are_some(labels: Any) -> None:  # noqa: ANN401
    """An identifier without one has an empty one."""
    assert [
        labels.description("Shipment.numParcels", "fr-CA"),
        labels.description("ShipmentState.WaitingCustoms", "ko"),
        labels.description("Shipment.weight", "fr"),
    ] == ["Nombre de colis de l’envoi.", "Held at the border.", ""]


def test_an_unknown_path_is_a_key_error_that_names_close_ones(labels: Any) -> None:  # noqa: ANN401
    """In labels, descriptions and msgids alike."""
    for ask in (labels.label, labels.description, labels.msgid):
        with pytest.raises(KeyError, match=r"'Shipment\.numParcel'; close to it: Shipment\.numPa"):
            ask("Shipment.numParcel")
        with pytest.raises(KeyError, match="no identifier has the path 'Shipment#description'"):
            ask("Shipment#description")


def test_members_of_enumerations_stand_for_their_paths(labels: Any) -> None:  # noqa: ANN401
    """A string enumeration is a string, but its value is no path."""
    assert labels.label(ShipmentState.MOVING, "fr") == "En route"
    with pytest.raises(KeyError):
        labels.label(ShipmentState.SHIPMENT)


def test_the_msgid_serves_any_gettext(labels: Any) -> None:  # noqa: ANN401
    """The catalogs are ordinary ones."""
    folder = labels.__file__.removesuffix("labels.py") + "locale"
    french = gettext.translation("freight", folder, ["fr"])
    path = "ShipmentState.Moving"
    assert french.pgettext(path, labels.msgid(path)) == labels.label(path, "fr") == "En route"


@pytest.mark.parametrize(
    "locales",
    [
        ("en", "fr", "ko"),
        ("de-AT", "en", "en-GB", "es", "es-419", "fr-FR", "nb", "pt-PT", "sr", "sr-Latn", "zh-TW"),
    ],
)
def test_the_lookup_falls_back_exactly_for_every_locale(
    locales: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The compact table gives what CLDR's data give, for all that Babel and CLDR know."""
    labels = load(replace(freight_schema(), locales=locales), tmp_path, monkeypatch)
    known = {*locale_identifiers(), *get_global("likely_subtags")}
    wrong = {
        tag: labels.fallback(tag)
        for tag in known
        if not tag.startswith("und") and labels.fallback(tag) != fallback_chain(tag, locales, "en")
    }
    assert wrong == {}


def test_every_known_path_has_a_label_in_every_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where names and texts are hostile; and texts come back cleaned, not changed."""
    labels = load(hostile_schema(), tmp_path, monkeypatch)
    msgids = importlib.import_module(f"{labels.__package__}.labels_texts").MSGIDS
    for locale in (None, "en", "fr-CA", "ko", "tlh"):
        assert [path for path in msgids if not labels.label(path, locale)] == []
        assert all(isinstance(labels.description(path, locale), str) for path in msgids)
    assert labels.label("Trap.list", "fr") == '""" + __import__("os").abort() + """'


def test_the_lookup_works_without_its_catalogs_or_with_damaged_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A known identifier always has its reference label."""
    labels = load(freight_schema(), tmp_path, monkeypatch)
    first, second, *rest = sorted(tmp_path.rglob("*.mo"))
    first.write_bytes(b"")
    second.write_bytes(second.read_bytes()[:90])
    for path in rest:
        path.unlink()
    asked = [labels.label("Shipment", locale) for locale in (None, "fr", "ko")]
    assert asked == ["Shipment", "Shipment", "Shipment"]


def test_an_edit_of_the_reference_catalog_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where another locale falls back to it."""
    api = freight_schema()
    path = "freight/locale/en/LC_MESSAGES/freight.po"
    content = next(each.content for each in render_catalogs(api).artifacts if each.path == path)
    edited = content.replace(b'msgstr "Insured"', b'msgstr "Is insured"')
    labels = load(api, tmp_path, monkeypatch)
    compiled = {
        each.path: each.content for each in render_catalogs(api, existing={path: edited}).artifacts
    }
    for found in tmp_path.rglob("en/LC_MESSAGES/*.mo"):
        found.write_bytes(compiled[path.replace(".po", ".mo")])
    asked = [labels.label("Shipment.insured", locale) for locale in (None, "fr")]
    assert asked == ["Is insured", "Is insured"]


def test_importing_the_lookup_loads_no_texts(tmp_path: Path) -> None:
    """Neither tables nor gettext are loaded before the first question."""
    name = write_package(large_schema(50), tmp_path)
    code = (
        f"import sys, {name}.freight.labels as labels\n"
        f"print(sorted(m for m in sys.modules if m.startswith('{name}.freight.')))\n"
        "print('gettext' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{code}"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"['{name}.freight.labels']\nFalse\n"


def test_unheard_of_locales_do_not_pile_up(labels: Any) -> None:  # noqa: ANN401
    """A program may be asked for any number of spellings."""
    for number in range(5000):
        labels.label("Shipment", f"x{number}")
    assert len(labels._LABELS) == 1000  # noqa: SLF001 - the bound is what is tested
