"""What every test may ask for: the sample pages, the large corpora, golden trees, the program."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from click.testing import CliRunner
from filelock import FileLock
from hypothesis import HealthCheck, settings

from generator.cache.store import Store
from generator.cli import cli
from generator.pages.workers import Workers
from generator.pipeline import generate
from tests.node_packages import install_packages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.testing import Result

    from generator.pipeline import Generation

_ROOT = Path(__file__).parent.parent
_GOLDEN = Path(__file__).parent / "golden"

# a busy machine is no fault of the code; a gate that fails by chance is none
_BUSY = [HealthCheck.too_slow]
settings.register_profile("explore", deadline=None, suppress_health_check=_BUSY)
settings.register_profile("gen-schema", settings.get_profile("explore"), derandomize=True)
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
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that all processes of this run of the tests have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def readers(run_folder: Path) -> Workers:
    """Give who reads the pages of large corpora: each of them once in a run of the tests."""
    return Workers(jobs=2, cache=Store(folder=run_folder / "pages"))


@pytest.fixture(scope="session")
def generate_once(run_folder: Path) -> Callable[..., Generation]:
    """Give a function that generates from pages, but once for all tests of a run that ask for it.

    Every emitter runs; what one writes does not depend on which others do. What was made lies
    where all processes of the run find it, behind a lock, as pytest-xdist advises.
    """

    def give(specs: Path, jobs: Workers | int = 1) -> Generation:
        kept = run_folder / f"{hashlib.sha256(bytes(specs)).hexdigest()}.pickle"
        with FileLock(kept.with_suffix(".lock")):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(generate(specs, jobs=jobs)))
        made: Generation = pickle.loads(kept.read_bytes())  # noqa: S301 - written above
        return made

    return give


@pytest.fixture(scope="session")
def generate_corpus(
    shared: Path, generate_once: Callable[..., Generation], readers: Workers
) -> Callable[[str], Generation]:
    """Give a function that generates from one of the large corpora, once for all tests."""

    def give(name: str) -> Generation:
        folder = shared / "corpus" / name
        if not folder.is_dir():
            pytest.skip(f"no corpus in {folder}")
        return generate_once(folder, readers)

    return give


@pytest.fixture(scope="session")
def node_modules(run_folder: Path) -> Path:
    """Give a folder with the packages of `tests/node`; skip where they cannot be had."""
    return install_packages(run_folder / "node")


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
