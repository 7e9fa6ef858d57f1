"""`gen-schema`: the main command and, beside it, the named ones."""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

import click

from generator import __version__
from generator.cli.check import check_command
from generator.cli.default_group import DefaultGroup
from generator.cli.explain import explain_command
from generator.cli.fix import fix_command
from generator.cli.generate import generate_command
from generator.cli.report import report_command
from generator.cli.rule import rule_command

_FEWER_COLLECTIONS = (100_000, 20, 100)
"""When Python looks for circles of garbage: a run makes records by the million, and they have none.

Beautiful Soup's trees have, and go away in time all the same.
"""
_PATIENCE = 5.0
"""Seconds that a thread has to come to its end."""
INTERRUPTED = 130
"""Exit code of a run that was interrupted, as shells have it."""


@click.group(
    cls=DefaultGroup,
    default=generate_command,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="gen-schema")
def cli() -> None:
    """Generate a contract and its labels from localized API reference pages.

    SPECS is a folder whose sub-folders are language editions, such as en and fr-FR, or a
    folder of such folders, one for each API.
    """


cli.add_command(check_command)
cli.add_command(explain_command)
cli.add_command(fix_command)
cli.add_command(rule_command)
cli.add_command(report_command)


def main() -> None:
    """Run the command line on the program's arguments, and exit."""
    gc.set_threshold(*_FEWER_COLLECTIONS)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # it was closed when the program was started
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # a terminal that cannot show a page's characters is no reason to stop
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        cli(prog_name="gen-schema")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def program() -> None:
    """Be the program: run the command line and end at once.

    To take millions of records apart one by one serves nobody any more. Threads that are still
    there have something to end first, such as other processes; but not for ever.
    """
    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        for thread in threading.enumerate():
            if not thread.daemon and thread is not threading.main_thread():
                thread.join(_PATIENCE)
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):
                stream.flush()
        os._exit(end.code)
