"""The commands as click knows them → docs/reference/command-line.md."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

import click

from generator.cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFACE: Final = """# Command line

<!-- Written by `pytest tests/behaviour/test_documentation_reference.py --regen` from the commands themselves -->

Results go to stdout, messages to stderr. Progress bars and colours are shown on a terminal only; `NO_COLOR` switches colours off. Lists are
separated by commas.

| Exit code | |
| --- | --- |
| 0 | done |
| 1 | an error, findings at or above the threshold of `check`, or `--check` found differences; nothing called so, of `explain` |
| 2 | wrong usage, or SPECS unusable as a whole |
| 130 | interrupted |
"""  # noqa: E501 - Markdown


def render_command_line() -> str:
    """Write the documentation of all commands."""
    commands: list[tuple[str, click.Command]] = [("gen-schema", cli.default)]
    commands += [(f"gen-schema {name}", command) for name, command in cli.commands.items()]
    return "\n".join([_PREFACE, *(line for each in commands for line in _describe(*each))])


def _describe(path: str, command: click.Command) -> Iterator[str]:
    """Describe one command."""
    context = click.Context(command, info_name=path)
    pieces = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    required = [
        f"{_flags(option)[0]} {option.make_metavar(context)}"
        for option in _options(command)
        if option.required
    ]
    yield f"## {path}\n"
    yield f"`{' '.join([path, *pieces, *required, '[OPTIONS]'])}`\n"
    yield f"{inspect.cleandoc(command.help or '')}\n"
    yield "| Option | |"
    yield "| --- | --- |"
    for option in _options(command):
        record = option.get_help_record(context)
        if record is not None:
            value = "" if option.is_flag else f" {option.make_metavar(context)}"
            names = ", ".join(f"`{flag}{value}`".replace("|", "\\|") for flag in _flags(option))
            yield f"| {names} | {_cell(record[1])} |"
    yield ""


def _options(command: click.Command) -> list[click.Option]:
    return [param for param in command.params if isinstance(param, click.Option)]


def _flags(option: click.Option) -> list[str]:
    """Name the long spelling first."""
    return sorted(option.opts, key=lambda flag: not flag.startswith("--"))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("  ", " ")
