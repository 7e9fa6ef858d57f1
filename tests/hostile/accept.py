"""Hands everything that was written to who will read it, and has it taken or refused."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import xmlschema
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pytest

_NUMBERS = count()
_PLAIN: Final = frozenset(
    """
    AnnAssign Assign BinOp BitOr Call ClassDef Constant Dict Expr If ImportFrom List Load
    Module Name Set Store Subscript Tuple alias keyword
    """.split()  # noqa: SIM905 - read as a list of words
)
"""Node types of modules that are made from what pages say."""
_CALLED: Final = frozenset(
    {"field", "dataclass", "Kind", "Member", "Roles", "Service", "frozenset"}
)
"""What such modules may call."""
_IMPORTED: Final = frozenset({"__future__", "datetime", "decimal", "typing"})
"""What such modules may import, beside modules of their own package."""
_ATTRIBUTES: Final = frozenset({"datetime.date", "datetime.datetime", "datetime.time"})
"""The only attributes that they may name."""
_TABLES: Final = frozenset({"labels_texts.py", "labels_descriptions.py", "rendering_facts.py"})


def is_made_of_pages(path: str) -> bool:
    """Tell whether a module holds names and texts of pages, as opposed to code of ours."""
    parts = PurePosixPath(path).parts
    if len(parts) == 3:
        own = not parts[2].startswith("_") and parts[1] in {"types", "messages", "enumerations"}
        return own or parts[1:] == ("monitor", "table.py")
    return len(parts) == 2 and parts[1] in _TABLES


def find_strange_nodes(path: str, text: str) -> list[str]:
    """Name what a module made of pages must not hold: other nodes, calls, imports, names."""
    found = []
    for node in ast.walk(ast.parse(text, path)):
        kind = type(node).__name__
        if isinstance(node, ast.Import):
            found += [f"{path}: import of {a.name}" for a in node.names if a.name != "datetime"]
        elif isinstance(node, ast.Attribute):
            if ast.unparse(node) not in _ATTRIBUTES:
                found.append(f"{path}: {ast.unparse(node)}")
        elif kind not in _PLAIN:
            found.append(f"{path}: {kind}")
        elif isinstance(node, ast.Call) and (
            not isinstance(node.func, ast.Name) or node.func.id not in _CALLED
        ):
            found.append(f"{path}: call of {ast.unparse(node.func)}")
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module not in _IMPORTED:
            found.append(f"{path}: import of {node.module}")
    return found


def skeleton(text: str) -> str:
    """Give the tree of a module of ours without its tables: what no page may change."""
    tree = ast.parse(text)
    for node in tree.body:
        match node:
            case ast.Expr(value=ast.Constant() as constant):
                constant.value = ""
            case ast.Assign(value=value) | ast.AnnAssign(value=value) if _is_literal(value):
                node.value = ast.Constant("")
            case _:
                pass
    return ast.dump(tree)


def _is_literal(value: ast.expr | None) -> bool:
    if value is None:
        return False
    try:
        ast.literal_eval(value)
    except ValueError:
        return False
    return True


def check_python(files: Mapping[str, bytes], known: Mapping[str, str]) -> list[str]:
    """Check the trees of all modules; `known` has the skeletons that ours must have, by path."""
    found = []
    for path, content in files.items():
        if PurePosixPath(path).suffix not in {".py", ".pyi"}:
            continue
        text = content.decode()
        compile(text, path, "exec")
        inner = path.partition("/")[2]
        if is_made_of_pages(path):
            found += find_strange_nodes(path, text)
        elif path.endswith(".py") and inner in known and skeleton(text) != known[inner]:
            found.append(f"{path}: not the tree it should be")
    return found


def import_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Import every package and every name it exports, and complete every class; count them."""
    out = folder.rename(folder.with_name(f"hostile_{next(_NUMBERS)}"))
    monkeypatch.syspath_prepend(str(out.parent))
    importlib.invalidate_caches()
    total = 0
    try:
        for package in sorted(path.parent for path in out.glob("*/__init__.py")):
            module = importlib.import_module(f"{out.name}.{package.name}")
            for name in module.__all__:
                exported = getattr(module, name)
                total += 1
                if isinstance(exported, type) and hasattr(exported, "Meta"):
                    exported.__dataclass_fields__  # type: ignore[attr-defined]  # noqa: B018
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == out.name]:
            del sys.modules[name]
        out.rename(folder)
    return total


def check_xml(folder: Path) -> None:
    """Parse every XML file without entities, and load the schemas as schemas."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".xsd", ".wsdl", ".xlf"}:
            tree: Any = etree.parse(path, parser)
            assert not tree.docinfo.doctype, path
        if path.suffix == ".xsd":
            etree.XMLSchema(etree.parse(path, parser))
            xmlschema.XMLSchema10(str(path), allow="sandbox", defuse="always")


def check_json(folder: Path) -> None:
    """Parse every JSON file, without constants that JSON does not have and doubled keys."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".json":
            strict_json(path.read_text("utf-8"))
        elif path.suffix == ".jsonl":
            for line in path.read_text("utf-8").splitlines():
                strict_json(line)


def strict_json(text: str) -> None:
    """Parse JSON as its standard has it."""

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    def pairs(members: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(members)
        assert len(found) == len(members)
        return found

    json.loads(text, parse_constant=refuse, object_pairs_hook=pairs)


def check_catalogs(folder: Path) -> None:
    """Have msgfmt check every catalog."""
    for path in sorted(folder.rglob("*.po")):
        done = subprocess.run(
            ["msgfmt", "--check-header", "--check-domain", "-o", "/dev/null", path],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, ""), path


def names_of(folder: Path) -> Iterator[str]:
    """List what the model names, and what Python calls it."""
    for path in sorted(folder.glob("*/schema.json")):
        model = json.loads(path.read_text("utf-8"))
        for own in [*model["types"], *model["enumerations"]]:
            members = own.get("fields") or own.get("values") or ()
            names = [f"{each.get('name', each.get('value'))}" for each in members]
            yield f"{own['name']}: {', '.join(names)}"
    for path in sorted(folder.glob("*/[tme]*/*.py")):
        if is_made_of_pages(path.relative_to(folder).as_posix()):
            yield from _classes(path)


def _classes(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            targets = [
                each.target if isinstance(each, ast.AnnAssign) else each.targets[0]
                for each in node.body
                if isinstance(each, ast.AnnAssign | ast.Assign)
            ]
            names = [each.id for each in targets if isinstance(each, ast.Name)]
            shown = [name for name in names if not name.startswith("__") or name.islower()]
            yield f"{path.parent.name}/{path.name} {node.name}: {', '.join(shown)}"
