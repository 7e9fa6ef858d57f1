"""The TypeScript declarations: what they say, and what the compiler makes of them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.emit.ts_code import ts_comment, ts_key, ts_name, ts_string
from generator.emit.typescript import render_typescript
from generator.model.schema import Kind
from tests.schema_factory import (
    HOSTILE_TEXTS,
    builtin,
    complex_ref,
    complex_type,
    enumeration,
    field,
    freight_schema,
    hostile_schema,
    large_schema,
    operation,
    schema,
    texts,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model.schema import Schema

WORDS = (
    "string",
    "any",
    "class",
    "await",
    "let",
    "type",
    "Record",
    "Array",
    "Operations",
    "object",
)
"""Names that mean something to the compiler."""
NAMED_BADLY = schema(
    *(complex_type(name, field(name, complex_ref(name), max_occurs=None)) for name in WORDS),
    *(complex_type(name, field("constructor")) for name in ("a-b", "a.b", "a_b", "été", "ﬁ")),
    complex_type("a-b", field("new", complex_ref("a.b")), kind=Kind.REQUEST),
    enumeration("void", "__proto__", "a", "b", is_open=True),
    operation("delete", "a-b"),
    operation("constructor", "nothing", faults=("a-b",)),
)
APIS = {
    "freight": freight_schema(),
    "hostile": hostile_schema(),
    "large": large_schema(40),
    "words": NAMED_BADLY,
    "empty": schema(),
}


def rendered(api: Schema) -> str:
    """Render the declarations."""
    (artifact,) = render_typescript(api)
    assert artifact.path == f"{api.api}/{api.api}.d.ts"
    return artifact.content.decode()


def compiled(tsc: Path, folder: Path, files: Mapping[str, str]) -> str:
    """Compile declarations and programs, and give what the compiler says."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    arguments = ("--strict", "--noEmit", "--target", "es2022", "--module", "es2022")
    done = subprocess.run(
        [str(tsc), *arguments, "--moduleResolution", "bundler", *files],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
    )
    return done.stdout


def test_the_strict_compiler_accepts_it(tmp_path: Path, tsc: Path) -> None:
    """Whatever things are called and texts say."""
    files = {f"{name}.d.ts": rendered(api) for name, api in APIS.items()}
    assert compiled(tsc, tmp_path, files) == ""


def test_a_program_is_held_to_the_contract(tmp_path: Path, tsc: Path) -> None:
    """What the pages allow compiles; each line that they do not is an error."""
    program = """\
import type { Operations, Parcel, ParcelKind, Shipment, ShipmentState, pingParam } from "./api";

export const good: Shipment = {
  numParcels: 2, state: "Moving", priority: 1, weight: "1.50",
  parcels: { items: [{ kind: "Box", tags: ["a"] }, { kind: "a new one" }] },
};
export const kind: ParcelKind = "Tube";
export const call: Operations["sendShipment"]["request"] = { shipment: good, dryRun: true };
export const fault = (raised: Operations["sendShipment"]["fault"]) => raised.code?.toFixed();
export const nothing: pingParam = {};
export const open = (raw: import("./api").Customs) => [raw.country, raw["more"]];
// @ts-expect-error a required member is missing
export const bad1: Shipment = {};
// @ts-expect-error a closed enumeration
export const bad2: ShipmentState = "Flying";
// @ts-expect-error a member that is not documented
export const bad3: Parcel = { weight: 1 };
// @ts-expect-error a repeating member
export const bad4: Parcel = { tags: "a" };
// @ts-expect-error an enumeration of numbers
export const bad5: Shipment = { numParcels: 2, priority: 4 };
// @ts-expect-error a message without members
export const bad6: pingParam = { a: 1 };
// @ts-expect-error no operation
export type Bad7 = Operations["fly"];
"""
    files = {"api.d.ts": rendered(freight_schema()), "main.ts": program}
    assert compiled(tsc, tmp_path, files) == ""


def test_a_type_is_an_interface_with_its_documentation() -> None:
    """In the reference language, with each value's; what is optional is marked."""
    api = schema(
        complex_type(
            "Parcel",
            field("numItems", builtin("int"), min_occurs=1, documentation=texts(en="How many.")),
            field("x-sizes", enumeration="Size", max_occurs=None),
            documentation=texts(fr="Un colis.", en="A parcel."),
        ),
        enumeration(
            "Size",
            value("S", documentation=texts(en="Small.")),
            "L",
            is_open=True,
            documentation=texts(en="How large."),
        ),
        operation("send", "Parcel"),
    )
    assert (
        rendered(api).partition("*/\n\n")[2]
        == """\
/** A parcel. */
export interface Parcel {
  /** How many. */
  numItems: number;
  "x-sizes"?: Size[];
}

/**
 * How large.
 *
 * S: Small.
 */
export type Size = "S" | "L" | (string & {});

/** What every operation takes, gives and raises. */
export interface Operations {
  send: { request: unknown; response: unknown; fault: never };
}

export {};
"""
    )


def test_names_that_become_one_are_counted_up() -> None:
    """Types keep theirs before messages do; references follow."""
    text = rendered(NAMED_BADLY)
    lines = [line for line in text.splitlines() if line.startswith("export interface a_b")]
    assert lines == [
        "export interface a_b {",
        "export interface a_b_2 {",
        "export interface a_b_3 {",
        "export interface a_b_4 {",
    ]
    assert '  "new"?: a_b_2;\n' in text


@pytest.mark.parametrize(
    ("identifier", "name"),
    [("Parcel", "Parcel"), ("a-b", "a_b"), ("1st", "_1st"), ("string", "string_"), ("", "_")],
)
def test_names_stay_wherever_they_are_legal(identifier: str, name: str) -> None:
    """As documented, not in another case."""
    assert ts_name(identifier) == name


def test_keys_are_quoted_where_need_be() -> None:
    """Anything can be a key."""
    keys = [ts_key(name) for name in ("kind", "a-b", "new", 'a"b', "été")]
    assert keys == ["kind", '"a-b"', '"new"', '"a\\"b"', "été"]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_nothing_leaves_a_literal_or_a_comment(text: str) -> None:
    """Literals hold visible characters alone; a comment ends where we end it, with no tag in it."""
    literal = ts_string(text)
    assert literal.isprintable()
    assert literal[:1] == literal[-1:] == '"'
    comment = ts_comment(f"{text} */ @deprecated {{@link x}}")
    assert comment.count("*/") == 1
    assert comment.isprintable() or comment.rstrip("\n").isprintable()
    assert " @" not in comment
    assert "{@" not in comment


def test_characters_that_do_not_print_are_escaped() -> None:
    """Beyond the first plane as the two units that JavaScript has for them."""
    assert ts_string("\x7f\u2028\ud800\U000e0001é") == '"\\u007f\\u2028\\ud800\\udb40\\udc01é"'
