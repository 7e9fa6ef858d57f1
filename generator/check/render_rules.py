"""The rule table → text: of one rule for the terminal, of all for docs/rules.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.rules import Fixability, load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.rules import Rule

_FIXES = {
    Fixability.ALWAYS: "where the evidence is sure",
    Fixability.PROTECT: "with `--protect`",
    Fixability.NEVER: "by hand only",
}
_GROUPS = {
    "GSC1": "Identifiers",
    "GSC2": "References and samples",
    "GSC3": "Tables",
    "GSC4": "Labels",
    "GSC5": "Markup",
    "GSC9": "Suppressions and baseline",
}
_PREFACE = """# Rules

<!-- Written by `gen-schema rule --format markdown` from generator/check/rules.toml -->

`gen-schema check SPECS` applies these rules; `gen-schema rule CODE` explains one. `--select` and
`--ignore` take codes, their beginnings (`GSC1`), names, or `ALL`. Severities are the highest a
rule's findings have: where the right text is a guess, a finding is a warning and has no fix.
"""


def render_rule(rule: Rule) -> str:
    """Explain one rule as plain text."""
    lines = [
        f"{rule.code} {rule.name}",
        "",
        f"{rule.summary}.",
        "",
        rule.why,
        "",
        f"severity: {rule.severity}",
        f"fixed: {_FIXES[rule.fixable].replace('`', '')}",
        *(() if rule.is_default else ("not applied unless selected",)),
        "",
        "before:",
        *(f"  {line}" for line in rule.before.splitlines()),
        "after:",
        *(f"  {line}" for line in rule.after.splitlines()),
    ]
    return "\n".join(lines)


def render_rules() -> str:
    """Write the documentation of all rules."""
    return "\n".join([_PREFACE, *_index(), "", *_chapters()])


def _index() -> Iterator[str]:
    yield "| Code | Name | What it finds | Severity | Fixed |"
    yield "| --- | --- | --- | --- | --- |"
    for rule in load_rules().values():
        name = f"[{rule.name}](#{rule.code.lower()}-{rule.name})"
        severity = rule.severity if rule.is_default else f"{rule.severity}, off by default"
        yield f"| {rule.code} | {name} | {rule.summary} | {severity} | {_FIXES[rule.fixable]} |"


def _chapters() -> Iterator[str]:
    group = ""
    for rule in load_rules().values():
        if rule.code[:4] != group:
            group = rule.code[:4]
            yield f"## {_GROUPS[group]}\n"
        yield f'### <a id="{rule.code.lower()}"></a>{rule.code} {rule.name}\n'
        yield f"{rule.summary}.\n\n{rule.why}\n"
        yield f"{example_text(rule)}\n"


def example_text(rule: Rule) -> str:
    """Show a rule's example as Markdown."""
    return f"Before:\n\n```text\n{rule.before}\n```\n\nAfter:\n\n```text\n{rule.after}\n```"
