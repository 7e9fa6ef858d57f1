"""The README is true: its examples run, its links lead somewhere, it names every command."""

from __future__ import annotations

import doctest
import re
import sys
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

_ROOT = Path(__file__).parents[2]
_README = (_ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def generated(
    run_cli: Callable[..., Result], specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Generate from the sample pages, as `generated` that can be imported."""
    out = tmp_path / "generated"
    assert run_cli(specs, "-o", out, "--quiet").exit_code == 0
    before = dict(sys.modules)
    for name in [name for name in before if name.partition(".")[0] == "generated"]:
        del sys.modules[name]
    monkeypatch.syspath_prepend(str(tmp_path))
    invalidate_caches()
    yield out
    for name in sys.modules.keys() - before.keys():
        if name.partition(".")[0] == "generated":
            del sys.modules[name]


def test_examples_give_what_the_readme_shows(generated: Path) -> None:
    """Every `>>>` runs in order and prints what stands below it."""
    assert import_module("generated").__file__ == str(generated / "__init__.py")
    text = re.sub(r"^```.*$", "", _README, flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(text, {}, "README.md", "README.md", 0)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(examples, out=said.append)
    assert (result.failed, "".join(said)) == (0, "")
    assert result.attempted > 8


def test_schema_of_the_readme_is_the_generated_one(generated: Path) -> None:
    """Every element that the README shows stands in the XML Schema, documentation left out."""
    schema = (generated / "ips" / "ips.xsd").read_text(encoding="utf-8")
    shown = re.findall(r"<xs:element [^>]*?(?=/>)", _README)
    assert len(shown) == 4
    body = schema.partition('<xs:complexType name="TaskProgress">')[2]
    assert [line for line in shown if line not in body] == []


def test_every_link_of_the_readme_leads_to_a_file() -> None:
    """None is left behind where a page moves."""
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", _README)
    assert len(links) > 20
    assert [link for link in links if not (_ROOT / link).is_file()] == []


def test_every_command_is_named() -> None:
    """In its table of commands, but for the one that explains rules."""
    named = set(re.findall(r"^\| `gen-schema (\w+) SPECS", _README, re.MULTILINE))
    assert named - {"SPECS"} == set(cli.commands) - {"rule"}
