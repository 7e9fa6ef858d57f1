"""The one table of rules: what check reports, fix mends and the documentation explains."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from generator.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALL = "ALL"
"""Selects every rule."""


class Fixability(StrEnum):
    """Whether `fix` mends what a rule finds."""

    ALWAYS = "always"
    """Where the evidence is sure and a safe edit is known."""
    PROTECT = "protect"
    """With `--protect` only."""
    NEVER = "never"
    """Only a person can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, with what people need to know about it."""

    code: str
    """Its stable id, never given a second meaning: GSC1xx identifiers, 2xx references, 3xx tables,
    4xx labels, 5xx markup, 9xx checking itself."""
    name: str
    """Its name in words."""
    severity: Severity
    """What its findings weigh at most."""
    fixable: Fixability
    """Whether they can be mended."""
    summary: str
    """What it finds, one line."""
    why: str
    """Why that matters."""
    before: str
    """An example of what it finds."""
    after: str
    """The same as it should be."""
    is_default: bool
    """It is applied unless others are selected."""


@cache
def load_rules() -> Mapping[str, Rule]:
    """Give every rule by its code, in order."""
    text = files("generator.check").joinpath("rules.toml").read_text("utf-8")
    return {code: _rule(code, entry) for code, entry in sorted(tomllib.loads(text).items())}


def _rule(code: str, entry: Mapping[str, str]) -> Rule:
    return Rule(
        code=code,
        name=entry["name"],
        severity=Severity(entry["severity"]),
        fixable=Fixability(entry["fixable"]),
        summary=entry["summary"],
        why=" ".join(entry["why"].split()),
        before=entry["before"].strip("\n"),
        after=entry["after"].strip("\n"),
        is_default=bool(entry.get("default", True)),
    )


def find_rules(selector: str) -> frozenset[str]:
    """Give the codes that a selector means: a code, its beginning, a rule's name, or `ALL`."""
    if selector.upper() == ALL:
        return frozenset(load_rules())
    return frozenset(
        code
        for code, rule in load_rules().items()
        if code.startswith(selector.upper()) or rule.name == selector.lower()
    )


def select_rules(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """Give the codes of the rules to apply.

    Args:
        select: What is asked for; empty for every default rule.
        ignore: What is left out.
    """
    wanted = frozenset(code for selector in select for code in find_rules(selector)) or frozenset(
        code for code, rule in load_rules().items() if rule.is_default
    )
    return wanted - frozenset(code for selector in ignore for code in find_rules(selector))
