"""What every test may ask for: the sample pages, the large corpora, golden trees, the program."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from click.testing import CliRunner
from hypothesis import settings

from generator.cli import cli
from tests.node_packages import install_packages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.testing import Result

_ROOT = Path(__file__).parent.parent
_GOLDEN = Path(__file__).parent / "golden"

# a busy machine is no fault of the code; a gate that fails by chance is none
settings.register_profile("gen-schema", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("gen-schema")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--regen`, which rewrites the golden trees instead of comparing them."""
    parser.addoption("--regen", action="store_true", help="rewrite tests/golden")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker of tests that take minutes: leave them out with `-m "not slow"`."""
    config.addinivalue_line("markers", "slow: runs over a large corpus")


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test, and the programs it starts, out of the user's cache and others'."""
    folder = tmp_path_factory.getbasetemp() / "caches" / uuid4().hex
    monkeypatch.setenv("GEN_SCHEMA_CACHE_DIR", str(folder))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of the large corpora, which are not part of the repository."""
    folder = Path(os.environ.get("GEN_SCHEMA_SHARED") or _ROOT.parent / "shared")
    if not (folder / "corpus").is_dir():
        pytest.skip(f"no corpora in {folder}; set GEN_SCHEMA_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def specs() -> Path:
    """Give the sample pages of the repository."""
    return _ROOT / "specs"


@pytest.fixture(scope="session")
def node_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the packages of `tests/node`; skip where they cannot be had."""
    base = tmp_path_factory.getbasetemp()
    shared_by_workers = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return install_packages(shared_by_workers / "node")


@pytest.fixture(scope="session")
def tsc(request: pytest.FixtureRequest) -> Path:
    """Give the TypeScript compiler: `GEN_SCHEMA_TSC`, the one on the path, or an installed one."""
    found = os.environ.get("GEN_SCHEMA_TSC") or shutil.which("tsc")
    if found:
        return Path(found)
    modules: Path = request.getfixturevalue("node_modules")
    return modules / "typescript" / "bin" / "tsc"


@pytest.fixture
def run_cli() -> Callable[..., Result]:
    """Give a function that runs `gen-schema` with arguments, in this process."""

    def run(*arguments: str | Path) -> Result:
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(cli, words, prog_name="gen-schema")

    return run


@pytest.fixture
def make_tree(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Give a function that writes files below the test's folder; a name ending in / is a folder."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            if name.endswith("/"):
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return make


@pytest.fixture
def check_golden(request: pytest.FixtureRequest) -> Callable[[str, Mapping[str, bytes]], None]:
    """Give a function that compares files with a golden tree, or rewrites it under `--regen`."""

    def check(name: str, files: Mapping[str, bytes]) -> None:
        folder = _GOLDEN / name
        if request.config.getoption("--regen"):
            shutil.rmtree(folder, ignore_errors=True)
            for path, content in files.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
        expected = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        assert expected == dict(files)

    return check
