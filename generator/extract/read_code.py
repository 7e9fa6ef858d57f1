"""Code → `CodeFacts`: the language told by the content, and its reader.

A further language is one module that lowers it to the common tree, one entry
of `_READERS`, and its words in `code_languages.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.extract.code_facts import CodeFacts, CodeLanguage
from generator.extract.code_tree import CodeNode
from generator.extract.code_types import load_types
from generator.extract.infer_code import infer_facts
from generator.extract.lower_csharp import parse_csharp
from generator.extract.lower_java import parse_java

Reader = Callable[[str], tuple[CodeNode, int]]

_READERS: dict[CodeLanguage, Reader] = {
    CodeLanguage.CSHARP: parse_csharp,
    CodeLanguage.JAVA: parse_java,
}
_WORDS = {CodeLanguage.CSHARP: "csharp", CodeLanguage.JAVA: "java"}
_SIGNS: dict[CodeLanguage, tuple[re.Pattern[str], ...]] = {
    CodeLanguage.CSHARP: tuple(
        re.compile(sign, re.MULTILINE)
        for sign in (
            r"^\s*using\s+[\w.]+;",
            r"^\s*namespace\s+[\w.]+",
            r"\bforeach\s*\(",
            r"\bstring\s+\w+",
            r"\bbool\s+\w+",
            r"\bvar\s+\w+\s*=",
            r"\{\s*get;",
            r"\basync\s+Task\b",
            r"\bConsole\.\w+",
            r"\bcase\s+(?:\w+\.)*[A-Z]\w*\.[A-Z][a-z]\w*\s*:",
            r"\b(?:public|private|protected|internal)\s+(?:\w+\s+)*[A-Z]\w*\s*\(",
            r"\w\.[A-Z][a-z]\w*\s*[();=!]",
            r"""[$@]\"""",
        )
    ),
    CodeLanguage.JAVA: tuple(
        re.compile(sign, re.MULTILINE)
        for sign in (
            r"^\s*import\s+(?:static\s+)?[\w.]+(?:\.\*)?;",
            r"^\s*package\s+[\w.]+;",
            r"\bSystem\.(?:out|err)\b",
            r"@Override\b",
            r"\bfinal\s+\w+\s+\w+",
            r"\bString\s+\w+",
            r"\bboolean\s+\w+",
            r"\bfor\s*\(\s*(?:final\s+)?[A-Z][\w<>]*\s+\w+\s*:",
            r"\)\s*throws\s+\w+",
            r"\.(?:get|is)[A-Z]\w*\(\)",
            r"\b(?:extends|implements)\s+[A-Z]",
        )
    ),
}
_OTHERS = re.compile(
    r"\bfunction\b|===|\brequire\(|\bconsole\.log|\blet\s+\w+\s*=|^\s*(?:def|elif|from)\s|<\?php|#include\b"
    r"|\bfn\s+\w+\(|\bfunc\s+\w+\(|\bexport\s+(?:default|const|class)\b",
    re.MULTILINE,
)
_STATEMENT = re.compile(r"[;{}]\s*(?://.*)?$", re.MULTILINE)
_FEWEST = 2
"""Signs of a language, and lines that end like statements, that make a sample one of it."""
_BROKEN = 0.1
"""Share of lines that may fail to parse; a sample with more is of another language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReading:
    """What came of one code block."""

    language: CodeLanguage | None = None
    """What it is; None for what cannot be read here."""
    facts: CodeFacts | None = None
    """What it shows; None where it was not read."""
    is_broken: bool = False
    """Some of it could not be parsed."""
    is_missing: bool = False
    """The libraries that read it are not installed."""


def detect_language(code: str) -> CodeLanguage | None:
    """Tell the language of a sample by its content; info strings are often wrong."""
    if len(_STATEMENT.findall(code)) < _FEWEST or _OTHERS.search(code):
        return None
    counts = {
        language: sum(sign.search(code) is not None for sign in signs)
        for language, signs in _SIGNS.items()
    }
    best = max(counts, key=lambda language: counts[language])
    is_clear = list(counts.values()).count(counts[best]) == 1
    return best if counts[best] >= _FEWEST and is_clear else None


def read_code_sample(code: str) -> CodeReading:
    """Read a code block as far as it tells of data; never fails."""
    language = detect_language(code)
    parse = _READERS.get(language) if language is not None else None
    if language is None or parse is None:
        return CodeReading()
    try:
        tree, errors = parse(code)
    except ImportError:
        return CodeReading(language=language, is_missing=True)
    if errors > max(1, code.count("\n") * _BROKEN):
        return CodeReading(language=language, is_broken=True)
    known = load_types(_WORDS[language])
    facts = infer_facts(tree, language, known.foreign | frozenset(known.builtins))
    return CodeReading(
        language=language, facts=None if facts.is_empty else facts, is_broken=bool(errors)
    )
