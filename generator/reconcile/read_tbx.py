"""TBX (ISO 30042), version 2 and 3 → entries of terms by language.

Version 2 nests `termEntry/langSet/tig/term` (or `ntig/termGrp/term`), version 3
`conceptEntry/langSec/termSec/term`; `xml:lang` names the language. Nothing
beyond the file is ever read: a document type is passed over by name, as files
of version 2 carry one, and one that declares anything is refused, as are
entities.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENTRIES = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = frozenset({"langSet", "langSec"})
_ROOTS = frozenset({"martif", "tbx", "TBX"})
_LANG = "xml:lang"
_NAMESPACE_END = ":"


class TbxError(ValueError):
    """A file that is no TBX, or none that is safe to read."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line
        """1-based line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TbxEntry:
    """One concept."""

    texts: tuple[tuple[str, str], ...]
    """Language and term, in the order of the file."""
    lines: tuple[tuple[str, int], ...]
    """Language and the line its section starts in."""


@dataclass(slots=True)
class _Scan:
    """What was found so far, and where the parser stands."""

    parser: expat.XMLParserType
    entries: list[TbxEntry] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    lines: list[tuple[str, int]] = field(default_factory=list)
    language: str = ""
    term: list[str] | None = None
    has_root: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        name = tag.rpartition(_NAMESPACE_END)[2]
        if not self.has_root and name not in _ROOTS:
            raise self.fault(f"its root is '{name}', expected 'martif' or 'tbx'")
        self.has_root = True
        if name in _ENTRIES:
            self.texts, self.lines, self.language = [], [], ""
        elif name in _LANGUAGES:
            self.language = attributes.get(_LANG, "")
            self.lines.append((self.language, self.parser.CurrentLineNumber))
        elif name == "term" and self.language:
            self.term = []

    def end(self, tag: str) -> None:
        """Close an element."""
        name = tag.rpartition(_NAMESPACE_END)[2]
        if name == "term" and self.term is not None:
            text = " ".join("".join(self.term).split())
            if text:
                self.texts.append((self.language, text))
            self.term = None
        elif name in _LANGUAGES:
            self.language = ""
        elif name in _ENTRIES:
            self.entries.append(TbxEntry(texts=tuple(self.texts), lines=tuple(self.lines)))

    def characters(self, text: str) -> None:
        """Keep a term's text, that of markup within it too."""
        if self.term is not None:
            self.term.append(text)

    def refuse_entity(self, *declaration: object) -> NoReturn:
        """Refuse whatever a document type declares or an entity would bring in."""
        raise self.fault(f"it has an entity, '{declaration[0]}', or declares one")

    def refuse_subset(self, name: str, _system: object, _public: object, subset: int) -> None:
        """Refuse a document type that declares anything; a mere name is never looked up."""
        if subset:
            raise self.fault(f"its document type '{name}' declares something")

    def fault(self, message: str) -> TbxError:
        """Give a fault at the parser's place."""
        return TbxError(message, self.parser.CurrentLineNumber)


def read_tbx(content: bytes) -> tuple[TbxEntry, ...]:
    """Read a file's entries.

    Raises:
        TbxError: The file is not well-formed, not TBX, or declares entities.
    """
    parser = expat.ParserCreate()
    scan = _Scan(parser)
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.characters
    parser.StartDoctypeDeclHandler = scan.refuse_subset
    parser.EntityDeclHandler = scan.refuse_entity
    parser.UnparsedEntityDeclHandler = scan.refuse_entity
    parser.ExternalEntityRefHandler = scan.refuse_entity
    parser.SkippedEntityHandler = scan.refuse_entity
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise TbxError(expat.ErrorString(error.code), error.lineno) from error
    except (LookupError, UnicodeError) as error:
        raise TbxError(f"its encoding cannot be read: {error}", 1) from error
    return tuple(scan.entries)
