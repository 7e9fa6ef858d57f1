"""Emitted Python is what the model says, and nothing of a page runs in it."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

import pytest

from generator.emit.py_layout import build_layout, strong_components
from generator.emit.pyclasses import render_python, render_root
from generator.model.schema import Kind, Schema, Status
from tests.schema_factory import (
    builtin,
    complex_ref,
    complex_type,
    enumeration,
    field,
    freight_schema,
    hostile_schema,
    large_schema,
    schema,
    texts,
    unknown,
    value,
)

ALLOWED = {
    *("Module", "Expr", "Constant", "ImportFrom", "Import", "alias", "ClassDef", "AnnAssign"),
    *("Assign", "Name", "Load", "Store", "Call", "keyword", "Dict", "Attribute", "Subscript"),
    *("BinOp", "BitOr", "Tuple", "If"),
}
"""What a module of classes is made of: nothing that computes, loops or calls at will."""
CALLED = {"dataclass", "field"}


def render(model: Schema) -> dict[str, str]:
    """Give the text of every file by its path below the API's folder."""
    return {
        artifact.path.removeprefix("freight/"): artifact.content.decode()
        for artifact in render_python(model)
    }


def class_modules(model: Schema) -> dict[str, ast.Module]:
    """Parse every module that holds a class of the model."""
    return {
        path: ast.parse(text)
        for path, text in render(model).items()
        if "/" in path and not PurePosixPath(path).name.startswith("_")
    }


@pytest.mark.parametrize("model", [freight_schema(), hostile_schema(), large_schema(30)])
def test_modules_of_classes_hold_declarations_only(model: Schema) -> None:
    """Whatever the pages say, the code is imports, classes, annotated fields and constants."""
    modules = class_modules(model)
    nodes = [node for tree in modules.values() for node in ast.walk(tree)]

    assert modules
    assert {type(node).__name__ for node in nodes} <= ALLOWED
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    assert {node.id for node in calls if isinstance(node, ast.Name)} == CALLED
    assert all(isinstance(node, ast.Name) for node in calls)
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    assert {node.module for node in imports} <= {"__future__", "decimal"}
    tests = [node.test for node in nodes if isinstance(node, ast.If)]
    assert {ast.unparse(test) for test in tests} <= {"TYPE_CHECKING"}


def test_hostile_texts_arrive_as_they_are() -> None:
    """The values of an enumeration are the model's, to the last character."""
    (enumeration_,) = hostile_schema().enumerations
    tree = class_modules(hostile_schema())["enumerations/trap_state.py"]
    values = [
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    ]

    assert values[0] == "TrapState"
    assert values[1:] == [each.value for each in enumeration_.values]


def test_no_unprintable_character_reaches_a_file() -> None:
    """No control, bidi override or line separator stands in emitted Python."""
    for text in render(hostile_schema()).values():
        assert all(char == "\n" or char.isprintable() for char in text)


def test_a_class_looks_as_if_written_by_hand() -> None:
    """Fields carry their type, xsdata's metadata, their description and where it stands."""
    model = schema(
        complex_type(
            "boxOfThings",
            field(
                "numItems",
                builtin("int"),
                min_occurs=1,
                documentation=texts(en="How many.", fr="Combien."),
                sources=("en/box.md:3",),
            ),
            field("kind", enumeration="Kind", status=Status.PROVISIONAL),
            field("made", builtin("date")),
            field("things", unknown(), max_occurs=None),
            field("price", builtin("decimal"), is_attribute=True),
            documentation=texts(en="Holds things."),
        ),
        enumeration("Kind", "a", is_open=True),
    )

    assert (
        render(model)["types/box_of_things.py"].partition("\n")[2]
        == '''\
"""The class `BoxOfThings`."""

from __future__ import annotations

from .._record import _Record, dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from ..enumerations.kind import Kind

_NAMES = {
    "Decimal": "decimal",
    "Kind": "..enumerations.kind",
    "datetime": "datetime",
}


@dataclass(kw_only=True, repr=False, eq=False)
class BoxOfThings(_Record):
    """Holds things.

    A member without a default is required.
    """

    num_items: int = field(
        metadata={"name": "numItems", "type": "Element", "required": True},
    )
    """How many.

    Source: en/box.md:3
    """

    kind: Kind | str | None = field(
        default=None,
        metadata={"name": "kind", "type": "Element"},
    )
    """Kind.

    Provisional: its name was decided on weak evidence.
    """

    made: datetime.date | None = field(
        default=None,
        metadata={"name": "made", "type": "Element", "format": "xs:date"},
    )
    """Made."""

    things: list[object] = field(
        default_factory=list,
        metadata={"name": "things", "type": "Element", "process_contents": "skip"},
    )
    """Things."""

    price: Decimal | None = field(
        default=None,
        metadata={"name": "price", "type": "Attribute"},
    )
    """Price.

    An attribute.
    """

    class Meta:
        """How it stands in XML."""

        name = "boxOfThings"
        namespace = "http://example.org/freight/2020"
'''
    )


def test_an_enumeration_looks_as_if_written_by_hand() -> None:
    """Members carry the value as it travels and its description."""
    model = schema(
        enumeration(
            "taskState",
            value("inProgress", documentation=texts(en="Under way."), sources=("en/a.md:1",)),
            "x/y",
            is_open=True,
        )
    )

    assert (
        render(model)["enumerations/task_state.py"].partition("\n")[2]
        == '''\
"""The enumeration `TaskState`."""

from __future__ import annotations

from ._enumeration import _Enumeration


class TaskState(_Enumeration):
    """Task state.

    Open: other values may come; they stay plain text.
    """

    __identifier__ = "taskState"

    IN_PROGRESS = "inProgress"
    """Under way.

    Source: en/a.md:1
    """

    X_Y = "x/y"
    """X y."""
'''
    )


def test_colliding_names_are_told_apart() -> None:
    """Classes, fields and modules with one Python name each get one of their own."""
    model = schema(
        complex_type("box", field("a-b"), field("a.b"), field("list"), field("date")),
        complex_type("Box"),
        complex_type("Box", kind=Kind.REQUEST),
        complex_type("Decimal"),
        complex_type("con"),
        enumeration("BOX", "a", "A"),
    )
    layout = build_layout(model)
    files = render(model)

    assert layout.types == {"Box": "Box", "Decimal": "Decimal_2", "box": "Box_2", "con": "Con"}
    assert (layout.enumerations, layout.messages) == ({"BOX": "BOX"}, {"Box": "Box_3"})
    assert "types/con_.py" in files
    assert all(f"\n    {name}: " in files["types/box_2.py"] for name in ("a_b_2", "list_", "date"))
    assert 'A_2 = "A"' in files["enumerations/box.py"]


def test_a_circle_shares_a_module_and_everything_else_does_not() -> None:
    """Imports between modules of types go in one direction."""
    layout = build_layout(freight_schema())
    places = {(each.package, each.name): each.members for each in layout.modules}

    assert places["types", "parcel"] == ("Parcel", "ParcelArray", "Shipment")
    assert places["types", "customs"] == ("Customs",)
    assert places["messages", "send_shipment_param"] == ("sendShipmentParam",)
    imported: dict[str, set[str]] = {
        path: {
            f"types/{node.module}.py"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.level == 1
        }
        for path, tree in class_modules(large_schema(100)).items()
        if path.startswith("types/")
    }
    components = strong_components({path: sorted(imported[path]) for path in sorted(imported)})
    assert {len(component) for component in components} == {1}


def test_components_come_behind_what_they_refer_to() -> None:
    """Tarjan's components are in the order in which modules can be imported."""
    links = {"a": ["b"], "b": ["c", "a"], "c": ["d", "c"], "d": [], "e": ["a"]}

    assert strong_components(links) == [("d",), ("c",), ("a", "b"), ("e",)]


def test_a_chain_too_long_for_the_stack_shares_a_module() -> None:
    """Python imports recursively, so that a chain of hundreds of modules would overflow it."""
    chain = [
        complex_type(f"T{each}", field("next", complex_ref(f"T{each + 1}"))) for each in range(300)
    ]
    modules = build_layout(schema(*chain, complex_type("T300"))).modules

    assert [len(module.members) for module in modules] == [301]


def test_files_are_the_same_each_time_and_below_the_api() -> None:
    """Rendering is deterministic; paths are sorted, plain and unique whatever the case."""
    artifacts = render_python(hostile_schema())
    paths = [artifact.path for artifact in artifacts]

    assert render_python(hostile_schema()) == artifacts
    assert paths == sorted(paths)
    assert len({path.lower() for path in paths}) == len(paths)
    assert all(path.startswith("freight/") and ".." not in path for path in paths)
    assert {artifact.emitter for artifact in artifacts} == {"python"}


def test_the_root_is_a_package_without_code() -> None:
    """The output folder's marker is a docstring."""
    (artifact,) = render_root((freight_schema(),))
    (statement,) = ast.parse(artifact.content).body

    assert artifact.path == "__init__.py"
    assert (
        ast.get_docstring(ast.parse(artifact.content)) == "Generated packages, one an API: freight."
    )
    assert isinstance(statement, ast.Expr)
