"""Plays a job on a server on the loopback address, and follows it with a monitor."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..rendering import render
from .course import Backoff
from .demo_codec import build, complete, values_of
from .demo_play import JOB_ID, Part, Play
from .demo_server import DemoServer, ask
from .follow import Monitor
from .reports import Ended, Reason
from .screen import Screen
from .table import ROLES, SERVICE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .demo_codec import Tree
    from .reports import Report
    from .roles import Roles, Service

__all__ = ["main"]

_PACKAGE = __name__.rpartition(".")[0].rpartition(".")[0]
_SECONDS = 60.0
_GOOD_ENDS = frozenset({Reason.SUCCESS, Reason.FAILURE, Reason.CANCELED})


def main(arguments: Sequence[str]) -> int:
    """Run the demonstration, and give its exit code."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {_PACKAGE}.monitor", description=__doc__
    )
    parser.add_argument("--demo", action="store_true", help="play a job and follow it")
    parser.add_argument(
        "--locale", help="language, as fr or ko; the reference by default"
    )
    parser.add_argument(
        "--ending",
        choices=("success", "failure", "canceled"),
        default="success",
        help="how the job ends",
    )
    parser.add_argument(
        "--flaky", action="store_true", help="one question is answered by an error"
    )
    parser.add_argument(
        "--pause", type=float, default=0.2, help="seconds between two questions"
    )
    parser.add_argument("--stop-log-folder", help="keep the stop log there")
    options = parser.parse_args(arguments)
    if not options.demo:
        parser.print_help()
        return 2
    if SERVICE is None:
        sys.stderr.write("no documented type has states that could be played\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        kept = options.stop_log_folder
        return _follow(SERVICE, options, Path(kept or folder))


def _follow(service: Service, options: argparse.Namespace, folder: Path) -> int:
    """Play and follow; show the job at its end, and the stop log where there is one."""
    kind, roles = _load(service.cls), ROLES[service.type]
    job, task = _parts(service, roles, kind)
    if not job.in_group(options.ending):
        sys.stderr.write(f"no documented state is a {options.ending}; it ends well\n")
    steps = [
        _respond(service, kind, tree)
        for tree in Play(job, task, options.ending).steps()
    ]
    question: Tree = {str(roles.id): JOB_ID} if service.asks_by_id else {}
    last: list[object] = [None]

    def fetch() -> object:
        found = _find(ask(server.address, service, question), service)
        last[0] = build(kind, found)
        return last[0]

    screen = Screen(options.locale)
    with (
        DemoServer(service, steps, failing=3 if options.flaky else 0) as server,
        screen,
    ):
        monitor = Monitor(
            fetch,
            groups=job.groups,
            locale=options.locale,
            backoff=Backoff(first=max(options.pause, 0.001), longest=5, factor=1.2),
            timeout=_SECONDS,
            on_report=lambda report: screen.show(_without_folder(report)),
            stop_log_folder=folder,
        )
        ended = monitor.run()
    _show(render(last[0], options.locale))
    if ended.stop_log is not None:
        _show(ended.stop_log.read_text(encoding="utf-8").rstrip())
    return 0 if ended.reason in _GOOD_ENDS else 1


def _load(place: str) -> type:
    """Import a class by its module below the package and its name."""
    module, _, name = place.partition(":")
    found: type = getattr(import_module(f"{_PACKAGE}.{module}"), name)
    return found


def _parts(service: Service, roles: Roles, kind: type) -> tuple[Part, Part | None]:
    """Say who plays: the job, and its tasks where it has any."""
    job = Part(service.type, roles, values_of(kind, str(roles.state)))
    own = ROLES.get(roles.task_type)
    if own is None:
        return job, None
    states = values_of(kind, f"{roles.tasks}.{own.state}") if own.state else ()
    return job, Part(roles.task_type, own, states)


def _respond(service: Service, kind: type, tree: dict[str, Tree]) -> Tree:
    """Put the job where the response has it; a path's last member may be a list."""
    found: Tree = complete(kind, tree)
    for name in reversed(service.path.split(".") if service.path else []):
        found = {name: found}
    return found


def _find(tree: Tree, service: Service) -> Tree:
    """Get the job out of a response."""
    for name in service.path.split(".") if service.path else []:
        tree = tree[name]
    return tree


def _without_folder(report: Report) -> Report:
    """Leave out of an end where its stop log is."""
    if isinstance(report, Ended) and report.stop_log is not None:
        return replace(report, stop_log=Path(report.stop_log.name))
    return report


def _show(text: str) -> None:
    """Print a text, in whatever characters the terminal can take."""
    encoding = sys.stdout.encoding or "utf-8"
    shown = text.encode(encoding, "backslashreplace").decode(encoding)
    sys.stdout.write(f"\n{shown}\n")
