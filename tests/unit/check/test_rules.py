"""The rule table: complete, selectable, and what the documentation says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.check.render_rules import render_rule, render_rules
from generator.check.rules import Fixability, find_rules, load_rules, select_rules
from generator.diagnostics import CODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

_DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_documentation_is_what_the_table_says() -> None:
    """`gen-schema rule --format markdown > docs/rules.md` writes it anew."""
    assert (_DOCS / "rules.md").read_text("utf-8") == render_rules()


def test_every_rule_has_an_example_of_before_and_after() -> None:
    """Both are there and differ."""
    same = [rule.code for rule in load_rules().values() if rule.before == rule.after]
    empty = [rule.code for rule in load_rules().values() if not (rule.before and rule.after)]
    assert (same, empty) == ([], [])


def test_rule_codes_are_no_diagnostic_codes() -> None:
    """Rules are about pages, diagnostics about a run."""
    assert set(load_rules()) & set(CODES) == set()


def test_a_selector_is_a_code_a_beginning_a_name_or_all() -> None:
    """As people know it from linters."""
    assert find_rules("GSC101") == {"GSC101"}
    assert find_rules("gsc9") == {"GSC901", "GSC902", "GSC903", "GSC904"}
    assert find_rules("lost-cell") == {"GSC108"}
    assert find_rules("ALL") == frozenset(load_rules())
    assert find_rules("GSX") == frozenset()


def test_rules_that_are_off_by_default_must_be_selected() -> None:
    """Nothing selected means every default rule."""
    off = {rule.code for rule in load_rules().values() if not rule.is_default}
    assert off == {"GSC501"}
    assert select_rules((), ("GSC1",)) == frozenset(load_rules()) - off - find_rules("GSC1")
    assert select_rules(("GSC5",), ()) == {"GSC501", "GSC502"}


def test_only_protection_is_fixed_on_request() -> None:
    """Every other fix is made where it is sure."""
    asked = [r.code for r in load_rules().values() if r.fixable is Fixability.PROTECT]
    assert asked == ["GSC501"]


def test_a_rule_is_explained_by_its_code_or_its_name(run_cli: Callable[..., Result]) -> None:
    """As the documentation has it."""
    by_code, by_name = run_cli("rule", "gsc108"), run_cli("rule", "lost-cell")
    assert by_code.stdout == by_name.stdout == f"{render_rule(load_rules()['GSC108'])}\n"
    assert run_cli("rule", "--format", "markdown").stdout == render_rules()
    listed = run_cli("rule").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(load_rules())
    assert len(run_cli("rule", "--all").stdout) > len(by_code.stdout)


def test_a_rule_that_is_none_is_a_wrong_call(run_cli: Callable[..., Result], specs: Path) -> None:
    """For every command that takes one."""
    assert run_cli("rule", "GSC999").exit_code == 2
    result = run_cli("check", specs, "--select", "GSC999")
    assert (result.exit_code, "no rule is called 'GSC999'" in result.stderr) == (2, True)
