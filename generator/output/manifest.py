"""`manifest.json`: what a run wrote, so that the next one knows what is its own.

A manifest is only a claim: it may be old, edited or made up. It is read
leniently, and no file is touched on its word alone (see `plan_tree`).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Final

MANIFEST: Final = "manifest.json"
"""The manifest's name in the output folder."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """One file that a run wrote."""

    path: str
    """POSIX path below the output folder."""
    sha256: str
    """Digest of what was written, as hexadecimal digits."""
    emitter: str
    """Name of the emitter that made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a run wrote, from what, by which version."""

    generator: str
    """Version of the generator."""
    input: str
    """Digest of the pages and the configuration."""
    files: tuple[FileRecord, ...]
    """Every file but the manifest itself, sorted by path."""


def digest_bytes(content: bytes) -> str:
    """Give the SHA-256 of a file's content as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def render_manifest(manifest: Manifest) -> bytes:
    """Render a manifest: the same one is always the same bytes."""
    tree = {
        "generator": manifest.generator,
        "input": manifest.input,
        "files": [
            {"path": record.path, "sha256": record.sha256, "emitter": record.emitter}
            for record in sorted(manifest.files, key=lambda record: record.path)
        ],
    }
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()


def parse_manifest(content: bytes) -> Manifest | None:
    """Read a manifest; None for bytes that are none, and without records that are none."""
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(tree, dict) or not isinstance(tree.get("files"), list):
        return None
    if not isinstance(tree.get("generator"), str) or not isinstance(tree.get("input"), str):
        return None
    records = (_parse_record(item) for item in tree["files"])
    return Manifest(
        generator=tree["generator"],
        input=tree["input"],
        files=tuple(record for record in records if record),
    )


def _parse_record(item: object) -> FileRecord | None:
    """Read one record, or None for what is none."""
    if not isinstance(item, dict):
        return None
    path, digest, emitter = (item.get(key) for key in ("path", "sha256", "emitter"))
    if not isinstance(path, str) or not isinstance(digest, str) or not isinstance(emitter, str):
        return None
    if not _DIGEST.fullmatch(digest):
        return None
    return FileRecord(path=path, sha256=digest, emitter=emitter)
