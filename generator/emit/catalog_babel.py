"""Reads PO files and writes PO and MO files by Babel.

What stands here beside the calls is what Babel 2.18 does not do for labels:

- Its catalog puts its own version and the year into the header, and drops the
  fields of other tools: `_Labels` keeps a header as it is.
- Its messages guess format flags from texts, so that `msgfmt -c` refuses
  `100 % de`: an `_Entry` has none.
- Its reader takes an unclosed text for an empty one and a second msgstr for
  none, knows no `#~|`, and leaves `#|` among the comments.
- Its writer knows no previous context, no flags of obsolete entries, ends
  comments in backslashes, which gettext joins to the next line, and wraps them
  even where nothing is too wide, which takes most of its time: it writes the
  texts, and the comments are put before each.
- It sorts an MO file by msgid alone, so that the C library's search for one
  with a context fails: it is given the format's own keys, context and all
  (GNU gettext manual, 10.3 "The Format of GNU MO Files").
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser, escape, generate_po, unescape

from generator.emit.catalog import CatalogFile, CatalogMessage, is_used

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GLUE = "\x04"
_LINE = re.compile(
    r"(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[(?=[0-9]\]))?)(?:[0-9]\])? +)?"
    r'"(?:[^"\\]|\\[\\trn"])*"'
)
_BEHIND = {
    "msgctxt": {"", "msgstr", "msgstr["},
    "msgid": {"", "msgctxt", "msgstr", "msgstr["},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[": {"msgid_plural", "msgstr["},
}
"""The keywords that each keyword may stand behind; none before the first."""
_PREVIOUS = re.compile(r'\|\s*(?:(msgctxt|msgid|msgid_plural)\s+)?(".*")')
_CHARSET = re.compile(rb"Content-Type:[^\n]*charset=([A-Za-z0-9_.:-]+)")
_GUESSED = {"python-format", "python-brace-format"}
_MOST_PLURALS = 6
"""Plural forms of Arabic, which has the most."""
_HEAD = 4096
"""Bytes in which the header names the encoding."""


class PoError(ValueError):
    """A catalog that cannot be read; the message says where."""


class _Entry(Message):
    """The texts of an entry, which Babel takes for no formats."""

    python_format = False
    python_brace_format = False


class _Labels(Catalog):
    """A catalog whose header is kept as it is, and whose plurals are read in any number."""

    header_comment: str = ""
    num_plurals: int = _MOST_PLURALS

    def __init__(self, header: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(fuzzy=False)
        fields = list(header)
        self._header = [*fields[:-1], *((name, f"{value}\n") for name, value in fields[-1:])]

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The fields of the header."""
        return self._header

    @mime_headers.setter
    def mime_headers(self, fields: Iterable[tuple[str, str]]) -> None:
        self._header = [*fields]


def read_po(content: bytes) -> CatalogFile:
    """Read a PO file.

    Raises:
        PoError: It is no PO file, or in no encoding that Python knows.
    """
    catalog = _Labels()
    try:
        PoFileParser(catalog, abort_invalid=True).parse(_checked_lines(_decode(content)))
    except PoFileError as error:
        reason = str(error).rpartition(" on ")[0]
        raise PoError(f"line {error.lineno + 1}: {reason}: {error.line[:60]!r}") from error
    live = [message for message in catalog if message.id]
    obsolete = list(catalog.obsolete.values())
    return CatalogFile(
        header=tuple((name, value.strip()) for name, value in catalog.mime_headers),
        comments=tuple(line[1:].strip() for line in catalog.header_comment.split("\n") if line),
        messages=(
            *(_from_babel(each) for each in live if not each.pluralizable),
            *(_from_babel(each, is_obsolete=True) for each in obsolete if not each.pluralizable),
        ),
        lost=tuple(each.id[0] for each in (*live, *obsolete) if each.pluralizable),
    )


def _decode(content: bytes) -> str:
    declared = _CHARSET.search(content, 0, _HEAD)
    charset = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        return content.decode("utf-8-sig" if charset in {"utf-8", "charset"} else charset)
    except (UnicodeError, LookupError) as error:
        raise PoError(f"not in {charset}: {error}") from error


def _checked_lines(text: str) -> Iterator[str]:
    """Give the lines for Babel's reader, which would lose what is not closed or stands twice."""
    last = ""
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if not line or (line[0] == "#" and line[:2] != "#~"):  # most lines
            yield line
            continue
        line = f"#|{line[3:]}" if line.startswith("#~|") else line
        body = line.removeprefix("#~").lstrip()
        if body and not body.startswith("#"):
            match = _LINE.fullmatch(body)
            keyword = match[1] if match else None
            if match is None or (keyword and last not in _BEHIND[keyword]):
                fault = "is out of place" if match else "is no keyword with a closed text"
                raise PoError(f"line {number}: {body[:60]!r} {fault}")
            last = keyword or last
        yield line
    if last not in _BEHIND["msgctxt"]:
        raise PoError("the last entry has no msgstr")


def _from_babel(message: Message, *, is_obsolete: bool = False) -> CatalogMessage:
    previous = {"msgctxt": "", "msgid": "", "msgid_plural": ""}
    comments: list[str] = []
    keyword = "msgid"
    for line in message.user_comments:
        if match := _PREVIOUS.fullmatch(line):
            keyword = match[1] or keyword
            previous[keyword] += unescape(match[2])
        else:
            comments.append(line)
    return CatalogMessage(
        context=message.context or "",
        msgid=str(message.id),
        msgstr=str(message.string or ""),
        is_fuzzy=message.fuzzy,
        flags=tuple(sorted({*message.flags} - _GUESSED - {"fuzzy"})),
        comments=tuple(comments),
        notes=tuple(message.auto_comments),
        references=tuple(f"{path}:{line}" if line else path for path, line in message.locations),
        previous_context=previous["msgctxt"],
        previous_msgid=previous["msgid"],
        is_obsolete=is_obsolete,
    )


def format_po(catalog: CatalogFile) -> bytes:
    """Write a PO file: nothing wrapped, entries in the order given, obsolete ones last."""
    labels = _Labels(catalog.header)
    labels.header_comment = "\n".join(f"# {_fold(line)}".rstrip() for line in catalog.comments)
    live: dict[tuple[str, str], CatalogMessage] = {}
    obsolete: dict[tuple[str, str], CatalogMessage] = {}
    for message in catalog.messages:
        if message.msgid:  # Babel takes an entry without one for the header
            kept = obsolete if message.is_obsolete else live
            kept[message.msgid, message.context] = message
    for message in live.values():
        labels[message.msgid] = _entry(message)
    for key, message in obsolete.items():
        labels.obsolete[key] = _entry(message)
    text = "".join(generate_po(labels, no_location=True, width=0))
    header, *texts = text.removesuffix("\n\n").split("\n\n")  # no text has a line end of its own
    entries = zip((*live.values(), *obsolete.values()), texts, strict=True)
    parts = [header, *(f"{_comments(message)}{entry}" for message, entry in entries)]
    return ("\n\n".join(parts) + "\n\n").encode("utf-8", "backslashreplace")


def _entry(message: CatalogMessage) -> _Entry:
    return _Entry(message.msgid, message.msgstr, context=message.context or None)


def _comments(message: CatalogMessage) -> str:
    """Write the comments of an entry, in gettext's order."""
    flags = [*message.flags, *(("fuzzy",) if message.is_fuzzy else ())]
    lines = [f"# {line}" for line in _folded(message.comments)]
    if not message.is_obsolete:
        lines += [f"#. {line}" for line in _folded(message.notes)]
        lines += _locations(message.references)
    lines += [f"#, {', '.join(sorted({*flags}))}"] if flags else []
    if not message.is_obsolete:
        lines += _previous(message)
    # gettext joins a line that ends in a backslash to the next one
    return "".join([f"{line} \n" if line.endswith("\\") else f"{line}\n" for line in lines])


def _previous(message: CatalogMessage) -> Iterator[str]:
    """Write what a translation was made for, where that is not what the entry says."""
    if message.previous_context:
        yield f"#| msgctxt {escape(' '.join(message.previous_context.split()))}"
    if message.previous_context or message.previous_msgid:
        text = message.previous_msgid or message.msgid
        yield f"#| msgid {escape(' '.join(text.split()))}"


def _folded(comments: Iterable[str]) -> Iterator[str]:
    """Bring comments to lines, without empty ones and without repeats of the line before."""
    for comment, _ in groupby(comments):
        if line := _fold(comment):
            yield line


def _fold(comment: str) -> str:
    """Turn white space into spaces; usually there is no other."""
    text = comment if comment.isprintable() else re.sub(r"[\t\n\v\f\r]", " ", comment.expandtabs())
    return text.strip()


@lru_cache(maxsize=1 << 14)
def _locations(sources: tuple[str, ...]) -> tuple[str, ...]:
    """Write where an identifier is documented; all of its entries say the same."""
    found = [(_enclose(path), line) for path, line in sorted(map(_location, sources))]
    shown = dict.fromkeys(f"{path}:{line}" if line else path for path, line in found)
    return tuple(f"#: {line}" for line in _folded([" ".join(shown)]))


def _location(source: str) -> tuple[str, int]:
    path, _, line = source.rpartition(":")
    return (path, int(line)) if path and re.fullmatch("[1-9][0-9]*", line) else (source, 0)


def _enclose(path: str) -> str:
    """Enclose a path with spaces, as gettext has it."""
    if " " not in path and "\t" not in path:
        return path
    return "\u2068" + path.removeprefix("\u2068").removesuffix("\u2069") + "\u2069"


def format_mo(catalog: CatalogFile, *, use_fuzzy: bool = False) -> bytes:
    """Compile a catalog without its empty and obsolete entries, and unless asked its fuzzy ones."""
    labels = _Labels(field for field in catalog.header if field[0] != "POT-Creation-Date")
    for message in catalog.messages:
        if is_used(message, use_fuzzy=use_fuzzy):
            context = f"{message.context}{_GLUE}" if message.context else ""
            key = context + message.msgid
            labels[key] = _Entry(key, message.msgstr)
    buffer = BytesIO()
    write_mo(buffer, labels)
    return buffer.getvalue()
