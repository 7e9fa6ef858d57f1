"""Writes down what is known of a job that stopped before it was done."""

from __future__ import annotations

import datetime as dt
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from .phrases import phrase, state_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .snapshot import Snapshot

__all__ = ["stop_log_name", "stop_log_text", "write_stop_log"]

_SAFE = frozenset(" -_.()+,=@~")
_LONGEST = 80
_MOST_BYTES = 160
_RULE = "*" * 27


def stop_log_name(job_id: str) -> str:
    """Name the file of a job's stop log: `JobStop-`, its id, `.txt`.

    A colon becomes an underscore. So does anything but letters, digits and a
    few signs, and what is too long is cut off; such a name ends in a digest of
    the id, so that two ids share none. It is never more than a file's name.
    """
    plain = job_id.replace(":", "_")
    safe = "".join(
        char if char in _SAFE or char.isalnum() else "_"
        for char in unicodedata.normalize("NFC", plain)
    )[:_LONGEST]
    while len(safe.encode()) > _MOST_BYTES:
        safe = safe[:-1]
    if safe != plain or not safe:
        safe = f"{safe}-{_digest(job_id)}".lstrip("-")
    return f"JobStop-{safe}.txt"


def stop_log_text(
    snapshot: Snapshot,
    locale: str | None = None,
    *,
    account_name: str = "",
    account_location: str = "",
) -> str:
    """Write what is known of a job that stopped; each value keeps to its line."""
    lines = [phrase("stopped_early", locale), _RULE]
    lines += [
        f"{phrase(key, locale)}: {_line(value)}"
        for key, value in _facts(snapshot, locale, account_name, account_location)
        if value
    ]
    errors = list(_errors(snapshot, locale))
    if errors:
        lines += [f"{phrase('error_details', locale)}:", *errors]
    return "\n".join(line.rstrip() for line in (*lines, _RULE, ""))


def write_stop_log(folder: str | os.PathLike[str], job_id: str, text: str) -> Path:
    """Write a stop log into a folder, which is made where it is missing.

    The file changes as a whole; a link in its place is replaced, not followed.
    Where another job's log has the name, the name ends in a digest of the id.

    Raises:
        OSError: It cannot be written.
    """
    import tempfile

    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    path = root / stop_log_name(job_id)
    if _is_of_another(path, job_id):
        path = path.with_name(f"{path.stem}-{_digest(job_id)}.txt")
    handle, name = tempfile.mkstemp(prefix=".JobStop-", dir=root)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode(errors="backslashreplace"))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def _facts(
    snapshot: Snapshot, locale: str | None, account_name: str, account_location: str
) -> list[tuple[str, str]]:
    told = "" if snapshot.state is None else str(snapshot.state)
    shown = state_text(snapshot.state, snapshot.states, locale) if told else ""
    return [
        ("job_id", snapshot.id),
        ("job_name", snapshot.name),
        ("job_state", shown if shown == told else f"{told} ({shown})"),
        ("job_started", _utc(snapshot.started)),
        ("account_name", account_name or snapshot.account_name),
        ("account_location", account_location or snapshot.account_location),
    ]


def _errors(snapshot: Snapshot, locale: str | None) -> Iterator[str]:
    """Give the errors of a job and of each of its tasks, those inside too."""
    for task in (snapshot, *_all_tasks(snapshot)):
        for error in task.errors:
            called = task.id or task.name or "–"
            if task is not snapshot:
                yield f"  {phrase('task_id', locale)}: {_line(called)}"
            yield f"    {phrase('error_code', locale)}: {_line(error.code)}"
            yield f"    {phrase('error_message', locale)}: {_line(error.message)}"
            yield ""


def _all_tasks(snapshot: Snapshot) -> Iterator[Snapshot]:
    for task in snapshot.tasks:
        yield task
        yield from _all_tasks(task)


def _utc(moment: dt.datetime | str | None) -> str:
    """Write a moment in UTC; one without a time zone is taken for UTC."""
    if not isinstance(moment, dt.datetime):
        return moment or ""
    try:
        moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment
    except OverflowError:
        return str(moment)
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def _line(text: str) -> str:
    """Keep a text on one line, without what would steer a terminal."""
    kept = (
        " " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char
        for char in text
    )
    return " ".join("".join(kept).split())


def _digest(job_id: str) -> str:
    import hashlib

    data = job_id.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:12]


def _is_of_another(path: Path, job_id: str) -> bool:
    """Tell whether a file is there that does not name the job."""
    if not job_id or path.is_symlink() or not path.is_file():
        return False
    shown = f": {_line(job_id)}".encode(errors="backslashreplace")
    return not any(line.endswith(shown) for line in path.read_bytes().splitlines())
