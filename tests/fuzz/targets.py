"""What is fuzzed: each target takes a text and raises where a promise is broken."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from babel.messages.pofile import read_po
from lxml import etree

from generator.check.finding import Edit, Finding
from generator.check.render_diff import render_diff
from generator.check.render_github import render_github
from generator.check.render_json import render_json
from generator.check.render_sarif import render_sarif
from generator.check.rules import load_rules
from generator.diagnostics import Severity, render_diagnostic
from generator.emit.emitter import EmitContext
from generator.emit.registry import BUILT_IN, render_api, render_package
from generator.emit.xsd import render_xsd
from generator.ledger import render_ledger
from generator.model.build_schema import build_schema
from generator.read.read_document import Dialect, read_text
from generator.reconcile.read_glossary import load_glossary
from generator.reconcile.reconcile_editions import reconcile_editions
from generator.source import Span
from tests.fuzz.mutate import CANARY, snippet
from tests.fuzz.spoil_schema import Spoiler
from tests.hostile.accept import check_python, is_made_of_pages, strict_json
from tests.page_factory import align

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from random import Random

    from generator.emit.artifact import Artifact
    from generator.extract.page import Page
    from generator.model.schema import Schema

_LITERAL = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"', re.DOTALL)
_UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_OUTSIDE = re.compile(r"[\"'`\\/*@#]")
"""What is left of TypeScript declarations only where a literal or a comment was broken out of."""
_EMITTERS = tuple(name for name in BUILT_IN if name != "xsd")
"""All but the schema, whose verification takes most of the time; it is rendered alone."""
_TEXTS_OF_PAGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def read_markdown(text: str, _random: Random) -> None:
    """Read and extract Markdown: every place lies in the page, every finding can be shown."""
    _read(text, Dialect.MARKDOWN)


def read_html(text: str, _random: Random) -> None:
    """Read and extract HTML."""
    _read(text, Dialect.HTML)


def _read(text: str, dialect: Dialect) -> None:
    from generator.extract.extract_page import extract_page  # noqa: PLC0415 - beside its twin

    result = read_text(text, path="en/a.md", page="a.md", locale="en", dialect=dialect)
    document = result.document
    assert document is not None
    assert not _TEXTS_OF_PAGE.search(document.text)
    page, findings = extract_page(document)
    for found in (*result.diagnostics, *findings):
        shown = render_diagnostic(found)
        assert len(shown.splitlines()) == len(shown.split("\n"))
        assert not {unicodedata.category(char) for char in shown.replace("\n", "")} & _UNSHOWN
    for span in _spans(page):
        assert 0 <= span.start <= span.end <= len(document.text)
        assert document.span(span.start, span.end) == span


def _spans(page: Page) -> Iterable[Span]:
    for table in page.tables:
        yield table.span
        for row in table.rows:
            yield row.span
            yield from (cell.span for cell in row.cells if cell is not None)
            yield from (v.span for cell in row.cells if cell is not None for v in cell.values)
    yield from (section.span for section in page.sections)
    yield from (sample.span for sample in page.samples)


def run_all_stages(text: str, random: Random) -> None:
    """Take a sound edition and a spoiled one through all stages, and check all that is emitted."""
    sound = (
        "# Order {#order}\n\n| Name | Type | Description |\n|---|---|---|\n| a | xsd:int | b |\n"
    )
    editions = {
        "en": {"order.md": text},
        "fr": {"order.md": sound if random.random() < 0.5 else text},
    }
    alignment, _ = align(editions)
    reconciled, _ = reconcile_editions(alignment, load_glossary(()))
    for line in render_ledger(reconciled).decode().splitlines():
        strict_json(line)
    schema, _ = build_schema(
        alignment, reconciled, api="shop", title="Shop", tags={"en": "en", "fr": "fr"},
        namespace="", service_address="", digest="0",
    )  # fmt: skip
    check_artifacts(_render(schema))


def emit_spoiled_model(text: str, random: Random) -> None:
    """Emit a model whose names and texts are hostile, and check all of it."""
    check_artifacts(_render(Spoiler(random).schema(base_schema())))
    del text


def _render(schema: Schema) -> list[Artifact]:
    context = EmitContext()
    found = [*render_api(schema, _EMITTERS, context).artifacts]
    found += render_package((schema,), (), context).artifacts
    return [*found, *render_xsd(schema)]


@cache
def base_schema() -> Schema:
    """Give a model that has one of everything."""
    from tests.hostile.case import page  # noqa: PLC0415 - beside what it is made of

    rows = [
        ("itemCount", "xsd:int", "How many."), ("parent", "types:Order", "Parent."),
        ("orderState", "xsd:string", "One of: `Open`, `Sent`, `Failed`."),
        ("kinds", "xsd:string", "Values include `a`, `b`."), ("lines", "types:Line[]", "Lines."),
        ("sent", "xsd:dateTime", "When."), ("gone", "types:Gone", "Nowhere."),
    ]  # fmt: skip
    editions = {
        locale: {
            "types/order.md": page(rows, locale=locale),
            "types/line.md": page(rows[:1], heading="Line {#line}", locale=locale),
        }
        for locale in ("en", "fr")
    }
    alignment, _ = align(editions)
    reconciled, _ = reconcile_editions(alignment, load_glossary(()))
    return build_schema(
        alignment, reconciled, api="shop", title="Shop", tags={"en": "en", "fr": "fr"},
        namespace="", service_address="", digest="0",
    )[0]  # fmt: skip


_CHECKED: set[tuple[str, bytes]] = set()
"""Modules of ours that were checked before."""


def check_artifacts(artifacts: Collection[Artifact]) -> None:
    """Have every file taken by a parser of its format, and no canary stand as code."""
    files = {e.path: e.content for e in artifacts if (e.path, e.content) not in _CHECKED}
    found = check_python(files, {})
    assert not found, found[:5]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for path, content in files.items():
        match PurePosixPath(path).suffix:
            case ".xsd" | ".wsdl" | ".xlf":
                root = etree.fromstring(content, parser)
                names = {etree.QName(each).localname for each in root.iter("{*}*")}
                assert CANARY not in names
            case ".json":
                strict_json(content.decode())
            case ".ts":
                assert not _OUTSIDE.search(_LITERAL.sub("", content.decode()))
            case ".po":
                read_po(io.BytesIO(content), abort_invalid=True)
            case _:
                pass
    _CHECKED.update((each.path, each.content) for each in artifacts if _is_ours(each.path))


def _is_ours(path: str) -> bool:
    return path.endswith(".py") and not is_made_of_pages(path)


def write_findings(text: str, random: Random) -> None:
    """Write hostile findings as SARIF, JSON and annotations."""
    findings = [_finding(text, random) for _ in range(random.randint(1, 4))]
    shown = {each.span.path: each.span.path for each in findings}
    sarif: dict[str, Any] = json.loads(render_sarif(findings, shown))
    assert len(sarif["runs"][0]["results"]) == len(findings)
    strict_json(render_json(findings, shown))
    lines = render_github(findings, shown).split("\n")
    assert [line for line in lines if line and not line.startswith("::")] == []


def _finding(text: str, random: Random) -> Finding:
    start = random.randint(0, len(text))
    end = min(len(text), start + random.randint(0, 9))
    context = text.split("\n", 1)[0]
    path = "en/" + snippet(random).replace("\0", "").encode("utf-8", "replace").decode() + ".md"
    edit = Edit(start=start, end=end, text=snippet(random), plain=snippet(random))
    return Finding(
        rule=random.choice(sorted(load_rules())),
        severity=random.choice(list(Severity)),
        span=Span(path=path, line=1, column=1, start=start, end=end, context=context),
        page="a.md",
        locale="en",
        message=snippet(random),
        subject=text[start:end],
        replacement=snippet(random),
        edits=(edit,) if random.random() < 0.5 else (),
        evidence=(snippet(random),),
        help=snippet(random),
    )


def write_diff(text: str, random: Random) -> None:
    """Write the difference between two texts of as many lines, and apply it by hand."""
    before = text.encode("utf-8", "surrogatepass") or b"\n"
    lines = before.split(b"\n")
    for _ in range(random.randint(0, 5)):
        at = random.randrange(max(1, len(lines) - 1))
        lines[at] = (snippet(random).replace("\n", "") + "x").encode("utf-8", "surrogatepass")
    after = b"\n".join(lines)
    assert apply_diff(before, render_diff("en/a.md", before, after)) == after


def apply_diff(before: bytes, diff: bytes) -> bytes:
    """Apply a unified diff of one file as its format has it."""
    old = re.findall(rb"[^\n]*\n|[^\n]+", before)
    new: list[bytes] = []
    at, sign = 0, b""
    for line in re.findall(rb"[^\n]*\n|[^\n]+", diff)[_HEAD if diff else 0 :]:
        if found := re.match(rb"@@ -(\d+)(?:,(\d+))? ", line):
            begin = int(found[1]) - (found[2] != b"0")
            new += old[at:begin]
            at = begin
        elif line.startswith(b"\\"):
            if sign != b"-":
                new[-1] = new[-1].removesuffix(b"\n")
            continue
        else:
            if line[:1] in b"+ ":
                new.append(line[1:])
            at += line[:1] in b"- "
        sign = line[:1]
    return b"".join([*new, *old[at:]])


_HEAD = 3
"""Lines of a diff before its first hunk."""

TARGETS: dict[str, tuple[int, Callable[[str, Random], None]]] = {
    "read-markdown": (60, read_markdown),
    "read-html": (23, read_html),
    "all-stages": (1, run_all_stages),
    "emit": (2, emit_spoiled_model),
    "findings": (9, write_findings),
    "diff": (5, write_diff),
}
"""Name → how many of a hundred cases, and the target."""
