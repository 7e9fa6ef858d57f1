"""A cache gives back what was put in, whole, or nothing; it never fails a run."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache.store import Store
from generator.cache.user_cache import open_cache


def _key(name: str) -> str:
    return sha256(name.encode()).hexdigest()


def _files(store: Store) -> list[Path]:
    return sorted(path for path in store.folder.rglob("*") if len(path.name) == 62)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give a cache whose folder is not there yet."""
    return Store(folder=tmp_path / "deep" / "cache")


def test_what_was_put_comes_back(store: Store) -> None:
    """Under its key and no other."""
    store.put(_key("a"), b"one")
    assert (store.get(_key("a")), store.get(_key("b"))) == (b"one", None)


def test_the_folder_is_marked_as_a_cache(store: Store) -> None:
    """Backups know the mark, and nobody else looks into the folder."""
    store.put(_key("a"), b"one")
    tag = (store.folder / "CACHEDIR.TAG").read_bytes()
    assert tag.startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    assert _files(store)[0].parent.stat().st_mode & 0o077 == 0


@given(st.binary(max_size=64), st.integers(0, 95), st.integers(1, 255))
def test_a_damaged_file_counts_as_none(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, place: int, change: int
) -> None:
    """Whichever byte of it is another, and wherever it is cut off."""
    store = Store(folder=tmp_path_factory.mktemp("cache"))
    store.put(_key("a"), content)
    [file] = _files(store)
    whole = file.read_bytes()
    place %= len(whole)
    changed = bytearray(whole)
    changed[place] ^= change
    for damaged in (bytes(changed), whole[:place]):
        file.write_bytes(damaged)
        assert store.get(_key("a")) is None
    store.put(_key("a"), content)
    assert store.get(_key("a")) == content


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_a_files_place_counts_as_none(store: Store) -> None:
    """Nobody waits for what comes out of it, and it gives way."""
    store.put(_key("a"), b"one")
    [file] = _files(store)
    file.unlink()
    os.mkfifo(file)
    assert store.get(_key("a")) is None
    store.put(_key("a"), b"two")
    assert store.get(_key("a")) == b"two"


def test_a_full_cache_loses_what_was_not_used_for_longest(store: Store) -> None:
    """Down to four fifths, so that not every run has to look for room."""
    small = Store(folder=store.folder, limit=600)
    for index, name in enumerate("abcdefgh"):
        small.put(_key(name), b"x" * 68)
        os.utime(small.folder / _key(name)[:2] / _key(name)[2:], (1000 + index, 1000 + index))
    assert small.get(_key("a")) == b"x" * 68  # used again: no longer the oldest
    small.trim()
    assert [name for name in "abcdefgh" if small.get(_key(name))] == list("afgh")


def test_a_cache_with_room_loses_nothing(store: Store) -> None:
    """The limit is a limit."""
    store.put(_key("a"), b"x" * 100)
    Store(folder=store.folder, limit=132).trim()
    assert store.get(_key("a")) == b"x" * 100


def test_what_a_killed_run_left_is_removed(store: Store) -> None:
    """After a day, for it may be another run's that is still writing."""
    store.put(_key("a"), b"one")
    old, new = (_files(store)[0].parent / f".part-{name}" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1000, 1000))
    store.trim()
    assert (old.exists(), new.exists(), store.get(_key("a"))) == (False, True, b"one")


@pytest.mark.parametrize("obstacle", ["a file", "no permission", "a folder in the place"])
def test_a_disk_that_refuses_is_no_error(tmp_path: Path, obstacle: str) -> None:
    """There is only nothing kept."""
    store = Store(folder=tmp_path / "cache")
    if obstacle == "a file":
        store.folder.write_bytes(b"")
    elif obstacle == "no permission":
        store = Store(folder=Path("/proc/cache"))
    else:
        (store.folder / _key("a")[:2] / _key("a")[2:] / "inside").mkdir(parents=True)
    store.put(_key("a"), b"one")
    store.trim()
    assert store.get(_key("a")) is None


def test_only_digests_are_keys(store: Store) -> None:
    """No key leads out of the folder."""
    for key in ("", "../../etc/passwd", "a" * 63, "A" * 64):
        with pytest.raises(ValueError, match="no digest"):
            store.get(key)


def _write(folder: Path, number: int) -> bool:
    store = Store(folder=folder, limit=200_000)
    for name in range(40):
        content = str(name).encode() * 2000
        if store.get(_key(str(name))) not in {None, content}:
            return False
        store.put(_key(str(name)), content)
        if (name + number) % 10 == 0:
            store.trim()
    return True


def test_runs_side_by_side_see_whole_files_or_none(tmp_path: Path) -> None:
    """While each of them writes the same files, and removes some."""
    with ProcessPoolExecutor(4) as pool:
        assert all(pool.map(_write, [tmp_path / "cache"] * 8, range(8)))


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give a user's folder for caches, without what tests set otherwise."""
    monkeypatch.delenv("GEN_SCHEMA_CACHE_DIR")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name, **_: str(tmp_path / name))
    return tmp_path


def test_the_cache_stands_in_the_users_folder_unless_told_otherwise(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the option, then by the environment, then as the system has it."""
    assert open_cache() == Store(folder=home / "gen-schema")
    monkeypatch.setenv("GEN_SCHEMA_CACHE_DIR", str(home / "other"))
    monkeypatch.setenv("GEN_SCHEMA_CACHE_LIMIT", "5")
    assert open_cache() == Store(folder=home / "other", limit=5_000_000)
    monkeypatch.setenv("GEN_SCHEMA_CACHE_LIMIT", "-1")
    assert open_cache(home / "mine") == Store(folder=home / "mine")
