"""The README is true: its examples run, and its tables name what there is."""

from __future__ import annotations

import doctest
import json
import os
import re
import subprocess
import sys
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import load_schema
from generator.configuration import FILE_NAME, read_configuration
from generator.configuration.read_settings import _KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

_README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


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


def _first_cells(heading: str) -> list[str]:
    """List what stands in backticks in the first cells of the first table below a heading."""
    text = _README.partition(f"\n{heading}\n")[2]
    assert text, f"no heading {heading!r}"
    table = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert table
    cells = [line.split("|")[1] for line in table[0].splitlines()[2:]]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def test_examples_give_what_the_readme_shows(generated: Path) -> None:
    """Every `>>>` runs in order and prints what stands below it."""
    assert import_module("generated").__file__ == str(generated / "__init__.py")
    text = re.sub(r"^```.*$", "", _README, flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(text, {}, "README.md", "README.md", 0)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(examples, out=said.append)
    assert (result.failed, "".join(said)) == (0, "")
    assert result.attempted > 10


def test_schema_of_the_readme_is_the_generated_one(generated: Path) -> None:
    """Every element that the README shows stands in the XML Schema, documentation left out."""
    schema = (generated / "ips" / "ips.xsd").read_text(encoding="utf-8")
    shown = re.findall(r"<xs:element [^>]*?(?=/>)", _README)
    assert len(shown) == 4
    body = schema.partition('<xs:complexType name="TaskProgress">')[2]
    assert [line for line in shown if line not in body] == []


def test_every_configuration_key_is_in_the_table() -> None:
    """All keys are documented, and no others."""
    assert sorted(_KEYS) == sorted(_first_cells("### gen-schema.toml"))


def test_configuration_of_the_readme_is_valid(tmp_path: Path) -> None:
    """The example of a configuration file has no fault."""
    block = re.search(r"```toml\n(.*?)```", _README, re.DOTALL)
    assert block
    path = tmp_path / FILE_NAME
    path.write_text(block[1], encoding="utf-8")
    configuration, findings = read_configuration(path, FILE_NAME)
    assert findings == ()
    assert len(configuration.errata) == 1


def test_every_key_of_the_ledger_is_in_the_table(generated: Path) -> None:
    """Keys are documented in the order in which they are written."""
    line = (generated / "ips" / "reconciliation.jsonl").read_text(encoding="utf-8").splitlines()[0]
    start = "`reconciliation.jsonl` has"
    heading = next(each for each in _README.splitlines() if each.startswith(start))
    assert list(json.loads(line)) == _first_cells(heading)


def test_every_emitter_is_named(
    run_cli: Callable[..., Result], specs: Path, tmp_path: Path
) -> None:
    """`--emit` is documented with all names that it takes."""
    refusal = run_cli(specs, "-o", tmp_path / "out", "--emit", "no-such").stderr
    known = refusal.partition("there are: ")[2].splitlines()[0].split(", ")
    row = next(line for line in _README.splitlines() if line.startswith("| `--emit"))
    assert "xsd" in known
    assert set(known) <= set(re.findall(r"`([a-z-]+)`", row))


def test_every_option_is_named(run_cli: Callable[..., Result]) -> None:
    """What `--help` lists stands in the README."""
    options = re.findall(r"--[a-z-]+", run_cli("generate", "--help").stdout)
    documented = set(re.findall(r"--[a-z-]+", _README))
    assert set(options) - {"--help", "--output"} <= documented


def test_the_emitter_in_the_readme_runs(specs: Path, tmp_path: Path) -> None:
    """Installed as a distribution of its own, it is found by its name and writes its file."""
    text = _README.partition("\n### Add an emitter\n")[2]
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code
    (tmp_path / "acme_fields.py").write_text(code[1], "utf-8")
    metadata = tmp_path / "acme_fields-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-fields\nVersion: 1.0\n")
    point = re.search(r'\[project\.entry-points\."(.*?)"\] (\w+) = "(.*?)"', code[1])
    assert point
    (metadata / "entry_points.txt").write_text(f"[{point[1]}]\n{point[2]} = {point[3]}\n")
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "generator",
            specs,
            "-o",
            tmp_path / "out",
            "--emit",
            "fields,model",
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(root)])},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    found = (tmp_path / "out/ips/fields.tsv").read_text("utf-8").splitlines()
    model = load_schema(tmp_path / "out/ips/schema.json")
    assert found == [
        f"{own.name}.{field.name}\t{field.type.text}" for own in model.types for field in own.fields
    ]
