"""`gen-schema rule`: what a rule of check finds, and why."""

from __future__ import annotations

import click

from generator.cli.speak import print_result


@click.command("rule")
@click.argument("code", required=False)
@click.option("--all", "show_all", is_flag=True, help="Explain every rule.")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown"]), default="text",
    show_default=True, help="Markdown is what docs/rules.md is.",
)  # fmt: skip
def rule_command(code: str | None, *, show_all: bool, form: str) -> None:
    """Explain a rule of check, or list all of them.

    CODE is a rule's code or its name.
    """
    from generator.check.render_rules import render_rule, render_rules  # noqa: PLC0415
    from generator.check.rules import load_rules  # noqa: PLC0415

    if form == "markdown":
        print_result(render_rules(), nl=False)
        return
    rules = load_rules().values()
    if code is None and not show_all:
        for rule in rules:
            print_result(f"{rule.code}  {rule.severity:7}  {rule.name}: {rule.summary}")
        return
    chosen = [
        rule for rule in rules if code is None or code.upper() == rule.code or code == rule.name
    ]
    if not chosen:
        raise click.BadParameter(f"no rule is called {code!r}", param_hint="CODE")
    print_result("\n\n\n".join(render_rule(rule) for rule in chosen))
