"""The gettext PO format: text to records and back.

Babel's own reader takes previous msgids for comments and prints what it does
not understand; its writer wraps comments and guesses format flags from texts,
which makes `msgfmt -c` refuse `100 % de`. The format is small enough to be
exact about (GNU gettext manual, 3 "The Format of PO Files").
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_QUOTED = str.maketrans(
    {char: f"\\{short}" for short, char in (*_ESCAPES.items(), ("\\", "\\"), (chr(34), chr(34)))}
)
_ESCAPED = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.))", re.DOTALL)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(\".*)")
_REFERENCE = re.compile("\u2068([^\u2069]*)\u2069|(\\S+)")


class PoError(ValueError):
    """A catalog that cannot be read; the message names the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogMessage:
    """One entry of a catalog."""

    context: str
    """`msgctxt`; empty for none."""
    msgid: str
    """The text to translate."""
    msgstr: str
    """The translation; empty for none."""
    is_fuzzy: bool = False
    """To be reviewed before use."""
    flags: tuple[str, ...] = ()
    """Other flags, sorted."""
    comments: tuple[str, ...] = ()
    """Translators' comments, line by line."""
    notes: tuple[str, ...] = ()
    """Extracted comments, line by line."""
    references: tuple[str, ...] = ()
    """Where it is documented: `path:line`."""
    previous_context: str = ""
    """The context the translation was made for; empty where it is the same."""
    previous_msgid: str = ""
    """The text the translation was made for; empty where it is the same."""
    is_obsolete: bool = False
    """No longer in the model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogFile:
    """A whole PO file."""

    header: tuple[tuple[str, str], ...]
    """The header's fields in order."""
    comments: tuple[str, ...]
    """Comments above the header, line by line."""
    messages: tuple[CatalogMessage, ...]
    """The entries in order, obsolete ones included."""
    lost: tuple[str, ...] = ()
    """The msgids of entries in several plural forms, which a label has not."""


@dataclass(slots=True)
class _Draft:
    """An entry that is being read."""

    texts: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    is_obsolete: bool = False
    last: str = ""

    def is_complete(self) -> bool:
        return self.last.startswith("msgstr")

    def to_message(self) -> CatalogMessage:
        return CatalogMessage(
            context=self.texts.get("msgctxt", ""),
            msgid=self.texts["msgid"],
            msgstr=self.texts.get("msgstr", ""),
            is_fuzzy="fuzzy" in self.flags,
            flags=tuple(sorted(self.flags - {"fuzzy"})),
            comments=tuple(self.comments),
            notes=tuple(self.notes),
            references=tuple(self.references),
            previous_context=self.texts.get("|msgctxt", ""),
            previous_msgid=self.texts.get("|msgid", ""),
            is_obsolete=self.is_obsolete,
        )


def read_po(content: bytes) -> CatalogFile:
    """Read a PO file.

    Raises:
        PoError: It is no PO file, or in no encoding that Python knows.
    """
    drafts: list[_Draft] = [_Draft()]
    for number, raw in enumerate(_decode(content).split("\n"), start=1):
        line = raw.strip()
        if not line:
            continue
        if drafts[-1].is_complete() and _starts_entry(line, drafts[-1]):
            drafts.append(_Draft())
        try:
            _read_line(line, drafts[-1])
        except ValueError as error:
            raise PoError(f"line {number}: {error}: {line[:60]!r}") from error
    if not drafts[-1].is_complete():
        last = drafts.pop()
        if last.texts:
            raise PoError("the last entry has no msgstr")
    return _assemble(drafts)


def _assemble(drafts: list[_Draft]) -> CatalogFile:
    header: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()
    messages: list[CatalogMessage] = []
    lost: list[str] = []
    for draft in drafts:
        if "msgid" not in draft.texts:
            raise PoError("an entry has no msgid")
        if "msgstr" not in draft.texts:
            lost.append(draft.texts["msgid"])
            continue
        message = draft.to_message()
        if message.msgid or message.context:
            messages.append(message)
        elif not message.is_obsolete:
            fields = (line.partition(":") for line in message.msgstr.split("\n") if ":" in line)
            header = tuple((name.strip(), value.strip()) for name, _, value in fields)
            comments = message.comments
    return CatalogFile(header=header, comments=comments, messages=tuple(messages), lost=tuple(lost))


def _decode(content: bytes) -> str:
    content = content.removeprefix(codecs.BOM_UTF8)
    declared = re.search(rb"charset=([A-Za-z0-9_.:-]+)", content[:4096])
    charset = declared[1].decode("ascii") if declared else "utf-8"
    try:
        text = content.decode("utf-8" if charset == "CHARSET" else charset)
    except (UnicodeDecodeError, LookupError) as error:
        raise PoError(f"not in {charset}: {error}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _starts_entry(line: str, draft: _Draft) -> bool:
    """Tell whether a line behind a complete entry belongs to the next one."""
    body = line[2:].lstrip() if line.startswith("#~") else line
    if body.startswith('"'):
        return False
    return not (body.startswith("msgstr[") and "msgid_plural" in draft.texts)


def _read_line(line: str, draft: _Draft) -> None:
    if line.startswith("#~"):
        draft.is_obsolete = True
        line = line[2:].lstrip()
        if line.startswith("|"):
            _read_text(line[1:].lstrip(), draft, "|")
        elif line.startswith(("msg", '"')):
            _read_text(line, draft, "")
        return
    if not line.startswith("#"):
        _read_text(line, draft, "")
    elif line.startswith("#|"):
        _read_text(line[2:].lstrip(), draft, "|")
    elif line.startswith("#."):
        draft.notes.append(line[2:].strip())
    elif line.startswith("#:"):
        draft.references += [found[1] or found[2] for found in _REFERENCE.finditer(line[2:])]
    elif line.startswith("#,"):
        draft.flags |= {flag.strip() for flag in line[2:].split(",")} - {""}
    else:
        draft.comments.append(line[1:].strip())


def _read_text(line: str, draft: _Draft, prefix: str) -> None:
    if line.startswith('"'):
        if not draft.last.startswith(prefix) or not draft.last:
            raise ValueError("a text that continues nothing")
        draft.texts[draft.last] += _unquote(line)
        return
    match = _KEYWORD.fullmatch(line)
    if match is None:
        raise ValueError("neither a keyword nor a text")
    draft.last = prefix + match[1]
    if draft.last in draft.texts:
        raise ValueError(f"a second {match[1]}")
    draft.texts[draft.last] = _unquote(match[2])


def _unquote(quoted: str) -> str:
    match = _STRING.fullmatch(quoted.strip())
    if match is None:
        raise ValueError("a text that is not closed")
    return _ESCAPED.sub(_unescape, match[1])


def _unescape(match: re.Match[str]) -> str:
    if match[3]:
        return _ESCAPES.get(match[3], match[3])
    return chr(int(match[1], 16) if match[1] else int(match[2], 8) & 0xFF)


def format_po(catalog: CatalogFile) -> bytes:
    """Write a PO file: nothing wrapped, entries in the order given, obsolete ones last."""
    head = [_comment("#", line) for line in catalog.comments]
    head += ['msgid ""', 'msgstr ""']
    head += [_quote(f"{name}: {value}\n") for name, value in catalog.header]
    live = [message for message in catalog.messages if not message.is_obsolete]
    obsolete = [message for message in catalog.messages if message.is_obsolete]
    entries = ["\n".join(head), *("\n".join(_lines(message)) for message in (*live, *obsolete))]
    return ("\n\n".join(entries) + "\n").encode("utf-8", "replace")


def _lines(message: CatalogMessage) -> list[str]:
    lines = [_comment("#", line) for line in message.comments]
    lines += [_comment("#.", line) for line in message.notes]
    if message.references:
        lines.append("#: " + " ".join(map(_reference, message.references)))
    flags = (*(("fuzzy",) if message.is_fuzzy else ()), *message.flags)
    if flags:
        lines.append("#, " + ", ".join(flags))
    mark = "#~" if message.is_obsolete else "#"
    if message.previous_context:
        lines.append(f"{mark}| msgctxt {_quote(message.previous_context)}")
    if message.previous_msgid:
        lines.append(f"{mark}| msgid {_quote(message.previous_msgid)}")
    mark = "#~ " if message.is_obsolete else ""
    if message.context:
        lines.append(f"{mark}msgctxt {_quote(message.context)}")
    lines.append(f"{mark}msgid {_quote(message.msgid)}")
    lines.append(f"{mark}msgstr {_quote(message.msgstr)}")
    return lines


def _comment(mark: str, line: str) -> str:
    """Write a comment line.

    gettext joins a line that ends in a backslash to the next one, comments
    too, so a space keeps the two apart.
    """
    text = " ".join(line.split())
    text += " " if text.endswith("\\") else ""
    return f"{mark} {text}" if text else mark


def _reference(source: str) -> str:
    source = re.sub("[\u2068\u2069\\s]+", " ", source)
    is_plain = " " not in source and not source.endswith("\\")
    return source if is_plain else f"\u2068{source}\u2069"


def _quote(text: str) -> str:
    return f'"{text.translate(_QUOTED)}"'
