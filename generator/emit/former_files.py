"""What former runs rendered need not be rendered again while it stands in the output as it was.

Under a digest of what a thing was made from stand the digests of its files,
not the files. What was read of the output to make them counts as well, as it
was when the run ended: merged with itself, a file is the same (a law that
tests hold).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.cache.code_digest import digest_program
from generator.cache.records import DamagedError, dump_records, load_records
from generator.emit.artifact import Artifact
from generator.emit.emitter import Emission
from generator.emit.parts import with_text
from generator.emit.template_folder import find_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from generator.emit.emitter import EmitContext
    from generator.emit.parts import Part

_DIGEST_LENGTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerFiles:
    """Files that a run made, and what it read of the output."""

    files: tuple[tuple[str, str, str], ...]
    """Path, digest and emitter of each file."""
    reads: tuple[tuple[str, str], ...]
    """Path and digest of what was read of the output; an empty one for nothing there."""
    digest: str
    """Digest of the input, which the files may show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """Gives files of the output and notes which were asked for."""

    existing: Callable[[str], bytes | None]
    """Gives a file by its path."""
    seen: dict[str, str] = field(default_factory=dict)
    """Path → digest of what stood there; an empty one for nothing."""

    def __call__(self, path: str) -> bytes | None:
        """Give a file by its path, None where there is none."""
        content = self.existing(path)
        self.seen[path] = "" if content is None else hashlib.sha256(content).hexdigest()
        return content

    def digest(self, path: str) -> str:
        """Give the digest of a file, an empty one for nothing there."""
        if path not in self.seen:
            self(path)
        return self.seen[path]


def note_files(artifacts: Iterable[Artifact], reads: Mapping[str, str], digest: str) -> FormerFiles:
    """Note what a run made."""
    return FormerFiles(
        files=tuple((each.path, each.digest, each.emitter) for each in artifacts),
        reads=tuple(sorted(reads.items())),
        digest=digest,
    )


def find_files(former: FormerFiles, reads: Reads) -> tuple[Artifact, ...] | None:
    """Give the files of a former run; None unless all of them stand there as they were."""
    artifacts = []
    for path, digest, emitter in former.files:
        present = reads(path)
        if present is None or reads.digest(path) != digest:
            return None
        artifacts.append(Artifact.known(path, present, emitter, digest))
    return tuple(artifacts)


def stands_as_read(former: FormerFiles, reads: Reads) -> bool:
    """Tell whether what a former run read beside its own files is as it was."""
    own = {path for path, _, _ in former.files}
    return all(reads.digest(path) == was for path, was in former.reads if path not in own)


class FormerParts:
    """The parts of one API that former runs rendered."""

    def __init__(self, digest: str, context: EmitContext) -> None:
        self._digest = digest
        self._context = context
        self._cache = context.cache if len(digest) == _DIGEST_LENGTH else None
        if self._cache is not None:
            own = [context.templates_dir] if context.templates_dir else []
            options = f"{context.use_fuzzy} {context.emit}"
            try:
                templates = digest_folders([*own, find_templates()])
            except OSError:  # what cannot be read is for whoever needs it to say
                self._cache = None
                return
            self._circumstances = f"{digest_program()} {templates} {options}"

    def recall(self, parts: Iterable[Part]) -> dict[Part, Emission]:
        """Give what former runs made of parts, with this run's digest of the input in it."""
        reads = as_reads(self._context.existing)
        former = {part: self._load(part) for part in parts}
        files = {part: find_files(made, reads) for part, made in former.items() if made}
        return {
            part: self._renew(part, made, artifacts)
            for part, made in former.items()
            if made and (artifacts := files[part]) is not None and stands_as_read(made, reads)
        }

    def _load(self, part: Part) -> FormerFiles | None:
        content = self._cache.get(self._key(part)) if self._cache and part.is_lasting else None
        try:
            return load_records(content, FormerFiles) if content is not None else None
        except DamagedError:
            return None

    def _renew(self, part: Part, former: FormerFiles, artifacts: tuple[Artifact, ...]) -> Emission:
        """Put this run's digest in the place of the former one's."""
        if not part.placeholder or former.digest == self._digest:
            return Emission(artifacts=artifacts)
        old, new = former.digest.encode(), self._digest.encode()
        emission = Emission(artifacts=tuple(with_text(each, old, new) for each in artifacts))
        self.remember(part, emission, dict(former.reads))
        return emission

    def remember(self, part: Part, emission: Emission, reads: Mapping[str, str]) -> None:
        """Keep what a part made, unless there was something to say about it."""
        if self._cache and part.is_lasting and not emission.diagnostics:
            former = note_files(emission.artifacts, reads, self._digest)
            self._cache.put(self._key(part), dump_records(former))

    def _key(self, part: Part) -> str:
        """Digest all that a part depends on but the output."""
        given = self._context.once(part.given, "digest", lambda: _digest_text(repr(part.given)))
        name = f"{part.emitter} {part.render.__module__}.{part.render.__qualname__}"
        return _digest_text(f"{self._circumstances} {name} {given}")


def digest_folders(folders: Iterable[Path]) -> str:
    """Digest all files of some folders.

    Raises:
        OSError: One cannot be read.
    """
    found = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                name, content = file.relative_to(folder).as_posix(), file.read_bytes()
                found.update(f"{name}\n{len(content)}\n".encode("utf-8", "surrogatepass"))
                found.update(content)
    return found.hexdigest()


def as_reads(existing: Callable[[str], bytes | None]) -> Reads:
    """Let what gives files of the output note what is asked for."""
    return existing if isinstance(existing, Reads) else Reads(existing=existing)


def _digest_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
