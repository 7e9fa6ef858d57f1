"""pre-commit hooks, the GitHub Action, its examples in the docs, and shell completion."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from generator.cli import cli
from generator.cli.check import check_command
from generator.cli.fix import fix_command

_ROOT = Path(__file__).resolve().parents[2]
_GUIDE = (_ROOT / "docs" / "check-in-ci.md").read_text("utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", _GUIDE, re.DOTALL)


def _action() -> dict[str, Any]:
    action: dict[str, Any] = yaml.safe_load((_ROOT / "action.yml").read_text("utf-8"))
    return action


def _validate(schema: str, file: Path) -> str:
    arguments = ["--builtin-schema", schema, "--output-format", "text", str(file)]
    result = CliRunner().invoke(check_jsonschema, arguments)
    return "" if result.exit_code == 0 else result.output


def test_the_action_is_valid() -> None:
    """By the schema that editors use."""
    assert _validate("vendor.github-actions", _ROOT / "action.yml") == ""


def test_example_workflows_are_valid_and_give_the_action_what_it_takes(tmp_path: Path) -> None:
    """By the schema, and by the action's own inputs."""
    workflows = [block for block in _blocks("yaml") if "jobs:" in block]
    assert len(workflows) == 2
    known = _action()["inputs"].keys()
    for number, text in enumerate(workflows):
        file = tmp_path / f"{number}.yml"
        file.write_text(text, "utf-8")
        assert _validate("vendor.github-workflows", file) == ""
        for job in yaml.safe_load(text)["jobs"].values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("OWNER/"):
                    assert step["with"].keys() <= known


def test_inputs_reach_the_shell_as_variables_only() -> None:
    """An expression in a script would be code of whoever gives the input."""
    scripts = [step["run"] for step in _action()["runs"]["steps"] if "run" in step]
    assert [script for script in scripts if "${{" in script] == []


def _program(folder: Path) -> None:
    """Put a `gen-schema` that runs this checkout into a folder."""
    file = folder / "gen-schema"
    file.write_text(
        f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(_ROOT))} exec {shlex.quote(sys.executable)}'
        ' -m generator "$@"\n',
        "utf-8",
    )  # fmt: skip
    file.chmod(0o755)


def _run_step(tmp_path: Path, inputs: dict[str, str]) -> tuple[int, dict[str, str]]:
    """Run the action's script as a runner would; give its exit code and outputs."""
    step = next(step for step in _action()["runs"]["steps"] if step.get("id") == "check")
    (tmp_path / "bin").mkdir()
    _program(tmp_path / "bin")
    variables = {
        name: inputs.get(re.sub(r".*inputs\.([\w-]+).*", r"\1", value), "")
        for name, value in step["env"].items()
    }
    environment = {
        **os.environ,
        **variables,
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "outputs"),
    }
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(words, env=environment, cwd=_ROOT, check=False, capture_output=True)
    file = tmp_path / "outputs"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return done.returncode, dict(line.split("=", 1) for line in lines)


def test_the_action_uploads_before_it_fails(tmp_path: Path) -> None:
    """Findings are a result, so the step hands the code on to the last one."""
    code, outputs = _run_step(tmp_path, {"specs": "specs", "fail-on": "error", "select": "GSC106"})
    assert (code, outputs["code"]) == (0, "1")
    log = json.loads(Path(outputs["sarif"]).read_text("utf-8"))
    assert {result["ruleId"] for result in log["runs"][0]["results"]} == {"GSC106"}


@pytest.mark.parametrize("specs", ["no such folder", "--help-me", "$(touch pwned)"])
def test_the_action_stops_at_a_call_that_makes_no_sense(tmp_path: Path, specs: str) -> None:
    """There is nothing to upload then, and nothing is run."""
    code, _ = _run_step(tmp_path, {"specs": specs, "fail-on": "error"})
    assert code == 2
    assert not (_ROOT / "pwned").exists()


def test_pre_commit_hooks_call_commands_that_exist() -> None:
    """Their options are those of the command line."""
    hooks = yaml.safe_load((_ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    commands = {"check": check_command, "fix": fix_command}
    for hook in hooks:
        program, name, *options = shlex.split(hook["entry"])
        known = {option for param in commands[name].params for option in param.opts}
        assert (program, set(options) <= known, hook["pass_filenames"]) == (
            "gen-schema",
            True,
            False,
        )
    assert [hook["id"] for hook in hooks] == ["gen-schema-check", "gen-schema-fix"]
    named = yaml.safe_load(next(block for block in _blocks("yaml") if "repos:" in block))
    assert named["repos"][0]["hooks"] == [{"id": "gen-schema-check", "args": ["docs/api"]}]


@pytest.mark.parametrize(
    ("words", "completed"),
    [("gen-schema ch", ["check"]), ("gen-schema check --fo", ["--format"]),
     ("gen-schema check --format s", ["sarif"]), ("gen-schema fix --w", ["--write"])],
)  # fmt: skip
def test_shells_complete_commands_options_and_values(words: str, completed: list[str]) -> None:
    """By click, as the guide says."""
    environment = {
        "_GEN_SCHEMA_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    result = CliRunner().invoke(cli, [], prog_name="gen-schema", env=environment)
    assert [line.partition(",")[2] for line in result.stdout.splitlines()] == completed


def test_commands_of_the_guide_exist(tmp_path: Path, specs: Path) -> None:
    """Each `gen-schema` line of it runs on the sample pages."""
    commands = [line for block in _blocks("sh") for line in block.splitlines() if line[:3] == "gen"]
    assert len(commands) == 2
    for command in commands:
        words = shlex.split(command)[1:]
        words = [str(specs) if word == "docs/api" else word for word in words]
        words = [str(tmp_path / "b.json") if word.endswith(".json") else word for word in words]
        result = CliRunner().invoke(cli, words, prog_name="gen-schema")
        assert result.exit_code == 0, result.output
