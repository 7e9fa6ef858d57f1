"""The wheel holds all that a run needs, templates and data included."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]


def _run(*command: str | Path, cwd: Path, **variables: str) -> str:
    """Run a program away from the checkout; what it says is the test's explanation."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment | variables,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(
        sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, _ROOT, cwd=folder
    )  # fmt: skip
    (found,) = folder.glob("gen_schema-*.whl")
    return found


@pytest.mark.slow
def test_wheel_holds_every_module_template_and_table(wheel: Path) -> None:
    """What lies in `generator/` and `templates/` is in the wheel, and nothing else is."""
    expected = {
        path.relative_to(_ROOT).as_posix()
        for path in (_ROOT / "generator").rglob("*")
        if path.is_file() and path.suffix != ".pyc" and ".ruff_cache" not in path.parts
    }
    templates = (path for path in (_ROOT / "templates").rglob("*") if path.is_file())
    expected |= {f"generator/{path.relative_to(_ROOT).as_posix()}" for path in templates}
    with zipfile.ZipFile(wheel) as archive:
        found = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert found == expected


@pytest.mark.slow
def test_installed_wheel_generates_what_the_checkout_does(
    wheel: Path, specs: Path, tmp_path: Path
) -> None:
    """A fresh environment with the wheel alone writes the same files, away from the checkout."""
    venv.create(tmp_path / "venv")
    python = tmp_path / "venv" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    _run(*pip, "install", "-q", "--no-compile", f"{wheel}[code]", cwd=tmp_path)
    _run(python.with_name("gen-schema"), specs, "-o", tmp_path / "installed", cwd=tmp_path)
    _run(sys.executable, "-m", "generator", specs, "-o", tmp_path / "checkout", cwd=_ROOT)
    installed, checkout = (_contents(tmp_path / name) for name in ("installed", "checkout"))
    assert installed == checkout
    assert "ips/ips.xsd" in installed


@pytest.mark.slow
def test_two_builds_are_the_same_bytes_and_the_source_distribution_installs(
    tmp_path: Path,
) -> None:
    """Wherever the checkout stands; what is built from the source distribution works."""
    names = ("generator", "templates", "specs", "docs", "tests", "pyproject.toml")
    built = []
    for place in ("one", "another"):
        for name in (*names, *(path.name for path in _ROOT.glob("*.md")), "LICENSE"):
            source, target = _ROOT / name, tmp_path / place / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
        out = tmp_path / f"{place}-dist"
        build = (sys.executable, "-m", "build", "-o", out, tmp_path / place)
        _run(*build, cwd=tmp_path, SOURCE_DATE_EPOCH="1700000000")
        built.append(_contents(out))
    assert [path.rpartition(".")[2] for path in built[0]] == ["whl", "gz"]
    assert built[0] == built[1]
    (sdist,) = (tmp_path / "one-dist").glob("*.tar.gz")
    installed = tmp_path / "installed"  # beside the libraries of this environment
    _run(
        *(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", installed, sdist),
        cwd=tmp_path,
    )
    where = "import generator, sys; sys.stdout.write(generator.__file__)"
    found = _run(sys.executable, "-c", where, cwd=tmp_path, PYTHONPATH=str(installed))
    assert Path(found).is_relative_to(installed)
    program = installed / "bin" / "gen-schema"
    told = _run(program, "--version", cwd=tmp_path, PYTHONPATH=str(installed))
    assert told.startswith("gen-schema")


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
