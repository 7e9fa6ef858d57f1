"""Case rules for identifiers, both ways: pure, total, without knowledge of any corpus."""

from __future__ import annotations

import hashlib
import keyword
import re
import unicodedata
from functools import lru_cache

_NCNAME_START = r"A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u167F\u1681-\u1FFF"
_NCNAME_START += r"\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD"
_NCNAME = re.compile(f"[{_NCNAME_START}][{_NCNAME_START}\\-.0-9\xb7\u0300-\u036f\u203f-\u2040]*")
_ASCII_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_MEMBER = re.compile(
    r"[$@]?[A-Za-z_][\w\-]*(?:\[\w*\])*(?:(?:[.@]{1,2}\$?|->)[A-Za-z_][\w\-]*(?:\[\w*\])*)*|\{[A-Za-z_][\w\-]*\}",
    re.ASCII,
)
_LONGEST_MODULE = 160
"""Bytes of a module's name; a character has four of them at most."""
_RESERVED_MEMBERS = frozenset({"mro", "name", "value", "label", "description"})


def is_ncname(text: str) -> bool:
    """Tell whether a text is an XML NCName in every edition of XML 1.0.

    Later editions allow letters beyond the basic plane (Namespaces in XML 1.0,
    production 4), which XML Schema 1.0, that refers to the second, does not.
    """
    return _NCNAME.fullmatch(text) is not None


def is_member_name(text: str) -> bool:
    """Tell whether a text can be a member's name: an NCName, or what JSON and HTTP have besides.

    These are annotations (`@odata.type`), options (`$filter`), paths (`items[].price`,
    `key->type`, `owner@odata.bind`) and placeholders (`{id}`), all of them in ASCII.
    """
    return is_ncname(text) or _MEMBER.fullmatch(text) is not None


def xml_name(name: str) -> str:
    """Write a member's name as an NCName: what XML forbids becomes `_x0040_`, as .NET has it."""
    if is_ncname(name):
        return name
    escaped = "".join(c if is_ncname(f"_{c}") else f"_x{ord(c):04X}_" for c in name)
    return escaped if is_ncname(escaped) else f"_x{ord(name[0]):04X}_{escaped[1:]}" if name else "_"


@lru_cache(maxsize=65536)
def split_words(identifier: str) -> tuple[str, ...]:
    """Split an identifier into its words: `numPDFPages2` gives num, PDF, Pages, 2.

    Latin words split at case changes; letters of other scripts stay together;
    anything that is neither letter nor digit separates words and is dropped.
    """
    if identifier.isascii():
        return tuple(_ASCII_WORD.findall(identifier))
    words: list[str] = []
    for part in re.split(r"[\W_]+", unicodedata.normalize("NFC", identifier)):
        words += _split_case(part)
    return tuple(words)


def _split_case(part: str) -> list[str]:
    """Split one run of letters and digits at case and digit boundaries, in any script."""
    if part.isalpha() and part.lower() == part.upper():
        return [part]  # a script without case
    words: list[str] = []
    current = ""
    for index, char in enumerate(part):
        following = part[index + 1] if index + 1 < len(part) else ""
        if current and _is_boundary(current[-1], char, following):
            words.append(current)
            current = ""
        current += char
    return [*words, current] if current else words


def _is_boundary(before: str, char: str, following: str) -> bool:
    """Tell whether a word starts at `char`."""
    if char.isdigit() != before.isdigit():
        return True
    if char.isupper():
        return not before.isupper() or (following.islower() and following.isalpha())
    # a script with case meets one without: company핸들
    return char.isalpha() and before.isalpha() and _has_case(char) != _has_case(before)


def _has_case(char: str) -> bool:
    return char.lower() != char.upper()


def label_words(identifier: str) -> str:
    """Give an identifier's words as a label: `numPending` gives `Num pending`.

    Acronyms keep their capitals; every other word is lower-case, the first
    one starts with a capital.
    """
    words = [w if len(w) > 1 and w.isupper() else w.lower() for w in split_words(identifier)]
    text = " ".join(words) or identifier
    return text[:1].upper() + text[1:]


def pascal_case(identifier: str) -> str:
    """Join the words with capitals: `orderState` gives `OrderState`; capitals inside stay."""
    return "".join(word[:1].upper() + word[1:] for word in split_words(identifier))


def camel_case(identifier: str) -> str:
    """Join the words with capitals behind the first: `OrderState` gives `orderState`."""
    words = split_words(identifier)
    if not words:
        return ""
    return words[0].lower() + "".join(word[:1].upper() + word[1:] for word in words[1:])


def snake_case(identifier: str) -> str:
    """Join the words lower-case with underscores: `numPDFPages` gives `num_pdf_pages`."""
    return "_".join(word.lower() for word in split_words(identifier))


def class_name(identifier: str) -> str:
    """Give a Python class name for an identifier; total, never a keyword, never empty."""
    return _legal(pascal_case(identifier) or "Unnamed")


def member_name(value: str) -> str:
    """Give an enumeration member's Python name: `WaitingClient` gives `WAITING_CLIENT`."""
    name = snake_case(value).upper()
    if not name:
        name = "VALUE_" + "_".join(f"{ord(char):X}" for char in value) if value else "EMPTY"
    name = _legal(name)
    return name + "_" if name.lower() in _RESERVED_MEMBERS and name.islower() else name


def attribute_name(identifier: str) -> str:
    """Give a Python attribute name for a field: `numPending` gives `num_pending`."""
    return _legal(snake_case(identifier) or "unnamed")


def module_name(identifier: str) -> str:
    """Give a lower-case Python module name: `media-services` gives `media_services`.

    A long one ends in a digest, for it names a file.
    """
    name = attribute_name(unicodedata.normalize("NFKC", identifier)).lower()
    if len(name.encode("utf-8", "surrogatepass")) <= _LONGEST_MODULE:
        return name
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{name[: _LONGEST_MODULE // 4 - len(digest) - 1]}_{digest}"


def _legal(name: str) -> str:
    """Make a name a Python identifier that is no keyword (Python reference, 2.3)."""
    name = unicodedata.normalize("NFKC", name)
    name = "".join(char if f"_{char}".isidentifier() else "_" for char in name)
    if not name.isidentifier():
        name = "_" + name
    return name + "_" if keyword.iskeyword(name) or keyword.issoftkeyword(name) else name


def is_several(count: str) -> bool:
    """Tell whether a text is a number above 1, of however many digits."""
    return count.isascii() and count.isdigit() and count.lstrip("0") not in {"", "1"}


def unique_names(wanted: list[str]) -> list[str]:
    """Make names distinct by counting up, in order: a, a, a_2 gives a, a_2, a_2_2."""
    taken: set[str] = set()
    given: list[str] = []
    for name in wanted:
        candidate, count = name, 1
        while candidate in taken:
            count += 1
            candidate = f"{name}_{count}"
        taken.add(candidate)
        given.append(candidate)
    return given


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Reduce an identifier to what spacing, case and width leave: NFKC, case-folded."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
