"""One page's bytes → what reading and extraction make of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.cache.code_digest import digest_readers
from generator.cache.records import dump_records
from generator.read.load_page import load_page

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic
    from generator.discovery import PageFile
    from generator.extract.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page as reading and extraction leave it, with the digest of its text."""

    page: Page | None
    diagnostics: tuple[Diagnostic, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBytes:
    """A page that was loaded, and is to be read: all that the result depends on."""

    data: bytes
    """The file."""
    suffix: str
    """End of the file's name, which says how it is written."""
    path: str
    """POSIX path relative to the specs folder."""
    page: str
    """Page key."""
    locale: str
    """The edition's folder name."""

    def key(self) -> str:
        """Give the digest of everything that decides what is read."""
        parts = (digest_readers(), self.suffix, self.path, self.page, self.locale)
        shown = "\0".join(f"{len(part)} {part}" for part in parts)
        own = hashlib.sha256(shown.encode("utf-8", "surrogatepass"))
        own.update(hashlib.sha256(self.data).digest())
        return own.hexdigest()


def load(task: tuple[str, PageFile]) -> PageBytes | ReadPage:
    """Load a page's file; one that cannot be loaded is read already.

    Args:
        task: The edition's folder name and the page's file.
    """
    locale, file = task
    data, findings = load_page(file.file, path=file.path)
    if data is None:
        return ReadPage(page=None, diagnostics=findings, digest="")
    return PageBytes(
        data=data,
        suffix=file.file.suffix,
        path=file.path,
        page=file.page,
        locale=locale,
    )


def read(source: PageBytes) -> ReadPage:
    """Read and extract a page."""
    # parsers take longer to import than a run that has nothing to do
    from generator.extract.extract_page import extract_page  # noqa: PLC0415
    from generator.read.read_document import read_bytes  # noqa: PLC0415

    result = read_bytes(
        source.data,
        suffix=source.suffix,
        path=source.path,
        page=source.page,
        locale=source.locale,
    )
    if result.document is None:
        return ReadPage(page=None, diagnostics=result.diagnostics, digest="")
    page, findings = extract_page(result.document)
    digest = hashlib.sha256(result.document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return ReadPage(page=page, diagnostics=(*result.diagnostics, *findings), digest=digest)


def read_page(task: tuple[str, PageFile]) -> ReadPage:
    """Load, read and extract one page.

    Args:
        task: The edition's folder name and the page's file.
    """
    source = load(task)
    return source if isinstance(source, ReadPage) else read(source)


def read_batch(sources: tuple[PageBytes, ...]) -> tuple[bytes, ...]:
    """Read and extract several pages, and give them as bytes, for another process."""
    return tuple(dump_records(read(source)) for source in sources)
