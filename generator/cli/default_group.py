"""A group of commands, one of which needs no name."""

from __future__ import annotations

from typing import Any, Final

import click

from generator.cli.speak import print_message

_UNNAMED: Final = "\0"
"""Stands for the missing name; no argument of a process can hold it."""
_INTERRUPTED: Final = 130
_FAILED: Final = 1


class _Context(click.Context):
    """A context whose command has no name of its own."""

    @property
    def command_path(self) -> str:
        """Name the program alone."""
        return super().command_path.rstrip()


class DefaultCommand(click.Command):
    """The command that needs no name."""

    context_class = _Context


class DefaultGroup(click.Group):
    """A group that hands arguments which start with no command's name to its default command.

    `gen-schema check SPECS` names a command, `gen-schema SPECS` means the
    default one, and a folder named like a command is given as `./check`.
    """

    def __init__(self, *args: Any, default: DefaultCommand, **attributes: Any) -> None:  # noqa: ANN401 - as click's
        super().__init__(*args, **attributes)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the stand-in before arguments that name no command and are not the group's own."""
        own = {name for param in self.get_params(ctx) for name in param.opts}
        if args and args[0] not in self.commands and args[0] not in own:
            args = [_UNNAMED, *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments mean."""
        if args[0] == _UNNAMED:
            return "", self.default, args[1:]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click's
        """Run the command; an interrupted one says so in its exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            print_message("interrupted")
            ctx.exit(_INTERRUPTED)
        except Exception as error:
            if type(error).__name__ != "WorkerDiedError":  # importing it takes its time
                raise
            print_message(f"error[GS118]: {error}")
            print_message("  help: run again, with fewer --jobs if memory is short")
            ctx.exit(_FAILED)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Show the default command's usage."""
        return self.default.collect_usage_pieces(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the default command's options with the group's own, then the commands."""
        params = [*self.default.params, *self.get_params(ctx)]
        options = [param for param in params if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("Options"):
            formatter.write_dl(records)
        if self.commands:
            self.format_commands(ctx, formatter)
