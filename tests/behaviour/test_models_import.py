"""The generated package is used as its users would: imported, copied, pickled, checked."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import json
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.behaviour.generated_package import import_package, write_package
from tests.schema_factory import complex_type, field, freight_schema, hostile_schema, large_schema
from tests.schema_factory import schema as build_schema

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from generator.model.schema import Schema


@pytest.fixture(scope="module")
def freight(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The generated package of the small sample API."""
    return import_package(freight_schema(), tmp_path_factory.mktemp("freight"))


def test_everything_that_is_exported_imports(tmp_path: Path) -> None:
    """Each name of `__all__` is there, for every schema, and `dir` knows them."""
    for model in (freight_schema(), hostile_schema(), large_schema(30), build_schema()):
        package = import_package(model, tmp_path)
        found = {name: getattr(package, name) for name in package.__all__}

        assert set(found) <= set(dir(package))
        assert {"label", "description", "from_xml", "to_xml"} <= set(found)
        with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
            package.nothing  # noqa: B018


def test_objects_compare_print_copy_and_pickle(freight: ModuleType) -> None:
    """Objects behave as plain dataclasses do."""
    parcel = freight.Parcel(kind="Crate", tags=["a"])
    shipment = freight.Shipment(
        num_parcels=1,
        state=freight.ShipmentState.MOVING,
        parcels=freight.ParcelArray(items=[parcel]),
    )

    assert parcel == freight.Parcel(kind="Crate", tags=["a"])
    assert parcel != freight.Parcel(kind="Crate")
    assert parcel != freight.ParcelArray()
    assert repr(freight.ParcelArray(items=[parcel])) == (
        "ParcelArray(items=[Parcel(kind='Crate', tags=['a'], length=None, shipment=None, "
        "inner=None)])"
    )
    assert copy.deepcopy(shipment) == copy.copy(shipment) == shipment
    assert dataclasses.replace(shipment, num_parcels=2).num_parcels == 2
    assert dataclasses.asdict(freight.Customs(country="x"))["country"] == "x"
    with pytest.raises(TypeError, match="unhashable"):
        hash(parcel)
    with pytest.raises(TypeError, match="num_parcels"):
        freight.Shipment()


def test_pickles_survive(freight: ModuleType, tmp_path: Path) -> None:
    """Objects and members come back from a pickle in another process, too."""
    folder = str(tmp_path)
    write_package(freight_schema(), tmp_path / "out")
    code = (
        "import pickle, sys; from out.freight import Shipment, ShipmentState;"
        "o = Shipment(num_parcels=1, state=ShipmentState.MOVING);"
        "assert pickle.loads(pickle.dumps(o)) == o;"
        "sys.stdout.buffer.write(pickle.dumps(o))"
    )
    dumped = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=True, capture_output=True
    ).stdout
    code = "import pickle, sys; print(pickle.loads(sys.stdin.buffer.read()).state)"
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, input=dumped
    ).stdout

    assert shown.decode().strip() == "Moving"
    assert pickle.loads(pickle.dumps(freight.ShipmentState.MOVING)) is freight.ShipmentState.MOVING  # noqa: S301


def test_objects_that_refer_to_each_other_print(freight: ModuleType) -> None:
    """A circle of objects is shown, not followed for ever."""
    parcel = freight.Parcel()
    parcel.inner = parcel

    assert repr(parcel).endswith("inner=...)")


def test_enumerations_are_text_that_knows_its_labels(freight: ModuleType) -> None:
    """A member is its value, and asks `labels` by the model's path."""
    member = freight.ShipmentState.WAITING_CUSTOMS

    assert member == "WaitingCustoms"
    assert json.dumps({"state": member}) == '{"state": "WaitingCustoms"}'
    assert freight.ShipmentState("Moving") is freight.ShipmentState.MOVING
    assert member.label("fr") == "ShipmentState.WaitingCustoms in fr"
    assert member.description() == "about ShipmentState.WaitingCustoms in None"
    assert freight.label("Shipment", "ko") == "Shipment in ko"
    assert list(freight.ParcelKind) == ["Box", "Tube", "x-long/roll"]


def test_hostile_names_make_members_and_fields(tmp_path: Path) -> None:
    """Names that collide with Python's own are usable under a name close by."""
    package = import_package(hostile_schema(), tmp_path)
    trap = package.Trap(list_="a", str_="b", field_="c", self="d", class_="e", none="f")

    assert (trap.list_, trap.self, trap.none) == ("a", "d", "f")
    assert {"NAME", "VALUE", "LABEL", "MRO", "EMPTY", "A_B", "A_B_2"} <= set(
        package.TrapState.__members__
    )
    assert [each.value for each in package.TrapState] == [
        each.value for each in hostile_schema().enumerations[0].values
    ]


def modules_after(code: str, folder: Path) -> set[str]:
    """Give the modules that a fresh interpreter has loaded after some code."""
    code += "\nimport sys; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True
    )
    return set(ran.stdout.split())


def test_a_class_is_completed_when_it_is_first_used(tmp_path: Path) -> None:
    """Whatever asks first: fields, hints, a signature, a class that derives from it, a pickle."""
    write_package(freight_schema(), tmp_path / "out")
    head = (
        "import copy, dataclasses, inspect, pickle, threading, typing\n"
        "from out.freight import Shipment, ShipmentState, Parcel\n"
    )
    asks = {
        "fields": "assert dataclasses.fields(Shipment)[0].name == 'num_parcels'",
        "is": "assert dataclasses.is_dataclass(Shipment)",
        "signature": "assert 'num_parcels' in inspect.signature(Shipment).parameters",
        "hints": "assert typing.get_type_hints(Shipment)['state'] == ShipmentState | None",
        "default": "assert Shipment.state is None and not hasattr(Shipment, 'num_parcels')",
        "derived": "class Own(Shipment): pass\nassert Own(num_parcels=1).num_parcels == 1",
        "initialised": (
            "class Own(Shipment):\n"
            "    def __init__(self, n): super().__init__(num_parcels=n)\n"
            "assert Own(2).num_parcels == 2"
        ),
        "extended": (
            "@dataclasses.dataclass(kw_only=True)\n"
            "class Own(Shipment): extra: int\n"
            "assert Own(num_parcels=1, extra=2).extra == 2"
        ),
        "shell": "empty = Parcel.__new__(Parcel)\nassert empty.kind is empty.length is None",
        "threads": (
            "import sys; sys.setswitchinterval(1e-6); made = []\n"
            "def make(): made.append(Shipment(num_parcels=1))\n"
            "all_ = [threading.Thread(target=make) for _ in range(20)]\n"
            "[each.start() for each in all_]; [each.join() for each in all_]\n"
            "assert made == [Shipment(num_parcels=1)] * 20"
        ),
    }
    said = {}
    for name, ask in asks.items():
        ran = subprocess.run(
            [sys.executable, "-c", head + ask],
            cwd=tmp_path,
            check=False,
            capture_output=True,
            text=True,
        )
        said[name] = (ran.returncode, ran.stderr)
    assert said == dict.fromkeys(asks, (0, ""))


def test_one_type_imports_only_what_it_needs(tmp_path: Path) -> None:
    """No other type, no enumeration of others, and nothing beyond the standard library."""
    write_package(freight_schema(), tmp_path / "out")
    modules = modules_after("from out.freight import Customs", tmp_path)
    own = {name for name in modules if name.startswith("out.")}

    assert own == {
        "out.freight",
        "out.freight._record",
        "out.freight.types",
        "out.freight.types.customs",
    }
    others = {name.partition(".")[0] for name in modules} - set(sys.stdlib_module_names)
    assert not {name for name in others if name in {"xsdata", "lxml", "jinja2", "generator"}}
    assert not modules & {"dataclasses", "enum", "inspect", "typing", "importlib"}


@pytest.mark.parametrize("model", [freight_schema(), hostile_schema(), build_schema()])
def test_mypy_and_ruff_accept_the_package(model: Schema, tmp_path: Path) -> None:
    """As generated, strict type checks and the usual lint rules find nothing."""
    write_package(model, tmp_path / "out")
    (tmp_path / "use.py").write_text(
        '"""Use the package."""\n\nfrom out.freight import from_xml, label\n\n'
        'found: object = from_xml(b"")\nname: str = label("x", "fr")\n'
    )
    mypy = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "c"), "."]
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "."]
    for command in (mypy, ruff, [*ruff, "--select", "E,F,I,UP,B,RUF012", "--ignore", "E501"]):
        ran = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_mypy_knows_the_exports(tmp_path: Path) -> None:
    """A name that is not exported, or a value of another type, is found without running."""
    write_package(freight_schema(), tmp_path / "out")
    (tmp_path / "use.py").write_text(
        "from out.freight import Missing, Parcel, ParcelKind, Shipment\n"
        "Shipment()\n"
        "Shipment(num_parcels='1')\n"
        "Parcel(kind=ParcelKind.BOX, tags=['a'])\n"
        "Parcel(kind='Crate')\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "c")]
    ran = subprocess.run(
        [*command, "use.py"], cwd=tmp_path, check=False, capture_output=True, text=True
    )

    assert [line.partition(": error: ")[0] for line in ran.stdout.splitlines()[:-1]] == [
        "use.py:1",
        "use.py:2",
        "use.py:3",
    ]


def test_a_deep_chain_of_types_imports(tmp_path: Path) -> None:
    """Hundreds of types, each referring to the next, do not exhaust the stack."""
    from tests.schema_factory import complex_ref  # noqa: PLC0415

    chain = [
        complex_type(f"T{each}", field("next", complex_ref(f"T{each + 1}"))) for each in range(300)
    ]
    package = import_package(build_schema(*chain, complex_type("T300")), tmp_path)

    assert importlib.import_module(package.T0.__module__) is not None
