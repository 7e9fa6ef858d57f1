"""Samples and texts of the pages → where the service answers.

Only what two things say, or one says in so many words, is taken: the address
in a piece of a service description, the target of a SOAP request with its
host, its path with a base address that the pages name, or the only address
that stands alone in a code block. What holds placeholders names no host.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.diagnostics import Diagnostic, Severity
from generator.model.namespace_versions import are_versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.align.alignment import Alignment
    from generator.extract.page import Page, Sample, SampleNode

_ADDRESS = re.compile(r"https?://[\w.\-]+(?::\d+)?(?:/[\w.~%+\-]+)*/?")
_LISTED = re.compile(r"https?://[^\s<>\"'`|\\^{}()\[\]]+")
_DEPTH = 24


def find_service_address(
    alignment: Alignment, namespace: str
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Find the address of the API's service.

    Args:
        alignment: The pages, aligned.
        namespace: The target namespace, which looks like an address and is none.

    Returns:
        The address, and a note that says where it stands; empty and none where nothing tells.
    """
    samples = [(page, sample) for page in _pages(alignment) for sample in page.samples]
    for find in (_described, _requested, _joined, _alone):
        for address, sample in find(alignment, samples):
            if _ADDRESS.fullmatch(address) and not are_versions(address, namespace):
                return address, (_note(address, sample),)
    return "", ()


def _note(address: str, sample: Sample) -> Diagnostic:
    return Diagnostic(
        code="GS510",
        severity=Severity.NOTE,
        message=f"the pages have the service answer at {address!r}",
        span=sample.span,
        help="service_address in gen-schema.toml gives another",
    )


def _pages(alignment: Alignment) -> list[Page]:
    """Give one edition of every page: samples are the same in all."""
    return [next(iter(page.pages.values())) for page in alignment.pages]


Samples = list[tuple["Page", "Sample"]]


def _described(_: Alignment, samples: Samples) -> Iterator[tuple[str, Sample]]:
    """Give the addresses in pieces of service descriptions: `<soap:address location="…"/>`."""
    for _page, sample in samples:
        for root in sample.roots:
            yield from ((location, sample) for location in _locations(root))


def _locations(node: SampleNode, depth: int = 0) -> Iterator[str]:
    if node.name == "address":
        yield from (value for name, value in node.attributes if name == "location")
    if depth < _DEPTH:
        for child in node.children:
            yield from _locations(child, depth + 1)


def _requested(_: Alignment, samples: Samples) -> Iterator[tuple[str, Sample]]:
    """Give the targets of requests that say their host; TLS goes without saying."""
    for _page, sample in samples:
        if sample.endpoint.startswith("//"):
            yield f"https:{sample.endpoint}", sample
        elif sample.is_request and "://" in sample.endpoint:
            yield sample.endpoint, sample


def _joined(alignment: Alignment, samples: Samples) -> Iterator[tuple[str, Sample]]:
    """Join the path of a request with an address of the pages that is a beginning of it."""
    for _page, sample in samples:
        path = sample.endpoint
        if not path.startswith("/") or path.startswith("//"):
            continue
        for listed in _listed(alignment):
            parts = urlsplit(listed)
            base = parts.path.rstrip("/")
            if base and f"{path}/".startswith(f"{base}/"):
                yield f"{parts.scheme}://{parts.netloc}{path}", sample


def _listed(alignment: Alignment) -> Iterator[str]:
    """Give the addresses that stand in cells and sentences, in order."""
    for page in _pages(alignment):
        for table in page.tables:
            for row in table.rows:
                for cell in filter(None, row.cells):
                    yield from _LISTED.findall(cell.text)
        for paragraph in page.paragraphs:
            yield from (found.rstrip(".,;:") for found in _LISTED.findall(paragraph.text))


def _alone(_: Alignment, samples: Samples) -> Iterator[tuple[str, Sample]]:
    """Give the address that stands alone in a code block, where there is only one such."""
    found = {
        sample.endpoint.partition("?")[0]: sample
        for _page, sample in samples
        if not sample.is_request and "://" in sample.endpoint
    }
    if len(found) == 1:
        yield from found.items()
