"""Follows a job to its end, in any language; needs the standard library alone.

`Monitor` asks a function for the current object, or is fed with objects and
events, and reports each change of state once. What a type's members are to it
comes from the model (`ROLES`), or from the caller (`Roles`).
"""

from .course import Backoff
from .follow import Monitor
from .lines import progress_bar, report_line
from .reports import (
    Ended,
    FetchFailed,
    LateState,
    ProgressChanged,
    Reason,
    Report,
    StateChanged,
)
from .roles import Roles
from .snapshot import ErrorText, Snapshot, read_snapshot
from .stop_log import stop_log_name, stop_log_text, write_stop_log
from .table import GROUPS, ROLES
from .tracker import Finding, StateTracker

__all__ = [
    "GROUPS",
    "ROLES",
    "Backoff",
    "Ended",
    "ErrorText",
    "FetchFailed",
    "Finding",
    "LateState",
    "Monitor",
    "ProgressChanged",
    "Reason",
    "Report",
    "Roles",
    "Snapshot",
    "StateChanged",
    "StateTracker",
    "progress_bar",
    "read_snapshot",
    "report_line",
    "stop_log_name",
    "stop_log_text",
    "write_stop_log",
]
