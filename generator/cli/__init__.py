"""The command line: the only place that prints and exits.

Commands are light to import; what they run is imported when they run, so that
`--help` and a wrong option answer at once.
"""

from generator.cli.command_line import cli, main, program

__all__ = ["cli", "main", "program"]
