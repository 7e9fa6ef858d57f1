"""Prints results on standard output, and messages on standard error, to which nobody may listen."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO, Any

import click


class OutputLostError(click.ClickException):
    """Standard output takes no more, as on a full disk."""

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 - as click's
        """Print what happened."""
        print_message(f"error[GS119]: standard output cannot be written: {self.message}")


def print_result(text: str | bytes, *, nl: bool = True) -> None:
    """Print what a command was called for; where nobody reads it any more, the command ends.

    Raises:
        OutputLostError: It cannot be written.
    """
    try:
        click.echo(text, nl=nl)
    except BrokenPipeError:
        raise  # click ends the command
    except OSError as error:
        raise OutputLostError(error.strerror or str(error)) from error


def print_message(text: str, *, color: bool | None = None) -> None:
    """Print something about the run, which goes on where that is not possible."""
    try:
        click.echo(text, err=True, color=color)
    except OSError:
        with suppress(AttributeError, OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stderr.fileno())
            os.close(nowhere)
