"""The output folder as a run sees it: read what is there, plan, write."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.output.change_in_place import change_in_place, complete_change
from generator.output.exchange_trees import (
    UnsuitedError,
    clear_leftover,
    create_tree,
    exchange_trees,
)
from generator.output.inner_path import read_inner
from generator.output.lock_output import LockedError, lock_output
from generator.output.plan_tree import TreePlan, plan_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.emit.artifact import Artifact


class OutputError(Exception):
    """The output folder cannot be written; `diagnostic` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)  # as another process needs it, to make it anew
        self.diagnostic = diagnostic

    def __str__(self) -> str:
        """Give its message."""
        return self.diagnostic.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of a plan."""

    written: int
    """Files created or changed."""
    unchanged: int
    """Files that were right already."""
    removed: int
    """Files removed."""
    kept: int
    """Files edited by hand and left alone."""


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A locked, recovered output folder."""

    path: Path
    """The folder, links resolved; it need not be there."""
    shown: str
    """Its name in messages."""

    @classmethod
    @contextmanager
    def open(cls, out: Path) -> Iterator[OutputFolder]:
        """Lock the folder and bring a crashed run's change to its end.

        Raises:
            OutputError: It is no folder, cannot be written, or another run has it.
        """
        path, shown = Path(os.path.realpath(out)), out.as_posix()
        with ExitStack() as stack:
            try:
                if path.exists() and not path.is_dir():
                    raise OutputError(_cannot(shown, "output folder is a file"))
                stack.enter_context(lock_output(path))
                clear_leftover(path)
                complete_change(path)
            except LockedError:
                message = "another run is writing to the output folder"
                raise OutputError(_cannot(shown, message)) from None
            except OSError as error:
                raise OutputError(_os_error(shown, path, error)) from error
            yield cls(path, shown)

    def plan(
        self,
        artifacts: tuple[Artifact, ...],
        *,
        version: str,
        digest: str,
        emit: tuple[str, ...] = (),
        force: bool = False,
    ) -> TreePlan:
        """Decide what to do, see `plan_tree`.

        Raises:
            OutputError: The folder cannot be read.
        """
        try:
            return plan_tree(
                self.path,
                artifacts,
                shown=self.shown,
                version=version,
                digest=digest,
                emit=emit,
                force=force,
            )
        except OSError as error:
            raise OutputError(_os_error(self.shown, self.path, error)) from error

    def write(self, plan: TreePlan) -> Written:
        """Carry out a plan, as a whole or not at all.

        Raises:
            ValueError: The plan has conflicts.
            OutputError: The disk refuses; the old tree stands.
        """
        if plan.conflicts:
            raise ValueError("a plan with conflicts cannot be written")
        try:
            self._carry_out(plan)
        except OSError as error:
            raise OutputError(_os_error(self.shown, self.path, error)) from error
        return Written(
            written=len(plan.writes),
            unchanged=len(plan.unchanged),
            removed=len(plan.removed),
            kept=len(plan.kept),
        )

    def _carry_out(self, plan: TreePlan) -> None:
        """Take the strongest way that the system allows."""
        if not self.path.exists():
            create_tree(self.path, plan)
        elif not plan.is_done:
            try:
                exchange_trees(self.path, plan)
            except UnsuitedError:
                change_in_place(self.path, plan)


def read_existing(out: Path, path: str) -> bytes | None:
    """Read a file of the output folder; None where no regular file stands.

    Raises:
        OutputError: It cannot be read.
    """
    folder = Path(os.path.realpath(out))
    try:
        return read_inner(folder, path)
    except OSError as error:
        raise OutputError(_os_error(out.as_posix(), folder, error)) from error


def check_output(
    out: Path,
    artifacts: tuple[Artifact, ...],
    *,
    version: str,
    digest: str,
    emit: tuple[str, ...] = (),
) -> tuple[Diagnostic, ...]:
    """Name every file in which the folder differs from what would be written.

    Raises:
        OutputError: The folder cannot be read.
    """
    shown = out.as_posix()
    path = Path(os.path.realpath(out))
    if path.exists() and not path.is_dir():
        return (_cannot(shown, "output folder is a file"),)
    try:
        plan = plan_tree(path, artifacts, shown=shown, version=version, digest=digest, emit=emit)
    except OSError as error:
        raise OutputError(_os_error(shown, path, error)) from error
    findings = {
        "file is missing": [file for file, _ in plan.created],
        "file differs from what would be generated": [
            *(file for file, _ in plan.changed),
            *plan.kept,
            *plan.conflicts,
        ],
        "file is an orphan: it is no longer generated": plan.removed,
    }
    return sort_diagnostics(
        Diagnostic(
            code="GS602",
            severity=Severity.ERROR,
            message=message,
            path=f"{shown}/{file}",
            help=None,
        )
        for message, files in findings.items()
        for file in files
    )


def _os_error(shown: str, path: Path, error: OSError) -> Diagnostic:
    """Say what the system refuses."""
    place = str(error.filename or "")
    where = f": {place!r}" if place and place != str(path) else ""
    return _cannot(shown, f"output folder cannot be written: {error.strerror or error}{where}")


def _cannot(shown: str, message: str) -> Diagnostic:
    return Diagnostic(code="GS604", severity=Severity.ERROR, message=message, path=shown)
