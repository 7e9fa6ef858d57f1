"""markdown-it's inline parser, with a state of our own that notes where every token begins.

markdown-it itself does not tell. The rules are its own but for the platform's markers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from markdown_it import rules_inline
from markdown_it.helpers import parseLinkLabel
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

from generator.read.rule_order import order_by_character

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

_WORD = re.compile(r"\[!([A-Za-z][A-Za-z-]*)(?:\]|[ \t\n]+|(?=\[))")
_MOST_PENDING = 4096
"""Characters of text from which it becomes a token: every rule that adds to it copies it."""
_SILENT_WORDS = re.compile(r"div|include|code.*|video", re.IGNORECASE)


class _State(StateInline):
    """Notes in every token's `meta` where it begins in the content."""

    pending_at = 0

    def pushPending(self) -> Token:  # noqa: N802  # markdown-it's name
        token = super().pushPending()
        token.meta = {"at": self.pending_at}
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta = {"at": self.pos}
        return token


class LocatedInline(ParserInline):
    """markdown-it's inline parser, whose tokens know where they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler.enableOnly([])
        self.ruler.push("by_character", _read_by_character)
        self.ruler2.enableOnly(["balance_pairs", "strikethrough", "emphasis"])

    def tokenize(self, state: StateInline) -> None:
        """Do as the base class does, and note the places."""
        limit = state.md.options["maxNesting"]
        while state.pos < state.posMax:
            if len(state.pending) > _MOST_PENDING and not state.pending[-1].isspace():
                state.pushPending()
            if not state.pending:
                state.pending_at = state.pos  # type: ignore[attr-defined]
            known = len(state.tokens)
            if state.level < limit and _read_by_character(state, False):
                if len(state.tokens) > known:
                    state.tokens[-1].meta["end"] = state.pos
                continue
            state.pending += state.src[state.pos]
            state.pos += 1
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse inline content into located tokens."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def read_marker(state: StateInline, silent: bool) -> bool:
    """Read `[!WORD text]` of the docs platform: the text counts, the marker does not.

    `[!WORD]` alone holds no text, and neither do `[!div ...]` and `[!INCLUDE ...]`.
    """
    if not state.src.startswith("[!", state.pos):
        return False
    found = _WORD.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    start, end, limit = state.pos, found.end(), state.posMax
    close = end - 1 if found[0].endswith("]") else parseLinkLabel(state, start)
    if close < 0 or state.src.startswith("(", close + 1):
        return False
    if not silent:
        state.push("marker_open", "", 1).info = found[1].upper()
        if not _SILENT_WORDS.fullmatch(found[1]):
            state.pos, state.posMax = end, close
            state.md.inline.tokenize(state)
        state.pos, state.posMax = close, limit
        state.push("marker_close", "", -1)
    state.pos = close + 1
    return True


_RULES, _TEXT_ALONE = order_by_character(
    first=[rules_inline.text],
    bound=[
        (rules_inline.newline, "\n"),
        (rules_inline.escape, "\\"),
        (rules_inline.backtick, "`"),
        (rules_inline.strikethrough.tokenize, "~"),
        (rules_inline.emphasis.tokenize, "*_"),
        (read_marker, "["),
        (rules_inline.link, "["),
        (rules_inline.image, "!"),
        (rules_inline.autolink, "<"),
        (rules_inline.html_inline, "<"),
        (rules_inline.entity, "&"),
    ],
)


def _read_by_character(state: StateInline, silent: bool) -> bool:
    """Read what begins here, asking only the rules that begin with its character."""
    for rule in _RULES.get(state.src[state.pos], _TEXT_ALONE):  # noqa: SIM110 - hot
        if rule(state, silent):
            return True
    return False
