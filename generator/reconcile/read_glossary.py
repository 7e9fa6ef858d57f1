"""A user's glossary files, CSV or TBX → `Glossary`, on top of the general one.

CSV: a header row, then one term a row. The column `term` (or `en`) holds the
English word, every other column is headed by a BCP 47 tag and holds its
translations, several separated by `|`. Comma, semicolon and tab separate
columns. A row that starts with `#` is a comment; the comment `#replace` above
the header leaves out the vocabulary that ships with the package.

A term that exists already gets further alternatives. Faults are collected as
diagnostics, and what is not at fault is used.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.locales import parse_locale
from generator.reconcile.glossary import REFERENCE, Glossary
from generator.reconcile.glossary_source import GeneralVocabulary, GlossarySource, Row, TermTable
from generator.reconcile.read_tbx import TbxError, read_tbx
from generator.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_REPLACE = "#replace"
_SEPARATORS = ",;\t"
_TBX_SUFFIXES = (".tbx", ".xml")


def load_glossary(paths: Sequence[Path] = (), *, replace: bool = False) -> Glossary:
    """Read the user's files and put them above what ships with the package.

    Args:
        paths: CSV and TBX files; the earlier weighs more.
        replace: Leave out what ships with the package, as `#replace` in a CSV file does.

    Returns:
        The glossary, with a diagnostic for everything in the files that could not be used.
    """
    found: list[Diagnostic] = []
    sources: list[GlossarySource] = []
    for path in paths:
        file = _File(path=path.as_posix())
        _read_file(path, file)
        found += file.found
        replace = replace or file.replaces
        if file.rows:
            sources.append(_table(file))
    if not replace:
        sources.append(GeneralVocabulary())
    return Glossary(sources=tuple(sources), diagnostics=sort_diagnostics(found))


@dataclass(slots=True)
class _File:
    """One file being read: its text, its rows and its findings."""

    path: str
    text: str = ""
    replaces: bool = False
    rows: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def fault(self, message: str, line: int, severity: Severity = Severity.WARNING) -> None:
        """Record what cannot be used, by its line."""
        lines = self.text.splitlines(keepends=True)
        line = max(1, min(line, len(lines)))
        start = sum(map(len, lines[: line - 1]))
        context = lines[line - 1].rstrip("\r\n") if lines else ""
        span = Span(
            path=self.path,
            line=line,
            column=1,
            start=start,
            end=start + len(context),
            context=context,
        )
        self._record(message, severity, span)

    def refuse(self, message: str) -> None:
        """Record that the file as a whole cannot be used."""
        self._record(message, Severity.ERROR, None)

    def add(self, locale: str, term: str, alternatives: tuple[str, ...]) -> None:
        """Keep a term's alternatives, if there are any."""
        if alternatives:
            self.rows.append((locale, term, alternatives))

    def _record(self, message: str, severity: Severity, span: Span | None) -> None:
        path = None if span else self.path
        self.found.append(
            Diagnostic(code="GS107", severity=severity, message=message, span=span, path=path)
        )


def _read_file(path: Path, file: _File) -> None:
    """Read a file as what it is: markup is TBX, anything else CSV."""
    try:
        content = path.read_bytes()
    except OSError as error:
        file.refuse(f"glossary cannot be read: {error.strerror or error}")
        return
    file.text = content.decode("utf-8-sig", errors="replace")
    is_markup = path.suffix.lower() in _TBX_SUFFIXES or file.text.lstrip().startswith("<")
    if is_markup:
        _read_markup(content, file)
        return
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        file.fault(f"glossary is not UTF-8: {error.reason}", line, Severity.ERROR)
        return
    _read_csv(file)


def _read_markup(content: bytes, file: _File) -> None:
    try:
        entries = read_tbx(content)
    except TbxError as fault:
        file.fault(f"glossary is not usable as TBX: {fault}", fault.line, Severity.ERROR)
        return
    tags: dict[str, str | None] = {}
    for entry in entries:
        for locale, line in entry.lines:
            if locale not in tags:
                tags[locale] = parse_locale(locale)
                if tags[locale] is None:
                    file.fault(f"unknown locale '{locale}'", line)
        for locale, text in entry.texts:
            tag = tags[locale]
            if tag is not None and tag.split("-")[0] != REFERENCE:
                for term in _terms(entry.texts, tags):
                    file.add(tag, term, (_clean(text),))
    if not file.rows:
        file.fault("no entry has both an English term and another language's", 1)


def _terms(texts: tuple[tuple[str, str], ...], tags: dict[str, str | None]) -> Iterator[str]:
    """Give the English terms of an entry."""
    for locale, text in texts:
        if (tags[locale] or "").split("-")[0] == REFERENCE:
            yield _clean(text).lower()


def _read_csv(file: _File) -> None:
    """Read the rows below the header, each cell by its column's locale."""
    reader = csv.reader(io.StringIO(file.text, newline=""), delimiter=_sniff(file.text))
    columns: tuple[str | None, ...] = ()
    try:
        for cells in reader:
            if cells and cells[0].lstrip().startswith("#"):
                is_directive = not columns and cells[0].strip().lower() == _REPLACE
                file.replaces = file.replaces or is_directive
            elif not any(map(str.strip, cells)):
                continue
            elif columns:
                _read_row(file, columns, cells, reader.line_num)
            else:
                columns = _read_header(file, cells, reader.line_num)
                if REFERENCE not in columns:
                    return
    except csv.Error as error:
        file.fault(f"glossary is not valid CSV: {error}", reader.line_num, Severity.ERROR)
        return
    if not columns:
        file.fault("glossary is empty, expected a header 'term,…'", 1, Severity.ERROR)


def _sniff(text: str) -> str:
    """Tell the separator from the header: the one it holds most of."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    header = next(lines, "")
    return max(_SEPARATORS, key=header.count)


def _read_header(file: _File, cells: list[str], line: int) -> tuple[str | None, ...]:
    """Give every column's locale, `en` for the terms' and None for one that is not used."""
    names = [cell.strip() for cell in cells]
    term = next((name for name in names if name.lower() in {"term", REFERENCE}), None)
    if term is None:
        file.fault("glossary has no column 'term'", line, Severity.ERROR)
        return (None,)
    columns: list[str | None] = []
    for name in names:
        tag = REFERENCE if name == term else parse_locale(name)
        if tag is None:
            file.fault(f"column '{name}' is no locale", line)
        elif tag in columns:
            file.fault(f"column '{name}' stands twice", line)
            tag = None
        columns.append(tag)
    return tuple(columns)


def _read_row(file: _File, columns: tuple[str | None, ...], cells: list[str], line: int) -> None:
    """Read one term's row; cells missing at its end are empty."""
    if any(cell.strip() for cell in cells[len(columns) :]):
        file.fault(f"row has {len(cells)} cells, the header {len(columns)}", line)
        return
    by_column = dict(zip(columns, cells, strict=False))
    term = _clean(by_column.get(REFERENCE) or "").lower()
    if not term:
        file.fault("row has no term", line)
        return
    for tag, cell in by_column.items():
        if tag is not None and tag != REFERENCE:
            parts = (_clean(part) for part in cell.split("|"))
            file.add(tag, term, tuple(dict.fromkeys(part for part in parts if part)))


def _clean(text: str) -> str:
    """Normalize to NFC with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _table(file: _File) -> TermTable:
    """Bring a file's rows together by locale and term."""
    merged: dict[str, dict[str, tuple[str, ...]]] = {}
    for locale, term, alternatives in file.rows:
        terms = merged.setdefault(locale, {})
        terms[term] = tuple(dict.fromkeys((*terms.get(term, ()), *alternatives)))
    return TermTable(by_locale={tag: _rows(terms) for tag, terms in merged.items()})


def _rows(terms: dict[str, tuple[str, ...]]) -> tuple[Row, ...]:
    return tuple(terms.items())
