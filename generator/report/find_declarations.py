"""Generated files → where they declare each item, with the lines that do."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from generator.report.item_json import LONGEST, cut
from generator.report.report_view import ItemKey, ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.emit.artifact import Artifact
    from generator.emit.py_layout import Layout

_DECLARED: Final = re.compile(
    r'  <xs:(?P<tag>simpleType|complexType|element) name="(?P<name>[^"]*)"'
)
_CLASS: Final = re.compile(r"class (?P<name>\w+)")
_GROUPS: Final = ("types", "enumerations", "operations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """Where a generated file declares an item."""

    language: str
    """`xsd`, `json` or `python`."""
    path: str
    """The file below the output folder."""
    line: int
    """1-based."""
    anchor: str
    """What is called so there: an XPath, a JSON pointer, a dotted Python name."""
    text: str
    """The lines that declare it."""

    def to_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "language": self.language,
            "path": self.path,
            "line": self.line,
            "anchor": self.anchor,
            "text": cut(self.text, LONGEST),
        }


def find_declarations(
    artifacts: Sequence[Artifact], layout: Layout
) -> Mapping[ItemKey, list[Declaration]]:
    """Find every item's declarations: XML Schema first, then the model, then Python.

    Args:
        artifacts: The generated files of one API.
        layout: What its classes are called, and where they are.
    """
    found: dict[ItemKey, list[Declaration]] = {}
    texts = {artifact.path: artifact.content.decode("utf-8", "replace") for artifact in artifacts}
    for path, text in sorted(texts.items(), key=lambda own: (not own[0].endswith(".xsd"), own[0])):
        if path.endswith(".xsd"):
            pairs = _in_xsd(path, text)
        elif path.endswith("/schema.json"):
            pairs = _in_model(path, text)
        else:
            continue
        for key, declaration in pairs:
            found.setdefault(key, []).append(declaration)
    for key, declaration in _in_python(texts, layout):
        found.setdefault(key, []).append(declaration)
    return found


def _in_xsd(path: str, text: str) -> Iterator[tuple[ItemKey, Declaration]]:
    """Find the global declarations, which our template indents by two spaces."""
    kinds = {
        "simpleType": ItemKind.ENUMERATION,
        "complexType": ItemKind.TYPE,
        "element": ItemKind.MESSAGE,
    }
    lines = text.split("\n")
    for index, line in enumerate(lines):
        match = _DECLARED.match(line)
        if match is None:
            continue
        end = index
        if not line.endswith("/>"):
            closing = f"  </xs:{match['tag']}>"
            while end + 1 < len(lines) and lines[end] != closing:
                end += 1
        name = unescape(match["name"])
        yield (
            ItemKey(kind=kinds[match["tag"]], name=name),
            Declaration(
                language="xsd",
                path=path,
                line=index + 1,
                anchor=f"/xs:schema/xs:{match['tag']}[@name='{name}']",
                text="\n".join(own[2:] for own in lines[index : end + 1]),
            ),
        )


def _in_model(path: str, text: str) -> Iterator[tuple[ItemKey, Declaration]]:
    """Find the entries of `schema.json`, whose lines come in the order of the entries."""
    model = json.loads(text)
    starts = [number for number, line in enumerate(text.split("\n"), 1) if line == "    {"]
    order = sorted(group for group in _GROUPS if group in model)
    entries = [(group, index) for group in order for index in range(len(model[group]))]
    for line, (group, index) in zip(starts, entries, strict=False):
        entry = model[group][index]
        kind = {"enumerations": ItemKind.ENUMERATION, "operations": ItemKind.OPERATION}.get(group)
        kind = kind or (ItemKind.TYPE if entry["kind"] in {"record", "array"} else ItemKind.MESSAGE)
        yield (
            ItemKey(kind=kind, name=entry["name"]),
            Declaration(language="json", path=path, line=line, anchor=f"/{group}/{index}", text=""),
        )


def _in_python(texts: Mapping[str, str], layout: Layout) -> Iterator[tuple[ItemKey, Declaration]]:
    """Find the classes."""
    kinds = {
        "types": ItemKind.TYPE,
        "messages": ItemKind.MESSAGE,
        "enumerations": ItemKind.ENUMERATION,
    }
    for module in layout.modules:
        ending = f"/{module.package}/{module.name}.py"
        path = next((own for own in texts if own.endswith(ending)), "")
        classes = layout.classes(module.package)
        lines = texts.get(path, "").split("\n")
        starts = {
            match["name"]: index
            for index, line in enumerate(lines)
            if (match := _CLASS.match(line))
        }
        for name in module.members:
            own = classes[name]
            if own in starts:
                dotted = f"{path.removesuffix('.py').replace('/', '.')}.{own}"
                yield (
                    ItemKey(kind=kinds[module.package], name=name),
                    Declaration(
                        language="python",
                        path=path,
                        line=starts[own] + 1,
                        anchor=dotted,
                        text=_class_text(lines, starts[own]),
                    ),
                )


def _class_text(lines: Sequence[str], start: int) -> str:
    """Give a class with its decorators."""
    first, end = start, start + 1
    while first and lines[first - 1].startswith("@"):
        first -= 1
    while end < len(lines) and (not lines[end] or lines[end].startswith(" ")):
        end += 1
    return "\n".join(lines[first:end]).rstrip()
